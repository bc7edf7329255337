"""Keys of this installation, made at the first start and readable by their owner only."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

KEY_BYTES = 32


def key(folder: Path, name: str) -> bytes:
    """The key of that name; made when it is missing."""
    path = folder / f"{name}.key"
    if not path.exists():
        make(path, secrets.token_bytes(KEY_BYTES))
    return path.read_bytes()


def make(path: Path, content: bytes) -> None:
    """Writes a file that is not there yet; of several processes that begin at once the first one's stays."""
    draft = _draft(path, content)
    with suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()


def write(path: Path, content: bytes) -> None:
    """Writes a file that only its owner may read, whole or not at all."""
    os.replace(_draft(path, content), path)


def _draft(path: Path, content: bytes) -> Path:
    """The content in a file beside, which no other process writes to."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        os.fsync(descriptor)
    return draft
