"""Persons in a graph: ids, known people, engagement, spaces and crops on the topics of REP-155."""

from collections.abc import Sequence

import numpy as np
import pytest
from hri_msgs.msg import EngagementLevel, IdsList, IdsMatch
from sensor_msgs.msg import CameraInfo, Image
from std_msgs.msg import Bool, Header, String
from tf2_msgs.msg import TFMessage

from huban_common.qos import LATCHED, RELIABLE, SENSOR
from huban_common.stamps import to_time
from huban_common.testing import Graph
from huban_perception.conversions import sensors
from huban_perception.conversions.persons import turned_frame
from huban_perception.core.bodies.eyes import Eyes
from huban_perception.core.faces.faces import FaceWatch
from huban_perception.core.types import FaceLandmarks, PoseLandmarks, RgbImage
from huban_perception.node import PerceptionNode
from huban_perception.simulation import Mannequin, SimulatedPeople, camera_at, seated, seen, standing

CAMERA = camera_at(height_m=1.15, pitch_down_deg=0.0)
RANDOM = np.random.default_rng(1)


def sees(body: Mannequin) -> PoseLandmarks:
    return seen(body, CAMERA)


NEAR = sees(seated(1.1, 0.0, yaw_deg=180.0))
CROWD = [sees(standing(3.5, y, yaw_deg=180.0)) for y in (-1.2, -0.4, 0.4, 1.2)]


class Gazing:
    """A FaceFinder whose face looks straight out of the picture."""

    def find(self, image: RgbImage) -> FaceLandmarks | None:
        mesh = np.zeros((478, 3))
        for vertex, (x, y) in {
            33: (-3, -1),
            263: (3, -1),
            133: (-1, -1),
            362: (1, -1),
            10: (0, -4),
            152: (0, 5),
        }.items():
            mesh[vertex] = (0.5 + 0.05 * x, 0.5 + 0.05 * y, 0.0)
        mesh[468], mesh[473] = (0.4, 0.45, 0.0), (0.6, 0.45, 0.0)
        return FaceLandmarks(np.full((70, 2), 0.5) + RANDOM.uniform(-0.1, 0.1, (70, 2)), mesh)

    def close(self) -> None:
        return None


class Room:
    """The node in a graph, a camera before it, and who reads along."""

    def __init__(self, graph: Graph, people: PoseLandmarks | Sequence[PoseLandmarks]) -> None:
        class Scripted(PerceptionNode):
            def make_eyes(self) -> Eyes:
                return Eyes(SimulatedPeople([people] * 500), FaceWatch(Gazing(), self.config))

        self.graph, self.stamp_s = graph, 10.0
        graph.start(Scripted, home_file="", map_frame="base_link", face_period_s=0.0)
        self.persons = graph.collect(IdsList, "/humans/persons/tracked")
        self.frames = graph.collect(TFMessage, "/tf")
        self.images = graph.publisher(Image, "/camera/image_raw", SENSOR)
        lens = graph.publisher(CameraInfo, "/camera/camera_info", SENSOR)
        statics = graph.publisher(TFMessage, "/tf_static", LATCHED)
        statics.publish(place_of_the_camera())
        k = [CAMERA.intrinsics.fx, 0.0, 320.0, 0.0, CAMERA.intrinsics.fy, 240.0, 0.0, 0.0, 1.0]
        lens.publish(CameraInfo(width=640, height=480, k=k))
        graph.spin(0.2)

    def show(self, frames: int = 1) -> list[str]:
        """Frames, each looked at before the next; who is there then."""
        for _ in range(frames):
            before = len(self.persons)
            self.stamp_s += 0.2
            picture = RANDOM.integers(60, 200, (480, 640, 3), dtype=np.uint8)
            header = Header(stamp=to_time(self.stamp_s), frame_id="camera_optical_frame")
            self.images.publish(sensors.image_to(picture, header))
            self.graph.until(lambda before=before: len(self.persons) > before)
        return list(self.persons[-1].ids)


