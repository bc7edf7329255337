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
from huban_navigation import conversions
from huban_navigation.config import NavigationConfig
from huban_navigation.core.drive import Drive, DriveError, Reason
from huban_navigation.core.localizer import FixedOrigin
from huban_navigation.core.obstacles import NONE
from huban_navigation.core.types import HALT, Command, Pose

PERIOD_S = 0.05
FEEDBACK_EVERY = 4
TEXTS = Texts("huban_navigation")
Result = NavigateToPose.Result


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
        self._pose_at_s, self._turns, self._points = 0.0, 0, NONE
        self._commands = self.publish_on(TwistStamped, "/cmd_vel_smoothed", COMMAND)
        self._plans = self.publish_on(PathMessage, "/plan", RELIABLE)
        self._maps = self.publish_on(OccupancyGrid, "/map", LATCHED)
        self._transforms = self.publish_on(TFMessage, "/tf", RELIABLE)
        self.subscribe(Odometry, "/odom", self._on_odometry, SENSOR)
        self.subscribe(String, "/language", self._on_language, LATCHED)
        Lidar(self, self._on_view)
        GoalServer(self, NavigateToPose, "navigate_to_pose", self._on_goal, self._on_cancel)
        self.every(PERIOD_S, self._tick)
        self.every(0.1, self._publish_transform)

    def start(self) -> None:
        self._maps.publish(conversions.to_map(self._grid, self._stamp()))
        self.report(DiagnosticStatus.OK, self._say("waiting"))

    def _on_goal(self, goal: Goal) -> None:
        if self._goal is not None:
            self._end(self._goal.abort, Result.UNKNOWN, "replaced")
        self._goal = goal
        refusal = self._unusable(goal)
        if refusal is not None:
            self._end(goal.abort, Result.TF_ERROR if refusal == "no-odometry" else Result.UNKNOWN, refusal)
            return
        self._begin(goal)

    def _unusable(self, goal: Goal) -> str | None:
        wanted = goal.request.pose
        if wanted.header.frame_id not in ("", conversions.MAP):
            return "wrong-frame"
        place = conversions.from_pose(wanted.pose)
        if not all(map(isfinite, (place.x, place.y, place.yaw_rad))):
            return "not-a-number"
        return None if self._is_located() else "no-odometry"

    def _begin(self, goal: Goal) -> None:
        place = conversions.from_pose(goal.request.pose.pose)
        try:
            self._drive = Drive(place, self._here(), self._grid, self.config, self.clock)
        except DriveError as error:
            self._fail(error.reason)
            return
        self._plans.publish(conversions.to_path(self._drive.path, self._stamp()))
        self.report(DiagnosticStatus.OK, self._say("driving"))

    def _on_cancel(self, goal: Goal) -> None:
        if goal is self._goal:
            self._end(goal.cancelled, Result.NONE, "cancelled")

    def _tick(self) -> None:
        if self._drive is None or self._goal is None:
            return
        if not self._is_located():
            self._end(self._goal.abort, Result.TF_ERROR, "no-odometry")
            return
        path = self._drive.path
        try:
            command = self._drive.step(self._here(), self._points, PERIOD_S)
        except DriveError as error:
            self._fail(error.reason)
            return
        if self._drive.done:
            self._end(self._goal.succeed, Result.NONE, None)
            return
        self._send(command)
        if self._drive.path is not path:
            self._plans.publish(conversions.to_path(self._drive.path, self._stamp()))
        self._give_feedback()

    def _fail(self, reason: Reason) -> None:
        assert self._goal is not None
        code = Result.TIMEOUT if reason is Reason.TOO_LONG else Result.UNKNOWN
        self._end(self._goal.abort, code, reason.value)

    def _end(self, how: Any, code: int, text_key: str | None) -> None:
        """Stops, answers the goal and forgets it."""
        self._send(HALT)
        self._goal = self._drive = None
        message = self._say(text_key) if text_key else ""
        how(Result(error_code=code, error_msg=message))
        self.report(DiagnosticStatus.OK, message or self._say("waiting"))

    def _give_feedback(self) -> None:
        self._turns += 1
        if self._turns % FEEDBACK_EVERY or self._drive is None or self._goal is None:
            return
        progress = self._drive.progress
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

    def _is_located(self) -> bool:
        return self._pose is not None and self.clock.now_s() - self._pose_at_s < self.config.odometry_timeout_s

    def _on_odometry(self, message: Odometry) -> None:
        self._pose, self._pose_at_s = conversions.from_pose(message.pose.pose), self.clock.now_s()

    def _on_view(self, view: View | None) -> None:
        self._points = NONE if view is None else view.points

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
