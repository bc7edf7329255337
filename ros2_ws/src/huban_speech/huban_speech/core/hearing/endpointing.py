"""Where an utterance begins and ends. Old people pause: how long is long enough is known elsewhere."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil
from typing import Literal, Protocol

from huban_common.core.parameters import param
from huban_speech.core.frames import BLOCK_S, Audio, Frame, RobotTalks, SpeechStarted, SpeechStopped


@dataclass(frozen=True)
class EndpointRules:
    voice_from: float = param(0.5, "a voice begins at this probability", minimum=0.0, maximum=1.0)
    voice_until: float = param(0.35, "and goes on down to this one", minimum=0.0, maximum=1.0)
    onset_s: float = param(0.09, "so long a voice must last to count", minimum=0.0, maximum=1.0)
    onset_while_talking_s: float = param(
        0.06, "the same while the robot talks: it falls silent sooner than it must be sure", minimum=0.0, maximum=1.0
    )
    lead_in_s: float = param(0.4, "sound before the onset that belongs to the utterance", minimum=0.0, maximum=2.0)
    longest_s: float = param(15.0, "an utterance is cut after this time", minimum=2.0, maximum=60.0)


class Waiting(Protocol):
    """How long to wait in silence."""

    @property
    def pause_s(self) -> float:
        """The silence that ends the utterance under way."""
        ...

    def paused(self, silence_s: float) -> None:
        """Learns that somebody was silent for so long and went on."""
        ...


class Endpointing:
    """Lets Audio pass only within utterances, between SpeechStarted and SpeechStopped."""

    def __init__(self, rules: EndpointRules, waiting: Waiting) -> None:
        self._rules = rules
        self._waiting = waiting
        self._lead_in: deque[Audio] = deque(maxlen=max(1, ceil((rules.lead_in_s + rules.onset_s) / BLOCK_S)))
        self._onset_s = rules.onset_s
        self._voiced_s = 0.0
        self._started_s: float | None = None
        self._voice_end_s = 0.0
        self._silence_s = 0.0

    def process(self, frame: Frame) -> Iterable[Frame]:
        if isinstance(frame, RobotTalks):
            self._onset_s = self._rules.onset_while_talking_s if frame.talks else self._rules.onset_s
        if not isinstance(frame, Audio):
            return (frame,)
        if self._started_s is None:
            return self._wait(frame)
        return self._follow(frame, self._started_s)

    def _wait(self, audio: Audio) -> Iterable[Frame]:
        self._lead_in.append(audio)
        self._voiced_s = self._voiced_s + BLOCK_S if audio.voice >= self._rules.voice_from else 0.0
        if self._voiced_s <= self._onset_s:
            return ()
        held = tuple(self._lead_in)
        self._lead_in.clear()
        started = SpeechStarted(held[0].start_s, audio.end_s - self._voiced_s)
        self._started_s, self._voice_end_s = held[0].start_s, audio.end_s
        self._voiced_s = self._silence_s = 0.0
        return (started, *held)

    def _follow(self, audio: Audio, started_s: float) -> Iterable[Frame]:
        self._note(audio)
        if audio.end_s - self._voice_end_s >= self._waiting.pause_s:
            return (audio, self._stop(audio, "pause"))
        if audio.end_s - started_s >= self._rules.longest_s:
            return (audio, self._stop(audio, "too_long"))
        return (audio,)

    def _note(self, audio: Audio) -> None:
        """Follows the voice; a silence before it counts as a pause once the voice has lasted."""
        if audio.voice < self._rules.voice_until:
            self._voiced_s = 0.0
            return
        silence_s = audio.start_s - self._voice_end_s
        if silence_s > BLOCK_S / 2:
            self._silence_s = silence_s
        self._voiced_s += BLOCK_S
        self._voice_end_s = audio.end_s
        if self._silence_s and self._voiced_s > self._rules.onset_s:
            self._waiting.paused(self._silence_s)
            self._silence_s = 0.0

    def _stop(self, audio: Audio, cause: Literal["pause", "too_long"]) -> SpeechStopped:
        self._started_s, self._voiced_s = None, 0.0
        return SpeechStopped(audio.end_s, self._voice_end_s, cause)
