"""Where the robot and the person are, from /tf."""

from dataclasses import dataclass

import numpy as np
from geometry_msgs.msg import TransformStamped
from numpy.typing import NDArray
from pytransform3d.transformations import transform_from_pq
from tf2_msgs.msg import TFMessage

from huban_behaviors.core.types import Point, Pose

PEOPLE = ("body_", "person_")
"""REP-155: frames of people begin like this."""
MAX_DEPTH = 16
Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class _Seen:
    position: Point
    stamp_s: float


class Whereabouts:
    """The newest transform of each frame; a person's place is fixed when it is seen, since the camera moves on."""

    def __init__(self, map_frame: str = "map", robot_frame: str = "base_link") -> None:
        self._map_frame = map_frame
        self._robot_frame = robot_frame
        self._frames: dict[str, TransformStamped] = {}
        self._person: _Seen | None = None

    def take(self, message: TFMessage, now_s: float) -> None:
        for transform in message.transforms:
            self._frames[transform.child_frame_id] = transform
            if transform.child_frame_id.startswith(PEOPLE):
                self._notice(self._in_map(transform.child_frame_id), now_s)
                del self._frames[transform.child_frame_id]

    def person_seen(self, position: Point, stamp_s: float) -> None:
        """Somebody was seen there; an older sighting changes nothing."""
        if self._person is None or stamp_s >= self._person.stamp_s:
            self._person = _Seen(position, stamp_s)

    def person(self, now_s: float, memory_s: float) -> Point | None:
        """Where a person was seen last, if not longer ago than `memory_s`."""
        seen = self._person
        return seen.position if seen is not None and now_s - seen.stamp_s <= memory_s else None

    def robot(self) -> Pose | None:
        """The robot in the map; None while the tree has no way from the map to it."""
        matrix = self._in_map(self._robot_frame)
        if matrix is None:
            return None
        return Pose(float(matrix[0, 3]), float(matrix[1, 3]), float(np.arctan2(matrix[1, 0], matrix[0, 0])))

    def _notice(self, matrix: Matrix | None, now_s: float) -> None:
        if matrix is not None:
            self.person_seen((float(matrix[0, 3]), float(matrix[1, 3])), now_s)

    def _in_map(self, frame: str) -> Matrix | None:
        matrix: Matrix = np.eye(4)
        for _ in range(MAX_DEPTH):
            if frame == self._map_frame:
                return matrix
            if frame not in self._frames:
                return None
            matrix = _matrix(self._frames[frame]) @ matrix
            frame = self._frames[frame].header.frame_id
        return None


def _matrix(transform: TransformStamped) -> Matrix:
    move, turn = transform.transform.translation, transform.transform.rotation
    made: Matrix = transform_from_pq(np.array([move.x, move.y, move.z, turn.w, turn.x, turn.y, turn.z]))
    return made
