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
        self._path.parent.mkdir(parents=True, exist_ok=True)
        new = self._path.with_suffix(".new")
        with new.open("w", encoding="utf-8") as file:
            json.dump(self._adapter.dump_python(content, mode="json"), file, ensure_ascii=False, indent=1)
            file.flush()
            os.fsync(file.fileno())
        new.replace(self._path)

    def _put_aside(self) -> str:
        try:
            aside = self._path.replace(self._path.with_suffix(".damaged"))
        except OSError:
            return ""
        return f" and is now {aside.name}"


def state_dir(configured: str) -> Path:
    """Where a node keeps its state: the configured folder, or the usual one of this user."""
    return Path(configured).expanduser() if configured else Path.home() / ".local" / "state" / "huban"
