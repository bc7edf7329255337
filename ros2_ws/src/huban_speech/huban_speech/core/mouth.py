"""What the robot says and in which order. Urgent requests interrupt; nothing is said twice or lost in silence."""

from collections.abc import Iterator

from huban_speech.core.frames import Samples
from huban_speech.core.playback import Playback
from huban_speech.core.types import (
    URGENT_FROM,
    Ended,
    Event,
    Job,
    Outcome,
    Request,
    SentenceStarted,
    Sound,
    WordStarted,
)


class QueueFull(Exception):
    """Too much waits to be said."""


class Mouth:
    """A queue of requests of which one is spoken; moved on by `step`, several times a second."""

    def __init__(self, longest_queue: int) -> None:
        self._longest_queue = longest_queue
        self._waiting: list[Request] = []
        self._current: Request | None = None
        self._sounds: dict[int, Samples] = {}
        self._ordered = 0
        self._index = 0
        self._playback: Playback | None = None
        self._said: list[str] = []
        self._ended: list[Ended] = []

    @property
    def speaking(self) -> bool:
        return self._current is not None

    @property
    def waiting(self) -> int:
        return len(self._waiting)

    def submit(self, request: Request) -> None:
        """Urgent requests interrupt less urgent ones and are never refused; others may raise QueueFull."""
        urgent = request.priority >= URGENT_FROM
        if len(self._waiting) >= self._longest_queue and not urgent:
            raise QueueFull(f"{len(self._waiting)} texts are waiting to be said already")
        if urgent and self._current is not None and self._current.priority < request.priority:
            self._end(Outcome.INTERRUPTED, "something urgent had to be said")
        self._waiting.append(request)
        self._waiting.sort(key=lambda each: -each.priority)

    def cancel(self, request_id: int) -> None:
        """Ends a request that waits or is spoken; others are not touched."""
        if self._current is not None and self._current.id == request_id:
            self._end(Outcome.CANCELLED, "it was cancelled")
        for request in [each for each in self._waiting if each.id == request_id]:
            self._waiting.remove(request)
            self._ended.append(Ended(request_id, Outcome.CANCELLED, reason="it was cancelled"))

    def jobs(self) -> Iterator[Job]:
        """The sentences that should be synthesised now: the one to be spoken and the one after it."""
        while self._current is not None and self._ordered < min(self._index + 2, len(self._current.sentences)):
            index, self._ordered = self._ordered, self._ordered + 1
            yield Job(self._current.id, index, self._current.sentences[index], self._current.voice)

    def synthesised(self, job: Job, samples: Samples) -> None:
        """The sound of a job; of a request that has ended meanwhile it is dropped."""
        if self._current is not None and self._current.id == job.request:
            self._sounds[job.index] = samples

    def failed(self, job: Job, reason: str) -> None:
        """A job that has no sound ends its request."""
        if self._current is not None and self._current.id == job.request:
            self._end(Outcome.FAILED, reason)

    def step(self, now_s: float) -> list[Event]:
        """What happens up to now."""
        events: list[Event] = []
        if self._current is not None:
            events += self._speak(self._current, now_s)
        if self._current is None and self._waiting:
            self._begin(self._waiting.pop(0))
        ended, self._ended = self._ended, []
        return events + list(ended)

    def _begin(self, request: Request) -> None:
        self._current = request
        self._sounds, self._said = {}, []
        self._ordered = self._index = 0

    def _speak(self, request: Request, now_s: float) -> Iterator[Event]:
        if self._playback is None and self._index in self._sounds:
            sentence = request.sentences[self._index]
            self._playback = Playback(sentence, self._sounds.pop(self._index), now_s)
            yield SentenceStarted(request.id, sentence)
        if self._playback is None:
            return
        yield from (Sound(chunk) for chunk in self._playback.due(now_s))
        yield from (WordStarted(request.id, word) for word in self._playback.words_due(now_s))
        if now_s >= self._playback.end_s:
            self._next_sentence(request)

    def _next_sentence(self, request: Request) -> None:
        self._said += self._playback.said if self._playback is not None else []
        self._playback = None
        self._index += 1
        if self._index == len(request.sentences):
            self._end(Outcome.SPOKEN)

    def _end(self, outcome: Outcome, reason: str = "") -> None:
        if self._current is None:
            return
        said = self._said + (self._playback.said if self._playback is not None else [])
        self._ended.append(Ended(self._current.id, outcome, tuple(said), reason))
        self._current = self._playback = None
