"""Bodies and faces as REP-155 messages."""

from geometry_msgs.msg import TransformStamped, Vector3
from hri_msgs.msg import (
    BodyPosture,
    FacialLandmarks,
    NormalizedPointOfInterest2D,
    NormalizedRegionOfInterest2D,
    Skeleton2D,
)
from std_msgs.msg import Header

from huban_perception.core.types import Array, FaceLandmarks, PoseLandmarks, Posture, Region
from huban_perception.core.types import Landmark as L

_SKELETON = (
    (L.NOSE,),
    (L.LEFT_SHOULDER, L.RIGHT_SHOULDER),
    (L.RIGHT_SHOULDER,),
    (L.RIGHT_ELBOW,),
    (L.RIGHT_WRIST,),
    (L.LEFT_SHOULDER,),
    (L.LEFT_ELBOW,),
    (L.LEFT_WRIST,),
    (L.RIGHT_HIP,),
    (L.RIGHT_KNEE,),
    (L.RIGHT_ANKLE,),
    (L.LEFT_HIP,),
    (L.LEFT_KNEE,),
    (L.LEFT_ANKLE,),
    (L.LEFT_EYE,),
    (L.RIGHT_EYE,),
    (L.LEFT_EAR,),
    (L.RIGHT_EAR,),
)
"""The 18 joints of hri_msgs/Skeleton2D in their order, each the middle of these landmarks."""

_POSTURES = {
    Posture.STANDING: BodyPosture.STANDING,
    Posture.SITTING: BodyPosture.SITTING,
    Posture.CROUCHING: BodyPosture.CROUCHING,
    Posture.LYING: BodyPosture.LAYING,
}


def skeleton_to(pose: PoseLandmarks, header: Header) -> Skeleton2D:
    """The 18 joints; those outside the picture are at its border with confidence 0."""
    joints = [
        _point(pose.image[list(part)].mean(axis=0), float(pose.visibility[list(part)].min())) for part in _SKELETON
    ]
    return Skeleton2D(header=header, skeleton=joints)


def region_to(region: Region, header: Header) -> NormalizedRegionOfInterest2D:
    return NormalizedRegionOfInterest2D(
        header=header,
        xmin=region.x_min,
        ymin=region.y_min,
        xmax=region.x_max,
        ymax=region.y_max,
        c=region.confidence,
    )


def posture_to(posture: Posture, header: Header) -> BodyPosture:
    return BodyPosture(header=header, posture=_POSTURES[posture])


def face_to(face: FaceLandmarks, header: Header, width: int, height: int) -> FacialLandmarks:
    """The 70 landmarks of a face in a picture of this size."""
    return FacialLandmarks(
        header=header, landmarks=[_point(point, 1.0) for point in face.points], width=width, height=height
    )


def frame_at(position: Array, child: str, header: Header) -> TransformStamped:
    """A frame at a (3,) position, turned like its parent."""
    x, y, z = (float(value) for value in position)
    made = TransformStamped(header=header, child_frame_id=child)
    made.transform.translation = Vector3(x=x, y=y, z=z)
    return made


def _point(point: Array, confidence: float) -> NormalizedPointOfInterest2D:
    x, y = (min(1.0, max(0.0, float(value))) for value in point)
    inside = (x, y) == (float(point[0]), float(point[1]))
    return NormalizedPointOfInterest2D(x=x, y=y, c=confidence if inside else 0.0)
