"""The bed's motion controller: follows joint trajectories at no more than the speed of each joint."""

from collections.abc import Mapping
from itertools import pairwise

import numpy as np

from huban_common.core.home import Bed
from huban_simulation.core.bed_trajectory import BedRefusal, Outcome, Progress, Trajectory, check

_ARRIVED = 0.005
"""How close (rad or m) counts as there when the goal says nothing."""
_GRACE_S = 5.0


class BedMotion:
    """The twin of a bed's control box. Call `step` at a fixed period with the measured positions."""

    def __init__(self, bed: Bed, positions: Mapping[str, float]) -> None:
        self._bed = bed
        self._measured = dict(positions)
        self._targets = dict(positions)
        self._run: _Run | None = None
        self._last = Progress({}, {}, Outcome.SUCCESSFUL)
        self.rejects = False
        self.hangs = False

    def positions(self) -> Mapping[str, float]:
        return dict(self._measured)

    def start(self, trajectory: Trajectory) -> None:
        check(self._bed, trajectory)
        if self.rejects:
            raise BedRefusal(Outcome.INVALID_GOAL, "the bed's control box refuses every command")
        self._run = _Run(trajectory, self._bed, self._measured)

    def stop(self) -> None:
        self._run = None
        self._targets = dict(self._measured)

    def progress(self) -> Progress:
        return self._run.progress(self._measured) if self._run else self._last

    def step(self, dt_s: float, measured: Mapping[str, float]) -> Mapping[str, float]:
        """The joint targets to hold next."""
        self._measured = dict(measured)
        if self._run and not self.hangs:
            self._approach(self._run.advance(dt_s), dt_s)
            self._finish(self._run.progress(self._measured))
        return self._targets

    def _approach(self, desired: Mapping[str, float], dt_s: float) -> None:
        for joint, position in desired.items():
            step = self._bed.joints[joint].speed * dt_s
            self._targets[joint] += float(np.clip(position - self._targets[joint], -step, step))

    def _finish(self, progress: Progress) -> None:
        if progress.outcome is None:
            return
        self._run, self._last = None, progress
        if progress.outcome is not Outcome.SUCCESSFUL:
            self.stop()


class _Run:
    """One trajectory being followed."""

    def __init__(self, trajectory: Trajectory, bed: Bed, start: Mapping[str, float]) -> None:
        self._trajectory = trajectory
        self._elapsed_s = 0.0
        self._times = [0.0, *(point.time_s for point in trajectory.waypoints)]
        self._paths = {
            joint: [start[joint], *(point.positions[index] for point in trajectory.waypoints)]
            for index, joint in enumerate(trajectory.joints)
        }
        ways = (self._way_s(bed, joint) for joint in trajectory.joints)
        grace_s = trajectory.goal_time_tolerance_s or _GRACE_S + max(0.0, max(ways) - self._times[-1])
        self._deadline_s = self._times[-1] + grace_s

    def advance(self, dt_s: float) -> dict[str, float]:
        """Desired positions after another step."""
        self._elapsed_s += dt_s
        return self._desired()

    def progress(self, measured: Mapping[str, float]) -> Progress:
        desired = self._desired()
        actual = {joint: measured[joint] for joint in desired}
        outcome, reason = self._judged(desired, actual)
        return Progress(desired, actual, outcome, reason)

    def _desired(self) -> dict[str, float]:
        return {joint: float(np.interp(self._elapsed_s, self._times, path)) for joint, path in self._paths.items()}

    def _judged(self, desired: Mapping[str, float], actual: Mapping[str, float]) -> tuple[Outcome | None, str]:
        for joint, tolerance in self._trajectory.path_tolerance.items():
            if 0 < tolerance < abs(desired[joint] - actual[joint]):
                return Outcome.PATH_TOLERANCE_VIOLATED, f"{joint} is {_off(desired, actual, joint)} off its path"
        late = [joint for joint in desired if not self._arrived(joint, actual[joint])]
        if self._elapsed_s >= self._times[-1] and not late:
            return Outcome.SUCCESSFUL, ""
        if self._elapsed_s > self._deadline_s:
            return Outcome.GOAL_TOLERANCE_VIOLATED, f"{late[0]} is {_off(desired, actual, late[0])} off its goal"
        return None, ""

    def _arrived(self, joint: str, position: float) -> bool:
        tolerance = self._trajectory.goal_tolerance.get(joint, 0.0)
        return abs(position - self._paths[joint][-1]) <= (tolerance if tolerance > 0 else _ARRIVED)

    def _way_s(self, bed: Bed, joint: str) -> float:
        """How long the joint's whole way takes at its speed."""
        return sum(abs(after - before) for before, after in pairwise(self._paths[joint])) / bed.joints[joint].speed


def _off(desired: Mapping[str, float], actual: Mapping[str, float], joint: str) -> str:
    return f"{abs(desired[joint] - actual[joint]):.3f}"
