"""The posture node: moves the nursing bed on request, always through the safety gate."""

from pathlib import Path
from typing import Any

from control_msgs.action import FollowJointTrajectory
from rclpy.action import ActionClient
from sensor_msgs.msg import JointState
from std_msgs.msg import String

from huban_common.actions import Goal, GoalServer
from huban_common.core.home import load_home
from huban_common.core.texts import Texts
from huban_common.main import run
from huban_common.node import ManagedNode
from huban_common.qos import LATCHED, SENSOR
from huban_interfaces.action import MoveBed
from huban_posture.bed_move import BedMove
from huban_posture.config import PostureConfig
from huban_posture.conversions import positions_from_message
from huban_posture.core.bed_plan import BedPlan
from huban_posture.core.bed_state import BedState

Result = MoveBed.Result


class PostureNode(ManagedNode):
    """Serves `/posture/move_bed`; a new request replaces the running one."""

    config_type = PostureConfig

    def __init__(self, **options: Any) -> None:
        super().__init__("posture", **options)

    def setup(self) -> None:
        bed = load_home(Path(self.config.home_file)).bed
        self._plan = BedPlan(bed, self.config)
        self._bed = BedState(frozenset(bed.joints), self.config.silence_s, self.clock)
        self._texts, self._language = Texts("huban_posture"), "en"
        self._running: BedMove | None = None
        self._waiting: Goal | None = None
        self._gate = ActionClient(self, FollowJointTrajectory, "/safety/follow_joint_trajectory")
        self.own(self._gate, ActionClient.destroy)
        self.subscribe(JointState, "/joint_states", self._on_joint_states, SENSOR)
        self.subscribe(String, "/language", self._on_language, LATCHED)
        GoalServer(self, MoveBed, "/posture/move_bed", self._on_goal, self._on_cancel)

    def _on_goal(self, goal: Goal) -> None:
        if self._running is None:
            self._start(goal)
            return
        if self._waiting is not None:
            self._waiting.abort(Result(error_code=Result.CANCELLED, error_msg=self._say("replaced")))
        self._waiting = goal
        self._running.replace()

    def _on_cancel(self, goal: Goal) -> None:
        if goal is self._waiting:
            self._waiting = None
            goal.cancelled(Result(error_code=Result.CANCELLED, error_msg=self._say("cancelled")))
        elif self._running is not None:
            self._running.cancel()

    def _start(self, goal: Goal) -> None:
        self._running = BedMove(self, self._gate, goal, self._plan, self._bed, self._say, self._on_end)
        self._running.start()

    def _on_end(self) -> None:
        self._running, following = None, self._waiting
        self._waiting = None
        if following is not None:
            self._start(following)

    def _on_joint_states(self, message: JointState) -> None:
        self._bed.hear(positions_from_message(message, self._bed.joints))
        if self._running is not None:
            self._running.show()

    def _on_language(self, message: String) -> None:
        self._language = message.data

    def _say(self, key: str, **values: str) -> str:
        return self._texts.say(key, self._language, **values)


def main() -> None:
    run(PostureNode)
