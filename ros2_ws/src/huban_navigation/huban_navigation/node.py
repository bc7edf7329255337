"""The navigation node: drives to poses in the map, always through the safety gate."""

from math import isfinite
from pathlib import Path as FilePath
from typing import Any

from diagnostic_msgs.msg import DiagnosticStatus
from geometry_msgs.msg import TwistStamped
from nav2_msgs.action import NavigateToPose
from nav_msgs.msg import OccupancyGrid, Odometry
from nav_msgs.msg import Path as PathMessage
from rclpy.duration import Duration
from std_msgs.msg import String
from tf2_msgs.msg import TFMessage

from huban_common.actions import Goal, GoalServer
from huban_common.core.floor_plan import occupancy
from huban_common.core.home import load_home
from huban_common.core.lidar import View
from huban_common.core.texts import Texts
from huban_common.lidar import Lidar
from huban_common.main import run
from huban_common.node import ManagedNode
from huban_common.qos import COMMAND, LATCHED, RELIABLE, SENSOR
from huban_interfaces.msg import SafetyState
from huban_navigation import conversions
from huban_navigation.config import NavigationConfig
from huban_navigation.core.drive import Drive, DriveError, Reason
from huban_navigation.core.localizer import FixedOrigin
from huban_navigation.core.obstacles import NONE
from huban_navigation.core.trouble import Patience, Senses, Trouble
from huban_navigation.core.types import HALT, Command, Pose

PERIOD_S = 0.05
FEEDBACK_EVERY = 4
TEXTS = Texts("huban_navigation")
Result = NavigateToPose.Result
CODES = {
    Reason.OUTSIDE_MAP.value: 204,
    Reason.IN_OBSTACLE.value: 206,
    Reason.NO_WAY.value: 208,
    Reason.BLOCKED.value: 104,
    Reason.STUCK.value: 105,
    Reason.TOO_LONG.value: Result.TIMEOUT,
    Reason.LOST.value: Result.TF_ERROR,
    Trouble.NO_ODOMETRY.value: Result.TF_ERROR,
    "wrong-frame": Result.TF_ERROR,
    "no-behavior-trees": Result.FAILED_TO_LOAD_BEHAVIOR_TREE,
}
"""As in Nav2, where NavigateToPose passes on the codes of its planner (2xx) and its controller (1xx)."""
HINDERED = {Trouble.HALTED.value, Reason.BLOCKED.value, Reason.STUCK.value}
"""Ends whose cause the safety gate may know better."""


