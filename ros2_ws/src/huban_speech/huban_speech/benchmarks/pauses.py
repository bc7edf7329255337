"""Who is cut off, and how long everybody waits for the robot, at different paces of speaking."""

import numpy as np

from huban_speech.benchmarks.people import Sound, in_room, says, silence
from huban_speech.benchmarks.replay import House, Replay
from huban_speech.core.frames import SpeechStopped
from huban_speech.core.hearing.patience import MemoryPauses

Row = tuple[str | float, ...]
COLUMNS = (
    "pauses of the speaker, median (s)",
    "utterances",
    "fixed 0.9 s: cut off (%)",
    "cut off (%)",
    "first ten (%)",
    "after ten (%)",
    "wait after the last word, mean (s)",
)
PACES = (0.3, 0.7, 1.1, 1.5)
SPREAD = 0.25
"""Of the logarithm of a person's pauses."""
SENTENCES = (
    ("raise the head", "of the bed"),
    ("go to", "the kitchen"),
    ("tell me", "the time"),
    ("come to", "the sofa"),
)
LEARNT = 10


def paces(house: House, utterances: int) -> list[Row]:
    """Sentences with a pause in the middle, said by one person after the other."""
    return [_pace(house, median_s, utterances) for median_s in PACES]


def _pace(house: House, median_s: float, utterances: int) -> Row:
    random = np.random.default_rng(round(100 * median_s))
    pauses_s = [float(median_s * np.exp(SPREAD * random.standard_normal())) for _ in range(utterances)]
    replay = Replay(house, "en", MemoryPauses())
    cut, waits_s = [], []
    for number, pause_s in enumerate(pauses_s):
        first, second = SENTENCES[number % len(SENTENCES)]
        sound = _spoken(first, pause_s, second)
        began_s = replay.now_s
        end_s = began_s + (sound.size - silence(4.0).size) / 16000
        stops = [heard.frame for heard in replay.hear(in_room(sound, number)) if isinstance(heard.frame, SpeechStopped)]
        cut.append(bool(stops) and stops[0].at_s < end_s - 0.2)
        waits_s += [stop.at_s - end_s for stop in stops[-1:]]
    fixed = float(np.mean([pause_s > 0.9 for pause_s in pauses_s]))
    shares = (fixed, np.mean(cut), np.mean(cut[:LEARNT]), np.mean(cut[LEARNT:]))
    return (f"{median_s:.1f}", utterances, *(100.0 * float(share) for share in shares), f"{np.mean(waits_s):.2f}")


def _spoken(first: str, pause_s: float, second: str) -> Sound:
    parts = (silence(0.5), says(first, "en", "slt"), silence(pause_s), says(second, "en", "slt"), silence(4.0))
    return np.concatenate(parts)
