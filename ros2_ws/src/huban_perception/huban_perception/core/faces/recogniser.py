"""Looks closely at the faces of a picture: whose they are, and photographs of whoever enrols."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from huban_perception.core.faces.enrolment import Advice, Enrolment, EnrolmentRules, remedy
from huban_perception.core.faces.enrolment_desk import EnrolmentDesk
from huban_perception.core.faces.face_quality import FaceQualityRules, assess, flaws
from huban_perception.core.faces.liveness import Depth, Liveness, LivenessRules, LivenessWatches
from huban_perception.core.faces.recognition import Acquaintance, Likeness, RecognitionRules
from huban_perception.core.ports import FaceEmbedder
from huban_perception.core.types import FaceLandmarks, RgbImage

_DOUBT = 0.5
"""How much of a recognition's confidence a face takes that is surely flat."""


@dataclass(frozen=True)
class KnownFaceRules(RecognitionRules, EnrolmentRules, LivenessRules, FaceQualityRules):
    """Everything that decides who a face is."""


@dataclass(frozen=True)
class Face:
    """A face in a picture; landmarks in fractions of the picture."""

    id: str
    landmarks: FaceLandmarks


@dataclass(frozen=True)
class Recognition:
    """Whom a face was found to be like, None for nobody; the confidence counts what speaks for a picture held up."""

    face_id: str
    likeness: Likeness | None
    liveness: Liveness


class Recogniser:
    """`watch` and `examine` may run in one thread each."""

    def __init__(self, rules: KnownFaceRules, desk: EnrolmentDesk, embedder: Callable[[], FaceEmbedder]) -> None:
        """`embedder` is asked for whenever a face is looked at closely."""
        self._rules, self._desk, self._embedder = rules, desk, embedder
        self._strict = replace(rules, face_eyes_px=rules.enrolment_eyes_px)
        self._acquaintance = Acquaintance(rules)
        self._liveness = LivenessWatches(rules)

    def watch(self, faces: Sequence[Face], size: tuple[int, int], stamp_s: float) -> None:
        """Takes the faces of each picture of (width, height); quick."""
        for face in faces:
            self._liveness.see(face.id, face.landmarks, stamp_s, size)

    def examine(self, image: RgbImage, faces: Sequence[Face], stamp_s: float) -> list[Recognition]:
        """Photographs whoever enrols, and says who those are that are worth a look now; slow."""
        enrolment = self._desk.current(stamp_s)
        if enrolment is not None:
            self._enrol(enrolment, image, faces, stamp_s)
        if not self._desk.gallery.known:
            return []
        looks = (self._recognise(image, face, stamp_s) for face in faces)
        return [found for found in looks if found is not None]

    def _enrol(self, enrolment: Enrolment, image: RgbImage, faces: Sequence[Face], stamp_s: float) -> None:
        if len(faces) > 1:
            enrolment.hold(Advice.ALONE, stamp_s)
        elif faces:
            self._photograph(enrolment, image, faces[0], stamp_s)

    def _photograph(self, enrolment: Enrolment, image: RgbImage, face: Face, stamp_s: float) -> None:
        quality = assess(image, face.landmarks)
        hindrance = remedy(flaws(quality, self._strict))
        if hindrance is not None:
            enrolment.hold(hindrance, stamp_s)
            return
        enrolment.photograph(self._embedder().embed(image, face.landmarks), quality, stamp_s)
        self._desk.conclude(enrolment, self._liveness.hint(face.id), stamp_s)

    def _recognise(self, image: RgbImage, face: Face, stamp_s: float) -> Recognition | None:
        if not self._acquaintance.is_due(face.id, stamp_s) or flaws(assess(image, face.landmarks), self._rules):
            return None
        look = self._embedder().embed(image, face.landmarks)
        likeness = self._desk.gallery.nearest(self._acquaintance.look(face.id, look, stamp_s))
        liveness = self._liveness.hint(face.id)
        return Recognition(face.id, _doubted(likeness, liveness), liveness)


def _doubted(likeness: Likeness | None, liveness: Liveness) -> Likeness | None:
    """None for a face that is nobody's."""
    if likeness is None or not likeness.is_meant:
        return None
    doubt = _DOUBT * liveness.confidence if liveness.depth is Depth.FLAT else 0.0
    return replace(likeness, confidence=likeness.confidence * (1.0 - doubt))
