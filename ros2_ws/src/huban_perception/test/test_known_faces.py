"""The services and topics by which faces become known, in the node with simulated models."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from communication_skills.action import Say
from diagnostic_msgs.msg import DiagnosticArray
from geometry_msgs.msg import Quaternion, TransformStamped, Vector3
from hri_actions_msgs.msg import Intent
from hri_msgs.msg import IdsMatch
from pytransform3d.rotations import quaternion_from_matrix
from sensor_msgs.msg import CameraInfo, Image
from std_msgs.msg import Header, String
from std_srvs.srv import SetBool, Trigger
from tf2_msgs.msg import TFMessage

from huban_behaviors.node import Behaviors
from huban_common import ids
from huban_common.qos import LATCHED, LATCHED_EVENTS, SENSOR
from huban_common.stamps import to_time
from huban_common.testing import FakeAction, Graph
from huban_interfaces.msg import Question
from huban_perception.conversions import matches, sensors
from huban_perception.core.bodies.eyes import Eyes
from huban_perception.core.faces.faces import FaceWatch
from huban_perception.core.faces.liveness import UNKNOWN
from huban_perception.core.faces.recogniser import Recognition
from huban_perception.core.faces.recognition import Likeness
from huban_perception.core.ports import FaceEmbedder
from huban_perception.core.types import Array
from huban_perception.node import PerceptionNode
from huban_perception.simulated_faces import SimulatedFaceModel, SimulatedHead
from huban_perception.simulation import SimulatedPeople, camera_at, seen, standing

HOME = str(Path(__file__).parents[4] / "sim" / "home.yaml")
NEAR = seen(standing(2.6, 0.0, yaw_deg=180.0), camera_at())
CAMERA = "camera_optical_frame"
ELDER, STRANGER = 60, 200
"""Their colours."""


class Watching(PerceptionNode):
    """The node with simulated models that see somebody near, who turns the head."""

    def make_eyes(self) -> Eyes:
        return Eyes(SimulatedPeople([NEAR] * 500), FaceWatch(SimulatedHead(), self.config))

    def make_face_model(self) -> FaceEmbedder:
        return SimulatedFaceModel()


class Blind(Watching):
    """The same where the network is not installed."""

    def make_face_model(self) -> FaceEmbedder:
        raise FileNotFoundError("the package face-recognition-models is not installed")


class Room:
    """Somebody before the robot in the kitchen, and who reads along."""

    def __init__(self, graph: Graph, folder: Path, node_type: type[PerceptionNode] = Watching) -> None:
        self.graph, self.template = graph, folder / "face_templates.bin"
        quick: dict[str, Any] = {"face_period_s": 0.0, "recognise_period_s": 0.1, "recheck_s": 0.5}
        small = {"face_least_px": 8.0, "face_eyes_px": 4.0, "enrolment_eyes_px": 4.0, "face_sharpness": 0.0}
        self.node: Any = graph.start(
            node_type, home_file=HOME, state_dir=str(folder), frame_period_s=0.0, **quick, **small
        )
        self.matches: list[IdsMatch] = graph.collect(IdsMatch, "/humans/candidate_matches")
        self.diagnostics: list[DiagnosticArray] = graph.collect(DiagnosticArray, "/diagnostics")
        self._images = graph.publisher(Image, "/camera/image_raw", SENSOR)
        place = graph.publisher(TFMessage, "/tf_static", LATCHED)
        kitchen, view = np.array([6.2, 1.8, 0.0]), camera_at()
        robot, camera = (
            _at("map", "base_link", kitchen, np.eye(3)),
            _at("base_link", CAMERA, view.position, view.rotation),
        )
        place.publish(TFMessage(transforms=[robot, camera]))
        lens, lenses = view.intrinsics, graph.publisher(CameraInfo, "/camera/camera_info", SENSOR)
        k = [lens.fx, 0.0, lens.cx, 0.0, lens.fy, lens.cy, 0.0, 0.0, 1.0]
        lenses.publish(CameraInfo(width=lens.width, height=lens.height, k=k))
        self._stamp_s, self._dice = 10.0, np.random.default_rng(1)
        graph.spin(0.2)

    def show(self, colour: int, until: Callable[[], object], frames: int = 200) -> None:
        """Frames, in which the face has this colour, until something has happened."""
        for _ in range(frames):
            picture = self._dice.integers(60, 200, (480, 640, 3), dtype=np.uint8)
            picture[:40, :, 0] = colour
            self._stamp_s += 0.2
            header = Header(stamp=to_time(self._stamp_s), frame_id=CAMERA)
            self._images.publish(sensors.image_to(picture, header))
            self.graph.spin(0.04)
            if until():
                return
        raise AssertionError("nothing happened")

    def consent(self, given: bool, person: str = "elder") -> SetBool.Response:
        return self._call(SetBool, f"{person}/face_consent", SetBool.Request(data=given))

    def progress(self, person: str = "elder") -> Trigger.Response:
        return self._call(Trigger, f"{person}/face_enrolment", Trigger.Request())

    def _call(self, kind: type[Any], name: str, request: Any) -> Any:
        client = self.graph.probe.create_client(kind, f"/perception/people/{name}")
        self.graph.until(client.service_is_ready)
        future = client.call_async(request)
        self.graph.until(future.done)
        self.graph.probe.destroy_client(client)
        return future.result()


def _at(parent: str, child: str, position: Array, rotation: Array) -> TransformStamped:
    made = TransformStamped(header=Header(frame_id=parent), child_frame_id=child)
    x, y, z = (float(value) for value in position)
    made.transform.translation = Vector3(x=x, y=y, z=z)
    w, x, y, z = (float(value) for value in quaternion_from_matrix(rotation))
    made.transform.rotation = Quaternion(w=w, x=x, y=y, z=z)
    return made


@pytest.fixture
def room(graph: Graph, tmp_path: Path) -> Room:
    return Room(graph, tmp_path)


def test_consent_is_followed_by_photographs_and_then_the_face_is_known(room: Room) -> None:
    assert room.progress().message == ""
    assert room.consent(True).success
    assert room.progress().message == "Good. Please stay like that."
    room.show(ELDER, until=room.template.exists)
    done = room.progress()
    assert (done.success, done.message) == (True, "Now I know your face, Mrs. Wang.")
    room.show(ELDER, until=lambda: room.matches)
    match = room.matches[-1]
    assert (match.id1_type, match.id2_type, match.id2) == (IdsMatch.FACE, IdsMatch.PERSON, "elder")
    assert match.id1 != "" and 0.5 < match.confidence <= 1.0


def test_what_to_do_is_told_in_the_language_of_the_house(room: Room) -> None:
    room.graph.publisher(String, "/language", LATCHED).publish(String(data="zh-CN"))
    room.consent(True)
    assert room.graph.until(lambda: room.progress().message == "很好，请保持这样。")


def test_withdrawal_deletes_the_face_and_takes_the_name_back(room: Room) -> None:
    room.consent(True)
    room.show(ELDER, until=lambda: room.matches and room.matches[-1].confidence > 0.5)
    assert room.template.exists() and room.consent(False).success
    assert not room.template.exists()
    room.graph.until(lambda: room.matches[-1].confidence == 0.0)
    assert room.matches[-1].id2 == "elder" and not room.progress().success
    told = len(room.matches)
    with pytest.raises(AssertionError, match="nothing happened"):
        room.show(ELDER, until=lambda: len(room.matches) > told, frames=40)


def test_somebody_else_under_the_same_face_id_is_nobody(room: Room) -> None:
    room.consent(True)
    room.show(ELDER, until=lambda: room.matches and room.matches[-1].confidence > 0.5)
    room.show(STRANGER, until=lambda: room.matches[-1].confidence == 0.0)


def test_without_consent_nothing_is_kept_and_nobody_named(room: Room, tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="nothing happened"):
        room.show(ELDER, until=lambda: room.matches, frames=40)
    assert list(tmp_path.iterdir()) == []


def test_where_the_model_is_missing_nobody_can_enrol_and_the_reason_is_given(graph: Graph, tmp_path: Path) -> None:
    refused = Room(graph, tmp_path, Blind).consent(True)
    assert not refused.success and "face-recognition-models is not installed" in refused.message


def test_templates_that_cannot_be_read_are_told(graph: Graph, tmp_path: Path) -> None:
    (tmp_path / "face_templates.bin").write_bytes(b"broken")
    room = Room(graph, tmp_path)
    room.show(
        ELDER,
        until=lambda: any(
            "face templates cannot be read" in status.message for array in room.diagnostics for status in array.status
        ),
    )


def test_a_match_names_both_ids_and_their_kinds() -> None:
    match = matches.face_is("f1", "elder", 0.75)
    assert (match.id1, match.id1_type, match.id2, match.id2_type) == ("f1", IdsMatch.FACE, "elder", IdsMatch.PERSON)
    assert match.confidence == 0.75


def test_a_name_that_was_found_before_the_withdrawal_is_not_told_after_it(room: Room) -> None:
    likeness = Likeness("elder", 0.99, 0.99)
    room.node._known_faces.tell(None, [Recognition("face", likeness, UNKNOWN)])
    room.graph.spin(0.2)
    assert room.matches == []


def test_somebody_asks_agrees_is_known_and_is_forgotten(room: Room, tmp_path: Path) -> None:
    """The whole way: behaviors asks and guides, perception takes the photographs."""
    voice = FakeAction(room.graph.probe, Say, "/skill/say")
    room.graph.start(Behaviors, home_file=HOME, state_dir=str(tmp_path))
    intents = room.graph.publisher(Intent, "/intents")
    questions: list[Question] = room.graph.collect(Question, "/questions", LATCHED_EVENTS)

    def ask(skill: str, **args: str) -> None:
        data = json.dumps({"skill": skill, "args": args})
        intents.publish(Intent(intent=Intent.START_ACTIVITY, data=data, source="anonymous_speaker"))

    def said(words: str) -> bool:
        return any(words in goal.input for goal in voice.goals)

    ask("face_remember")
    room.graph.until(lambda: questions)
    room.graph.spin(0.2)
    ask("confirm", answer="yes", question=str(ids.from_message(questions[-1].id)))
    room.graph.until(lambda: said("come in front of me"))
    room.show(ELDER, until=lambda: said("Now I know your face, Mrs. Wang."))
    assert room.template.exists()
    ask("face_forget")
    room.graph.until(lambda: said("I have deleted the face of Mrs. Wang."))
    assert not room.template.exists()
