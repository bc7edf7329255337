"""Between messages and the types of the core."""

from array import array

import numpy as np
from audio_common_msgs.msg import AudioData
from builtin_interfaces.msg import Time
from communication_skills.action import Say
from hri_actions_msgs.msg import ClosedCaption
from hri_msgs.msg import AudioFeatures, IdsList, IdsMatch, LiveSpeech
from std_msgs.msg import Header
from std_skills.msg import Result
from tts_msgs.action import TTS

from huban_interfaces.msg import Reflex
from huban_speech.core.frames import Final, Partial, ReflexHeard, ReflexKind, Samples, SpeakerHeard
from huban_speech.core.hearing.voice_features import VoiceFeatures
from huban_speech.core.types import Ended, Outcome

VOICE_ID = "anonymous_speaker"
"""REP-155's name for whoever speaks into a single microphone."""
_MATCH_CONFIDENCE = 0.6
_REFLEX_KINDS = {
    ReflexKind.HELP: Reflex.HELP,
    ReflexKind.STOP: Reflex.STOP,
    ReflexKind.DOUBT: Reflex.DOUBT,
}
_ERROR_CODES = {
    Outcome.SPOKEN: Result.ROS_ENOERR,
    Outcome.INTERRUPTED: Result.ROS_EINTR,
    Outcome.CANCELLED: Result.ROS_ECANCELED,
    Outcome.BAD_TEXT: Result.ROS_EBADMSG,
    Outcome.FAILED: Result.ROS_EOTHER,
}


def audio_to_message(samples: Samples) -> AudioData:
    data = array("B")
    data.frombytes(samples.astype("<i2", copy=False).tobytes())
    return AudioData(data=data)


def audio_from_message(message: AudioData) -> bytes:
    return bytes(message.data)


def samples_from_message(message: AudioData) -> Samples:
    """A byte that belongs to no sample is left out."""
    data = bytes(message.data)
    return np.frombuffer(data[: len(data) // 2 * 2], dtype="<i2").astype(np.int16, copy=False)


def voices_to_message(stamp: Time) -> IdsList:
    return IdsList(header=Header(stamp=stamp), ids=[VOICE_ID])


def speech_to_message(words: Partial | Final, stamp: Time) -> LiveSpeech:
    message = LiveSpeech(header=Header(stamp=stamp), confidence=words.confidence, language=words.language)
    if isinstance(words, Final):
        message.final = words.text
    else:
        message.incremental = words.text
    return message


def features_to_message(features: VoiceFeatures) -> AudioFeatures:
    return AudioFeatures(
        zcr=features.zcr, rms=features.rms, pitch=features.pitch_hz, hnr=features.hnr_db, mfcc=features.mfcc.tolist()
    )


def match_to_message(speaker: SpeakerHeard) -> IdsMatch:
    """Never certain: a voice is no proof."""
    return IdsMatch(
        id1=VOICE_ID,
        id1_type=IdsMatch.VOICE,
        id2=speaker.person,
        id2_type=IdsMatch.PERSON,
        confidence=_MATCH_CONFIDENCE,
    )


def wordless(stamp: Time) -> LiveSpeech:
    """The end of an utterance in which nobody could be understood."""
    return LiveSpeech(header=Header(stamp=stamp))


def reflex_to_message(reflex: ReflexHeard, stamp: Time) -> Reflex:
    return Reflex(
        header=Header(stamp=stamp),
        kind=_REFLEX_KINDS[reflex.kind],
        source=VOICE_ID,
        text=reflex.text,
        locale=reflex.language,
        confidence=reflex.confidence,
    )


def caption(speaker: str, text: str, language: str, stamp: Time) -> ClosedCaption:
    return ClosedCaption(header=Header(stamp=stamp), speaker_id=speaker, text=text, locale=language)


def say_result(ended: Ended) -> Say.Result:
    return Say.Result(result=Result(error_code=_ERROR_CODES[ended.outcome], error_msg=ended.reason))


def tts_result(ended: Ended, text: str) -> TTS.Result:
    """`text` is what was asked for; the result holds it, or the words that were begun before the end."""
    said = text if ended.outcome is Outcome.SPOKEN else " ".join(ended.said)
    return TTS.Result(error_msg=ended.reason, text=said)
