"""Faces in front of the camera get an expression and action units on the topics of REP-155."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from diagnostic_msgs.msg import DiagnosticArray
from hri_msgs.msg import Expression, FacialActionUnits, IdsList
from sensor_msgs.msg import Image
from std_msgs.msg import Header

from huban_common.qos import SENSOR
from huban_common.stamps import to_time
from huban_common.testing import Graph
from huban_perception.conversions import sensors
from huban_perception.core.bodies.eyes import Eyes
from huban_perception.core.faces.expression_types import EMOTIONS, Emotion, FaceReading
from huban_perception.core.faces.faces import FaceRules, FaceWatch
from huban_perception.core.ports import ExpressionReader
from huban_perception.core.types import FaceLandmarks, RgbImage
from huban_perception.node import PerceptionNode
from huban_perception.simulation import SimulatedFace, SimulatedPeople, camera_at, seated, seen

NEAR = seen(seated(1.1, 0.0, yaw_deg=180.0), camera_at(pitch_down_deg=0.0))
PICTURE: RgbImage = np.random.default_rng(1).integers(60, 200, (480, 640, 3), dtype=np.uint8)


class MeshedFace(SimulatedFace):
    """A face with the mesh of nobody in particular."""

    def find(self, image: RgbImage) -> FaceLandmarks | None:
        face = super().find(image)
        return FaceLandmarks(face.points, np.random.default_rng(2).uniform(0.4, 0.6, (478, 3))) if face else None


class Reader:
    """Sees one emotion in every face."""

    def __init__(self, emotion: Emotion, probability: float) -> None:
        rest = (1.0 - probability) / (len(EMOTIONS) - 1)
        self._probabilities = np.array([probability if each is emotion else rest for each in EMOTIONS])

    def read(self, image: RgbImage, face: FaceLandmarks) -> FaceReading:
        return FaceReading(self._probabilities)


class Watching(PerceptionNode):
    """Sees a woman who sits before the camera."""

    reader: ExpressionReader | None = None

    def make_eyes(self) -> Eyes:
        return Eyes(SimulatedPeople([NEAR] * 200), FaceWatch(MeshedFace(), FaceRules(face_period_s=0.0)))

    def make_expression_model(self) -> ExpressionReader:
        return self.reader or super().make_expression_model()


def looked_at(graph: Graph, reader: ExpressionReader | None, **parameters: Any) -> str:
    """The id of the face that the node has found."""
    node_type = type("Node", (Watching,), {"reader": reader})
    graph.start(node_type, **parameters)
    faces = graph.collect(IdsList, "/humans/faces/tracked")
    show(graph, lambda: faces and faces[-1].ids)
    (face_id,) = faces[-1].ids
    return str(face_id)


def show(graph: Graph, done: Any) -> None:
    """Pictures, until what is waited for has come."""
    pictures = graph.publisher(Image, "/camera/image_raw", SENSOR)
    graph.spin(0.2)
    for number in range(40):
        header = Header(stamp=to_time(show.stamp_s), frame_id="camera")  # type: ignore[attr-defined]
        show.stamp_s += 0.2  # type: ignore[attr-defined]
        pictures.publish(sensors.image_to(np.roll(PICTURE, number, axis=0), header))
        graph.spin(0.1)
        if done():
            return
    pytest.fail("it did not come")


show.stamp_s = 10.0  # type: ignore[attr-defined]


def test_a_face_gets_an_expression_and_action_units(graph: Graph) -> None:
    face = looked_at(graph, Reader(Emotion.HAPPINESS, 0.94))
    expressions = graph.collect(Expression, f"/humans/faces/{face}/expression")
    units = graph.collect(FacialActionUnits, f"/humans/faces/{face}/facs")
    show(graph, lambda: expressions and units)
    said = expressions[-1]
    assert (said.expression, said.confidence) == ("happy", pytest.approx(0.94))
    assert said.valence > 0.5 and said.arousal > 0.3
    assert said.header.frame_id == "camera"
    assert {number for number, each in enumerate(units[-1].confidence) if each > 0} == {1, 2, 4, 5, 12, 25, 26, 43}


def test_a_doubtful_expression_is_not_named(graph: Graph) -> None:
    face = looked_at(graph, Reader(Emotion.SADNESS, 0.4))
    expressions = graph.collect(Expression, f"/humans/faces/{face}/expression")
    show(graph, lambda: expressions)
    assert (expressions[-1].expression, expressions[-1].confidence) == ("", pytest.approx(0.4))


def test_without_its_model_the_node_says_so_and_sees_people_all_the_same(graph: Graph, tmp_path: Path) -> None:
    health = graph.collect(DiagnosticArray, "/diagnostics")
    face = looked_at(graph, None, expression_model=str(tmp_path / "gone.onnx"))
    units = graph.collect(FacialActionUnits, f"/humans/faces/{face}/facs")
    show(graph, lambda: units)

    def told() -> bool:
        values = [value.value for array in health for status in array.status for value in status.values]
        return any("expressions are not read" in value and "gone.onnx" in value for value in values)

    show(graph, told)
