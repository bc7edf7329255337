"""Photographs of somebody who has agreed to be known, until there are enough good and different ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from math import inf

from huban_common.core.parameters import param
from huban_perception.core.faces.face_quality import FaceQuality, Flaw
from huban_perception.core.faces.face_template import Embedding, LookRules, fused, similarity
from huban_perception.core.faces.liveness import Depth, Liveness


class Advice(str, Enum):
    """What the person should do next; values are keys of texts."""

    SHOW_FACE = "show-face"
    ALONE = "alone"
    CLOSER = "closer"
    LOOK_HERE = "look-here"
    MORE_LIGHT = "more-light"
    LESS_LIGHT = "less-light"
    HOLD_STILL = "hold-still"
    TURN_HEAD = "turn-head"
    NO_PICTURE = "no-picture"
    RESEMBLES = "resembles"
    STAY = "stay"


_REMEDY = {
    Flaw.FAR: Advice.CLOSER,
    Flaw.AWAY: Advice.LOOK_HERE,
    Flaw.DARK: Advice.MORE_LIGHT,
    Flaw.BRIGHT: Advice.LESS_LIGHT,
    Flaw.BLURRED: Advice.HOLD_STILL,
}
_UNSEEN_S = 3.0
_FLAT_FROM = 0.5
"""Confidence from which a flat face is not learned: that it turned without depth, not only that it kept still."""


@dataclass(frozen=True)
class EnrolmentRules(LookRules):
    enrolment_photos: int = param(6, "photographs that a face is learned from", minimum=2, maximum=30)
    enrolment_eyes_px: float = param(28.0, "eyes closer together than this: come closer to be learned", minimum=4.0)
    enrolment_turn_deg: float = param(8.0, "how far the head should turn between the photographs", minimum=0.0)
    enrolment_turn_s: float = param(20.0, "somebody who has not turned the head for this long need not", minimum=0.0)
    enrolment_double: float = param(
        0.97, "a face more similar (cosine) to somebody else's template is not learned", minimum=0.0, maximum=1.0
    )
    enrolment_limit_s: float = param(60.0, "learning a face ends after this without success", minimum=5.0)


def remedy(flaws: Sequence[Flaw]) -> Advice | None:
    """What helps against the first flaw; None where there is none."""
    return _REMEDY[flaws[0]] if flaws else None


class Enrolment:
    """One person's photographs; only figures are kept, and only until the template is made."""

    def __init__(self, person: str, rules: EnrolmentRules, begun_s: float) -> None:
        self.person = person
        self._advice = Advice.STAY
        self._rules, self._begun_s = rules, begun_s
        self._photos: list[tuple[Embedding, float]] = []
        self._first_photo_s, self._seen_s = inf, begun_s

    @property
    def taken(self) -> int:
        return len(self._photos)

    def is_over(self, now_s: float) -> bool:
        """Whether the time is up; a clock that jumped back ends it too."""
        return not 0.0 <= now_s - self._begun_s <= self._rules.enrolment_limit_s

    def advice(self, now_s: float) -> Advice:
        """What the person should do."""
        return Advice.SHOW_FACE if now_s - self._seen_s > _UNSEEN_S else self._advice

    def hold(self, advice: Advice, stamp_s: float) -> None:
        """A face that cannot be photographed or learned now, and what would help."""
        self._advice, self._seen_s = advice, stamp_s

    def photograph(self, look: Embedding, quality: FaceQuality, stamp_s: float) -> None:
        """A good photograph; one of somebody else begins anew."""
        if self._photos and similarity(fused([each for each, _ in self._photos]), look) < self._rules.same_look:
            self._photos = []
        if not self._photos:
            self._first_photo_s = stamp_s
        self._photos.append((look, quality.yaw_deg))
        self._seen_s = stamp_s
        del self._photos[: -self._rules.enrolment_photos]
        half_done = self.taken >= self._rules.enrolment_photos / 2
        self._advice = Advice.TURN_HEAD if half_done and not self._turned() else Advice.STAY

    def template(self, liveness: Liveness, now_s: float) -> Embedding | None:
        """The template once there are enough photographs, of a head as far as one can tell."""
        if self.taken < self._rules.enrolment_photos:
            return None
        if liveness.depth is Depth.FLAT and liveness.confidence >= _FLAT_FROM:
            self._advice = Advice.NO_PICTURE
            return None
        patient = now_s - self._first_photo_s < self._rules.enrolment_turn_s
        return None if patient and not self._turned() else fused([look for look, _ in self._photos])

    def _turned(self) -> bool:
        yaws = [yaw for _, yaw in self._photos]
        return max(yaws) - min(yaws) >= self._rules.enrolment_turn_deg
