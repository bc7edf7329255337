"""From a request to a running skill: admit, confirm, clear the way, run within a limit, report every change."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from uuid import UUID

from huban_behaviors.core.admission import Refused, admit, question
from huban_behaviors.core.ports import Hindered, Robot, SkillFailed, Skills
from huban_behaviors.core.texts import TEXTS
from huban_behaviors.core.types import Answer, CallState, Request, Status

GRACE_S = 2.0
"""How long a cancelled skill may take to end."""
CONFIRM_S = 10.0
"""How long the people in the room may think before they say yes."""
REMEMBERED = 200
"""Requests whose id is remembered, so that a repeated message is not a second call."""

_log = logging.getLogger(__name__)


@dataclass(eq=False)
class _Call:
    request: Request
    robot: Robot
    state: CallState = CallState.REQUESTED
    task: "asyncio.Task[None]" = field(init=False)

    def text(self, key: str) -> str:
        return TEXTS.say(key, self.request.language)


class SkillExecutor:
    """Runs skills: any number that only talk, one that moves. `motion_barred`: nothing else may move now."""

    def __init__(
        self,
        skills: Skills,
        robot: Robot,
        report: Callable[[Status], None],
        motion_barred: Callable[[], bool] = lambda: False,
    ) -> None:
        self._skills = skills
        self._robot = robot
        self._report = report
        self._motion_barred = motion_barred
        self._calls: set[_Call] = set()
        self._moving: _Call | None = None
        self._recent: deque[UUID] = deque(maxlen=REMEMBERED)

    @property
    def busy(self) -> bool:
        return bool(self._calls)

    def request(self, request: Request) -> None:
        """Takes on a request; what becomes of it goes to `report`. A repeated id is ignored."""
        if request.id in self._recent:
            return
        self._recent.append(request.id)
        call = _Call(request, self._robot.on_behalf_of(request.caller, request.language))
        self._enter(call, CallState.REQUESTED)
        self._calls.add(call)
        call.task = asyncio.ensure_future(self._carry_out(call))
        call.task.add_done_callback(lambda _: self._leave(call))

    def cancel_all(self) -> None:
        """Ends everything that runs, waits for a yes or waits for its turn."""
        for call in self._calls:
            call.task.cancel()

    async def _carry_out(self, call: _Call) -> None:
        try:
            state, message = CallState.SUCCEEDED, await self._run(call)
        except Refused as refusal:
            state, message = CallState.REFUSED, refusal.text
        except SkillFailed as failure:
            state, message = CallState.FAILED, failure.text
        except Hindered as hindrance:
            _log.warning("skill '%s': %s", call.request.skill, hindrance)
            state, message = CallState.FAILED, call.text("hindered")
        except Exception:
            _log.exception("skill '%s' is broken", call.request.skill)
            state, message = CallState.FAILED, call.text("skill-broken")
        self._enter(call, state, message)
        if message and not call.request.caller.remote:
            await call.robot.say(message)

    async def _run(self, call: _Call) -> str:
        admitted = admit(call.request, self._skills, self._robot.home)
        spec = admitted.skill.spec
        if spec.moves:
            self._claim_motion(call)
        if admitted.needs_yes:
            await self._confirm(call, question(spec, call.request, self._robot.home))
        if spec.moves:
            await self._clear_the_way(call)
        self._enter(call, CallState.RUNNING)
        return await _within(spec.timeout_s, admitted.skill.run(admitted.args, call.robot), call.text("too-long"))

    def _claim_motion(self, call: _Call) -> None:
        """The newest wish counts: older ones that still wait for a yes are forgotten."""
        if self._motion_barred():
            raise Refused(call.text("motion-barred"))
        for other in self._calls:
            if other.state is CallState.AWAITING_CONFIRMATION:
                other.task.cancel()

    async def _confirm(self, call: _Call, text: str) -> None:
        self._enter(call, CallState.AWAITING_CONFIRMATION, text)
        if await call.robot.ask(text, CONFIRM_S) is not Answer.YES:
            raise Refused(call.text("not-confirmed"))

    async def _clear_the_way(self, call: _Call) -> None:
        """Ends what moves now, then lets the gate open."""
        previous, self._moving = self._moving, call
        if previous is not None and not previous.task.done():
            previous.task.cancel()
            await asyncio.wait({previous.task}, timeout=GRACE_S)
        try:
            await call.robot.release_gate()
        except Hindered as hindrance:
            raise SkillFailed(call.text("gate-closed")) from hindrance

    def _enter(self, call: _Call, state: CallState, message: str = "") -> None:
        call.state = state
        self._report(Status(call.request, state, message))

    def _leave(self, call: _Call) -> None:
        self._calls.discard(call)
        if call.state in (CallState.REQUESTED, CallState.AWAITING_CONFIRMATION, CallState.RUNNING):
            self._enter(call, CallState.CANCELLED)


async def _within(timeout_s: float, work: Coroutine[None, None, str], too_long: str) -> str:
    """The result of a skill; past its limit it is cancelled and SkillFailed is raised."""
    task = asyncio.ensure_future(work)
    try:
        await asyncio.wait({task}, timeout=timeout_s)
    except asyncio.CancelledError:
        if not task.done():
            await _end(task)
            raise
    if not task.done():
        await _end(task)
        raise SkillFailed(too_long)
    return task.result()


async def _end(task: "asyncio.Task[str]") -> None:
    task.cancel()
    await asyncio.wait({task}, timeout=GRACE_S)
