"""One goal from plan to end: drives, waits for people, goes around, gives up with a reason."""

from dataclasses import dataclass
from enum import Enum
from math import hypot, inf

from huban_common.core.clock import Clock
from huban_common.core.floor_plan import Grid, NoRouteError, OccupiedError, OutsideMapError, nearest_free, route
from huban_navigation.config import NavigationConfig
from huban_navigation.core.obstacles import NONE, Floats, Surprises, blocks
from huban_navigation.core.path import Path
from huban_navigation.core.pursuit import Pursuit, Ramp
from huban_navigation.core.types import HALT, Command, Pose


class Reason(str, Enum):
    """Why a goal was not reached."""

    LOST = "lost"
    OUTSIDE_MAP = "outside-map"
    IN_OBSTACLE = "in-obstacle"
    NO_WAY = "no-way"
    BLOCKED = "blocked"
    STUCK = "stuck"
    TOO_LONG = "too-long"


class DriveError(RuntimeError):
    """A drive that ended before its goal."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True)
class Progress:
    """How a drive is getting on."""

    distance_remaining_m: float
    elapsed_s: float
    recoveries: int


class Drive:
    """A drive to one pose; `step` is called with every new pose until `done`.

    `moved_m` says how far the goal had to move into the open. Raises DriveError: at once for a goal that cannot be,
    later when the way is lost.
    """

    def __init__(self, goal: Pose, start: Pose, grid: Grid, config: NavigationConfig, clock: Clock) -> None:
        self._config, self._clock, self._grid = config, clock, grid
        self._surprises = Surprises(grid)
        self._ramp = Ramp(config)
        self._began_s = clock.now_s()
        self._goal = goal
        self._blocked_since_s: float | None = None
        self._recoveries = 0
        self._refuse_lost(start)
        self._plan(start, NONE)

    @property
    def done(self) -> bool:
        return self._pursuit.done

    @property
    def progress(self) -> Progress:
        return Progress(self.path.remaining_m, self._clock.now_s() - self._began_s, self._recoveries)

    def step(self, pose: Pose, points: Floats, period_s: float) -> Command:
        """What to drive now; `points` are the lidar's returns (N, 2) in the robot's frame."""
        if self._clock.now_s() - self._began_s > self._config.goal_timeout_s:
            raise DriveError(Reason.TOO_LONG)
        surprises = self._surprises.among(points, pose)
        wanted = self._pursuit.command(pose)
        if self.done:
            return HALT
        if self._is_blocked(surprises):
            self._ramp.reset()
            self._wait(pose, surprises)
            return HALT
        self._blocked_since_s = None
        self._watch_progress(pose, surprises)
        return self._ramp.limited(wanted, period_s)

    def pause(self) -> None:
        """Forgets the present speed, because something else has stopped the robot."""
        self._ramp.reset()

    def _refuse_lost(self, start: Pose) -> None:
        """Who seems to be in a wall or off the map does not know where it is."""
        cell = self._grid.cell(start.x, start.y)
        if not self._grid.holds(*cell) or self._grid.occupied[cell]:
            raise DriveError(Reason.LOST)

    def _plan(self, start: Pose, surprises: Floats) -> None:
        grid = self._surprises.marked(surprises) if len(surprises) else self._grid
        radius_m = self._config.robot_radius_m + self._config.clearance_m
        try:
            end = nearest_free(grid, (self._goal.x, self._goal.y), radius_m, self._config.snap_m)
            cells = route(grid, (start.x, start.y), end, radius_m, self._config.comfort_m)
        except OutsideMapError as error:
            raise DriveError(Reason.OUTSIDE_MAP) from error
        except OccupiedError as error:
            raise DriveError(Reason.BLOCKED if len(surprises) else Reason.IN_OBSTACLE) from error
        except NoRouteError as error:
            raise DriveError(Reason.BLOCKED if len(surprises) else Reason.NO_WAY) from error
        self.path = Path([*cells, end])
        self.moved_m = hypot(end[0] - self._goal.x, end[1] - self._goal.y)
        self._pursuit = Pursuit(self._config, self.path, self._goal.yaw_rad)
        self._nearest_m, self._nearer_since_s = inf, self._clock.now_s()

    def _is_blocked(self, surprises: Floats) -> bool:
        return blocks(surprises, self.path.next_points(self._config.watch_ahead_m), self._config.robot_radius_m)

    def _wait(self, pose: Pose, surprises: Floats) -> None:
        """Gives somebody time to step aside, then looks for a way around, again and again up to the limit."""
        now_s = self._clock.now_s()
        if self._blocked_since_s is None:
            self._blocked_since_s = now_s
        elif now_s - self._blocked_since_s >= self._config.patience_s:
            self._blocked_since_s = now_s
            self._recover(pose, surprises, Reason.BLOCKED)

    def _watch_progress(self, pose: Pose, surprises: Floats) -> None:
        """Turning on the spot is progress too: what counts is path left plus the turn that is missing."""
        missing = self.path.remaining_m + 0.2 * abs(pose.bearing_rad(*self.path.ahead(self._config.lookahead_m)))
        if missing < self._nearest_m - 0.02:
            self._nearest_m, self._nearer_since_s = missing, self._clock.now_s()
        elif self._clock.now_s() - self._nearer_since_s > self._config.stuck_s:
            self._recover(pose, surprises, Reason.STUCK)

    def _recover(self, pose: Pose, surprises: Floats, reason: Reason) -> None:
        self._recoveries += 1
        if self._recoveries > self._config.max_recoveries:
            raise DriveError(reason)
        try:
            self._plan(pose, surprises)
        except DriveError as error:
            if error.reason is not Reason.BLOCKED:
                raise
            # No way around now: the old one may become free again while recoveries are left
