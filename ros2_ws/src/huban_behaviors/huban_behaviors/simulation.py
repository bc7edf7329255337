"""The robot's twin: talks, drives and moves the bed on simulated time, and can reject, hang and vanish."""

import asyncio
import copy
import selectors
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from math import dist
from typing import Any, TypeVar
from uuid import UUID, uuid4

from huban_behaviors.core.approach import ApproachPlan
from huban_behaviors.core.ports import Hindered
from huban_behaviors.core.questions import Questions
from huban_behaviors.core.timed_loop import TimedLoop, run_on
from huban_behaviors.core.types import ROBOT, Answer, Caller, Condition, Event, FaceProgress, Point, Pose, VoiceChange
from huban_common.core.clock import ManualClock
from huban_common.core.home import Home
from huban_common.core.questions import Question

START = Pose(3.3, 5.7, 0.0)
WELL = Condition(0.8, "ready")
MORNING = datetime(2024, 11, 21, 8, 5)
SPEED_M_S = 0.5
BED_S = 5.0
Result = TypeVar("Result")


class Fault(Enum):
    """How a part of the robot behaves."""

    NONE = "works"
    REJECTS = "rejects"
    HANGS = "hangs"


_SENTENCE_S = {Fault.NONE: 2.0, Fault.REJECTS: 0.0, Fault.HANGS: 30.0}


@dataclass
class Body:
    """What the twin does and what happens to it; tests read and set it."""

    pose: Pose = START
    person: Point | None = None
    language: str = "en"
    condition: Condition = WELL
    now: datetime = MORNING
    driving: Fault = Fault.NONE
    bed: Fault = Fault.NONE
    gate: Fault = Fault.NONE
    voice: Fault = Fault.NONE
    voice_memory: Fault = Fault.NONE
    face_memory: Fault = Fault.NONE
    said: list[str] = field(default_factory=list)
    urgent: list[str] = field(default_factory=list)
    drives: list[Pose] = field(default_factory=list)
    arrivals: list[Pose] = field(default_factory=list)
    bed_moves: list[tuple[str, str, float]] = field(default_factory=list)
    released_for: list[Caller] = field(default_factory=list)
    halts: int = 0
    voice_changes: list[VoiceChange] = field(default_factory=list)
    voice_at_limit: bool = False
    known_voices: set[str] = field(default_factory=set)
    known_faces: set[str] = field(default_factory=set)
    before_camera: str = ""
    face_advice: list[str] = field(default_factory=list)
    """What people have to do, one after the other, until their face is learned; an empty text: it never is."""
    open_questions: dict[UUID, str] = field(default_factory=dict)

    def open(self, text: str, limit_s: float) -> Question:
        question = Question(uuid4(), text, limit_s)
        self.open_questions[question.id] = text
        return question

    def close(self, question_id: UUID) -> None:
        del self.open_questions[question_id]


class SimulatedRobot:
    """A Robot without a robot."""

    def __init__(self, home: Home, body: Body | None = None, radius_m: float = 0.27) -> None:
        self.home = home
        self.body = body or Body()
        self.listener: Callable[[Event], None] = lambda event: None
        self.caller = ROBOT
        self._language: str | None = None
        self._questions = Questions(self.body)
        self._plan = ApproachPlan(home, radius_m)

    @property
    def language(self) -> str:
        return self._language or self.body.language

    def on_behalf_of(self, caller: Caller, language: str) -> "SimulatedRobot":
        acting = copy.copy(self)
        acting.caller, acting._language = caller, language
        return acting

    async def say(self, text: str, urgent: bool = False) -> bool:
        self.body.said.append(text)
        if urgent:
            self.body.urgent.append(text)
        await asyncio.sleep(_SENTENCE_S[self.body.voice])
        return self.body.voice is Fault.NONE

    async def ask(self, question: str, timeout_s: float, urgent: bool = False) -> Answer | None:
        return await self._questions.ask(question, self.say(question, urgent), timeout_s)

    def answer(self, answer: Answer, question: str = "") -> bool:
        return self._questions.answer(answer, question)

    async def navigate(self, goal: Pose) -> None:
        self.body.drives.append(goal)
        await _behave(self.body.driving, dist((goal.x, goal.y), (self.body.pose.x, self.body.pose.y)) / SPEED_M_S)
        self.body.pose = goal
        self.body.arrivals.append(goal)

    async def move_bed(self, section: str, direction: str = "", target: float = 0.0) -> float:
        self.body.bed_moves.append((section, direction, target))
        await _behave(self.body.bed, BED_S)
        return target

    async def release_gate(self) -> None:
        await _behave(self.body.gate, 0.0)
        self.body.released_for.append(self.caller)

    def halt_gate(self) -> None:
        self.body.halts += 1

    def pose(self) -> Pose | None:
        return self.body.pose

    def places_beside(self, target: Point) -> list[Pose]:
        return self._plan.poses(target, (self.body.pose.x, self.body.pose.y))

    def person_position(self) -> Point | None:
        return self.body.person

    def condition(self) -> Condition:
        return self.body.condition

    def local_time(self) -> datetime:
        return self.body.now

    def last_said(self) -> str:
        return self.body.said[-1] if self.body.said else ""

    def set_language(self, language: str) -> None:
        self.body.language = language

    async def change_voice(self, change: VoiceChange) -> bool:
        await _behave(self.body.voice, 0.0)
        self.body.voice_changes.append(change)
        return not self.body.voice_at_limit

    async def learn_voice(self, person: str) -> None:
        await _behave(self.body.voice_memory, 0.0)
        self.body.known_voices.add(person)

    async def forget_voice(self, person: str) -> None:
        await _behave(self.body.voice_memory, 0.0)
        self.body.known_voices.discard(person)

    async def learn_face(self, person: str) -> None:
        await _behave(self.body.face_memory, 0.0)
        self.body.before_camera = person

    async def face_progress(self, person: str) -> FaceProgress:
        await _behave(self.body.face_memory, 0.0)
        if self.body.face_advice:
            return FaceProgress(False, self.body.face_advice.pop(0))
        self.body.known_faces.add(self.body.before_camera)
        return FaceProgress(True, "Now I know your face.")

    async def forget_face(self, person: str) -> None:
        await _behave(self.body.face_memory, 0.0)
        self.body.known_faces.discard(person)
        self.body.before_camera = ""

    def emit(self, event: Event) -> None:
        asyncio.get_running_loop().call_soon(self.listener, event)


async def _behave(fault: Fault, duration_s: float) -> None:
    if fault is Fault.REJECTS:
        raise Hindered("the twin rejects")
    await asyncio.sleep(duration_s if fault is Fault.NONE else 1e6)


class FastForward(selectors.DefaultSelector):
    """Waits by moving a clock on: what would take minutes takes no time."""

    def __init__(self, clock: ManualClock) -> None:
        super().__init__()
        self._clock = clock

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0)
        if not ready and timeout is None:
            raise RuntimeError("everything waits and no timer is set")
        if not ready and timeout:
            self._clock.advance(timeout)
        return ready


def run_fast(work: Coroutine[Any, Any, Result]) -> Result:
    """The result of a coroutine on simulated time; what it left running is cancelled."""
    clock = ManualClock()
    return run_on(TimedLoop(clock, FastForward(clock)), work)
