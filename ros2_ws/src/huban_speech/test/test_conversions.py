import numpy as np
import pytest
from audio_common_msgs.msg import AudioData
from builtin_interfaces.msg import Time
from hri_msgs.msg import IdsMatch
from std_skills.msg import Result

from huban_interfaces.msg import Reflex
from huban_speech import conversions
from huban_speech.core.frames import Final, Partial, ReflexHeard, ReflexKind, SpeakerHeard
from huban_speech.core.hearing.voice_features import VoiceFeatures
from huban_speech.core.types import Ended, Outcome

STAMP = Time(sec=7, nanosec=8)


def test_sound_survives_the_way_into_a_message_and_back() -> None:
    samples = np.array([0, 1, -1, 32767, -32768], dtype=np.int16)
    message = conversions.audio_to_message(samples)
    assert np.array_equal(np.frombuffer(conversions.audio_from_message(message), dtype="<i2"), samples)


@pytest.mark.parametrize("extra", [b"", b"\x07"])
def test_sound_for_the_loudspeaker_comes_out_of_a_message_whole(extra: bytes) -> None:
    samples = np.array([0, 1, -1, 32767, -32768], dtype=np.int16)
    message = AudioData(data=samples.tobytes() + extra)
    assert np.array_equal(conversions.samples_from_message(message), samples)


def test_partial_words_are_incremental_and_final_words_final() -> None:
    partial = conversions.speech_to_message(Partial("go to", 0.5, "en", 1.0), STAMP)
    final = conversions.speech_to_message(Final("去厨房", 0.75, "zh-CN", 1.0), STAMP)
    assert (partial.incremental, partial.final, partial.confidence, partial.language) == ("go to", "", 0.5, "en")
    assert (final.incremental, final.final, final.confidence, final.language) == ("", "去厨房", 0.75, "zh-CN")
    assert final.header.stamp == STAMP


@pytest.mark.parametrize(
    ("kind", "code"),
    [(ReflexKind.HELP, Reflex.HELP), (ReflexKind.STOP, Reflex.STOP), (ReflexKind.DOUBT, Reflex.DOUBT)],
)
def test_reflexes_keep_their_kind_words_and_source(kind: ReflexKind, code: int) -> None:
    message = conversions.reflex_to_message(ReflexHeard(kind, "words", 0.5, "en", 1.0), STAMP)
    assert (message.kind, message.text, message.locale) == (code, "words", "en")
    assert message.source == "anonymous_speaker" and message.confidence == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("outcome", "code"),
    [
        (Outcome.SPOKEN, Result.ROS_ENOERR),
        (Outcome.INTERRUPTED, Result.ROS_EINTR),
        (Outcome.CANCELLED, Result.ROS_ECANCELED),
        (Outcome.BAD_TEXT, Result.ROS_EBADMSG),
        (Outcome.FAILED, Result.ROS_EOTHER),
    ],
)
def test_every_outcome_of_saying_has_its_error_code(outcome: Outcome, code: int) -> None:
    result = conversions.say_result(Ended(1, outcome, reason="why")).result
    assert (result.error_code, result.error_msg) == (code, "why")


def test_the_result_of_an_interrupted_text_holds_the_words_that_were_begun() -> None:
    whole = conversions.tts_result(Ended(1, Outcome.SPOKEN, ("Good", "morning.")), "Good  morning.")
    begun = conversions.tts_result(Ended(1, Outcome.INTERRUPTED, ("Good",), "fire"), "Good morning.")
    assert (whole.text, whole.error_msg) == ("Good  morning.", "")
    assert (begun.text, begun.error_msg) == ("Good", "fire")


def test_an_utterance_without_words_has_neither_words_nor_confidence() -> None:
    message = conversions.wordless(STAMP)
    assert (message.incremental, message.final, message.confidence) == ("", "", 0.0)
    assert message.header.stamp == STAMP


def test_a_speaker_is_a_candidate_and_never_certain() -> None:
    match = conversions.match_to_message(SpeakerHeard("wang", 3.0))
    assert (match.id1, match.id1_type) == ("anonymous_speaker", IdsMatch.VOICE)
    assert (match.id2, match.id2_type) == ("wang", IdsMatch.PERSON)
    assert 0.0 < match.confidence < 1.0


def test_what_a_voice_sounds_like_is_passed_on_figure_by_figure() -> None:
    message = conversions.features_to_message(VoiceFeatures(0.1, 0.25, 120.0, 8.0, np.arange(13.0)))
    assert (message.zcr, message.rms) == (pytest.approx(0.1), 0.25)
    assert (message.pitch, message.hnr) == (120.0, 8.0)
    assert list(message.mfcc) == list(range(13))
