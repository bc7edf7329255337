"""Who speaks: a hint for settings such as pauses and loudness, never a proof of anything."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from threading import Lock

import numpy as np

from huban_common.core.parameters import param
from huban_speech.core.frames import Audio, Frame, Samples, SpeakerHeard, SpeechStarted, SpeechStopped
from huban_speech.core.hearing.patience import ANYBODY
from huban_speech.core.hearing.voice_template import HOP, Sounds, VoiceTemplate, distance, sounds, template
from huban_speech.core.ports import TemplateStore

CLEAR_VOICE = 0.7
LONGEST_S = 15.0
"""Of voice that one utterance is judged by."""
_HOP_S = HOP / 16000


@dataclass(frozen=True)
class SpeakerRules:
    speaker_within: float = param(
        0.6, "a voice farther than this from a person's template is nobody's", minimum=0.0, maximum=10.0
    )
    speaker_from_s: float = param(1.5, "voice that is too short to tell whose it is", minimum=0.5, maximum=10.0)
    enrolment_s: float = param(12.0, "voice that a new template is made of", minimum=5.0, maximum=60.0)


class Speakers:
    """The voices of people who have agreed to be known by them. For use in any thread."""

    def __init__(self, store: TemplateStore, rules: SpeakerRules, enrolled: Callable[[str, str], None]) -> None:
        """`enrolled` is told whose template is made, and why it could not be kept: empty where it was."""
        self._store, self._rules, self._tell = store, rules, enrolled
        self._lock = Lock()
        self._templates = dict(store.load())
        self._learning = ""
        self._heard: list[Sounds] = []

    @property
    def listens(self) -> bool:
        """Whether anybody's voice matters."""
        return bool(self._templates or self._learning)

    @property
    def known(self) -> tuple[str, ...]:
        return tuple(sorted(self._templates))

    def enrol(self, person: str) -> None:
        """This person has agreed: what is said next makes their template."""
        with self._lock:
            self._learning, self._heard = person, []

    def withdraw(self, person: str) -> None:
        """Forgets a voice at once; raises OSError where the file cannot be written."""
        with self._lock:
            if self._learning == person:
                self._learning, self._heard = "", []
            if self._templates.pop(person, None) is not None:
                self._store.save(self._templates)

    def hear(self, heard: Sounds) -> str:
        """Whose voice that is; empty for an unknown or a short one. While somebody enrols it is theirs."""
        with self._lock:
            if self._learning:
                return self._learn(heard)
            if len(heard) * _HOP_S < self._rules.speaker_from_s:
                return ""
            return self._nearest(template(heard))

    def _learn(self, heard: Sounds) -> str:
        self._heard.append(heard)
        whole = np.concatenate(self._heard)
        person = self._learning
        if len(whole) * _HOP_S >= self._rules.enrolment_s:
            self._templates[person] = template(whole)
            self._learning, self._heard = "", []
            self._tell(person, self._kept())
        return person

    def _kept(self) -> str:
        """Why the templates are not on the disk; empty where they are."""
        try:
            self._store.save(self._templates)
        except OSError as error:
            return str(error)
        return ""

    def _nearest(self, voice: VoiceTemplate) -> str:
        apart = {person: distance(voice, known) for person, known in self._templates.items()}
        nearest = min(apart, key=lambda person: apart[person], default="")
        return nearest if nearest and apart[nearest] <= self._rules.speaker_within else ""


class Identification:
    """Adds SpeakerHeard to the end of an utterance, while anybody's voice matters."""

    def __init__(self, speakers: Speakers) -> None:
        self._speakers = speakers
        self._voice: list[Samples] = []

    def process(self, frame: Frame) -> Iterable[Frame]:
        yield frame
        if isinstance(frame, SpeechStarted):
            self._voice = []
        elif isinstance(frame, Audio):
            if frame.voice >= CLEAR_VOICE and self._speakers.listens:
                self._voice.append(frame.samples)
        elif isinstance(frame, SpeechStopped) and self._voice:
            whole = np.concatenate(self._voice)[: round(LONGEST_S * 16000)]
            self._voice = []
            yield SpeakerHeard(self._speakers.hear(sounds(whole)) or ANYBODY, frame.at_s)
