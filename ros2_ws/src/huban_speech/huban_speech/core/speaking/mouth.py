"""What the robot says and in which order.

Order, once and for all: the most urgent request first, then the oldest; one request at a time, which ends exactly once.
An urgent request interrupts what is less urgent. A person who speaks pauses, and then interrupts or not, all that is
not urgent. Whatever falls silent before its end stops the sink within the same call.
"""

from collections.abc import Iterator

from huban_speech.core.frames import Samples
from huban_speech.core.ports import Sink
from huban_speech.core.speaking.playback import Playback
from huban_speech.core.types import CaptionStarted, Ended, Event, Job, Outcome, Request, WordStarted

LONGEST_PAUSE_S = 6.0
"""A pause that nobody ends is over after this time."""


class QueueFull(Exception):
    """Too much waits to be said."""


class Mouth:
    """A queue of requests of which one is spoken; moved on by `step`, several times a second. Not thread-safe."""

    def __init__(self, longest_queue: int, sink: Sink) -> None:
        self._longest_queue = longest_queue
        self._sink = sink
        self._waiting: list[Request] = []
        self._current: Request | None = None
        self._sounds: dict[int, Samples] = {}
        self._ordered = 0
        self._index = 0
        self._playback: Playback | None = None
        self._said: list[str] = []
        self._ended: list[Ended] = []
        self._paused_s: float | None = None
        self._now_s = 0.0

    @property
    def waiting(self) -> int:
        return len(self._waiting)

    def submit(self, request: Request) -> None:
        """Urgent requests interrupt less urgent ones and are never refused; others may raise QueueFull."""
        if len(self._waiting) >= self._longest_queue and not request.urgent:
            raise QueueFull(f"{len(self._waiting)} texts are waiting to be said already")
        if request.urgent and self._current is not None and self._current.priority < request.priority:
            self._end(Outcome.INTERRUPTED, "something urgent had to be said")
        self._waiting.append(request)
        self._waiting.sort(key=lambda each: -each.priority)

    def cancel(self, request_id: int) -> None:
        """Ends a request that waits or is spoken; others are not touched."""
        if self._current is not None and self._current.id == request_id:
            self._end(Outcome.CANCELLED, "it was cancelled")
        self._drop([each for each in self._waiting if each.id == request_id], Outcome.CANCELLED, "it was cancelled")

    def pause(self) -> None:
        """Falls silent and keeps the place, for a while; what is urgent goes on."""
        if self._paused_s is not None:
            return
        self._paused_s = self._now_s
        if self._playback is not None and self._held:
            self._sink.stop(self._now_s)

    def resume(self) -> None:
        """Goes on with the word in which it was paused."""
        if self._playback is not None and self._held:
            self._playback.go_on(self._now_s)
        self._paused_s = None

    def interrupt(self, reason: str) -> None:
        """A person has the word: ends what is said and what waits, but for what is urgent."""
        if self._current is not None and not self._current.urgent:
            self._end(Outcome.INTERRUPTED, reason)
        self._drop([each for each in self._waiting if not each.urgent], Outcome.INTERRUPTED, reason)
        self._paused_s = None

    def hush(self, reason: str) -> None:
        """Ends everything, urgent or not."""
        self._end(Outcome.INTERRUPTED, reason)
        self._drop(list(self._waiting), Outcome.INTERRUPTED, reason)
        self._paused_s = None

    def jobs(self) -> Iterator[Job]:
        """The sentences that should be synthesised now: the one to be spoken and the one after it."""
        while self._current is not None and self._ordered < min(self._index + 2, len(self._current.sentences)):
            self._ordered += 1
            yield Job(self._current, self._ordered - 1)

    def synthesised(self, job: Job, samples: Samples) -> None:
        """The sound of a job; of a request that has ended meanwhile it is dropped."""
        if self._current is job.request:
            self._sounds[job.index] = samples

    def failed(self, job: Job, reason: str) -> None:
        """A job that has no sound ends its request."""
        if self._current is job.request:
            self._end(Outcome.FAILED, reason)

    def step(self, now_s: float) -> list[Event]:
        """What happens up to now; the sound of it goes to the sink."""
        self._now_s = now_s
        if self._paused_s is not None and not 0.0 <= now_s - self._paused_s < LONGEST_PAUSE_S:
            self.resume()
        events: list[Event] = []
        if self._current is not None and not self._held:
            events += self._speak(self._current, now_s)
        if self._current is None and self._waiting and (self._paused_s is None or self._waiting[0].urgent):
            self._begin(self._waiting.pop(0))
        ended, self._ended = self._ended, []
        return events + list(ended)

    @property
    def _held(self) -> bool:
        return self._paused_s is not None and self._current is not None and not self._current.urgent

    def _begin(self, request: Request) -> None:
        self._current = request
        self._sounds, self._said = {}, []
        self._ordered = self._index = 0

    def _speak(self, request: Request, now_s: float) -> Iterator[Event]:
        if self._playback is None and self._index in self._sounds:
            self._playback = Playback(request.sentences[self._index], self._sounds.pop(self._index), now_s)
        if self._playback is None:
            return
        for at_s, chunk in self._playback.due(now_s):
            self._sink.play(chunk, at_s)
        for caption, word in self._playback.begun(now_s):
            if caption is not None:
                yield CaptionStarted(request.id, caption.text, request.sentences[self._index].language)
            yield WordStarted(request.id, word)
        if now_s >= self._playback.end_s:
            self._next_sentence(request, self._playback)

    def _next_sentence(self, request: Request, spoken: Playback) -> None:
        self._said += spoken.said
        self._playback = None
        self._index += 1
        if self._index == len(request.sentences):
            self._end(Outcome.SPOKEN)

    def _end(self, outcome: Outcome, reason: str = "") -> None:
        if self._current is None:
            return
        said = list(self._said)
        if self._playback is not None:
            said += self._playback.said
            self._sink.stop(self._now_s)
        unsaid = self._current.sentences[self._index :]
        self._ended.append(Ended(self._current.id, outcome, tuple(said), reason, unsaid))
        self._current = self._playback = None

    def _drop(self, requests: list[Request], outcome: Outcome, reason: str) -> None:
        """Ends requests that wait."""
        for request in requests:
            self._waiting.remove(request)
            self._ended.append(Ended(request.id, outcome, (), reason, request.sentences))
