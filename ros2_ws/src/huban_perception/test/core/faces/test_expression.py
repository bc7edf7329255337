"""From probabilities to what a face is said to express."""

import numpy as np
import pytest

from huban_perception.core.faces.expression import (
    USUAL,
    ExpressionRules,
    ExpressionWatch,
    affect,
    expression,
    likeliest,
    mood,
)
from huban_perception.core.faces.expression_types import CIRCUMPLEX, EMOTIONS, Emotion, FaceReading, Mood, mood_of
from huban_perception.core.types import Array

RULES = ExpressionRules(expression_unsure=0.5, expression_smoothing_s=3.0, expression_forget_s=10.0)


def surely(emotion: Emotion, probability: float = 1.0) -> Array:
    """The probability of one emotion, the rest shared as usual."""
    rest = USUAL.copy()
    index = EMOTIONS.index(emotion)
    rest[index] = 0.0
    probabilities: Array = (1.0 - probability) * rest / rest.sum()
    probabilities[index] = probability
    return probabilities


def test_each_emotion_has_a_place_and_a_usual_frequency() -> None:
    assert set(CIRCUMPLEX) == set(EMOTIONS)
    assert USUAL.sum() == pytest.approx(1.0, abs=1e-3)
    assert len(USUAL) == len(EMOTIONS)


@pytest.mark.parametrize("emotion", EMOTIONS)
def test_what_is_certain_is_said(emotion: Emotion) -> None:
    said = expression(surely(emotion), RULES)
    assert (said.emotion, said.mood, said.affect) == (emotion, mood_of(emotion), CIRCUMPLEX[emotion])
    assert said.confidence == 1.0


def test_moods_follow_the_sign_of_valence() -> None:
    by_mood = {each: {emotion for emotion in EMOTIONS if mood_of(emotion) is each} for each in Mood}
    assert by_mood[Mood.POSITIVE] == {Emotion.HAPPINESS, Emotion.SURPRISE}
    assert by_mood[Mood.NEUTRAL] == {Emotion.NEUTRAL}
    assert len(by_mood[Mood.NEGATIVE]) == 4


def test_a_rare_expression_is_found_without_being_more_probable_than_a_usual_one() -> None:
    assert likeliest(surely(Emotion.SADNESS, 0.3)) is Emotion.SADNESS
    assert likeliest(USUAL * [1.1, 1, 1, 1, 1, 1, 1]) is Emotion.NEUTRAL


def test_a_doubtful_expression_has_no_name_but_a_place() -> None:
    doubtful = expression(surely(Emotion.SADNESS, 0.45), RULES)
    assert doubtful.emotion is None
    assert doubtful.confidence == pytest.approx(0.45)
    assert -0.5 < doubtful.affect.valence < 0.5


def test_negative_expressions_count_together_for_the_mood() -> None:
    mixed = np.array([0.2, 0.0, 0.0, 0.3, 0.2, 0.2, 0.1])
    assert mood(mixed) is Mood.NEGATIVE
    assert affect(mixed).valence < -0.3


def test_one_odd_look_does_not_change_what_a_face_expresses() -> None:
    watch = ExpressionWatch(RULES)
    for second in range(5):
        watch.see("f", FaceReading(surely(Emotion.HAPPINESS, 0.95)), float(second))
    odd = watch.see("f", FaceReading(surely(Emotion.ANGER, 0.6)), 5.0)
    assert odd.emotion is not Emotion.ANGER
    assert odd.affect.valence > 0.0


def test_a_lasting_change_is_followed() -> None:
    watch = ExpressionWatch(RULES)
    watch.see("f", FaceReading(surely(Emotion.HAPPINESS)), 0.0)
    said = [watch.see("f", FaceReading(surely(Emotion.SADNESS)), float(second)) for second in range(1, 8)]
    assert said[-1].emotion is Emotion.SADNESS
    assert [each.affect.valence for each in said] == sorted((each.affect.valence for each in said), reverse=True)


def test_faces_are_kept_apart() -> None:
    watch = ExpressionWatch(RULES)
    watch.see("a", FaceReading(surely(Emotion.HAPPINESS)), 0.0)
    assert watch.see("b", FaceReading(surely(Emotion.SADNESS)), 0.1).emotion is Emotion.SADNESS


@pytest.mark.parametrize("stamp_s", [11.0, -5.0])
def test_after_a_gap_or_when_time_runs_backwards_a_face_starts_afresh(stamp_s: float) -> None:
    watch = ExpressionWatch(RULES)
    watch.see("f", FaceReading(surely(Emotion.HAPPINESS)), 0.0)
    assert watch.see("f", FaceReading(surely(Emotion.SADNESS)), stamp_s).affect == CIRCUMPLEX[Emotion.SADNESS]


def test_without_smoothing_the_last_look_counts() -> None:
    watch = ExpressionWatch(ExpressionRules(expression_smoothing_s=0.0))
    watch.see("f", FaceReading(surely(Emotion.HAPPINESS)), 0.0)
    assert watch.see("f", FaceReading(surely(Emotion.SADNESS)), 0.1).emotion is Emotion.SADNESS
