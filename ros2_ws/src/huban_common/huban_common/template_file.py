"""What the robot knows people by, on its disk: encrypted, readable by its own account only, gone when it is deleted."""

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Generic, TypeVar

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from huban_common.state_file import write_whole

_NONCE_BYTES = 12
_OWN = 0o600

Template = TypeVar("Template")


class TemplateFile(Generic[Template]):
    """Templates of one kind ("voice", "face") by person. AES-256-GCM with a key in a file of its own.

    `write` gives a template's figures as JSON knows them, `read` takes them back and raises ValueError for others.
    `damage` tells why the templates could not be read.
    """

    def __init__(
        self, folder: Path, kind: str, write: Callable[[Template], Any], read: Callable[[Any], Template]
    ) -> None:
        self._key_file, self._file = folder / f"{kind}_templates.key", folder / f"{kind}_templates.bin"
        self._kind, self._write, self._read = kind, write, read
        self._purpose = f"huban {kind} templates 1".encode()
        self.damage = ""

    def load(self) -> Mapping[str, Template]:
        """Empty where there are none or they cannot be read: people enrol again."""
        if not self._file.exists():
            return {}
        try:
            content = self._file.read_bytes()
            nonce, sealed = content[:_NONCE_BYTES], content[_NONCE_BYTES:]
            found = json.loads(AESGCM(self._key_file.read_bytes()).decrypt(nonce, sealed, self._purpose))
            return {person: self._read(figures) for person, figures in found.items()}
        except (OSError, ValueError, InvalidTag) as error:
            self.damage = f"{self._kind} templates cannot be read: {type(error).__name__} {error}".strip()
            return {}

    def save(self, templates: Mapping[str, Template]) -> None:
        """On the disk when it returns; raises OSError. Without templates neither file nor key is left."""
        if not templates:
            self._file.unlink(missing_ok=True)
            self._key_file.unlink(missing_ok=True)
            return
        figures = {person: self._write(template) for person, template in templates.items()}
        nonce = os.urandom(_NONCE_BYTES)
        sealed = AESGCM(self._key()).encrypt(nonce, json.dumps(figures).encode(), self._purpose)
        write_whole(self._file, nonce + sealed, _OWN)

    def _key(self) -> bytes:
        if not self._key_file.exists():
            write_whole(self._key_file, AESGCM.generate_key(bit_length=256), _OWN)
        return self._key_file.read_bytes()
