"""Columns that are encrypted at rest: names, contacts, notes and secrets. The keys lie outside the database."""

import json
from pathlib import Path
from threading import Lock
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy import JSON, Dialect, Engine, LargeBinary, Text, TypeDecorator

from care_platform import secret_files

CIPHER = "field_cipher"
"""The attribute of an engine's dialect that holds the cipher of its encrypted columns."""


class UnreadableField(ValueError):
    """A field that was written with a key that is not here any more, or that was tampered with."""


class FieldCipher:
    """Encrypts with the first key of a file and decrypts with each; notices when another process changed the file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = Lock()
        if not path.exists():
            secret_files.make(path, Fernet.generate_key())
        self._loaded, self._ring = self._load()

    def encrypt(self, plain: bytes) -> str:
        return self._newest().encrypt(plain).decode()

    def decrypt(self, token: str) -> bytes:
        """Raises UnreadableField."""
        try:
            return self._newest().decrypt(token)
        except InvalidToken as error:
            raise UnreadableField(f"no key of {self._path} opens this field") from error

    def add_key(self) -> None:
        """A new key for everything that is written from now on; the others still open what they closed."""
        self._write([Fernet.generate_key().decode(), *self._keys()])

    def keep_newest(self, count: int) -> None:
        self._write(self._keys()[:count])

    def _newest(self) -> MultiFernet:
        with self._lock:
            if self._version() != self._loaded:
                self._loaded, self._ring = self._load()
            return self._ring

    def _load(self) -> tuple[tuple[int, int], MultiFernet]:
        version = self._version()
        return version, MultiFernet([Fernet(key) for key in self._keys()])

    def _version(self) -> tuple[int, int]:
        found = self._path.stat()
        return found.st_mtime_ns, found.st_ino

    def _keys(self) -> list[str]:
        return self._path.read_text(encoding="ascii").split()

    def _write(self, keys: list[str]) -> None:
        secret_files.write(self._path, "\n".join(keys).encode())


def use_cipher(engine: Engine, cipher: FieldCipher) -> None:
    """From now on this engine reads and writes encrypted columns; each installation has keys of its own."""
    setattr(engine.dialect, CIPHER, cipher)


def cipher_of(dialect: Dialect) -> FieldCipher:
    cipher: FieldCipher = getattr(dialect, CIPHER)
    return cipher


class EncryptedText(TypeDecorator[str]):
    """A text of which the database sees a token only."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else cipher_of(dialect).encrypt(value.encode())

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else cipher_of(dialect).decrypt(value).decode()


class EncryptedJson(TypeDecorator[dict[str, Any]]):
    """A JSON object of which the database sees a token only, kept as a JSON string."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def process_bind_param(self, value: dict[str, Any] | None, dialect: Dialect) -> str | None:
        return None if value is None else cipher_of(dialect).encrypt(json.dumps(value).encode())

    def process_result_value(self, value: Any, dialect: Dialect) -> dict[str, Any] | None:
        if value is None:
            return None
        opened: dict[str, Any] = json.loads(cipher_of(dialect).decrypt(value))
        return opened


class EncryptedBytes(TypeDecorator[bytes]):
    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        return None if value is None else cipher_of(dialect).encrypt(value).encode()

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        return None if value is None else cipher_of(dialect).decrypt(value.decode())
