"""Keys of this installation, made at the first start and readable by their owner only."""

import os
import secrets
from pathlib import Path

KEY_BYTES = 32


def key(folder: Path, name: str) -> bytes:
    """The key of that name; made when it is missing."""
    path = folder / f"{name}.key"
    if not path.exists():
        write(path, secrets.token_bytes(KEY_BYTES))
    return path.read_bytes()


def write(path: Path, content: bytes) -> None:
    """Writes a file that only its owner may read, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_suffix(".new")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        os.fsync(descriptor)
    os.replace(draft, path)
