"""Expressions of a face: the classes, their place between pleasant and unpleasant, calm and excited."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

from huban_perception.core.types import Array


class Emotion(str, Enum):
    """What a face shows, which need not be what its owner feels. In the order of the model's figures."""

    NEUTRAL = "neutral"
    HAPPINESS = "happiness"
    SURPRISE = "surprise"
    SADNESS = "sadness"
    ANGER = "anger"
    DISGUST = "disgust"
    FEAR = "fear"


class Mood(str, Enum):
    """The sign of an expression's valence."""

    POSITIVE = "positive"
    NEUTRAL = "neutral"
    NEGATIVE = "negative"


EMOTIONS = tuple(Emotion)
MOODS = tuple(Mood)


@dataclass(frozen=True)
class Affect:
    """A point of the circumplex, both from -1 to 1: unpleasant to pleasant, calm to excited."""

    valence: float
    arousal: float


CIRCUMPLEX: Mapping[Emotion, Affect] = MappingProxyType(
    {
        Emotion.NEUTRAL: Affect(0.0, 0.0),
        Emotion.HAPPINESS: Affect(0.81, 0.51),
        Emotion.SURPRISE: Affect(0.40, 0.67),
        Emotion.SADNESS: Affect(-0.63, -0.27),
        Emotion.ANGER: Affect(-0.51, 0.59),
        Emotion.DISGUST: Affect(-0.60, 0.35),
        Emotion.FEAR: Affect(-0.64, 0.60),
    }
)
"""Ratings of the words, Russell and Mehrabian, J. Research in Personality 11 (1977) 273-294; neutral is the origin."""


def mood_of(emotion: Emotion) -> Mood:
    valence = CIRCUMPLEX[emotion].valence
    return Mood.POSITIVE if valence > 0 else Mood.NEGATIVE if valence < 0 else Mood.NEUTRAL


@dataclass(frozen=True)
class FaceReading:
    """What one look at a face tells: `probabilities` (7,) of EMOTIONS, which sum to 1."""

    probabilities: Array


@dataclass(frozen=True)
class Expression:
    """What a face has shown for a while; `emotion` is None where that is unsure.

    `confidence`: 0..1, how often a face that looks so is called so; of the most probable emotion where none is named.
    """

    emotion: Emotion | None
    mood: Mood
    affect: Affect
    confidence: float
