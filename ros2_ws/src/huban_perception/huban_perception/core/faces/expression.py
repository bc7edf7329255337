"""From single looks at a face to what it expresses: rare expressions, smoothing over time, and doubt."""

from dataclasses import dataclass
from math import exp

import numpy as np

from huban_common.core.parameters import param
from huban_perception.core.faces.expression_types import (
    CIRCUMPLEX,
    EMOTIONS,
    MOODS,
    Affect,
    Emotion,
    Expression,
    FaceReading,
    Mood,
    mood_of,
)
from huban_perception.core.types import Array

USUAL: Array = np.array([0.5103, 0.4094, 0.0275, 0.0194, 0.0166, 0.0155, 0.0013])
"""How often each of EMOTIONS was seen in the photographs that the model was trained with; sums to 1."""
_EMOTION_BALANCE, _MOOD_BALANCE = 1.0, 0.5
"""0 names the most probable, 1 what explains the face best whether it is usual or not; from cross-validation."""
_GROUPS = np.array([[mood_of(emotion) is mood for emotion in EMOTIONS] for mood in MOODS], dtype=float)
_PLACES = np.array([(CIRCUMPLEX[emotion].valence, CIRCUMPLEX[emotion].arousal) for emotion in EMOTIONS])


@dataclass(frozen=True)
class ExpressionRules:
    """When a face is said to express something."""

    expression_unsure: float = param(0.5, "an expression less sure than this is not named", minimum=0.0, maximum=1.0)
    expression_smoothing_s: float = param(3.0, "looks at a face count for about this long", minimum=0.0)
    expression_forget_s: float = param(10.0, "a face unseen for longer starts afresh", minimum=0.0)


def likeliest(probabilities: Array) -> Emotion:
    """The emotion that explains a face best: for those who must name one, however rare and however unsure."""
    return EMOTIONS[int((probabilities / USUAL**_EMOTION_BALANCE).argmax())]


def mood(probabilities: Array) -> Mood:
    """Positive, neutral or negative."""
    usual = _GROUPS @ USUAL
    return MOODS[int((_GROUPS @ probabilities / usual**_MOOD_BALANCE).argmax())]


def affect(probabilities: Array) -> Affect:
    """The mean place on the circumplex."""
    valence, arousal = probabilities @ _PLACES
    return Affect(float(valence), float(arousal))


def expression(probabilities: Array, rules: ExpressionRules) -> Expression:
    """What (7,) probabilities say; unsure where the most probable emotion is not probable enough."""
    most = int(probabilities.argmax())
    confidence = float(probabilities[most])
    named = EMOTIONS[most] if confidence >= rules.expression_unsure else None
    return Expression(named, mood(probabilities), affect(probabilities), confidence)


class ExpressionWatch:
    """What each face has expressed lately."""

    def __init__(self, rules: ExpressionRules) -> None:
        self._rules = rules
        self._faces: dict[str, tuple[float, Array]] = {}

    def see(self, face_id: str, reading: FaceReading, stamp_s: float) -> Expression:
        """The expression after one more look; a gap, or time that runs backwards, starts afresh."""
        seen_s, mean = self._faces.get(face_id, (stamp_s, reading.probabilities))
        kept = self._kept(stamp_s - seen_s)
        mean = kept * mean + (1.0 - kept) * reading.probabilities
        self._forget(stamp_s)
        self._faces[face_id] = (stamp_s, mean)
        return expression(mean, self._rules)

    def _forget(self, stamp_s: float) -> None:
        limit_s = stamp_s - self._rules.expression_forget_s
        self._faces = {face_id: seen for face_id, seen in self._faces.items() if seen[0] >= limit_s}

    def _kept(self, gap_s: float) -> float:
        if not 0.0 <= gap_s <= self._rules.expression_forget_s or self._rules.expression_smoothing_s == 0.0:
            return 0.0
        return exp(-gap_s / self._rules.expression_smoothing_s)
