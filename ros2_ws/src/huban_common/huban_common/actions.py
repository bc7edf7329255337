"""Actions without waiting: rclpy polls a waiting coroutine without a pause, so nothing here awaits."""

from collections.abc import Callable
from enum import Enum
from typing import Any

from rclpy.action import ActionClient, ActionServer, CancelResponse, GoalResponse
from rclpy.action.client import ClientGoalHandle
from rclpy.action.server import ServerGoalHandle
from rclpy.clock import Clock
from rclpy.clock_type import ClockType
from rclpy.task import Future

from huban_common.core.clock import MonotonicClock
from huban_common.node import ManagedNode


class Goal:
    """A goal that somebody works on and ends once; ending it again does nothing."""

    def __init__(self, handle: ServerGoalHandle) -> None:
        self._handle = handle
        self.open = True
        self.request = handle.request

    def feedback(self, message: Any) -> None:
        self._handle.publish_feedback(message)

    def succeed(self, result: Any) -> None:
        self._end(ServerGoalHandle.succeed, result)

    def abort(self, result: Any) -> None:
        self._end(ServerGoalHandle.abort, result)

    def cancelled(self, result: Any) -> None:
        """Ends a goal whose cancellation was asked for."""
        self._end(ServerGoalHandle.canceled, result)

    def _end(self, how: Callable[[ServerGoalHandle], None], result: Any) -> None:
        if not self.open:
            return
        self.open = False

        def finish(handle: ServerGoalHandle) -> Any:
            how(handle)
            return result

        self._handle.execute(finish)


class GoalServer:
    """An action server that hands over goals and is told later how they ended; refuses them while inactive."""

    def __init__(
        self,
        node: ManagedNode,
        kind: type[Any],
        name: str,
        start: Callable[[Goal], None],
        cancel: Callable[[Goal], None],
    ) -> None:
        """`cancel` must lead to the end of the goal, at once or later."""
        self._goals: dict[bytes, Goal] = {}
        self._start, self._cancel = start, cancel
        self._node = node
        self._server = ActionServer(
            node,
            kind,
            name,
            execute_callback=_never,
            goal_callback=self._on_goal,
            handle_accepted_callback=self._on_accepted,
            cancel_callback=self._on_cancel,
        )
        node.own(self._server, ActionServer.destroy)

    def close(self) -> None:
        """Takes the server away before the node's cleanup; its open goals are never answered."""
        self._node.release(self._server)

    def _on_goal(self, _request: Any) -> GoalResponse:
        return GoalResponse.ACCEPT if self._node.active else GoalResponse.REJECT

    def _on_accepted(self, handle: ServerGoalHandle) -> None:
        self._goals = {key: goal for key, goal in self._goals.items() if goal.open}
        goal = self._goals[bytes(handle.goal_id.uuid)] = Goal(handle)
        self._start(goal)

    def _on_cancel(self, handle: ServerGoalHandle) -> CancelResponse:
        goal = self._goals.get(bytes(handle.goal_id.uuid))
        if goal is None or not goal.open:
            return CancelResponse.REJECT
        self._cancel(goal)
        return CancelResponse.ACCEPT


def _never(_handle: ServerGoalHandle) -> Any:
    raise AssertionError("goals are ended by Goal, not by the server's own callback")


class End(Enum):
    """How a call ended."""

    SUCCEEDED = 4
    CANCELLED = 5
    ABORTED = 6
    REJECTED = "rejected"
    ABSENT = "absent"
    SILENT = "silent"


class GoalCall:
    """One goal sent to an action server; ends once, with `on_end(end, result)`; the result is the server's, if any.

    A server that is not there, does not accept or does not cancel within `patience_s` ends the call. How long
    the goal itself may take is the caller's business: `cancel` it.
    """

    def __init__(
        self,
        node: ManagedNode,
        client: ActionClient,
        goal: Any,
        on_end: Callable[[End, Any], None],
        on_feedback: Callable[[Any], None] = lambda _: None,
        patience_s: float = 2.0,
    ) -> None:
        self._node, self._client, self._goal = node, client, goal
        self._on_end, self._on_feedback, self._patience_s = on_end, on_feedback, patience_s
        self._clock = MonotonicClock()
        self._sent = self._cancelling = self.ended = False
        self._handle: ClientGoalHandle | None = None
        self._wait()
        self._timer = node.create_timer(0.05, self._tick, clock=Clock(clock_type=ClockType.STEADY_TIME))
        self._tick()

    def cancel(self) -> None:
        """Asks the server to stop; the end still comes through `on_end`."""
        if self.ended or self._cancelling:
            return
        self._cancelling = True
        self._wait()
        if not self._sent:
            self._finish(End.CANCELLED)
        elif self._handle is not None:
            self._handle.cancel_goal_async()

    def _wait(self) -> None:
        self._deadline_s: float | None = self._clock.now_s() + self._patience_s

    def _tick(self) -> None:
        if self.ended:
            return
        if not self._sent and self._client.server_is_ready():
            self._send()
        elif self._deadline_s is not None and self._clock.now_s() > self._deadline_s:
            self._finish(End.SILENT if self._sent else End.ABSENT)

    def _send(self) -> None:
        self._sent = True
        self._wait()
        sent = self._client.send_goal_async(self._goal, lambda message: self._on_feedback(message.feedback))
        sent.add_done_callback(self._on_answer)

    def _on_answer(self, answer: Future) -> None:
        self._handle = answer.result()
        if not self._handle.accepted:
            self._finish(End.REJECTED)
            return
        if self.ended or self._cancelling:
            # Accepted after we gave up or changed our mind: nothing may go on moving
            self._handle.cancel_goal_async()
        else:
            self._deadline_s = None
        self._handle.get_result_async().add_done_callback(self._on_result)

    def _on_result(self, answer: Future) -> None:
        outcome = answer.result()
        end = End(outcome.status) if outcome.status in (4, 5, 6) else End.SILENT
        self._finish(end, outcome.result)

    def _finish(self, end: End, result: Any = None) -> None:
        if self.ended:
            return
        self.ended = True
        self._timer.cancel()
        self._node.destroy_timer(self._timer)
        self._on_end(end, result)
