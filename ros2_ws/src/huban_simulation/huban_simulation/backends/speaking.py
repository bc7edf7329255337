"""Speaking takes a moment: sentences are synthesised elsewhere and collected when ready."""

from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass

from huban_simulation.core.ports import Voice, VoiceError
from huban_simulation.core.types import SAMPLE_RATE_HZ, Samples


@dataclass(frozen=True)
class Sentence:
    """What one actor says."""

    actor: str
    text: str
    lang: str
    voice: str = ""


@dataclass(frozen=True)
class Utterance:
    """A sentence as sound."""

    sentence: Sentence
    samples: Samples

    @property
    def duration_s(self) -> float:
        return self.samples.size / SAMPLE_RATE_HZ


class Speaking:
    """Sentences in, utterances out in the same order."""

    def __init__(self, voice: Voice, executor: Executor | None = None) -> None:
        self._voice = voice
        self._executor = executor or ThreadPoolExecutor(max_workers=1, thread_name_prefix="voice")
        self._waiting: list[tuple[Sentence, Future[Samples]]] = []

    def say(self, sentence: Sentence) -> None:
        """Returns at once."""
        future = self._executor.submit(self._voice.speak, sentence.text, sentence.lang, sentence.voice)
        self._waiting.append((sentence, future))

    def ready(self) -> list[Utterance | VoiceError]:
        """What has been spoken, or failed to be, since the last call."""
        done: list[Utterance | VoiceError] = []
        while self._waiting and self._waiting[0][1].done():
            sentence, future = self._waiting.pop(0)
            done.append(_result(sentence, future))
        return done

    def close(self) -> None:
        self._executor.shutdown(wait=False, cancel_futures=True)


def _result(sentence: Sentence, future: "Future[Samples]") -> Utterance | VoiceError:
    try:
        return Utterance(sentence, future.result())
    except VoiceError as error:
        return VoiceError(f"{sentence.actor} could not say '{sentence.text}': {error}")
