"""Persons, their engagement and gaze as REP-155 messages."""

import numpy as np
from geometry_msgs.msg import Quaternion, TransformStamped
from hri_msgs.msg import EngagementLevel, Gaze
from pytransform3d.rotations import quaternion_from_matrix
from std_msgs.msg import Header

from huban_perception.conversions.humans import frame_at
from huban_perception.core.faces.gaze import Head
from huban_perception.core.persons.engagement import Engagement
from huban_perception.core.types import Array


def engagement_to(level: Engagement, header: Header) -> EngagementLevel:
    return EngagementLevel(header=header, level=int(level))


def gaze_to(person_id: str, header: Header) -> Gaze:
    """Somebody who looks at the robot."""
    return Gaze(header=header, sender=person_id, receiver="")


def head_frames(head: Head, face_id: str, header: Header) -> list[TransformStamped]:
    """`face_<id>` with x out of the face and z up, and `gaze_<id>` with z along the gaze."""
    return [
        turned_frame(head.position, head.rotation, f"face_{face_id}", header),
        turned_frame(head.position, _looking_along(head.gaze), f"gaze_{face_id}", header),
    ]


def turned_frame(position: Array, rotation: Array, child: str, header: Header) -> TransformStamped:
    """A frame at (3,) m whose axes are the columns of a (3, 3) rotation."""
    made = frame_at(position, child, header)
    w, x, y, z = (float(value) for value in quaternion_from_matrix(rotation))
    made.transform.rotation = Quaternion(w=w, x=x, y=y, z=z)
    return made


def _looking_along(gaze: Array) -> Array:
    """Axes with z along a direction and y as far down as that allows, like a camera's optical frame."""
    across = np.cross(gaze, [0.0, 0.0, 1.0])
    length = float(np.linalg.norm(across))
    x = across / length if length > 1e-6 else np.array([0.0, -1.0, 0.0])
    return np.column_stack([x, np.cross(gaze, x), gaze])
