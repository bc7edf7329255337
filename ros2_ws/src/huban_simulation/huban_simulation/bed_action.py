"""The bed's driver as a control_msgs/FollowJointTrajectory action server."""

from collections.abc import Callable

from builtin_interfaces.msg import Time
from control_msgs.action import FollowJointTrajectory

from huban_common.actions import Goal, GoalServer
from huban_common.node import ManagedNode
from huban_common.stamps import seconds
from huban_simulation.conversions import from_goal, to_feedback
from huban_simulation.core.bed_trajectory import BedRefusal, Outcome
from huban_simulation.core.ports import BedDriver

ACTION = "/bed_controller/follow_joint_trajectory"


class BedAction:
    """Serves one goal at a time, a newer one replaces the older. Call `update` several times a second."""

    def __init__(self, node: ManagedNode, bed: BedDriver, now: Callable[[], Time]) -> None:
        self._node, self._bed, self._now = node, bed, now
        self._server: GoalServer | None = None
        self._goal: Goal | None = None
        self.appear()

    def appear(self) -> None:
        """Begins to serve, if it does not already."""
        if self._server is None:
            self._server = GoalServer(self._node, FollowJointTrajectory, ACTION, self._start, self._cancel)

    def vanish(self) -> None:
        """Stops to serve in silence, as a control box does that lost its power."""
        if self._server is not None:
            self._server.close()
            self._server = self._goal = None

    def update(self) -> None:
        """Sends feedback about the goal that runs and ends it when it is due."""
        if self._goal is None:
            return
        progress = self._bed.progress()
        if progress.outcome is None:
            self._goal.feedback(to_feedback(progress, self._now()))
        elif progress.outcome is Outcome.SUCCESSFUL:
            self._goal.succeed(_result(progress.outcome, ""))
            self._goal = None
        else:
            self._goal.abort(_result(progress.outcome, progress.reason))
            self._goal = None

    def _start(self, goal: Goal) -> None:
        try:
            self._refuse_late(goal.request)
            self._bed.start(from_goal(goal.request))
        except BedRefusal as refusal:
            goal.abort(_result(refusal.outcome, str(refusal)))
            return
        if self._goal is not None:
            self._goal.abort(_result(Outcome.INVALID_GOAL, "replaced by a newer goal"))
        self._goal = goal

    def _cancel(self, goal: Goal) -> None:
        if goal is self._goal:
            self._bed.stop()
            self._goal = None
        goal.cancelled(_result(Outcome.SUCCESSFUL, "cancelled where it was"))

    def _refuse_late(self, request: FollowJointTrajectory.Goal) -> None:
        start_s, points = seconds(request.trajectory.header.stamp), request.trajectory.points
        if start_s and points and start_s + seconds(points[-1].time_from_start) < seconds(self._now()):
            raise BedRefusal(Outcome.OLD_HEADER_TIMESTAMP, "the trajectory would have ended in the past")


def _result(outcome: Outcome, reason: str) -> FollowJointTrajectory.Result:
    return FollowJointTrajectory.Result(error_code=int(outcome), error_string=reason)
