"""The bed's side of the gate: goals are checked, passed on, watched and stopped."""

from collections.abc import Callable
from math import isfinite

from control_msgs.action import FollowJointTrajectory
from rclpy.action import ActionClient
from sensor_msgs.msg import JointState

from huban_common.actions import Goal, GoalServer
from huban_common.core.bed_codes import GATE_LOCKED
from huban_common.core.clock import Clock
from huban_common.core.home import Bed
from huban_common.node import ManagedNode
from huban_common.qos import SENSOR
from huban_safety.bed_motion import BedMotion
from huban_safety.conversions import trajectory_from_message
from huban_safety.core.bed_limits import Refusal, Trajectory, check
from huban_safety.core.bed_watch import BedWatch

Result = FollowJointTrajectory.Result
JOINT_REFUSALS = ("bed-joint-unknown", "bed-one-joint")


class BedRelay:
    """Serves `/safety/follow_joint_trajectory` in front of the bed's own driver, one goal at a time.

    `lock()` names the text that forbids motion, None while it is allowed; `on_disobedience()` is called when the
    driver does not stop when told.
    """

    def __init__(
        self,
        node: ManagedNode,
        bed: Bed,
        clock: Clock,
        lock: Callable[[], str | None],
        on_disobedience: Callable[[], None],
        say: Callable[..., str],
    ) -> None:
        self._node, self._bed, self._clock = node, bed, clock
        self._lock, self._on_disobedience, self._say = lock, on_disobedience, say
        self._positions: dict[str, float] = {}
        self._heard_s = -node.config.bed_silence_s
        self._moving: tuple[str, BedWatch, BedMotion] | None = None
        self._driver = ActionClient(node, FollowJointTrajectory, "/bed_controller/follow_joint_trajectory")
        node.own(self._driver, ActionClient.destroy)
        GoalServer(node, FollowJointTrajectory, "/safety/follow_joint_trajectory", self._start, self._cancel)
        node.subscribe(JointState, "/joint_states", self._on_joint_states, SENSOR)

    def halt(self, key: str) -> None:
        """Stops a moving bed at once; `key` names the text that says why."""
        if self._moving is not None:
            self._moving[2].stop(key, GATE_LOCKED)

    def _start(self, goal: Goal) -> None:
        trajectory = trajectory_from_message(goal.request.trajectory)
        lock = self._lock()
        if lock is not None:
            goal.abort(Result(error_code=GATE_LOCKED, error_string=self._say(lock)))
            return
        try:
            joint = self._checked(trajectory)
        except Refusal as refusal:
            code = Result.INVALID_JOINTS if refusal.key in JOINT_REFUSALS else Result.INVALID_GOAL
            goal.abort(Result(error_code=code, error_string=self._say(refusal.key, **refusal.values)))
            return
        end = trajectory.points[-1]
        watch = BedWatch(self._positions[joint], end.positions[0], end.time_s, self._node.config, self._clock)
        self._moving = joint, watch, BedMotion(self._node, self._driver, goal, watch, self._say, self._on_end)

    def _checked(self, trajectory: Trajectory) -> str:
        if self._moving is not None:
            raise Refusal("bed-moving")
        return check(trajectory, self._present(), self._bed)

    def _present(self) -> dict[str, float]:
        """Joint positions, none of them old."""
        fresh = self._clock.now_s() - self._heard_s <= self._node.config.bed_silence_s
        return self._positions if fresh else {}

    def _cancel(self, _goal: Goal) -> None:
        if self._moving is not None:
            self._moving[2].cancel()

    def _on_end(self, obeyed: bool) -> None:
        self._moving = None
        if not obeyed:
            self._on_disobedience()

    def _on_joint_states(self, message: JointState) -> None:
        found = {
            name: position
            for name, position in zip(message.name, message.position, strict=False)
            if name in self._bed.joints and isfinite(position)
        }
        if not found:
            return
        self._positions.update(found)
        self._heard_s = self._clock.now_s()
        if self._moving is not None and self._moving[0] in found:
            self._moving[1].position(found[self._moving[0]])
