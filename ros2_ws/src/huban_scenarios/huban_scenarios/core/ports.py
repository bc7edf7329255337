"""Whom the player directs."""

from typing import Any, Protocol

from huban_scenarios.core.observations import AlarmListed


class Cast(Protocol):
    """The people of the simulation."""

    def act(self, actor: str, act: str, args: dict[str, Any]) -> None:
        """Asks someone to do something; a refusal is told by the implementation, not raised."""
        ...

    def speak(self, text: str, language: str) -> None:
        """The elder says a sentence aloud."""
        ...


class Caregiver(Protocol):
    """A person signed in at the care platform. Every call may take seconds; none raises."""

    def alarms(self) -> list[AlarmListed]:
        """What the platform shows now; empty where it cannot be reached."""
        ...

    def answer_alarm(self, answer: str, cause: str | None) -> None:
        """Acknowledges, attends or closes the newest open alarm."""
        ...

    def command(self, skill: str, args: dict[str, Any]) -> None:
        """Asks the robot for a skill."""
        ...


class Processes(Protocol):
    """The processes of the stack."""

    def signal(self, process: str, signal: str) -> None:
        """kill, stop, continue or terminate one process by its name in the process table."""
        ...
