"""Watches over the person: opens alarms, joins what belongs together, passes on what people answer."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from math import atan2, inf, pi, remainder
from typing import Any
from uuid import UUID, uuid4

from huban_behaviors.core.alarm import DOUBT, DRILL, FALL, HELP, LONG_LIE, SUSPECTED, Alarm, AlarmState
from huban_behaviors.core.alarm_book import AlarmBook
from huban_behaviors.core.alarm_timings import AlarmTimings
from huban_behaviors.core.attendant import Attendant
from huban_behaviors.core.ports import Hindered, Robot
from huban_behaviors.core.texts import TEXTS, name_at_home
from huban_behaviors.core.types import Answer, Point, Pose, Priority, Reply, ReplyKind, Sighting

UP_AGAIN = "person_up_again"
SEEN = (SUSPECTED, FALL, LONG_LIE, UP_AGAIN)
"""What perception tells."""
OUT_OF_SIGHT_RAD = pi / 9
"""The robot turns to somebody who may have fallen when they are further from the middle of its view than this."""
FRESH_S = 5.0
"""The robot turns only to what has just happened, not to what is delivered late."""
AGAIN_AFTER_S = 1.0
MOST_CHARACTERS = 200
_SAID = {
    ReplyKind.DELIVERED: "delivered",
    ReplyKind.ACKNOWLEDGED: "acknowledged",
    ReplyKind.ATTENDED: "attended",
    ReplyKind.CLOSED: "closed",
}
_log = logging.getLogger(__name__)


class Guardian:
    """Needs no network and no dialogue. `preempt` ends everything else; `may_turn`: nothing else moves the robot."""

    def __init__(
        self,
        robot: Robot,
        book: AlarmBook,
        timings: AlarmTimings,
        preempt: Callable[[], None],
        may_turn: Callable[[], bool],
    ) -> None:
        self._robot = robot
        self._book = book
        self._timings = timings
        self._preempt = preempt
        self._may_turn = may_turn
        self._voice = asyncio.Lock()
        self._attendants: dict[UUID, Attendant] = {}
        self._tasks: set[asyncio.Future[Any]] = set()
        self._glance: asyncio.Future[Any] | None = None
        self._suspicions: dict[str, asyncio.Future[Any]] = {}

    @property
    def needs_the_robot(self) -> bool:
        return any(attendant.needs_the_robot for attendant in self._attendants.values())

    @property
    def has_open_alarms(self) -> bool:
        return bool(self._attendants)

    @property
    def _in_earnest(self) -> bool:
        """Whether an alarm is open that is no drill."""
        return any(not alarm.drill for alarm in self._book.open_alarms())

    def restore(self) -> None:
        """Takes up the alarms that were open before a restart; one that has just come in is attended already."""
        for alarm in self._book.open_alarms():
            if alarm.id not in self._attendants:
                self._begin(alarm.id, restored=True)

    def saw(self, sighting: Sighting) -> None:
        """Something about a fall, from perception."""
        self._settle_suspicion(sighting.person_id)
        if sighting.kind == SUSPECTED:
            if asyncio.get_running_loop().time() - sighting.stamp_s <= FRESH_S:
                self._look_at(sighting.position)
                self._suspicions[sighting.person_id] = self._start(self._suspect(sighting))
        elif sighting.kind in (FALL, LONG_LIE):
            self.alert(sighting)
        elif sighting.kind == UP_AGAIN:
            self._stood_up(sighting)

    def alert(self, sighting: Sighting) -> None:
        """Opens an alarm or joins an open one; a call for help makes it urgent without a question."""
        alarm = self._book.take_in(sighting, self._timings.join_window_s)
        if alarm is None:
            return
        if alarm.id not in self._attendants:
            self._preempt()
            self._begin(alarm.id)
        elif sighting.kind == HELP:
            self._urge(alarm, sighting.reason)
        elif sighting.kind == LONG_LIE:
            self._insist(alarm)
        elif sighting.kind == DOUBT:
            self._calm(alarm, sighting.reason)

    def drill(self, by: str) -> None:
        """Opens an alarm about nothing, for people to practise; never beside another alarm."""
        if self.has_open_alarms:
            _log.warning("no drill: there is an open alarm")
            return
        now_s = asyncio.get_running_loop().time()
        alarm = self._book.take_in(Sighting(uuid4(), DRILL, now_s, reason=by), self._timings.join_window_s)
        if alarm is not None:
            self._begin(alarm.id)

    def remark(self, text: str = "", answer: Answer | None = None) -> None:
        """What the person says while an alarm is open goes to those who come."""
        waiting = [alarm for alarm in self._book.open_alarms() if alarm.is_waiting and not alarm.drill]
        said = {"text": text[:MOST_CHARACTERS]} if answer is None else {"answer": answer.value}
        for alarm in waiting:
            self._book.tell("alarm_answered", alarm, **said)
        if waiting and answer is Answer.NO:
            self._say("noted-fine")

    def replied(self, reply: Reply) -> None:
        """What people at the platform did; late and repeated replies change nothing and are not spoken.

        That a minor alarm has been delivered is not spoken either: nobody waits for it.
        """
        if reply.alarm_id not in self._book:
            return
        before = self._book[reply.alarm_id]
        after = before.after(reply)
        self._book.put(after)
        if after != before and (after.priority is Priority.HIGH or reply.by_name):
            self._pass_on(reply, after)
        elif reply.kind is ReplyKind.ESCALATED and after.state < AlarmState.ACKNOWLEDGED:
            self._start(self._voice_of(after)(TEXTS.say("escalated", self._robot.language)))

    def _pass_on(self, reply: Reply, alarm: Alarm) -> None:
        """Tells the person what somebody did and, while they are waited for, what they let say."""
        language = self._robot.language
        words = TEXTS.say(_SAID[reply.kind], language, name=name_at_home(reply.by_name, self._robot.home, language))
        if reply.kind in (ReplyKind.ACKNOWLEDGED, ReplyKind.ATTENDED):
            words = f"{words} {reply.text}".strip()
        self._start(self._voice_of(alarm)(words))

    def stopped(self) -> None:
        """Somebody said stop: the robot stands still, the alarm goes on."""
        self._end_glance()
        halted = [attendant.halt() for attendant in self._attendants.values()]
        if any(halted):
            self._say("stopped-on-the-way")

    def _begin(self, alarm_id: UUID, restored: bool = False) -> None:
        self._end_glance()
        self._attendants[alarm_id] = Attendant(
            alarm_id, self._robot, self._book, self._timings, self._voice_of(self._book[alarm_id])
        )
        self._start(self._attend(alarm_id, restored))

    async def _attend(self, alarm_id: UUID, restored: bool) -> None:
        """An alarm outlives a fault in its own handling."""
        while self._book[alarm_id].open:
            try:
                await self._attendants[alarm_id].run(restored)
            except Exception:
                _log.exception("attending alarm %s failed; starting again", alarm_id)
                restored = True
                await asyncio.sleep(AGAIN_AFTER_S)
        del self._attendants[alarm_id]

    def _urge(self, alarm: Alarm, words: str) -> None:
        if alarm.state is AlarmState.ASKED:
            self._robot.answer(Answer.YES)
        elif alarm.priority is not Priority.HIGH:
            self._book.raise_alarm(alarm.id, Priority.HIGH, answer=Answer.YES)
        else:
            self._book.tell("alarm_answered", alarm, text=words, answer=Answer.YES.value)

    def _insist(self, alarm: Alarm) -> None:
        """Whoever said that all is well and still lies there cannot get up: help comes anyway."""
        if alarm.state is not AlarmState.ASKED and alarm.priority is not Priority.HIGH:
            self._book.raise_alarm(alarm.id, Priority.HIGH)

    def _calm(self, alarm: Alarm, words: str) -> None:
        """A denial answers the question about a fall; it cannot answer the one that it led to."""
        if alarm.state is not AlarmState.ASKED:
            self._book.tell("alarm_answered", alarm, text=words)
        elif alarm.trigger != DOUBT:
            self._robot.answer(Answer.NO)

    def _stood_up(self, sighting: Sighting) -> None:
        for alarm in self._book.open_alarms():
            if alarm.is_about(sighting, window_s=inf) and sighting.stamp_s >= alarm.last_seen_s:
                self._book.change(alarm.id, up_again=True)

    async def _suspect(self, sighting: Sighting) -> None:
        """Asks who sank out of sight and is not seen again: better a needless question than a night on the floor."""
        await asyncio.sleep(self._timings.suspicion_patience_s)
        self.alert(sighting)

    def _settle_suspicion(self, person_id: str) -> None:
        suspicion = self._suspicions.pop(person_id, None)
        if suspicion is not None:
            suspicion.cancel()

    def _look_at(self, target: Point | None) -> None:
        pose = self._robot.pose()
        if target is None or pose is None or self._in_earnest or not self._may_turn():
            return
        yaw = atan2(target[1] - pose.y, target[0] - pose.x)
        if abs(remainder(yaw - pose.yaw, 2 * pi)) > OUT_OF_SIGHT_RAD:
            self._end_glance()
            self._glance = self._start(self._turn(Pose(pose.x, pose.y, yaw)))

    async def _turn(self, pose: Pose) -> None:
        try:
            await self._robot.navigate(pose)
        except Hindered as hindrance:
            _log.info("cannot turn to the person: %s", hindrance)

    def _end_glance(self) -> None:
        if self._glance is not None:
            self._glance.cancel()

    async def _tell(self, text: str) -> None:
        async with self._voice:
            await self._robot.say(text, urgent=True)

    def _voice_of(self, alarm: Alarm) -> Callable[[str], Coroutine[Any, Any, None]]:
        return self._tell_of_drill if alarm.drill else self._tell

    async def _tell_of_drill(self, text: str) -> None:
        """Each sentence says that it is a drill; beside a real alarm there is none."""
        if not self._in_earnest:
            await self._tell(TEXTS.say("in-a-drill", self._robot.language, text=text))

    def _say(self, key: str, **values: str) -> None:
        self._start(self._tell(TEXTS.say(key, self._robot.language, **values)))

    def _start(self, work: Coroutine[Any, Any, None]) -> "asyncio.Future[None]":
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task
