"""Which engine speaks."""

from huban_speech.backends.espeak_voice import EspeakVoice
from huban_speech.backends.pyttsx3_voice import Pyttsx3Voice
from huban_speech.config import SpeechConfig
from huban_speech.core.ports import Voice

_ENGINES: dict[str, type[Pyttsx3Voice] | type[EspeakVoice]] = {"pyttsx3": Pyttsx3Voice, "espeak": EspeakVoice}


def make_voice(config: SpeechConfig) -> Voice:
    """The configured engine; raises ValueError for an unknown one."""
    if config.voice_engine not in _ENGINES:
        raise ValueError(f"voice_engine '{config.voice_engine}' is unknown; known are {', '.join(_ENGINES)}")
    voices = {"en": config.voice_en, "zh-CN": config.voice_zh}
    return _ENGINES[config.voice_engine](voices, config.espeak_rate)
