"""Who the faces in view belong to, for those who agreed; and how somebody's face is learned and forgotten."""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from hri_msgs.msg import IdsMatch
from std_srvs.srv import Trigger

from huban_common.consent import serve_consent
from huban_common.core.home import Person
from huban_common.core.texts import Texts
from huban_common.node import ManagedNode
from huban_common.qos import RELIABLE
from huban_perception.backends.face_templates import face_templates
from huban_perception.conversions import matches
from huban_perception.core.faces.enrolment_desk import EnrolmentDesk, Progress
from huban_perception.core.faces.recogniser import Face, KnownFaceRules, Recogniser, Recognition
from huban_perception.core.faces.recognition import Gallery
from huban_perception.core.ports import FaceEmbedder
from huban_perception.scene import Scene

_TEXTS = Texts("huban_perception")
_REMEMBERED = 50
"""Faces whose name may have to be taken back."""


class KnownFaces:
    """An Examiner and a Follower. Publishes `/humans/candidate_matches` of faces.

    Serves for everybody at home `/<node>/people/<id>/face_consent` (SetBool) and `.../face_enrolment` (Trigger:
    `success` when the face is learned; `message` is what to tell the person, empty when nothing is under way).
    """

    def __init__(
        self,
        node: ManagedNode,
        rules: KnownFaceRules,
        folder: Path,
        people: Mapping[str, Person],
        language: Callable[[], str],
        load_model: Callable[[], FaceEmbedder],
    ) -> None:
        """`load_model` is called when somebody enrols or is known; it raises OSError where the model is missing."""
        self._node, self._people, self._language = node, people, language
        self._file = face_templates(folder)
        self._model = cache(load_model)
        self._desk = EnrolmentDesk(Gallery(self._file, rules), rules)
        self._recogniser = Recogniser(rules, self._desk, self._model)
        self._matches = node.publish_on(IdsMatch, "/humans/candidate_matches", RELIABLE)
        self._named: dict[str, str] = {}
        serve_consent(node, "face", people, self._agree, self._withdraw)
        for person in people:
            self._serve_progress(person)

    def trouble(self) -> list[str]:
        """For developers: why faces are not known that should be."""
        return [text for text in (self._file.damage, self._desk.unkept) if text]

    def follow(self, scene: Scene) -> None:
        self._recogniser.watch(_faces(scene), scene.frame.size, self._node.clock.now_s())

    def examine(self, scene: Scene) -> list[Recognition] | None:
        return self._recogniser.examine(scene.frame.image, _faces(scene), self._node.clock.now_s()) or None

    def tell(self, scene: Scene, found: list[Recognition]) -> None:
        """A face that is somebody else's than before, or nobody's, takes back what was said of it."""
        known = self._desk.gallery.known
        for each in found:
            if each.likeness is not None and each.likeness.person not in known:
                continue  # who withdrew in the meantime
            before = self._named.pop(each.face_id, "")
            if before and (each.likeness is None or each.likeness.person != before):
                self._matches.publish(matches.face_is(each.face_id, before, 0.0))
            if each.likeness is not None:
                self._name(each.face_id, each.likeness.person)
                self._matches.publish(matches.face_is(each.face_id, each.likeness.person, each.likeness.confidence))

    def close(self) -> None:
        self._model.cache_clear()

    def _name(self, face_id: str, person: str) -> None:
        self._named[face_id] = person
        if len(self._named) > _REMEMBERED:
            del self._named[next(iter(self._named))]

    def _agree(self, person: str) -> None:
        """Consent begins the enrolment; raises ValueError where faces cannot be known."""
        try:
            self._model()
        except OSError as error:
            raise ValueError(str(error)) from error
        self._desk.begin(person, self._node.clock.now_s())

    def _withdraw(self, person: str) -> None:
        """Forgets at once, and takes back what was said of faces in view; raises OSError where a file stays."""
        for face_id in [face_id for face_id, named in self._named.items() if named == person]:
            del self._named[face_id]
            self._matches.publish(matches.face_is(face_id, person, 0.0))
        self._desk.withdraw(person)

    def _serve_progress(self, person: str) -> None:
        def answer(_: Trigger.Request, response: Trigger.Response) -> Trigger.Response:
            progress = self._desk.progress(person, self._node.clock.now_s())
            response.success, response.message = progress.done, self._words(person, progress)
            return response

        name = f"/{self._node.get_name()}/people/{person}/face_enrolment"
        self._node.own(self._node.create_service(Trigger, name, answer), self._node.destroy_service)

    def _words(self, person: str, progress: Progress) -> str:
        language = self._language()
        if progress.done:
            key = "face-known-today" if progress.unkept else "face-known"
            return _TEXTS.say(key, language, name=self._people[person].name_in(language))
        return _TEXTS.say(f"enrolment-{progress.advice.value}", language) if progress.advice is not None else ""


def _faces(scene: Scene) -> list[Face]:
    return [Face(person.face_id, person.face) for person in scene.people if person.face is not None]
