"""What a planar lidar saw, in the frame of the robot's base. Metres, radians, seconds."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Scan:
    """One turn of a lidar in its own frame: `ranges_m[i]` at bearing `start_rad + i * step_rad`.

    After REP-117 +inf says "nothing within range"; NaN and other values outside the range say "not known".
    """

    stamp_s: float
    frame: str
    ranges_m: Array
    start_rad: float
    step_rad: float
    nearest_m: float
    farthest_m: float


@dataclass(frozen=True)
class View:
    """A scan as the robot's base sees it.

    `points`: (N, 2) what reflected; `bearings_rad`: (M,) all directions in which something or nothing was seen;
    `known`: share of the rays (0..1) that say anything.
    """

    stamp_s: float
    points: Array
    bearings_rad: Array
    step_rad: float
    known: float


def view(scan: Scan, mounting: Array) -> View:
    """Seen from the base; `mounting` is the (4, 4) pose of the lidar in the base, upside down allowed."""
    bearings = scan.start_rad + scan.step_rad * np.arange(len(scan.ranges_m))
    rays = np.column_stack((np.cos(bearings), np.sin(bearings)))
    hit = (scan.ranges_m >= scan.nearest_m) & (scan.ranges_m <= scan.farthest_m)
    known = hit | np.isposinf(scan.ranges_m)
    turned = rays @ mounting[:2, :2].T
    return View(
        scan.stamp_s,
        turned[hit] * scan.ranges_m[hit, None] + mounting[:2, 3],
        np.arctan2(turned[known, 1], turned[known, 0]),
        abs(scan.step_rad),
        float(known.mean()) if len(known) else 0.0,
    )


class StaticFrames:
    """Frames that never move in their parents (/tf_static).

    Own few lines, because the safety gate uses them and must start fast and stay small.
    """

    def __init__(self) -> None:
        self._frames: dict[str, tuple[str, Array]] = {}

    def put(self, parent: str, child: str, position: Array, quaternion_xyzw: Array) -> None:
        """Adds or replaces a frame: (3,) position in m and (4,) unit quaternion."""
        self._frames[child] = (parent, _matrix(position, quaternion_xyzw))

    def pose(self, target: str, source: str) -> Array | None:
        """The (4, 4) pose of `source` in its ancestor `target`; None while it is not known."""
        pose, frame = np.eye(4), source
        for _ in range(len(self._frames) + 1):
            if frame == target:
                return pose
            if frame not in self._frames:
                return None
            frame, step = self._frames[frame]
            pose = step @ pose
        return None


def _matrix(position: Array, quaternion_xyzw: Array) -> Array:
    x, y, z, w = quaternion_xyzw
    matrix = np.eye(4)
    matrix[:3, 3] = position
    matrix[:3, :3] = [
        [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
        [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
        [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)],
    ]
    return matrix