class NavigationNode(ManagedNode):
    """Serves `navigate_to_pose`; a new goal replaces the running one."""

    config_type = NavigationConfig

    def __init__(self, **options: Any) -> None:
        super().__init__("navigation", **options)

    def setup(self) -> None:
        config = self.config
        self._grid = occupancy(load_home(FilePath(config.home_file)), config.resolution_m)
        self._localizer = FixedOrigin(Pose(config.odom_x_m, config.odom_y_m, config.odom_yaw_rad))
        self._language = "en"
        self._goal: Goal | None = None
        self._drive: Drive | None = None
        self._pose: Pose | None = None
        self._senses, self._turns, self._points = Senses(), 0, NONE
        self._gate_says = ""
        self._commands = self.publish_on(TwistStamped, "/cmd_vel_smoothed", COMMAND)
        self._plans = self.publish_on(PathMessage, "/plan", RELIABLE)
        self._maps = self.publish_on(OccupancyGrid, "/map", LATCHED)
        self._transforms = self.publish_on(TFMessage, "/tf", RELIABLE)
        self.subscribe(Odometry, "/odom", self._on_odometry, SENSOR)
        self.subscribe(SafetyState, "/safety/state", self._on_safety, LATCHED)
        self.subscribe(String, "/language", self._on_language, LATCHED)
        Lidar(self, self._on_view, wanted=lambda: self._drive is not None)
        GoalServer(self, NavigateToPose, "navigate_to_pose", self._on_goal, self._on_cancel)
        self._timer = self.own(self.create_timer(PERIOD_S, self._tick), self.destroy_timer)
        self._timer.cancel()
        self.every(0.2, self._publish_transform)

    def start(self) -> None:
        self._maps.publish(conversions.to_map(self._grid, self._stamp()))
        self.report(DiagnosticStatus.OK, self._say("waiting"))

    def _on_goal(self, goal: Goal) -> None:
        if self._goal is not None:
            self._end(self._goal.abort, Result.UNKNOWN, "replaced")
        self._goal = goal
        refusal = self._unusable(goal)
        if refusal is not None:
            self._end(goal.abort, CODES.get(refusal, Result.UNKNOWN), refusal)
            return
        self._begin(goal)

    def _unusable(self, goal: Goal) -> str | None:
        wanted = goal.request.pose
        if goal.request.behavior_tree:
            return "no-behavior-trees"
        if wanted.header.frame_id not in ("", conversions.MAP):
            return "wrong-frame"
        place = conversions.from_pose(wanted.pose)
        if not all(map(isfinite, (place.x, place.y, place.yaw_rad))):
            return "not-a-number"
        located = self.clock.now_s() - self._senses.odometry_s <= self.config.odometry_timeout_s
        return None if located else Trouble.NO_ODOMETRY.value

    def _begin(self, goal: Goal) -> None:
        place = conversions.from_pose(goal.request.pose.pose)
        try:
            self._drive = Drive(place, self._here(), self._grid, self.config, self.clock)
        except DriveError as error:
            self._fail(error.reason.value)
            return
        # Scans are not read between drives: the first one has as long as a lost one to come back
        self._senses.scan_s = self.clock.now_s()
        self._patience = Patience(self.config, self.clock)
        self._timer.reset()
        self._plans.publish(conversions.to_path(self._drive.path, self._stamp()))
        self.report(DiagnosticStatus.OK, self._say("driving"))

    def _on_cancel(self, goal: Goal) -> None:
        if goal is self._goal:
            self._end(goal.cancelled, Result.NONE, "cancelled")

    def _tick(self) -> None:
        if self._drive is None or not self.active:
            return
        trouble = self._patience.trouble(self._senses)
        if trouble is None:
            self._drive_on(self._drive)
        elif self._patience.is_over(trouble):
            self._fail(trouble.value)
        else:
            self._drive.pause()
            self._send(HALT)

    def _drive_on(self, drive: Drive) -> None:
        path = drive.path
        try:
            command = drive.step(self._here(), self._points, PERIOD_S)
        except DriveError as error:
            self._fail(error.reason.value)
            return
        if drive.done:
            self._arrive(drive)
            return
        self._send(command)
        if drive.path is not path:
            self._plans.publish(conversions.to_path(drive.path, self._stamp()))
        self._give_feedback(drive)

    def _arrive(self, drive: Drive) -> None:
        assert self._goal is not None
        moved_cm = round(drive.moved_m * 100)
        self._end(self._goal.succeed, Result.NONE, "goal-moved" if moved_cm else None, centimetres=moved_cm)

    def _fail(self, key: str) -> None:
        assert self._goal is not None
        self._end(self._goal.abort, CODES.get(key, Result.UNKNOWN), key)

    def _end(self, how: Any, code: int, text_key: str | None, **values: int) -> None:
        """Stops, answers the goal and forgets it."""
        self._timer.cancel()
        self._send(HALT)
        self._goal = self._drive = None
        message = TEXTS.say(text_key, self._language, **values) if text_key else ""
        if text_key in HINDERED and self._gate_says:
            message = f"{message} {self._gate_says}"
        how(Result(error_code=code, error_msg=message))
        self.report(DiagnosticStatus.OK, message or self._say("waiting"))

    def _give_feedback(self, drive: Drive) -> None:
        self._turns += 1
        if self._turns % FEEDBACK_EVERY or self._goal is None:
            return
        progress = drive.progress
        left_s = progress.distance_remaining_m / self.config.max_speed_mps
        self._goal.feedback(
            NavigateToPose.Feedback(
                current_pose=conversions.to_stamped(self._here(), self._stamp()),
                navigation_time=Duration(seconds=progress.elapsed_s).to_msg(),
                estimated_time_remaining=Duration(seconds=left_s).to_msg(),
                number_of_recoveries=progress.recoveries,
                distance_remaining=progress.distance_remaining_m,
            )
        )

    def _send(self, command: Command) -> None:
        self._commands.publish(conversions.to_twist(command, self._stamp()))

    def _here(self) -> Pose:
        assert self._pose is not None
        return self._localizer.map_to_odom().compose(self._pose)

    def _on_odometry(self, message: Odometry) -> None:
        pose = conversions.from_pose(message.pose.pose)
        if all(map(isfinite, (pose.x, pose.y, pose.yaw_rad))):
            self._pose, self._senses.odometry_s = pose, self.clock.now_s()

    def _on_view(self, view: View | None) -> None:
        if view is not None and view.known > 0.0:
            self._points, self._senses.scan_s = view.points, self.clock.now_s()

    def _on_safety(self, message: SafetyState) -> None:
        self._senses.halted = message.state in (SafetyState.HALTED, SafetyState.EMERGENCY)
        self._gate_says = message.detail if message.speed_limit == 0.0 else ""

    def _on_language(self, message: String) -> None:
        self._language = message.data

    def _publish_transform(self) -> None:
        transform = conversions.to_transform(self._localizer.map_to_odom(), self._stamp())
        self._transforms.publish(TFMessage(transforms=[transform]))

    def _stamp(self) -> Any:
        return self.get_clock().now().to_msg()

    def _say(self, key: str) -> str:
        return TEXTS.say(key, self._language)


def main() -> None:
    run(NavigationNode)


if __name__ == "__main__":
    main()
