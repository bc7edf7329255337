"""How soon words and cries are there, and what the chain costs beside its recogniser."""

import time
from collections import deque
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from huban_speech.benchmarks.people import VOICES, in_room, loud, recorded, says, silence, trimmed
from huban_speech.benchmarks.replay import House, Replay
from huban_speech.core.frames import Final, ReflexHeard, ReflexKind, Samples
from huban_speech.core.ports import Recogniser
from huban_speech.core.words.cries import kind_of
from huban_speech.core.words.reflex_words import WORDS
from huban_speech.evaluation import listening

Row = tuple[str | float, ...]
LEAD_S, AFTER_S = 0.6, 3.0
COLUMNS_OF_DELAYS = ("what", "heard", "of", "median (ms)", "95 % (ms)", "longest (ms)")


def delays(name: str, of: int, values_ms: list[float]) -> Row:
    if not values_ms:
        return (name, 0, of, "-", "-", "-")
    p50, p95 = np.percentile(values_ms, (50, 95))
    return (name, len(values_ms), of, float(p50), float(p95), float(max(values_ms)))


def final_delays(house: House, language: str, most: int) -> Row:
    """From the end of the utterance, where the endpoint is found, to its final words."""
    commands = sorted(house.expected[language].commands)
    found: list[float] = []
    for number, text in enumerate(commands[:: max(1, len(commands) // most)]):
        replay = Replay(house, language)
        found += [
            1e3 * (heard.at_s - heard.frame.at_s + heard.took_s)
            for heard in replay.hear(_sentence(text, language, number))
            if isinstance(heard.frame, Final)
        ]
    return delays(f"final words after the endpoint, {language}", min(most, len(commands)), found)


def reflex_delays(house: House, language: str, kind: ReflexKind) -> Row:
    """From the last sound of the cry to its event; negative delays are events within the cry and count as zero."""
    cries = [cry for cry in WORDS[language].help + WORDS[language].stop if kind_of(cry, language) is kind]
    found: list[float] = []
    for number, text in enumerate(cries):
        sound = _sentence(text, language, number)
        end_s = sound.size / 16000 - AFTER_S
        replay = Replay(house, language)
        for heard in replay.hear(sound):
            if isinstance(heard.frame, ReflexHeard) and heard.frame.kind is kind:
                found.append(1e3 * max(0.0, heard.at_s + heard.took_s - end_s))
                break
    return delays(f"{kind.value}, {language}", len(cries), found)


def spoken(house: House, language: str, most: int) -> list[Samples]:
    """Commands, each with 3 s of silence after it."""
    commands = sorted(house.expected[language].commands)[:most]
    return [_sentence(text, language, number) for number, text in enumerate(commands)]


def without_pauses(folder: Path) -> list[Samples]:
    """Recordings one after another as one sound: about the least that the chain can save the recogniser."""
    return [in_room(np.concatenate([loud(trimmed(recorded(path))) for path in sorted(folder.glob("*.wav"))]))]


def cost(house: House, language: str, what: str, sounds: Sequence[Samples]) -> Row:
    """CPU of the whole chain and of the recogniser alone, which is asked for the words so far after each block, too."""
    replay = Replay(house, language)
    for sound in sounds:
        deque(replay.hear(sound), maxlen=0)
    raw_s = sum(_raw(house.library.recogniser(language), sound) for sound in sounds)
    seconds = sum(sound.size for sound in sounds) / 16000
    engine = house.library.engines[language].split(",")[0]
    return (what, f"{engine}, {language}", replay.cpu_s / seconds, raw_s / seconds, replay.cpu_s / raw_s)


def _raw(recogniser: Recogniser, sound: Samples) -> float:
    began_s = time.process_time()
    listening.heard(recogniser, sound)
    return time.process_time() - began_s


def _sentence(text: str, language: str, number: int) -> Samples:
    voice = VOICES[language][number % len(VOICES[language])]
    parts = (silence(LEAD_S), says(text, language, voice), silence(AFTER_S))
    return in_room(np.concatenate(parts), number)
