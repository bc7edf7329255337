"""From the microphone's sound to words, reflexes and who has the word: the whole chain, put together once."""

from collections.abc import Mapping
from dataclasses import dataclass

from huban_common.core.naming import NameRules
from huban_speech.core.chain import Chain
from huban_speech.core.hearing.barge_in import BargeInRules, BargeIns
from huban_speech.core.hearing.echo_suppression import EchoSuppression
from huban_speech.core.hearing.endpointing import Endpointing, EndpointRules
from huban_speech.core.hearing.other_talk import OtherTalk, OtherTalkRules
from huban_speech.core.hearing.own_voice import OwnVoice
from huban_speech.core.hearing.patience import Patience, PatienceRules
from huban_speech.core.hearing.recognition import Recognition, RecognitionRules
from huban_speech.core.hearing.reflex import Reflexes, ReflexRules
from huban_speech.core.hearing.speakers import Identification, SpeakerRules, Speakers
from huban_speech.core.hearing.voice_activity import GateRules, VoiceActivity
from huban_speech.core.ports import PauseStore, Recognisers, VoiceDetector
from huban_speech.core.words.grammar import Expected


@dataclass(frozen=True)
class HearingRules(
    NameRules,
    GateRules,
    EndpointRules,
    PatienceRules,
    RecognitionRules,
    ReflexRules,
    OtherTalkRules,
    BargeInRules,
    SpeakerRules,
):
    """The rules of all processors."""


@dataclass(frozen=True)
class Ears:
    """What the chain stands on."""

    detector: VoiceDetector
    recognisers: Recognisers
    own_voice: OwnVoice
    pauses: PauseStore
    speakers: Speakers | None = None


def hearing_chain(ears: Ears, expected: Mapping[str, Expected], rules: HearingRules) -> Chain:
    patience = Patience(expected, rules, ears.pauses)
    return Chain(
        (
            EchoSuppression(ears.own_voice),
            VoiceActivity(ears.detector, rules),
            Endpointing(rules, patience),
            Recognition(ears.recognisers, rules),
            Reflexes(expected, rules),
            OtherTalk(rules),
            BargeIns(rules),
            *([Identification(ears.speakers)] if ears.speakers is not None else []),
            patience,
        )
    )
