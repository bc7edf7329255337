"""One small JSON file for what must outlive a restart."""

import json
import os
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

Content = TypeVar("Content")


class StateFile(Generic[Content]):
    """Written as a whole or not at all. One that cannot be read is put aside and named in `damage`."""

    def __init__(self, path: Path, kind: type[Content]) -> None:
        self._path, self._adapter = path, TypeAdapter(kind)
        self.damage = ""

    def load(self) -> Content | None:
        """What was saved last; None where there is nothing, or nothing that can be read."""
        try:
            return self._adapter.validate_json(self._path.read_bytes())
        except FileNotFoundError:
            return None
        except OSError as error:
            self.damage = f"{self._path} cannot be read: {error.strerror or error}"
        except ValidationError as error:
            self.damage = f"{self._path} was not readable ({error.errors()[0]['msg']}){self._put_aside()}"
        return None

    def save(self, content: Content) -> None:
        """On the disk when it returns; raises OSError."""
        text = json.dumps(self._adapter.dump_python(content, mode="json"), ensure_ascii=False, indent=1)
        write_whole(self._path, text.encode())

    def _put_aside(self) -> str:
        try:
            aside = self._path.replace(self._path.with_suffix(".damaged"))
        except OSError:
            return ""
        return f" and is now {aside.name}"


def write_whole(path: Path, content: bytes, permissions: int = 0o666) -> None:
    """The old content or the new one, never half of it; on the disk when it returns. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(".new")
    new.unlink(missing_ok=True)
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, permissions)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)


def state_dir(configured: str) -> Path:
    """Where a node keeps its state: the configured folder, or the usual one of this user."""
    return Path(configured).expanduser() if configured else Path.home() / ".local" / "state" / "huban"
