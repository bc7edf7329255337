"""Steps that are done once: each leaves a stamp with the digest of all that went into it."""

import hashlib
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from huban_bringup.bootstrap.shell import Shell


@dataclass(frozen=True)
class Step:
    """Something the machine or the checkout must have; `title` is a text key."""

    title: str
    key: str
    stamp: Path
    run: Callable[[Shell], None]

    def is_done(self) -> bool:
        """True where the last run was complete and nothing that goes into it changed since."""
        try:
            return self.stamp.read_text(encoding="utf-8") == self.key
        except OSError:
            return False

    def do(self, shell: Shell) -> None:
        self.stamp.unlink(missing_ok=True)
        self.run(shell)
        self.stamp.parent.mkdir(parents=True, exist_ok=True)
        half = self.stamp.with_suffix(".half")
        half.write_text(self.key, encoding="utf-8")
        os.replace(half, self.stamp)


def digest(parts: Iterable[str | bytes | Path]) -> str:
    """A digest of texts and of the contents of files; order counts."""
    summary = hashlib.sha256()
    for part in parts:
        content = part.read_bytes() if isinstance(part, Path) else part
        raw = content.encode() if isinstance(content, str) else content
        summary.update(len(raw).to_bytes(8, "big") + raw)
    return summary.hexdigest()
