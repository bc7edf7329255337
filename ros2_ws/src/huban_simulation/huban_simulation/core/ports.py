"""What the simulation offers and what it needs, as Protocols. A real robot's drivers fit the same first two."""

from collections.abc import Mapping
from typing import Protocol

from huban_simulation.core.bed_trajectory import Progress, Trajectory
from huban_simulation.core.types import Odometry, Samples, Twist


class Base(Protocol):
    """A differential-drive base that stops by itself when commands cease."""

    def drive(self, twist: Twist) -> None:
        """Asks for a velocity from now on."""
        ...

    def odometry(self) -> Odometry:
        """Where the wheels say that it is, and how fast."""
        ...


class BedDriver(Protocol):
    """A nursing bed that follows joint trajectories within its own limits."""

    def positions(self) -> Mapping[str, float]:
        """Measured joint positions (rad, m)."""
        ...

    def start(self, trajectory: Trajectory) -> None:
        """Begins to follow; raises BedRefusal, and then nothing moves. A running trajectory is replaced."""
        ...

    def stop(self) -> None:
        """Stops where it is and forgets the trajectory."""
        ...

    def progress(self) -> Progress:
        """How far the newest trajectory has come."""
        ...


class VoiceError(Exception):
    """A sentence that could not be spoken, with the reason."""


class Voice(Protocol):
    """Something that turns text into sound. Blocks; not for the executor's thread."""

    def speak(self, text: str, lang: str, voice: str) -> Samples:
        """16 kHz mono; `lang` is `en` or `zh-CN`, `voice` empty for the usual one. Raises VoiceError."""
        ...
