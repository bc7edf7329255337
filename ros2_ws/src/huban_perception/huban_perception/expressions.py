"""What the faces in view express, on the topics of REP-155."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from huban_perception.conversions import expressions as messages
from huban_perception.core.faces.expression import ExpressionRules, ExpressionWatch
from huban_perception.core.faces.expression_types import FaceReading
from huban_perception.core.faces.facs import Action, actions
from huban_perception.core.ports import ExpressionReader
from huban_perception.humans import Humans
from huban_perception.scene import Scene


@dataclass(frozen=True)
class Sight:
    """One look at a face."""

    face_id: str
    reading: FaceReading | None
    actions: Sequence[Action]


class Expressions:
    """An Examiner. Publishes `/humans/faces/<id>/expression` and `.../facs`; without a model only the latter."""

    def __init__(self, humans: Humans, rules: ExpressionRules, load_model: Callable[[], ExpressionReader]) -> None:
        """`load_model` raises OSError or ValueError, with what to do, for a model that cannot be used."""
        self._humans = humans
        self._watch = ExpressionWatch(rules)
        self._model: ExpressionReader | None = None
        self._trouble: list[str] = []
        try:
            self._model = load_model()
        except (OSError, ValueError) as error:
            self._trouble = [f"expressions are not read: {error}"]

    def trouble(self) -> list[str]:
        """For developers: why expressions are not read."""
        return self._trouble

    def examine(self, scene: Scene) -> list[Sight] | None:
        image = scene.frame.image
        aspect = image.shape[0] / image.shape[1]
        return [
            Sight(
                person.face_id,
                self._model.read(image, person.face) if self._model is not None else None,
                actions(person.face.mesh, aspect),
            )
            for person in scene.people
            if person.face is not None
        ] or None

    def tell(self, scene: Scene, found: list[Sight]) -> None:
        header = scene.frame.header
        for sight in found:
            if sight.reading is not None:
                expression = self._watch.see(sight.face_id, sight.reading, scene.frame.stamp_s)
                self._humans.tell_face(sight.face_id, expression=messages.expression_to(expression, header))
            if sight.actions:
                self._humans.tell_face(sight.face_id, facs=messages.actions_to(sight.actions, header))

    def close(self) -> None:
        self._model = None
