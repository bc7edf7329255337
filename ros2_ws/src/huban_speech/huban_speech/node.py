"""The speech node: sound to words and words to sound."""

from pathlib import Path
from typing import Any

from diagnostic_msgs.msg import DiagnosticStatus
from std_msgs.msg import String

from huban_common.core.home import load_home
from huban_common.core.texts import Texts, locale_of
from huban_common.main import run
from huban_common.node import ManagedNode
from huban_common.qos import LATCHED
from huban_speech.backends.voices import make_voice
from huban_speech.config import SpeechConfig
from huban_speech.core.frames import Deaf
from huban_speech.core.grammar import expected
from huban_speech.hearing import Hearing
from huban_speech.speaking import Speaking

TEXTS = Texts("huban_speech")


class SpeechNode(ManagedNode):
    """Joins hearing and speaking, follows `/language` and says how it is."""

    config_type = SpeechConfig

    def __init__(self, **options: Any) -> None:
        super().__init__("speech", **options)
        self._hearing: Hearing | None = None
        self._speaking: Speaking | None = None

    def setup(self) -> None:
        config: SpeechConfig = self.config
        phrases = expected(load_home(Path(config.home_file)))
        self._language: str = locale_of(config.language)
        self._speaking = Speaking(self, config, make_voice(config), lambda: self._language)
        self._hearing = Hearing(self, config, phrases, self._tell_deaf)
        self.subscribe(String, "/language", self._on_language, LATCHED)
        self.every(1.0, self._report)

    def start(self) -> None:
        self._choose(self._language)

    def teardown(self) -> None:
        for part in (self._hearing, self._speaking):
            if part is not None:
                part.close()
        self._hearing = self._speaking = None

    def _on_language(self, message: String) -> None:
        language = locale_of(message.data)
        if language != self._language:
            self._choose(language)

    def _choose(self, language: str) -> None:
        self._language = language
        if self._hearing is not None:
            self._hearing.choose(language)

    def _tell_deaf(self, deaf: Deaf) -> None:
        if self._speaking is not None:
            self._speaking.announce(TEXTS.say("no-recogniser", deaf.language), deaf.language)

    def _report(self) -> None:
        if self._hearing is None or self._speaking is None:
            return
        trouble = self._hearing.trouble(self.clock.now_s()) + self._speaking.trouble()
        level = DiagnosticStatus.WARN if trouble else DiagnosticStatus.OK
        values = {"language": self._language, **self._hearing.status(), **self._speaking.status()}
        self.report(level, "; ".join(trouble) or "hears and speaks", **values)


def main() -> None:
    run(SpeechNode)
