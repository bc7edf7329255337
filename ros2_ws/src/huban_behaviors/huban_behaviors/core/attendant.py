"""Stays with one alarm from the first question until a person has closed it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from uuid import UUID

from huban_behaviors.core.alarm import DOUBT, FALL, HELP, LONG_LIE, SUSPECTED, Alarm, AlarmState
from huban_behaviors.core.alarm_book import AlarmBook
from huban_behaviors.core.alarm_speech import announcement, comfort, severity
from huban_behaviors.core.alarm_timings import AlarmTimings
from huban_behaviors.core.approach import approach
from huban_behaviors.core.ports import Hindered, Robot
from huban_behaviors.core.texts import TEXTS, elder_name, name_at_home
from huban_behaviors.core.types import Answer, Point, Priority

IDLE_S = 3600.0
_QUESTIONS = {FALL: "ask-fall", LONG_LIE: "ask-fall", SUSPECTED: "ask-suspected", DOUBT: "ask-doubt"}
_log = logging.getLogger(__name__)
Tell = Callable[[str], Awaitable[None]]


class Attendant:
    """Asks, raises, announces, comes, comforts and watches for one alarm. `tell` speaks urgently, one at a time."""

    def __init__(self, alarm_id: UUID, robot: Robot, book: AlarmBook, timings: AlarmTimings, tell: Tell) -> None:
        self._id = alarm_id
        self._robot = robot
        self._book = book
        self._timings = timings
        self._tell = tell
        self._announced: Priority | None = None
        self._drive: asyncio.Future[None] | None = None
        self._next_word_s = self._watch_until_s = asyncio.get_running_loop().time() + IDLE_S

    @property
    def alarm(self) -> Alarm:
        return self._book[self._id]

    @property
    def needs_the_robot(self) -> bool:
        """Whether the robot must not be sent elsewhere."""
        return self.alarm.state is AlarmState.ASKED or self._driving

    def halt(self) -> bool:
        """Ends a drive to the person for good; whether there was one."""
        if self._drive is None or self._drive.done():
            return False
        self._book.change(self._id, halted=True)
        return self._drive.cancel()

    async def run(self, restored: bool = False) -> None:
        """Ends when the alarm is closed. After a restart nobody is asked again: what is open is raised at once."""
        try:
            if self.alarm.state is AlarmState.ASKED:
                self._raise(None if restored else await self._ask())
            else:
                self._book.tell("alarm_raised", self.alarm, self.alarm.priority.name)
            while self.alarm.open:
                await self._attend(restored)
        finally:
            if self._drive is not None:
                self._drive.cancel()

    async def _attend(self, restored: bool) -> None:
        target = self._where_to_come()
        if target is not None:
            self._drive = asyncio.ensure_future(self._come(target))
        if self.alarm.priority is not self._announced:
            await self._announce(restored)
        due_s = min(self._next_word_s, self._watch_until_s)
        await self._book.change_of(self._id, due_s - self._now_s())
        if self._now_s() >= self._watch_until_s:
            self._end_watch()
        if self._now_s() >= self._next_word_s and self.alarm.open:
            await self._comfort()

    async def _ask(self) -> Answer | None:
        if self.alarm.drill:
            return None
        if self.alarm.trigger == HELP:
            return Answer.YES
        name = elder_name(self._robot.home, self._robot.language)
        question = self._text(_QUESTIONS[self.alarm.trigger], name=name)
        return await self._robot.ask(question, self._timings.answer_timeout_s, urgent=True)

    def _raise(self, answer: Answer | None) -> None:
        self._book.raise_alarm(self._id, severity(self.alarm, answer), answer=answer)
        if answer is not None:
            self._book.tell("alarm_answered", self.alarm, answer=answer.value)

    async def _announce(self, restored: bool) -> None:
        """Says what happens now and how long the robot will be silent."""
        alarm = self.alarm
        restored = restored and self._announced is None
        self._announced = alarm.priority
        await self._tell(self._text(announcement(alarm, restored)))
        self._book.put(self.alarm.advanced(AlarmState.ANNOUNCED))
        self._book.tell("alarm_announced", self.alarm, alarm.priority.name)
        serious, fell = alarm.priority is Priority.HIGH, alarm.trigger in (FALL, SUSPECTED, LONG_LIE)
        self._next_word_s = self._now_s() + (self._timings.undelivered_after_s if serious else IDLE_S)
        watch = fell and not serious
        self._watch_until_s = self._now_s() + (self._timings.still_down_after_s if watch else IDLE_S)

    def _where_to_come(self) -> Point | None:
        """Where the person is, if the robot has to drive there now."""
        alarm = self.alarm
        wanted = alarm.priority is Priority.HIGH and alarm.state < AlarmState.ATTENDED
        return alarm.position if wanted and not (alarm.arrived or alarm.halted or self._driving) else None

    @property
    def _driving(self) -> bool:
        return self._drive is not None and not self._drive.done()

    async def _come(self, target: Point) -> None:
        for _ in range(self._timings.approach_attempts):
            if await self._reaches(target):
                self._book.tell("robot_arrived", self._book.change(self._id, arrived=True), "arrived")
                await self._tell(self._text("arrived"))
                return
            await asyncio.sleep(self._timings.retry_after_s)
        self._book.change(self._id, halted=True)
        await self._tell(self._text("cannot-come"))

    async def _reaches(self, target: Point) -> bool:
        try:
            await self._robot.release_gate()
            await approach(self._robot, target)
        except Hindered as hindrance:
            _log.warning("on the way to the person: %s", hindrance)
            return False
        return True

    def _end_watch(self) -> None:
        """She said she is fine; was she up again in time?"""
        self._watch_until_s = self._now_s() + IDLE_S
        if not self.alarm.up_again:
            self._book.raise_alarm(self._id, Priority.HIGH)

    async def _comfort(self) -> None:
        alarm = self.alarm
        self._next_word_s = self._now_s() + IDLE_S
        if alarm.priority is not Priority.HIGH or alarm.state >= AlarmState.ATTENDED:
            return
        name = name_at_home(alarm.by, self._robot.home, self._robot.language)
        await self._tell(self._text(comfort(alarm), name=name))
        self._next_word_s = self._now_s() + self._timings.reminder_period_s

    def _text(self, key: str, **values: str) -> str:
        return TEXTS.say(key, self._robot.language, **values)

    def _now_s(self) -> float:
        return asyncio.get_running_loop().time()
