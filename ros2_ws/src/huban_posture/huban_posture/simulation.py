"""A bed driver to test against: behaves like the real action server, or fails like one."""

from collections.abc import Mapping
from enum import Enum
from typing import Any

from control_msgs.action import FollowJointTrajectory
from rclpy.action import ActionServer, CancelResponse, GoalResponse
from rclpy.action.server import ServerGoalHandle
from rclpy.node import Node
from sensor_msgs.msg import JointState

from huban_common.qos import SENSOR
from huban_common.stamps import seconds

PERIOD_S = 0.05
Result = FollowJointTrajectory.Result


class Fault(Enum):
    """How a driver can fail."""

    NONE = "none"
    REJECTS = "rejects"
    HANGS = "hangs"
    STUCK = "stuck"
    SILENT = "silent"


class SimulatedBedDriver(Node):
    """Moves joints towards the last point of its goal at a steady pace and publishes /joint_states.

    `Fault.HANGS`: accepts, then neither moves nor answers, not even to a cancellation; `STUCK`: does not move;
    `SILENT`: its joint states cease. `vanish()` takes the action server away.
    """

    def __init__(self, positions: Mapping[str, float], **options: Any) -> None:
        super().__init__("bed_driver", **options)
        self.positions = dict(positions)
        self.fault = Fault.NONE
        self.cancelled = 0
        self._goal: ServerGoalHandle | None = None
        self._left_s = 0.0
        self._states = self.create_publisher(JointState, "/joint_states", SENSOR)
        self._server: ActionServer | None = ActionServer(
            self,
            FollowJointTrajectory,
            "/bed_controller/follow_joint_trajectory",
            execute_callback=lambda _: Result(),
            goal_callback=self._on_goal,
            handle_accepted_callback=self._on_accepted,
            cancel_callback=self._on_cancel,
        )
        self.create_timer(PERIOD_S, self._step)

    @property
    def moving(self) -> bool:
        return self._goal is not None

    def vanish(self) -> None:
        """Takes the action server away, whatever it was doing."""
        if self._server is not None:
            self._server.destroy()
        self._server = self._goal = None

    def _on_goal(self, _request: Any) -> GoalResponse:
        refuses = self.fault is Fault.REJECTS or self._goal is not None
        return GoalResponse.REJECT if refuses else GoalResponse.ACCEPT

    def _on_accepted(self, handle: ServerGoalHandle) -> None:
        self._goal = handle
        self._left_s = seconds(handle.request.trajectory.points[-1].time_from_start)

    def _on_cancel(self, _handle: ServerGoalHandle) -> CancelResponse:
        if self.fault is Fault.HANGS:
            return CancelResponse.REJECT
        self.cancelled += 1
        self._end(ServerGoalHandle.canceled)
        return CancelResponse.ACCEPT

    def _step(self) -> None:
        if self._goal is not None and self.fault is Fault.NONE:
            self._move(self._goal)
        if self.fault is not Fault.SILENT:
            message = JointState(name=list(self.positions), position=list(self.positions.values()))
            message.header.stamp = self.get_clock().now().to_msg()
            self._states.publish(message)

    def _move(self, goal: ServerGoalHandle) -> None:
        name, target = goal.request.trajectory.joint_names[0], goal.request.trajectory.points[-1].positions[0]
        share = min(PERIOD_S / max(self._left_s, PERIOD_S), 1.0)
        self.positions[name] += (target - self.positions[name]) * share
        self._left_s -= PERIOD_S
        goal.publish_feedback(FollowJointTrajectory.Feedback(joint_names=[name]))
        if self._left_s <= 0.0:
            self._end(ServerGoalHandle.succeed)

    def _end(self, how: Any) -> None:
        goal, self._goal = self._goal, None

        def finish(handle: ServerGoalHandle) -> FollowJointTrajectory.Result:
            how(handle)
            return Result()

        if goal is not None:
            goal.execute(finish)
