"""One permitted bed goal on its way through the driver."""

from collections.abc import Callable
from typing import Any

from control_msgs.action import FollowJointTrajectory
from rclpy.action import ActionClient
from rclpy.clock import Clock
from rclpy.clock_type import ClockType

from huban_common.actions import End, Goal, GoalCall
from huban_common.node import ManagedNode
from huban_safety.core.bed_watch import BedWatch

WATCH_PERIOD_S = 0.1
Result = FollowJointTrajectory.Result


class BedMotion:
    """Passes a goal on, watches it and ends it; `on_end(obeyed)` follows once, False where the driver did not stop."""

    def __init__(
        self,
        node: ManagedNode,
        driver: ActionClient,
        goal: Goal,
        watch: BedWatch,
        say: Callable[[str], str],
        on_end: Callable[[bool], None],
    ) -> None:
        self._node, self._goal, self._watch, self._say, self._on_end = node, goal, watch, say, on_end
        self._stopped_by: tuple[str, int] | None = None
        self._cancelled = False
        self._timer = node.create_timer(WATCH_PERIOD_S, self._look, clock=Clock(clock_type=ClockType.STEADY_TIME))
        checked = FollowJointTrajectory.Goal(trajectory=goal.request.trajectory)
        self._call = GoalCall(node, driver, checked, self._finish, goal.feedback, node.config.bed_patience_s)

    def cancel(self) -> None:
        """Stops because the caller wants it."""
        self._cancelled = True
        self._call.cancel()

    def stop(self, key: str, code: int = Result.PATH_TOLERANCE_VIOLATED) -> None:
        """Stops because the gate wants it; `key` names the text that says why."""
        self._stopped_by = self._stopped_by or (key, code)
        self._call.cancel()

    def _look(self) -> None:
        fault = self._watch.fault()
        if fault is not None:
            self.stop(fault)

    def _finish(self, end: End, result: Any) -> None:
        self._timer.cancel()
        self._node.destroy_timer(self._timer)
        stopping = self._cancelled or self._stopped_by is not None
        if self._stopped_by is not None:
            self._abort(*self._stopped_by)
        elif end is End.SUCCEEDED:
            self._goal.succeed(result)
        elif end is End.CANCELLED and self._cancelled:
            self._goal.cancelled(result or Result())
        elif end in (End.ABORTED, End.CANCELLED):
            self._goal.abort(result)
        else:
            self._abort(f"bed-driver-{end.value}", Result.PATH_TOLERANCE_VIOLATED)
        self._on_end(not (stopping and end is End.SILENT))

    def _abort(self, key: str, code: int) -> None:
        self._goal.abort(Result(error_code=code, error_string=self._say(key)))
