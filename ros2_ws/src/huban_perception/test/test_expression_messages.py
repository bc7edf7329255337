"""Expressions and action units as hri_msgs knows them."""

import pytest
from std_msgs.msg import Header

from huban_perception.conversions.expressions import actions_to, expression_to
from huban_perception.core.faces.expression_types import CIRCUMPLEX, EMOTIONS, Affect, Expression, Mood, mood_of
from huban_perception.core.faces.facs import Action, ActionUnit

HEADER = Header(frame_id="camera")
KNOWN = {"neutral", "angry", "sad", "happy", "surprised", "disgusted", "scared"}


def test_every_emotion_has_its_own_name_in_hri_msgs() -> None:
    names = {
        expression_to(Expression(emotion, mood_of(emotion), CIRCUMPLEX[emotion], 0.9), HEADER).expression
        for emotion in EMOTIONS
    }
    assert names == KNOWN


def test_an_unsure_expression_has_no_name_but_valence_arousal_and_confidence() -> None:
    message = expression_to(Expression(None, Mood.NEGATIVE, Affect(-0.2, 0.1), 0.3), HEADER)
    assert message.expression == ""
    assert (message.valence, message.arousal, message.confidence) == pytest.approx((-0.2, 0.1, 0.3))
    assert message.header == HEADER


def test_action_units_stand_at_their_number() -> None:
    message = actions_to([Action(ActionUnit.LIP_CORNER_PULLER, 0.7, 0.9)], HEADER)
    assert (message.intensity[12], message.confidence[12]) == pytest.approx((0.7, 0.9))
    assert sum(message.confidence) == pytest.approx(0.9), "what is not measured is not believed"
