"""The node says aloud what its camera does, and what people do."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from geometry_msgs.msg import TransformStamped
from hri_msgs.msg import Gesture, IdsList
from pytransform3d.rotations import quaternion_from_matrix
from sensor_msgs.msg import CameraInfo, Image
from std_msgs.msg import Header, String
from tf2_msgs.msg import TFMessage

from huban_common.qos import LATCHED, LATCHED_EVENTS, RELIABLE, SENSOR
from huban_common.stamps import to_time
from huban_common.testing import Graph
from huban_interfaces.msg import CareEvent
from huban_perception.conversions import sensors
from huban_perception.core.bodies.eyes import Eyes
from huban_perception.core.faces.faces import FaceWatch
from huban_perception.core.types import PoseLandmarks
from huban_perception.node import PerceptionNode
from huban_perception.simulation import Mannequin, SimulatedFace, SimulatedPeople, camera_at, seated, seen, standing

HOME = Path(__file__).parents[4] / "sim" / "home.yaml"
RANDOM = np.random.default_rng(5)
VIEW = camera_at(6.2, 1.8)


def room() -> np.ndarray:
    picture = np.full((480, 640, 3), 170.0)
    picture[300:], picture[60:220, 380:560], picture[220:380, 80:240] = 90.0, 240.0, 50.0
    return np.clip(picture + RANDOM.normal(0.0, 3.0, picture.shape), 0, 255).astype(np.uint8)


def black() -> np.ndarray:
    return RANDOM.integers(0, 3, (480, 640, 3), dtype=np.uint8)


def scripted(script: Iterable[PoseLandmarks | None]) -> type[PerceptionNode]:
    class ScriptedPerception(PerceptionNode):
        def make_eyes(self) -> Eyes:
            return Eyes(SimulatedPeople(script), FaceWatch(SimulatedFace(there=False), self.config))

    return ScriptedPerception


class Robot:
    """A camera that stands in the kitchen, and somebody who reads along."""

    def __init__(self, graph: Graph) -> None:
        self.graph, self.stamp_s = graph, 10.0
        self.events: list[CareEvent] = graph.collect(CareEvent, "/care/events", LATCHED_EVENTS)
        self.states: list[String] = graph.collect(String, "/perception/camera", LATCHED)
        self.bodies: list[IdsList] = graph.collect(IdsList, "/humans/bodies/tracked")
        self.images = graph.publisher(Image, "/camera/image_raw", SENSOR)
        self.transforms = graph.publisher(TFMessage, "/tf_static", LATCHED)
        self.lenses = graph.publisher(CameraInfo, "/camera/camera_info", SENSOR)
        self.transforms.publish(self._place())
        lens = VIEW.intrinsics
        k = [lens.fx, 0.0, lens.cx, 0.0, lens.fy, lens.cy, 0.0, 0.0, 1.0]
        graph.spin(0.3)
        self.lenses.publish(CameraInfo(width=lens.width, height=lens.height, k=k))
        graph.spin(0.2)

    def send(self, picture: np.ndarray) -> None:
        self.stamp_s += 0.2
        header = Header(stamp=to_time(self.stamp_s), frame_id="camera")
        self.images.publish(sensors.image_to(picture, header))
        self.graph.spin(0.05)

    def kinds(self) -> list[str]:
        return [event.kind for event in self.events]

    def show_until(self, picture: Callable[[], np.ndarray], condition: Callable[[], bool], most: int = 100) -> None:
        for _ in range(most):
            self.send(picture())
            if condition():
                return
        raise AssertionError(f"not within {most} frames: {self.kinds()}")

    def _place(self) -> TFMessage:
        base = TransformStamped(header=Header(frame_id="map"), child_frame_id="base_link")
        base.transform.translation.x, base.transform.translation.y = 6.2, 1.8
        camera = TransformStamped(header=Header(frame_id="base_link"), child_frame_id="camera")
        camera.transform.translation.z = float(VIEW.position[2])
        turn = _quaternion(VIEW.rotation)
        rotation = camera.transform.rotation
        rotation.w, rotation.x, rotation.y, rotation.z = turn
        return TFMessage(transforms=[base, camera])


def _quaternion(rotation: np.ndarray) -> list[float]:
    return [float(value) for value in quaternion_from_matrix(rotation)]


def start(graph: Graph, script: Iterable[PoseLandmarks | None] = (), **parameters: Any) -> Robot:
    graph.start(scripted(script), **{"home_file": str(HOME), "frame_period_s": 0.0, **parameters})
    return Robot(graph)


def test_monitoring_that_is_lost_and_restored_is_told_as_care_events(graph: Graph) -> None:
    robot = start(graph, lost_after_s=1.0, restored_after_s=0.5)
    robot.show_until(room, lambda: any(state.data == "on" for state in robot.states))
    robot.show_until(black, lambda: "monitoring_lost" in robot.kinds())
    lost = robot.events[-1]
    assert (lost.priority, json.loads(lost.data)["cause"]) == (CareEvent.TECHNICAL, "black")
    assert "black" in lost.reason and lost.place == "kitchen"
    robot.show_until(room, lambda: "monitoring_restored" in robot.kinds())
    assert robot.kinds() == ["monitoring_lost", "monitoring_restored"]
    assert [state.data for state in robot.states] == ["on", "lost", "on"]


def test_in_private_hours_no_frame_is_looked_at_and_that_is_said(graph: Graph, tmp_path: Path) -> None:
    home = yaml.safe_load(HOME.read_text(encoding="utf-8"))
    home["rooms"]["kitchen"]["camera_off"] = ["00:00-00:00"]
    home["time_zone"] = "Asia/Shanghai"
    file = tmp_path / "home.yaml"
    file.write_text(yaml.safe_dump(home, allow_unicode=True), encoding="utf-8")
    body = seen(standing(9.0, 1.8, yaw_deg=180.0), VIEW)
    robot = start(graph, [body] * 200, home_file=str(file))
    robot.show_until(room, lambda: any(state.data == "private_hours" for state in robot.states))
    robot.send(room())
    assert robot.bodies == []
    assert robot.events == []


def pose(figure: Mannequin) -> PoseLandmarks:
    return seen(figure, VIEW)


def test_gestures_and_finished_actions_are_on_topics_of_the_body(graph: Graph) -> None:
    low, high = pose(seated(9.0, 1.8, yaw_deg=180.0)), pose(standing(9.0, 1.8, yaw_deg=180.0))
    robot = start(graph, [low] * 12 + [high] * 60)
    robot.show_until(room, lambda: bool(robot.bodies and robot.bodies[-1].ids), most=5)
    (body_id,) = robot.bodies[-1].ids
    gestures = graph.collect(Gesture, f"/humans/bodies/{body_id}/gesture", RELIABLE)
    activities = graph.collect(String, f"/humans/bodies/{body_id}/activity", RELIABLE)
    graph.spin(0.5)
    robot.show_until(room, lambda: bool(activities and gestures), most=60)
    told = json.loads(activities[0].data)
    assert (told["action"], told["finished"]) == ("standing_up", True)
    assert 0.0 < told["figures"]["duration_s"] < 2.5


def test_mobility_goes_to_the_caregiver_once_a_period(graph: Graph) -> None:
    low, high = pose(seated(9.0, 1.8, yaw_deg=180.0)), pose(standing(9.0, 1.8, yaw_deg=180.0))
    robot = start(graph, [low] * 12 + [high] * 60, mobility_period_s=8.0)
    robot.show_until(room, lambda: "mobility_measured" in robot.kinds(), most=60)
    event = next(event for event in robot.events if event.kind == "mobility_measured")
    assert event.priority == CareEvent.NONE
    assert json.loads(event.data)["stand_ups"] == 1
    assert "Stood up 1 times" in event.reason
