"""A television in the room gives orders and cries for help while the robot is in a conversation with a person."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle

import numpy as np

from huban_speech.benchmarks.people import VOICES, Sound, in_room, loud, says, silence
from huban_speech.benchmarks.replay import House, Replay
from huban_speech.core.frames import BLOCK_SAMPLES, SAMPLE_RATE_HZ, Final, OthersTalk, ReflexHeard, ReflexKind

Row = tuple[str | float, ...]
COLUMNS = ("what", "language", "said", "noticed", "acted on at once", "led to a question")
LEVEL = 1000.0
"""Root mean square of the television, of 32768; people beside the robot have 2500."""
GAP_S = 1.2
"""Before and after each order and each cry: without, it is no utterance of its own and nobody's command."""
ORDERS_AFTER_S, CRIES_AFTER_S = (6.0, 8.0, 8.0, 8.0), (12.0, 32.0)
"""Talk before each of them."""
QUIET_S = 31.0
"""Before each round: who cries twice within 30 s is no television."""
COMMANDS = {
    "en": ("go to the kitchen", "come here", "lower the bed", "what time is it", "raise the head of the bed"),
    "zh-CN": ("去厨房", "过来", "降低床", "现在几点了", "抬高床头"),
}
CRIES = {"en": ("help me", "help", "i have fallen"), "zh-CN": ("救命", "帮帮我", "我摔倒了")}


@dataclass
class _Count:
    said: int = 0
    at_once: int = 0
    asked: int = 0

    def row(self, what: str, language: str) -> Row:
        return (what, language, self.said, self.at_once + self.asked, self.at_once, self.asked)


def obeyed(house: House, language: str, talk: Sequence[Sound], rounds: int) -> list[Row]:
    """Orders and cries on television, soon after the robot has spoken; and cries of a person beside it."""
    cases = (
        ("orders on television", ORDERS_AFTER_S, COMMANDS, 0.0),
        ("cries for help on television", CRIES_AFTER_S, CRIES, 0.0),
        ("cries for help of a person, 10 dB louder", CRIES_AFTER_S, CRIES, 10.0),
    )
    return [_television(house, language, talk, rounds, *case) for case in cases]


def _television(
    house: House,
    language: str,
    talk: Sequence[Sound],
    rounds: int,
    what: str,
    after_s: Sequence[float],
    texts: dict[str, Sequence[str]],
    db: float,
) -> Row:
    count, stage = _Count(), _Room(house, language)
    sayings = cycle((text, voice) for text in texts[language] for voice in VOICES[language])
    on_air = _on_air(talk)
    for _ in range(rounds):
        stage.hear(silence(QUIET_S))
        stage.robot_talks()
        for seconds in after_s:
            stage.hear(next(on_air)[: round(seconds * SAMPLE_RATE_HZ)])
            text, voice = next(sayings)
            saying = loud(says(text, language, voice), LEVEL * 10.0 ** (db / 20.0))
            before = (stage.at_once, stage.asked)
            stage.hear(np.concatenate((silence(GAP_S), saying, silence(GAP_S))), wanted=text)
            count.said += 1
            count.at_once += stage.at_once > before[0]
            count.asked += stage.at_once == before[0] and stage.asked > before[1]
    return count.row(what, language)


def _on_air(talk: Sequence[Sound]) -> Iterator[Sound]:
    """Stretches of talk at the level of the television, longer than the longest that is asked for."""
    whole = np.concatenate([loud(each, LEVEL) for each in talk])
    size = round(max(CRIES_AFTER_S) * SAMPLE_RATE_HZ)
    yield from cycle([whole[start : start + size] for start in range(0, whole.size - size, size)])


class _Room:
    """The robot's ears; `at_once` and `asked` count what it does about commands and cries."""

    def __init__(self, house: House, language: str) -> None:
        self._replay = Replay(house, language)
        self._others = False
        self._seed = 0
        self.at_once = self.asked = 0

    def robot_talks(self) -> None:
        """Two seconds of the robot's own voice, which its ears take out entirely: a conversation begins."""
        chunk = np.random.default_rng(self._seed).normal(0.0, 2000.0, BLOCK_SAMPLES).astype(np.int16)
        for _ in range(round(2 * SAMPLE_RATE_HZ / BLOCK_SAMPLES)):
            self._replay.own_voice.play(chunk, self._replay.now_s)
            self.hear(silence(BLOCK_SAMPLES / SAMPLE_RATE_HZ))
        self.hear(silence(1.5))
        self._others = False

    def hear(self, sound: Sound, wanted: str = "") -> None:
        """Within a conversation, and unless others talk, a command is acted on at once."""
        self._seed += 1
        for heard in self._replay.hear(in_room(sound, self._seed)):
            if isinstance(heard.frame, OthersTalk):
                # A conversation ends with the talk of others, and their silence does not bring it back
                self._others = self._others or heard.frame.talk
            elif isinstance(heard.frame, ReflexHeard) and heard.frame.kind is not ReflexKind.STOP:
                self._count(asks=heard.frame.kind is ReflexKind.DOUBT)
            elif isinstance(heard.frame, Final) and heard.frame.text == wanted in COMMANDS[heard.frame.language]:
                self._count(asks=self._others)

    def _count(self, asks: bool) -> None:
        self.asked += asks
        self.at_once += not asks
