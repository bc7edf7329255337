"""Parameters of the speech node."""

from dataclasses import dataclass

from huban_common.core.parameters import param
from huban_speech.core.hearing.hearing_chain import HearingRules


@dataclass(frozen=True)
class SpeechConfig(HearingRules):
    """The rules of the hearing chain and what the node adds."""

    home_file: str = param("sim/home.yaml", "path of the home description, for the names of places")
    language: str = param("en", "language until /language says otherwise: en or zh-CN")
    models_folders: tuple[str, ...] = param(
        ("models/vosk", "models/vosk-tiny"),
        "folders with a Vosk model per language (en, zh-CN or zh), the first found counts, tiny ones last",
    )
    synthetic_first: bool = param(
        False, "tiny English models, which know synthetic voices only, go before PocketSphinx, which knows people"
    )
    unknown_cost: float = param(
        14.0, "PocketSphinx: price of each phone of other talk; less rejects more", minimum=1.0, maximum=100.0
    )
    backlog_s: float = param(30.0, "sound that may wait for the recogniser", minimum=1.0, maximum=300.0)
    microphone_timeout_s: float = param(3.0, "no sound for so long: the microphone is lost", minimum=0.5)
    state_dir: str = param("", "where settings of people survive a restart; empty: ~/.local/state/huban")
    voice_engine: str = param(
        "pyttsx3", "what speaks: pyttsx3, espeak for the espeak-ng program, or flite, which speaks English only"
    )
    voice_profile: str = param(
        "steady_man", "usual voice: steady_man, calm_woman, cheerful_man or deep_man; people choose their own"
    )
    voice_en: str = param("en-us", "eSpeak NG's voice for English")
    voice_zh: str = param("cmn-latn-pinyin", "eSpeak NG's voice for Mandarin")
    espeak_rate: int = param(
        110, "eSpeak NG's own measure of pace; 110 gives about 140 words per minute", minimum=80, maximum=300
    )
    espeak_rate_zh: int = param(
        145, "the same for Mandarin; 145 gives about 160 characters per minute", minimum=80, maximum=300
    )
    longest_text: int = param(1000, "characters that may be said at once", minimum=10, maximum=10000)
    longest_queue: int = param(20, "texts that may wait to be said", minimum=1, maximum=1000)
    synthesis_timeout_s: float = param(5.0, "a sentence not synthesised by then is given up", minimum=0.1, maximum=60.0)


@dataclass(frozen=True)
class SoundConfig:
    """Which devices the sound node uses."""

    microphone: str = param("default", "part of a microphone's name, default, file:PATH for a recording; empty: none")
    speaker: str = param("default", "part of a loudspeaker's name, or default; empty: none")
