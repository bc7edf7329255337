"""Expressions and action units of faces as REP-155 messages."""

from collections.abc import Sequence

from hri_msgs.msg import Expression as ExpressionMessage
from hri_msgs.msg import FacialActionUnits
from std_msgs.msg import Header

from huban_perception.core.faces.expression_types import Emotion, Expression
from huban_perception.core.faces.facs import Action

_NAMES = {
    Emotion.NEUTRAL: "neutral",
    Emotion.HAPPINESS: "happy",
    Emotion.SURPRISE: "surprised",
    Emotion.SADNESS: "sad",
    Emotion.ANGER: "angry",
    Emotion.DISGUST: "disgusted",
    Emotion.FEAR: "scared",
}
"""The names that hri_msgs/Expression knows."""


def expression_to(expression: Expression, header: Header) -> ExpressionMessage:
    """Without a name where the expression is unsure; valence and arousal are always there."""
    return ExpressionMessage(
        header=header,
        expression=_NAMES[expression.emotion] if expression.emotion is not None else "",
        valence=expression.affect.valence,
        arousal=expression.affect.arousal,
        confidence=expression.confidence,
    )


def actions_to(actions: Sequence[Action], header: Header) -> FacialActionUnits:
    """Each at the index of its number; those that are not measured have confidence 0."""
    message = FacialActionUnits(header=header)
    for action in actions:
        message.intensity[action.unit] = action.intensity
        message.confidence[action.unit] = action.confidence
    return message
