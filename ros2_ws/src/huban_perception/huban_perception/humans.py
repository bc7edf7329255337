"""What is seen of people, on the topics and frames of REP-155."""

from collections.abc import Iterable
from typing import Any

from hri_msgs.msg import BodyPosture, FacialLandmarks, IdsList, NormalizedRegionOfInterest2D, Skeleton2D
from rclpy.qos import QoSProfile
from std_msgs.msg import Bool, Header, String
from tf2_msgs.msg import TFMessage

from huban_common.node import ManagedNode
from huban_common.qos import LATCHED, RELIABLE
from huban_perception.conversions import humans
from huban_perception.core.observer import Observation, Sighting
from huban_perception.core.people import People
from huban_perception.core.types import FaceLandmarks, region_around

Kinds = dict[str, tuple[type[Any], QoSProfile]]

BODY: Kinds = {
    "roi": (NormalizedRegionOfInterest2D, RELIABLE),
    "skeleton2d": (Skeleton2D, RELIABLE),
    "posture": (BodyPosture, RELIABLE),
}
FACE: Kinds = {"roi": (NormalizedRegionOfInterest2D, RELIABLE), "landmarks": (FacialLandmarks, RELIABLE)}
PERSON: Kinds = {"anonymous": (Bool, LATCHED), "body_id": (String, LATCHED), "face_id": (String, LATCHED)}


class IdTopics:
    """`/humans/<kind>/tracked` and `/humans/<kind>/<id>/...`, which live as long as the id is tracked."""

    def __init__(self, node: ManagedNode, kind: str, topics: Kinds) -> None:
        self._node = node
        self._prefix = f"/humans/{kind}"
        self._topics = topics
        self._list = node.publish_on(IdsList, f"{self._prefix}/tracked", RELIABLE)
        self._publishers: dict[tuple[str, str], Any] = {}

    def track(self, ids: Iterable[str], header: Header) -> None:
        """Says who is tracked and ends the topics of all others."""
        tracked = sorted(ids)
        self._list.publish(IdsList(header=header, ids=tracked))
        for key in [key for key in self._publishers if key[0] not in tracked]:
            self._node.destroy_publisher(self._publishers.pop(key))

    def publish(self, one: str, **messages: Any) -> None:
        """Publishes on topics of an id, by topic name."""
        for topic, message in messages.items():
            self._publisher(one, topic).publish(message)

    def _publisher(self, one: str, topic: str) -> Any:
        if (one, topic) not in self._publishers:
            kind, qos = self._topics[topic]
            self._publishers[one, topic] = self._node.create_publisher(kind, f"{self._prefix}/{one}/{topic}", qos)
        return self._publishers[one, topic]


class Humans:
    """Publishes the observations of one camera."""

    def __init__(self, node: ManagedNode, map_frame: str, people: People) -> None:
        self._people = people
        self._bodies = IdTopics(node, "bodies", BODY)
        self._faces = IdTopics(node, "faces", FACE)
        self._persons = IdTopics(node, "persons", PERSON)
        self._frames = node.publish_on(TFMessage, "/tf", RELIABLE)
        self._map_frame = map_frame
        self._said: dict[str, str] = {}

    def publish(self, seen: Observation, face: FaceLandmarks | None, header: Header, size: tuple[int, int]) -> None:
        """Says who is there; `size` is (width, height) of the picture."""
        if seen.sighting is not None:
            self._publish_body(seen.sighting, header)
            if face is not None:
                self._publish_face(seen.sighting, face, header, size)
        self._publish_persons(seen, header)

    def _publish_body(self, sighting: Sighting, header: Header) -> None:
        roi = region_around(sighting.pose.image, float(sighting.pose.visibility.mean()), margin=0.1)
        self._bodies.publish(
            sighting.id,
            roi=humans.region_to(roi, header),
            skeleton2d=humans.skeleton_to(sighting.pose, header),
            posture=humans.posture_to(sighting.body.posture, header),
        )
        if sighting.body.placement.located:
            place = Header(stamp=header.stamp, frame_id=self._map_frame)
            frame = humans.frame_at(sighting.body.placement.hips, f"body_{sighting.id}", place)
            self._frames.publish(TFMessage(transforms=[frame]))

    def _publish_face(self, sighting: Sighting, face: FaceLandmarks, header: Header, size: tuple[int, int]) -> None:
        person = self._people.see_face(sighting.id, sighting.body.stamp_s)
        roi = humans.region_to(region_around(face.points, 1.0, margin=0.1), header)
        self._faces.publish(person.face_id, roi=roi, landmarks=humans.face_to(face, header, *size))

    def _publish_persons(self, seen: Observation, header: Header) -> None:
        persons = [self._people.of_body(body_id) for body_id in seen.tracked]
        faces = {person.id: self._people.tracked_face(person, seen.stamp_s) for person in persons}
        self._bodies.track(seen.tracked, header)
        self._faces.track(filter(None, faces.values()), header)
        self._persons.track(faces, header)
        for person in persons:
            if self._said.get(person.id) != faces[person.id]:
                body_id, face_id = String(data=person.body_id), String(data=faces[person.id])
                self._persons.publish(person.id, anonymous=Bool(data=True), body_id=body_id, face_id=face_id)
        self._said = faces
