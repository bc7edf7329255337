"""What the robot does next: alarms before requests, requests before greetings.

Three levels with strict precedence and running coroutines need no behaviour tree: the arbiter is `_quiet` and
`needs_the_robot` below.
"""

import asyncio
from collections.abc import Callable
from math import inf
from uuid import uuid4

from huban_behaviors.core.alarm import DOUBT, HELP
from huban_behaviors.core.alarm_book import AlarmBook
from huban_behaviors.core.alarm_timings import AlarmTimings
from huban_behaviors.core.executor import SkillExecutor
from huban_behaviors.core.greeting import Greeter, greeting_key
from huban_behaviors.core.guardian import MOST_CHARACTERS, Guardian
from huban_behaviors.core.ports import Robot, Skills
from huban_behaviors.core.texts import TEXTS, elder_id, elder_name
from huban_behaviors.core.types import (
    AnswerGiven,
    DrillRequested,
    Event,
    HelpRequested,
    Reflex,
    ReflexKind,
    Reply,
    Request,
    Sighting,
    Status,
    StopRequested,
    Words,
)

ONE_STOP_S = 3.0
"""A stop that is heard on two ways within this time is one stop."""
PULSE_S = 0.5


class Mind:
    """Takes in everything that happens; runs in one asyncio loop."""

    def __init__(
        self,
        robot: Robot,
        skills: Skills,
        book: AlarmBook,
        timings: AlarmTimings,
        greeter: Greeter,
        report: Callable[[Status], None],
    ) -> None:
        self._robot = robot
        self._greeter = greeter
        self._executor = SkillExecutor(skills, robot, report, lambda: self._guardian.needs_the_robot)
        self._guardian = Guardian(robot, book, timings, self._executor.cancel_all, lambda: not self._executor.busy)
        self._stopped_s = -inf
        self._word: asyncio.Future[bool] | None = None

    async def live(self) -> None:
        """Takes up what was left open, then does by itself the little that nobody asks for."""
        self._guardian.restore()
        while True:
            await asyncio.sleep(PULSE_S)
            if self._greeter.is_due(self._now_s()) and self._quiet():
                await self._greet()

    def heard(self, wish: Request | Words) -> None:
        """A request, or words that nobody understood as one."""
        if isinstance(wish, Request):
            self._executor.request(wish)
        else:
            self._guardian.remark(wish.text)

    def felt(self, reflex: Reflex) -> None:
        """The short way from the microphone and the buttons."""
        if reflex.kind is ReflexKind.STOP:
            self._stop()
        else:
            self._cry(HELP if reflex.kind is ReflexKind.HELP else DOUBT, reflex.words)

    def saw(self, sighting: Sighting) -> None:
        self._guardian.saw(sighting)

    def replied(self, reply: Reply) -> None:
        self._guardian.replied(reply)

    def people(self, count: int) -> None:
        """How many people the robot sees now."""
        self._greeter.saw(count, self._now_s())

    def happened(self, event: Event) -> None:
        """What a skill tells."""
        if isinstance(event, StopRequested):
            self._stop()
        elif isinstance(event, HelpRequested):
            self._cry(HELP, event.who)
        elif isinstance(event, DrillRequested):
            self._guardian.drill(event.by)
        elif isinstance(event, AnswerGiven):
            self._answered(event)

    def _answered(self, event: AnswerGiven) -> None:
        """An answer to nothing is a remark; one to a question of another node is its business."""
        if not self._robot.answer(event.answer, event.question) and not event.question:
            self._guardian.remark(answer=event.answer)

    def _stop(self) -> None:
        self._executor.cancel_all()
        self._guardian.stopped()
        heard_before_s, self._stopped_s = self._now_s() - self._stopped_s, self._now_s()
        if heard_before_s > ONE_STOP_S:
            self._word = asyncio.ensure_future(self._robot.say(TEXTS.say("stopped", self._robot.language)))

    def _cry(self, kind: str, words: str) -> None:
        position = self._robot.person_position()
        self._guardian.alert(
            Sighting(
                id=uuid4(),
                kind=kind,
                stamp_s=self._now_s(),
                person_id=elder_id(self._robot.home),
                place=self._robot.home.room_at(*position) or "" if position else "",
                position=position,
                reason=words[:MOST_CHARACTERS],
            )
        )

    def _quiet(self) -> bool:
        return not (self._executor.busy or self._guardian.has_open_alarms)

    async def _greet(self) -> None:
        robot = self._robot
        name = elder_name(robot.home, robot.language)
        said = await robot.say(TEXTS.say(greeting_key(robot.local_time().hour), robot.language, name=name))
        self._greeter.greeted(self._now_s(), said)

    def _now_s(self) -> float:
        return asyncio.get_running_loop().time()
