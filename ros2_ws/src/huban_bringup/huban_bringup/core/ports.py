"""What the process table needs from the outside."""

from pathlib import Path
from typing import Protocol


class Packages(Protocol):
    """The ROS packages that are installed."""

    def prefix(self, package: str) -> Path:
        """Where a package is installed; raises ValueError where it is not."""
        ...

    def share(self, package: str) -> Path:
        """A package's share folder; raises ValueError where it is not installed."""
        ...

    def executable(self, package: str, name: str) -> Path:
        """A package's executable; raises ValueError where there is none."""
        ...
