"""Messages of the dialogue say what its types say."""

import json

import pytest
from builtin_interfaces.msg import Time
from hri_actions_msgs.msg import ClosedCaption, Intent
from hri_msgs.msg import LiveSpeech

from huban_dialogue import conversions
from huban_dialogue.core.types import Meaning, Turn, Utterance

SPOKEN = Utterance("去厨房", "voice_a", "zh-CN", 0.7)


def test_speech_keeps_its_voice_confidence_and_language():
    message = LiveSpeech(final="去厨房", confidence=0.7, language="zh-CN")
    assert conversions.spoken(message, "voice_a", "en") == SPOKEN


def test_speech_without_a_language_has_that_of_the_house():
    assert conversions.spoken(LiveSpeech(final="stop"), "voice_a", "en").language == "en"


def test_typed_text_is_certain():
    said = conversions.typed("stop", "tablet", "en")
    assert said.confidence == 1.0 and said.typed


@pytest.mark.parametrize(
    ("skill", "intent"),
    [
        ("go_to", Intent.MOVE_TO),
        ("guide_to", Intent.GUIDE),
        ("stop", Intent.STOP_ACTIVITY),
        ("chat", Intent.START_ACTIVITY),
    ],
)
def test_a_call_is_named_by_the_nearest_standard_intent(skill, intent):
    (message,) = conversions.intents(Turn("zh-CN", Meaning(skill, {"place": "kitchen"}, "x"), 0.6), SPOKEN)
    assert (message.intent, message.source, message.confidence) == (intent, "voice_a", pytest.approx(0.6))
    assert json.loads(message.data) == {
        "skill": skill,
        "args": {"place": "kitchen"},
        "text": "去厨房",
        "language": "zh-CN",
    }


def test_words_that_nobody_understood_go_out_raw():
    (message,) = conversions.intents(Turn("zh-CN", not_understood="下雨了"), SPOKEN)
    assert message.intent == Intent.RAW_USER_INPUT
    assert json.loads(message.data) == {"input": "下雨了", "language": "zh-CN"}


def test_a_reply_alone_is_no_intent():
    assert conversions.intents(Turn("en", reply="Did you say: stop?"), SPOKEN) == []


def test_typed_words_are_captioned_like_spoken_ones():
    message = conversions.caption(conversions.typed("去厨房", "tablet", "zh-CN"), Time(sec=3))
    assert (message.speaker_id, message.text, message.locale) == (ClosedCaption.UNKNOWN, "去厨房", "zh-CN")
    assert message.header.stamp.sec == 3
