"""Turns sentences into sound in a thread of its own."""

from collections.abc import Callable, Iterator
from queue import SimpleQueue

from huban_common.core.clock import MonotonicClock
from huban_speech.config import SpeechConfig
from huban_speech.core.frames import Samples
from huban_speech.core.people import People
from huban_speech.core.ports import Unavailable, Voice
from huban_speech.core.speaking.delivery import delivery, mood_of
from huban_speech.core.speaking.loudness import delivered
from huban_speech.core.types import Job
from huban_speech.worker import Worker


class Synthesis:
    """Speaks each job as the person wants to hear it; what takes too long is given up."""

    def __init__(self, config: SpeechConfig, voice: Voice, people: People, broke: Callable[[Exception], None]) -> None:
        """`broke` is told in the thread what the engine raised that it should not."""
        self._config, self._voice, self._people = config, voice, people
        self._clock = MonotonicClock()
        self._deadlines_s: dict[Job, float] = {}
        self._made: SimpleQueue[tuple[Job, Samples | str]] = SimpleQueue()
        self._worker: Worker[Job] = Worker("synthesis", self._speak, config.longest_queue * 2, broke)

    def order(self, job: Job) -> None:
        self._deadlines_s[job] = self._clock.now_s() + self._config.synthesis_timeout_s
        self._worker.put(job)

    def made(self) -> Iterator[tuple[Job, Samples | str]]:
        """The jobs that have ended since the last call, each with its sound or the reason why it has none."""
        while not self._made.empty():
            job, sound = self._made.get()
            self._deadlines_s.pop(job, None)
            yield job, sound
        now_s = self._clock.now_s()
        for job in [job for job, until_s in self._deadlines_s.items() if now_s > until_s]:
            del self._deadlines_s[job]
            yield job, f"the voice engine did not answer within {self._config.synthesis_timeout_s} s"

    def close(self) -> None:
        self._worker.close()

    def _speak(self, job: Job) -> None:
        """Runs in the thread."""
        request, sentence = job.request, job.sentence
        person, mood = self._people.of(request.person), mood_of(sentence.expression, request.urgent)
        spoken = delivery(person, mood, self._config.voice_profile, request.voice, request.urgent)
        try:
            sound = self._voice.speak(sentence.text, sentence.language, spoken)
            self._made.put((job, delivered(sound, spoken.manner)))
        except Unavailable as error:
            self._made.put((job, str(error)))
