"""Services and actions of other nodes as coroutines with time limits.

rclpy's clients must only be used on their executor's thread (an answer that arrives while another thread notes the
call is lost), so every call is handed over there and only its outcome comes back to the loop.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from rclpy.client import Client

from huban_behaviors.core.ports import Hindered
from huban_common.actions import End, GoalCall
from huban_common.node import ManagedNode

_log = logging.getLogger(__name__)
CANCEL_S = 1.0
"""How long a cancelled goal may take to end before the robot does the next thing."""
LOOK_AGAIN_S = 0.1


class RosCalls:
    """Calls from one asyncio loop through one node."""

    def __init__(self, node: ManagedNode, reach_timeout_s: float) -> None:
        self._node = node
        self._reach_timeout_s = reach_timeout_s
        self._waiting: deque[Callable[[], Any]] = deque()
        self._cancel_s = CANCEL_S

    def hurry(self) -> None:
        """The executor does not run any more: nobody waits for cancelled goals to end."""
        self._cancel_s = 0.0

    def close(self) -> None:
        """On the executor's thread, after the loop has ended: sends the cancellations that still wait."""
        self._run_waiting()

    async def service(self, client: Client[Any, Any], request: Any) -> Any:
        """The response; raises Hindered where no server answers in time."""
        await self._reached(client)
        outcome = _Outcome()
        self._on_executor(lambda: client.call_async(request).add_done_callback(outcome.take))
        return await outcome.within(self._reach_timeout_s, client.srv_name)

    async def action(self, client: Any, goal: Any, timeout_s: float) -> Any:
        """The result of a goal that succeeded.

        Raises Hindered where it is not accepted, fails or takes longer than `timeout_s`. A goal that is not wanted any
        more is cancelled at its server.
        """
        name, outcome = client._action_name, _Outcome()
        call = _Call(self._node, client, goal, outcome, self._reach_timeout_s)
        self._on_executor(call.send)
        try:
            end, result = await outcome.within(timeout_s, name)
        except BaseException:
            call.unwanted = True
            self._on_executor(call.cancel)
            await outcome.settled(self._cancel_s)
            raise
        if end is not End.SUCCEEDED:
            told = getattr(result, "error_msg", "")
            raise Hindered(f"{name}: {end.name.lower()} {told}".rstrip(), told)
        return result

    async def _reached(self, client: Client[Any, Any]) -> None:
        """Waits for a server that has just started; a call that goes nowhere fails by its own limit."""
        for _ in range(round(self._reach_timeout_s / LOOK_AGAIN_S)):
            if client.service_is_ready():
                return
            await asyncio.sleep(LOOK_AGAIN_S)

    def _on_executor(self, call: Callable[[], Any]) -> None:
        self._waiting.append(call)
        if self._node.executor is not None:
            self._node.executor.create_task(self._run_waiting)

    def _run_waiting(self) -> None:
        while self._waiting:
            call = self._waiting.popleft()
            try:
                call()
            except Exception:
                # rclpy's events executor does not survive a task that raises; the caller's limit ends the wait
                _log.exception("a call to another node could not be made")


class _Outcome:
    """What comes back from the executor, in the loop that made this."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._future: asyncio.Future[Any] = self._loop.create_future()

    def take(self, source: Any) -> None:
        """Takes what a finished rclpy future holds."""
        self.set(source.result())

    def set(self, value: Any) -> None:
        """On the executor; what comes after the loop has ended interests nobody."""
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._settle, value)

    async def within(self, timeout_s: float, name: str) -> Any:
        await self.settled(timeout_s)
        if not self._future.done():
            raise Hindered(f"{name} does not answer")
        return self._future.result()

    async def settled(self, timeout_s: float) -> None:
        await asyncio.wait({self._future}, timeout=timeout_s)

    def _settle(self, value: Any) -> None:
        if not self._future.done():
            self._future.set_result(value)


class _Call:
    """One goal, sent and cancelled on the executor's thread."""

    def __init__(self, node: ManagedNode, client: Any, goal: Any, outcome: _Outcome, patience_s: float) -> None:
        self._node, self._client, self._goal = node, client, goal
        self._outcome, self._patience_s = outcome, patience_s
        self.unwanted = False
        self._running: GoalCall | None = None

    def send(self) -> None:
        if not self.unwanted:
            self._running = GoalCall(self._node, self._client, self._goal, self._end, patience_s=self._patience_s)

    def cancel(self) -> None:
        if self._running is not None:
            self._running.cancel()

    def _end(self, end: End, result: Any) -> None:
        self._outcome.set((end, result))
