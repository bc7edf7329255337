"""One sentence being spoken: which sound, which caption and which word are due at a moment."""

from collections.abc import Iterator

from huban_speech.core.frames import SAMPLE_RATE_HZ, Samples
from huban_speech.core.speaking.captions import Caption, captions
from huban_speech.core.speaking.sentences import Sentence

CHUNK_SAMPLES = 640
"""40 ms."""


class Playback:
    """Hands out sound at the pace of time: no more than the chunk that sounds now, so that silence can come at once."""

    def __init__(self, sentence: Sentence, samples: Samples, start_s: float) -> None:
        self._samples = samples
        self._start_s = start_s
        self._played = 0
        self._word_starts = _starts(sentence, samples.size)
        self._words = sentence.words
        self._captions = captions(sentence)
        self._begun = 0

    @property
    def said(self) -> list[str]:
        """The words that were begun."""
        return self._words[: self._begun]

    @property
    def end_s(self) -> float:
        return self._start_s + self._samples.size / SAMPLE_RATE_HZ

    def due(self, now_s: float) -> Iterator[tuple[float, Samples]]:
        """The chunks that should sound by now and were not handed out, each with the time when it begins."""
        position = self._position(now_s)
        while self._played <= min(position, self._samples.size - 1):
            at_s = self._start_s + self._played / SAMPLE_RATE_HZ
            chunk = self._samples[self._played : self._played + CHUNK_SAMPLES]
            self._played += chunk.size
            yield at_s, chunk

    def begun(self, now_s: float) -> Iterator[tuple[Caption | None, str]]:
        """The words that began since the last call, each with the caption that begins with it."""
        position = self._position(now_s)
        while self._begun < len(self._words) and self._word_starts[self._begun] <= position:
            caption = self._captions.pop(0) if self._captions and self._captions[0].first_word == self._begun else None
            self._begun += 1
            yield caption, self._words[self._begun - 1]

    def go_on(self, now_s: float) -> None:
        """After a pause: from the start of the word in which it fell."""
        self._played = min(self._played, self._word_starts[self._begun - 1] if self._begun else 0)
        self._start_s = now_s - self._played / SAMPLE_RATE_HZ

    def _position(self, now_s: float) -> int:
        if now_s < self._start_s:
            # A simulation began anew: go on from here
            self._start_s = now_s - self._played / SAMPLE_RATE_HZ
        return round((now_s - self._start_s) * SAMPLE_RATE_HZ)


def _starts(sentence: Sentence, samples: int) -> list[int]:
    """Where each word begins, estimated: a word takes its share of the letters."""
    letters = sum(len(word) for word in sentence.words)
    starts, before = [], 0
    for word in sentence.words:
        starts.append(samples * before // letters)
        before += len(word)
    return starts
