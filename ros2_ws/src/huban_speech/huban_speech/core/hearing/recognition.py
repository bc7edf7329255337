"""Turns the sound of an utterance into words, in the language that people speak now."""

from collections.abc import Iterable
from dataclasses import dataclass

from huban_common.core.parameters import param
from huban_speech.core.frames import (
    Audio,
    Deaf,
    Final,
    Frame,
    LanguageChosen,
    NotUnderstood,
    Partial,
    SpeechStarted,
    SpeechStopped,
)
from huban_speech.core.ports import NOTHING, Recogniser, Recognisers, Unavailable


@dataclass(frozen=True)
class RecognitionRules:
    minimum_confidence: float = param(0.2, "words recognised with less are dropped", minimum=0.0, maximum=1.0)


class Recognition:
    """Adds Partial, Final and NotUnderstood to the frames of an utterance."""

    def __init__(self, recognisers: Recognisers, rules: RecognitionRules) -> None:
        self._recognisers = recognisers
        self._rules = rules
        self._recogniser: Recogniser | None = None
        self._language = ""
        self._listening = False
        self._heard = NOTHING

    def process(self, frame: Frame) -> Iterable[Frame]:
        if isinstance(frame, LanguageChosen):
            return self._change(frame)
        if self._recogniser is None:
            return (frame,)
        if isinstance(frame, SpeechStarted):
            self._recogniser.start()
            self._listening, self._heard = True, NOTHING
        elif self._listening and isinstance(frame, Audio):
            return self._hear(frame, self._recogniser)
        elif self._listening and isinstance(frame, SpeechStopped):
            return self._conclude(frame, self._recogniser)
        return (frame,)

    def _hear(self, audio: Audio, recogniser: Recogniser) -> Iterable[Frame]:
        heard = recogniser.accept(audio.samples)
        if heard == self._heard:
            return (audio,)
        self._heard = heard
        return (audio, Partial(heard.text, heard.confidence, self._language, audio.end_s))

    def _conclude(self, stopped: SpeechStopped, recogniser: Recogniser) -> Iterable[Frame]:
        self._listening = False
        heard = recogniser.finish()
        if not heard.text or heard.confidence < self._rules.minimum_confidence:
            return (stopped, NotUnderstood(stopped.at_s))
        return (stopped, Final(heard.text, heard.confidence, self._language, stopped.at_s))

    def _change(self, chosen: LanguageChosen) -> Iterable[Frame]:
        """An utterance that is under way is given up: its words are of the language before."""
        self._listening = False
        self._language = chosen.language
        try:
            self._recogniser = self._recognisers.recogniser(chosen.language)
        except Unavailable as reason:
            self._recogniser = None
            return (chosen, Deaf(chosen.language, str(reason)))
        return (chosen,)
