"""Where things are in a checkout."""

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Checkout:
    """The folders of one checkout of Huban."""

    root: Path

    @property
    def venv(self) -> Path:
        return self.root / ".venv"

    @property
    def workspace(self) -> Path:
        return self.root / "ros2_ws"

    @property
    def state(self) -> Path:
        """What Huban writes while it is set up and runs; deleting it loses logs and stored state only."""
        return self.root / ".huban"

    @property
    def log(self) -> Path:
        return self.state / "log"

    @property
    def launch(self) -> Path:
        return self.root / "launch"

    @property
    def requirements(self) -> Path:
        return self.root / "requirements"


def this_checkout() -> Checkout:
    """The checkout that `./huban` was started from, else the one this file lies in."""
    named = os.environ.get("HUBAN_ROOT")
    return Checkout(Path(named) if named else Path(__file__).resolve().parents[4])