def place_of_the_camera() -> TFMessage:
    """Where the camera is on the robot."""
    base = Header(frame_id="base_link")
    return TFMessage(transforms=[turned_frame(CAMERA.position, CAMERA.rotation, "camera_optical_frame", base)])


def test_four_people_are_four_persons_and_stay_so(graph: Graph) -> None:
    room = Room(graph, CROWD)
    first = room.show()
    assert len(first) == 4
    assert all(room.show() == first for _ in range(5))
    graph.until(lambda: {f"person_{one}" for one in first} <= children(room.frames))


def children(frames: list[TFMessage]) -> set[str]:
    return {item.child_frame_id for message in frames for item in message.transforms}


def test_somebody_near_who_looks_at_the_robot_becomes_engaged(graph: Graph) -> None:
    room = Room(graph, NEAR)
    (person,) = room.show()
    levels = graph.collect(EngagementLevel, f"/humans/persons/{person}/engagement_status", LATCHED)
    spaces = graph.collect(String, f"/humans/persons/{person}/proxemic_space", LATCHED)
    inside = graph.collect(IdsList, "/humans/persons/in_personal_space")
    graph.spin(0.3)
    room.show(15)
    graph.until(lambda: levels and levels[-1].level == EngagementLevel.ENGAGED)
    assert spaces[-1].data == "personal"
    assert inside[-1].ids == [person]
    faces = {child for child in children(room.frames) if child.startswith(("face_", "gaze_"))}
    assert len(faces) == 2


def test_a_face_that_is_recognised_names_the_person(graph: Graph) -> None:
    room = Room(graph, NEAR)
    known = graph.collect(IdsList, "/humans/persons/known", LATCHED)
    matches = graph.publisher(IdsMatch, "/humans/candidate_matches", RELIABLE)
    (anonymous,) = room.show()
    face_ids = graph.collect(String, f"/humans/persons/{anonymous}/face_id", LATCHED)
    graph.until(lambda: face_ids and face_ids[-1].data)
    face = face_ids[-1].data
    matches.publish(IdsMatch(id1="elder", id1_type=IdsMatch.PERSON, id2=face, id2_type=IdsMatch.FACE, confidence=0.9))
    aliases = graph.collect(String, f"/humans/persons/{anonymous}/alias", LATCHED)
    graph.until(lambda: room.show() == ["elder"])
    strangers = graph.collect(Bool, "/humans/persons/elder/anonymous", LATCHED)
    graph.until(lambda: known and known[-1].ids == ["elder"] and strangers and not strangers[-1].data)
    graph.until(lambda: aliases and aliases[-1].data == "elder")


def test_crops_come_only_when_somebody_wants_them(graph: Graph) -> None:
    room = Room(graph, NEAR)
    bodies = graph.collect(IdsList, "/humans/bodies/tracked")
    room.show()
    graph.until(lambda: bodies)
    crops = graph.collect(Image, f"/humans/bodies/{bodies[-1].ids[0]}/cropped", SENSOR)
    graph.spin(0.3)
    room.show(2)
    graph.until(lambda: crops)
    assert 0 < crops[-1].width <= 640
    assert crops[-1].encoding == "rgb8"


@pytest.mark.parametrize("confidence", [float("nan"), -3.0, 7.0])
def test_a_match_with_an_impossible_confidence_does_no_harm(graph: Graph, confidence: float) -> None:
    room = Room(graph, NEAR)
    matches = graph.publisher(IdsMatch, "/humans/candidate_matches", RELIABLE)
    room.show()
    for kind in (IdsMatch.FACE, 77):
        matches.publish(IdsMatch(id1="x", id1_type=kind, id2="elder", id2_type=IdsMatch.PERSON, confidence=confidence))
    graph.spin(0.2)
    assert len(room.show(2)) == 1
