"""The node in a graph: pictures in, people and care events out, privacy and trouble said aloud."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import skimage.data
from diagnostic_msgs.msg import DiagnosticArray, DiagnosticStatus
from geometry_msgs.msg import Quaternion, TransformStamped, Vector3
from hri_msgs.msg import BodyPosture, FacialLandmarks, IdsList, Skeleton2D
from pytransform3d.rotations import quaternion_from_matrix
from sensor_msgs.msg import CameraInfo, Image
from std_msgs.msg import Bool, Header, String
from tf2_msgs.msg import TFMessage

from huban_common.main import bring_up
from huban_common.qos import LATCHED, LATCHED_EVENTS, RELIABLE, SENSOR
from huban_common.stamps import to_time
from huban_common.testing import Graph, assert_yaml_lists_every_parameter
from huban_interfaces.msg import CareEvent
from huban_perception.config import PerceptionConfig
from huban_perception.conversions import sensors
from huban_perception.core.bodies.eyes import Eyes
from huban_perception.core.faces.faces import FaceWatch
from huban_perception.core.types import Array, PoseLandmarks, RgbImage, SeenBody
from huban_perception.node import PerceptionNode
from huban_perception.simulation import Mannequin, SimulatedFace, SimulatedPeople, camera_at, lying, seen, standing

ROOT = Path(__file__).parents[4]
HOME = str(ROOT / "sim" / "home.yaml")
CAMERA = "camera_optical_frame"
KITCHEN, BATHROOM = (6.2, 1.8), (8.0, 4.6)
RANDOM = np.random.default_rng(1)


def sees(body: Mannequin) -> PoseLandmarks:
    return seen(body, camera_at(*KITCHEN))


UP, DOWN = sees(standing(9.0, 1.8, yaw_deg=180.0)), sees(lying(9.0, 1.8, yaw_deg=70.0))


def scripted(script: Iterable[PoseLandmarks | None]) -> type[PerceptionNode]:
    """The node with simulated eyes that see a script, one entry a frame."""

    class ScriptedPerception(PerceptionNode):
        def make_eyes(self) -> Eyes:
            return Eyes(SimulatedPeople(script), FaceWatch(SimulatedFace(), self.config))

    return ScriptedPerception


def transform(parent: str, child: str, stamp_s: float, position: Array, rotation: Array) -> TFMessage:
    made = TransformStamped(header=Header(stamp=to_time(stamp_s), frame_id=parent), child_frame_id=child)
    x, y, z = (float(value) for value in position)
    made.transform.translation = Vector3(x=x, y=y, z=z)
    w, x, y, z = (float(value) for value in quaternion_from_matrix(rotation))
    made.transform.rotation = Quaternion(w=w, x=x, y=y, z=z)
    return TFMessage(transforms=[made])


class Robot:
    """What stands around the node: a camera on a base, a map, and someone who reads along."""

    def __init__(self, graph: Graph, room: tuple[float, float] | None = KITCHEN) -> None:
        self.graph, self.room, self.stamp_s, self.rate_hz = graph, room, 10.0, 5.0
        self.bodies = graph.collect(IdsList, "/humans/bodies/tracked")
        self.events: list[CareEvent] = graph.collect(CareEvent, "/care/events", LATCHED_EVENTS)
        self.diagnostics = graph.collect(DiagnosticArray, "/diagnostics")
        self.images = graph.publisher(Image, "/camera/image_raw", SENSOR)
        self.lenses = graph.publisher(CameraInfo, "/camera/camera_info", SENSOR)
        self.transforms = graph.publisher(TFMessage, "/tf", RELIABLE)
        self.statics = graph.publisher(TFMessage, "/tf_static", LATCHED)
        view = camera_at()
        self.statics.publish(transform("base_link", CAMERA, 0.0, view.position, view.rotation))
        lens = view.intrinsics
        k = [lens.fx, 0.0, lens.cx, 0.0, lens.fy, lens.cy, 0.0, 0.0, 1.0]
        self.lenses.publish(CameraInfo(width=lens.width, height=lens.height, k=k))
        graph.spin(0.2)

    def send(self, message: Image | None = None, image: RgbImage | None = None) -> None:
        """A frame, 0.2 s after the last."""
        self.stamp_s += 1.0 / self.rate_hz
        if self.room is not None:
            place = np.array([*self.room, 0.0])
            self.transforms.publish(transform("map", "base_link", self.stamp_s, place, np.eye(3)))
            self.graph.spin(0.03)
        picture = RANDOM.integers(60, 200, (480, 640, 3), dtype=np.uint8) if image is None else image
        header = Header(stamp=to_time(self.stamp_s), frame_id=CAMERA)
        self.images.publish(message or sensors.image_to(picture, header))

    def show(self, frames: int = 1, image: RgbImage | None = None) -> None:
        """Frames, each looked at before the next comes."""
        for _ in range(frames):
            before = len(self.bodies)
            self.send(image=image)
            self.graph.until(lambda before=before: len(self.bodies) > before)

    def health(self, level: bytes, words: str) -> DiagnosticStatus:
        """The next health report of this level with these words."""
        self.diagnostics.clear()
        return self.graph.until(
            lambda: next(
                (
                    status
                    for array in self.diagnostics
                    for status in array.status
                    if status.name.startswith("perception") and status.level == level and words in status.message
                ),
                None,
            )
        )


def start(graph: Graph, node_type: type[PerceptionNode], **parameters: Any) -> PerceptionNode:
    node: PerceptionNode = graph.start(node_type, **{"home_file": HOME, **parameters})
    return node


def test_the_parameter_file_lists_every_parameter() -> None:
    path = Path(__file__).parents[1] / "config" / "perception.yaml"
    assert_yaml_lists_every_parameter(PerceptionConfig, path, "perception")


def test_a_person_is_published_as_rep_155_says(graph: Graph) -> None:
    start(graph, scripted([UP] * 50))
    robot = Robot(graph)
    robot.show()
    (body,) = robot.bodies[-1].ids
    skeletons = graph.collect(Skeleton2D, f"/humans/bodies/{body}/skeleton2d")
    postures = graph.collect(BodyPosture, f"/humans/bodies/{body}/posture")
    frames = graph.collect(TFMessage, "/tf")
    persons = graph.collect(IdsList, "/humans/persons/tracked")
    graph.spin(0.2)
    robot.show(3)
    graph.until(lambda: skeletons and postures and persons)
    assert skeletons[-1].skeleton[0].x == pytest.approx(UP.image[0, 0], abs=1e-5)
    assert postures[-1].posture == BodyPosture.STANDING
    (person,) = persons[-1].ids
    body_ids = graph.collect(String, f"/humans/persons/{person}/body_id", LATCHED)
    anonymous = graph.collect(Bool, f"/humans/persons/{person}/anonymous", LATCHED)
    graph.until(lambda: body_ids and anonymous)
    assert (body_ids[-1].data, anonymous[-1].data) == (body, True)
    placed = [item for message in frames for item in message.transforms if item.child_frame_id == f"body_{body}"]
    frame = placed[-1]
    assert (frame.header.frame_id, frame.transform.translation.x) == ("map", pytest.approx(9.0, abs=0.1))


def test_a_fall_in_the_kitchen_becomes_two_care_events(graph: Graph) -> None:
    start(graph, scripted([UP] * 10 + [DOWN] * 30), language="zh-CN")
    robot = Robot(graph)
    robot.show(22)
    graph.until(lambda: len(robot.events) == 2)
    suspected, detected = robot.events
    assert (suspected.kind, detected.kind) == ("fall_suspected", "fall_detected")
    assert (detected.priority, detected.place, detected.header.frame_id) == (CareEvent.HIGH, "kitchen", "map")
    assert detected.position.x == pytest.approx(9.0, abs=0.15)
    assert 0.5 < detected.confidence <= 1.0
    assert "厨房" in detected.reason
    assert json.loads(detected.data)["down_s"] >= 1.5
    assert detected.person_id == suspected.person_id != ""


def test_the_reason_follows_the_language_of_the_house(graph: Graph) -> None:
    start(graph, scripted([UP] * 10 + [DOWN] * 30), language="zh-CN")
    robot = Robot(graph)
    graph.publisher(String, "/language", LATCHED).publish(String(data="en"))
    graph.spin(0.2)
    robot.show(14)
    graph.until(lambda: robot.events)
    assert robot.events[0].reason.startswith("Trunk")


def test_in_a_private_room_no_frame_is_looked_at(graph: Graph) -> None:
    start(graph, scripted([UP] * 50))
    robot = Robot(graph, BATHROOM)
    for _ in range(5):
        robot.send()
        graph.spin(0.05)
    assert robot.bodies == []
    status = robot.health(DiagnosticStatus.OK, "bathroom is private")
    assert {"frames": "0"}.items() <= {item.key: item.value for item in status.values}.items()
    robot.room = KITCHEN
    robot.show()
    assert robot.bodies


def test_a_robot_that_does_not_know_its_room_does_not_look_and_says_so(graph: Graph) -> None:
    start(graph, scripted([UP] * 50))
    robot = Robot(graph, room=None)
    robot.send()
    robot.health(DiagnosticStatus.ERROR, "not looking")
    assert robot.bodies == []


def test_without_a_home_and_transforms_falls_are_found_at_an_unknown_place(graph: Graph) -> None:
    start(graph, scripted([UP] * 10 + [DOWN] * 30), home_file="")
    robot = Robot(graph, room=None)
    robot.show(22)
    graph.until(lambda: len(robot.events) == 2)
    assert (robot.events[1].place, robot.events[1].header.frame_id) == ("", "")
    robot.health(DiagnosticStatus.WARN, "places are unknown")


def test_unusable_pictures_are_one_error_and_the_rest_goes_on(graph: Graph) -> None:
    start(graph, scripted([UP] * 50))
    robot = Robot(graph)
    changes: list[dict[str, object]] = [{"width": 0, "height": 0}, {"width": 20000}, {"encoding": "16UC1"}]
    for change in changes:
        message = sensors.image_to(np.zeros((480, 640, 3), dtype=np.uint8), Header(frame_id=CAMERA))
        for field, value in change.items():
            setattr(message, field, value)
        robot.send(message=message)
        graph.spin(0.05)
    robot.health(DiagnosticStatus.ERROR, "16UC1")
    robot.show()
    robot.health(DiagnosticStatus.OK, "watching")


class StumblingEyes(SimulatedPeople):
    """Fails on the second frame."""

    def __init__(self) -> None:
        super().__init__([UP] * 50)
        self.frames = 0

    def find(self, image: RgbImage) -> Sequence[SeenBody]:
        self.frames += 1
        if self.frames == 2:
            raise RuntimeError("the model stumbled")
        return super().find(image)


def test_a_model_that_fails_on_a_frame_does_not_end_the_watch(graph: Graph) -> None:
    class Stumbling(PerceptionNode):
        def make_eyes(self) -> Eyes:
            return Eyes(StumblingEyes(), FaceWatch(SimulatedFace(), self.config))

    start(graph, Stumbling)
    robot = Robot(graph)
    robot.show()
    robot.send()
    graph.spin(0.1)
    robot.show()
    assert robot.bodies[-1].ids


def test_black_pictures_are_monitoring_lost(graph: Graph) -> None:
    start(graph, scripted([None] * 500), lost_after_s=0.5)
    robot = Robot(graph)
    for _ in range(10):
        robot.send(image=np.zeros((480, 640, 3), dtype=np.uint8))
        graph.spin(0.1)
    robot.health(DiagnosticStatus.ERROR, "black")


def test_no_pictures_are_monitoring_lost(graph: Graph) -> None:
    start(graph, scripted([]), home_file="", lost_after_s=0.5)
    Robot(graph).health(DiagnosticStatus.ERROR, "no pictures")


def test_the_annotated_picture_comes_only_when_asked_for(graph: Graph) -> None:
    start(graph, scripted([UP] * 50))
    robot = Robot(graph)
    drawn = graph.collect(Image, "/perception/debug_image", SENSOR)
    graph.spin(0.3)
    plain = np.full((480, 640, 3), 100, dtype=np.uint8)
    robot.show(image=plain)
    graph.until(lambda: drawn)
    assert not np.array_equal(sensors.image_from(drawn[-1], 4096), plain)


def test_an_unreadable_home_is_refused_at_the_start(graph: Graph) -> None:
    with pytest.raises(ValueError, match=r"nowhere\.yaml"):
        start(graph, scripted([]), home_file="nowhere.yaml")


def test_the_real_models_see_a_real_person_and_her_face(graph: Graph) -> None:
    start(graph, PerceptionNode, home_file="", face_period_s=0.0)
    robot = Robot(graph, room=None)
    faces = graph.collect(IdsList, "/humans/faces/tracked")
    portrait = np.ascontiguousarray(skimage.data.astronaut())
    robot.show(2, image=portrait)
    graph.until(lambda: faces and faces[-1].ids)
    landmarks = graph.collect(FacialLandmarks, f"/humans/faces/{faces[-1].ids[0]}/landmarks")
    graph.spin(0.2)
    robot.show(2, image=portrait)
    graph.until(lambda: landmarks)
    assert (landmarks[-1].width, landmarks[-1].height) == (512, 512)
    assert 0.3 < landmarks[-1].landmarks[33].x < 0.6


def test_it_can_be_cleaned_up_and_configured_again(graph: Graph) -> None:
    node = start(graph, scripted([UP] * 50))
    robot = Robot(graph)
    robot.show()
    node.trigger_deactivate()
    node.trigger_cleanup()
    bring_up(node)
    graph.spin(0.3)
    robot.show()
    assert robot.bodies[-1].ids
