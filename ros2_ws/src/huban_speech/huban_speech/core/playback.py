"""One sentence being spoken: which sound and which word are due at a moment."""

from huban_speech.core.frames import SAMPLE_RATE_HZ, Samples
from huban_speech.core.sentences import Sentence

CHUNK_SAMPLES = 640
"""40 ms."""


class Playback:
    """Hands out sound at the pace of time, one chunk ahead of it."""

    def __init__(self, sentence: Sentence, samples: Samples, start_s: float) -> None:
        self.sentence = sentence
        self._samples = samples
        self._start_s = start_s
        self._played = 0
        self._words = _starts(sentence, samples.size)
        self.said: list[str] = []

    @property
    def end_s(self) -> float:
        return self._start_s + self._samples.size / SAMPLE_RATE_HZ

    def due(self, now_s: float) -> list[Samples]:
        """The chunks that should have been played by now and were not."""
        wanted = self._position(now_s) + CHUNK_SAMPLES
        chunks = []
        while self._played < min(wanted, self._samples.size):
            chunks.append(self._samples[self._played : self._played + CHUNK_SAMPLES])
            self._played += CHUNK_SAMPLES
        return chunks

    def words_due(self, now_s: float) -> list[str]:
        """The words that began since the last call."""
        position = self._position(now_s)
        begun = [word for start, word in self._words if start <= position]
        self._words = self._words[len(begun) :]
        self.said += begun
        return begun

    def _position(self, now_s: float) -> int:
        if now_s < self._start_s:
            # A simulation began anew: go on from here
            self._start_s = now_s - self._played / SAMPLE_RATE_HZ
        return round((now_s - self._start_s) * SAMPLE_RATE_HZ)


def _starts(sentence: Sentence, samples: int) -> list[tuple[int, str]]:
    """Where each word begins, estimated: a word takes its share of the letters."""
    letters = sum(len(word) for word in sentence.words)
    starts = []
    before = 0
    for word in sentence.words:
        starts.append((samples * before // letters, word))
        before += len(word)
    return starts
