"""What is seen of people, on the topics and frames of REP-155."""

from collections.abc import Callable
from typing import Any

from geometry_msgs.msg import Vector3Stamped
from hri_msgs.msg import (
    BodyPosture,
    Expression,
    FacialActionUnits,
    FacialLandmarks,
    Gesture,
    NormalizedRegionOfInterest2D,
    Skeleton2D,
)
from sensor_msgs.msg import Image
from std_msgs.msg import Header, String
from tf2_msgs.msg import TFMessage

from huban_common.node import ManagedNode
from huban_common.qos import RELIABLE, SENSOR
from huban_perception.conversions import humans, sensors
from huban_perception.core.camera import CameraView
from huban_perception.core.faces.face_ids import FaceIds
from huban_perception.core.observer import Observation, Sighting
from huban_perception.core.types import FaceLandmarks, Region, region_around
from huban_perception.id_topics import IdTopics, Kinds
from huban_perception.intake import Frame
from huban_perception.scene import Scene, ScenePerson

BODY: Kinds = {
    "roi": (NormalizedRegionOfInterest2D, RELIABLE),
    "cropped": (Image, SENSOR),
    "skeleton2d": (Skeleton2D, RELIABLE),
    "posture": (BodyPosture, RELIABLE),
    "gesture": (Gesture, RELIABLE),
    "pointing": (Vector3Stamped, RELIABLE),
    "activity": (String, RELIABLE),
}
FACE: Kinds = {
    "roi": (NormalizedRegionOfInterest2D, RELIABLE),
    "cropped": (Image, SENSOR),
    "landmarks": (FacialLandmarks, RELIABLE),
    "expression": (Expression, RELIABLE),
    "facs": (FacialActionUnits, RELIABLE),
}


class Humans:
    """Publishes the bodies and faces that one camera sees; `person_of` tells whose a body is."""

    def __init__(self, node: ManagedNode, map_frame: str, faces: FaceIds, person_of: Callable[[str], str]) -> None:
        self._face_ids = faces
        self._person_of = person_of
        self._bodies = IdTopics(node, "bodies", BODY)
        self._faces = IdTopics(node, "faces", FACE)
        self._frames = node.publish_on(TFMessage, "/tf", RELIABLE)
        self._map_frame = map_frame

    def publish(self, seen: Observation, frame: Frame, view: CameraView) -> Scene:
        """Says who is there; answers with everybody seen under their ids."""
        people = tuple(self._publish_sighting(sighting, frame) for sighting in seen.sightings)
        faces = {body_id: self._face_ids.tracked(body_id, seen.stamp_s) for body_id in seen.tracked}
        self._bodies.track(seen.tracked, frame.header)
        self._faces.track(filter(None, faces.values()), frame.header)
        return Scene(frame, people, view, faces)

    def tell_body(self, body_id: str, **messages: Any) -> None:
        """Publishes what else is known of a body, by topic name."""
        self._bodies.publish(body_id, **messages)

    def tell_face(self, face_id: str, **messages: Any) -> None:
        """Publishes what else is known of a face, by topic name."""
        self._faces.publish(face_id, **messages)

    def _publish_sighting(self, sighting: Sighting, frame: Frame) -> ScenePerson:
        self._publish_body(sighting, frame)
        face_id = self._publish_face(sighting, sighting.face, frame) if sighting.face is not None else ""
        return ScenePerson(
            self._person_of(sighting.id), sighting.id, sighting.pose, sighting.body, face_id, sighting.face
        )

    def _publish_body(self, sighting: Sighting, frame: Frame) -> None:
        header = frame.header
        region = region_around(sighting.pose.image, float(sighting.pose.visibility.mean()), margin=0.1)
        self._bodies.publish(
            sighting.id,
            roi=humans.region_to(region, header),
            skeleton2d=humans.skeleton_to(sighting.pose, header),
            posture=humans.posture_to(sighting.body.posture, header),
        )
        _publish_crop(self._bodies, sighting.id, region, frame)
        if sighting.body.placement.located:
            place = Header(stamp=header.stamp, frame_id=self._map_frame)
            transform = humans.frame_at(sighting.body.placement.hips, f"body_{sighting.id}", place)
            self._frames.publish(TFMessage(transforms=[transform]))

    def _publish_face(self, sighting: Sighting, face: FaceLandmarks, frame: Frame) -> str:
        face_id = self._face_ids.see(sighting.id, sighting.body.stamp_s)
        region = region_around(face.points, 1.0, margin=0.1)
        landmarks = humans.face_to(face, frame.header, *frame.size)
        self._faces.publish(face_id, roi=humans.region_to(region, frame.header), landmarks=landmarks)
        _publish_crop(self._faces, face_id, region, frame)
        return face_id


def _publish_crop(topics: IdTopics, one: str, region: Region, frame: Frame) -> None:
    """The pixels of a region, where somebody wants them."""
    if topics.wanted(one, "cropped"):
        topics.publish(one, cropped=sensors.image_to(frame.crop(region), frame.header))
