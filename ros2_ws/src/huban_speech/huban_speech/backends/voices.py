"""Which engine speaks."""

from collections.abc import Callable

from huban_speech.backends.espeak_manner import EspeakVoices
from huban_speech.backends.espeak_voice import EspeakVoice
from huban_speech.backends.flite_voice import FliteVoice
from huban_speech.backends.pyttsx3_voice import Pyttsx3Voice
from huban_speech.config import SpeechConfig
from huban_speech.core.ports import Voice
from huban_speech.core.speaking.voice_profiles import PROFILES

_ENGINES: dict[str, Callable[[EspeakVoices], Voice]] = {
    "pyttsx3": Pyttsx3Voice,
    "espeak": EspeakVoice,
    "flite": lambda voices: FliteVoice(EspeakVoice(voices)),
}


def make_voice(config: SpeechConfig) -> Voice:
    """The configured engine; raises ValueError for an unknown one, or an unknown profile."""
    if config.voice_engine not in _ENGINES:
        raise ValueError(f"voice_engine '{config.voice_engine}' is unknown; known are {', '.join(_ENGINES)}")
    if config.voice_profile not in PROFILES:
        raise ValueError(f"voice_profile '{config.voice_profile}' is unknown; known are {', '.join(PROFILES)}")
    names = {"en": config.voice_en, "zh-CN": config.voice_zh}
    rates = {"en": config.espeak_rate, "zh-CN": config.espeak_rate_zh}
    return _ENGINES[config.voice_engine](EspeakVoices(names, rates))
