"""What the skills and the alarm watch need from the robot and from a disk."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Protocol
from uuid import UUID

from huban_behaviors.core.alarm import Alarm
from huban_behaviors.core.types import Answer, Caller, Condition, Event, FaceProgress, Point, Pose, VoiceChange
from huban_common.core.home import Home
from huban_common.core.skills import SkillSpec


class SkillFailed(Exception):
    """A skill could not do what was asked; the `text` is for the person, in their language."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class Hindered(Exception):
    """The robot could not move or speak; the text is for developers, `told` is what people may hear about it."""

    def __init__(self, reason: str, told: str = "") -> None:
        super().__init__(reason)
        self.told = told


class Robot(Protocol):
    """Everything a skill may do. Each wait ends by itself; cancelling the caller cancels the motion too."""

    home: Home

    @property
    def language(self) -> str:
        """The language to speak: that of the caller, else that of the house."""
        ...

    @property
    def caller(self) -> Caller:
        """On whose behalf the robot acts."""
        ...

    def on_behalf_of(self, caller: Caller, language: str) -> "Robot":
        """The same robot, acting for somebody."""
        ...

    async def say(self, text: str, urgent: bool = False) -> bool:
        """Speaks and returns when it is said; whether it was. An urgent text interrupts others."""
        ...

    async def ask(self, question: str, timeout_s: float, urgent: bool = False) -> Answer | None:
        """Speaks and waits for yes or no, at most `timeout_s` after the last word; None for no answer."""
        ...

    def answer(self, answer: Answer, question: str = "") -> bool:
        """Answers the open question, or only the one with this id; False where that is not open."""
        ...

    async def navigate(self, goal: Pose) -> None:
        """Drives there; raises Hindered."""
        ...

    async def move_bed(self, section: str, direction: str = "", target: float = 0.0) -> float:
        """Moves a section of the bed by direction or to `target` (rad, m); what it reached. Raises Hindered."""
        ...

    async def release_gate(self) -> None:
        """Ends a halt of the safety gate; raises Hindered where it must not be ended."""
        ...

    def halt_gate(self) -> None:
        """Makes the safety gate stop everything now."""
        ...

    def pose(self) -> Pose | None:
        """Where the robot is; None while it does not know."""
        ...

    def places_beside(self, target: Point) -> list[Pose]:
        """Where the robot can stand near a point, facing it; best first."""
        ...

    def person_position(self) -> Point | None:
        """Where a person was seen last; None where that is too long ago."""
        ...

    def condition(self) -> Condition: ...

    def local_time(self) -> datetime: ...

    def last_said(self) -> str: ...

    def set_language(self, language: str) -> None:
        """The language of the house from now on, kept for the caller over a restart."""
        ...

    async def change_voice(self, change: VoiceChange) -> bool:
        """How the robot speaks to the caller; False where it could not go further. Raises Hindered."""
        ...

    async def learn_voice(self, person: str) -> None:
        """What is said next makes a template of this person's voice, who has agreed to it. Raises Hindered."""
        ...

    async def forget_voice(self, person: str) -> None:
        """Deletes the template of this person's voice, if there is one. Raises Hindered."""
        ...

    async def learn_face(self, person: str) -> None:
        """Photographs are taken now for a template of this person's face, who has agreed to it. Raises Hindered."""
        ...

    async def face_progress(self, person: str) -> FaceProgress:
        """How that is going. Raises Hindered."""
        ...

    async def forget_face(self, person: str) -> None:
        """Deletes the template of this person's face, if there is one. Raises Hindered."""
        ...

    def emit(self, event: Event) -> None:
        """Tells the rest of the robot."""
        ...


class Skill(Protocol):
    """A skill plugin: `run` returns what to say at the end, may be cancelled at any await, raises SkillFailed."""

    spec: ClassVar[SkillSpec]

    async def run(self, args: Any, robot: Robot) -> str: ...


Skills = Mapping[str, Skill]


class AlarmStore(Protocol):
    """Where alarms survive a restart; what was given to it is on the disk when it returns, else it raises OSError."""

    def alarms(self) -> list[Alarm]:
        """The alarms that were open."""
        ...

    def noted(self) -> set[UUID]:
        """The events that have been dealt with."""
        ...

    def save(self, alarm: Alarm) -> None: ...

    def note(self, event_id: UUID) -> None: ...
