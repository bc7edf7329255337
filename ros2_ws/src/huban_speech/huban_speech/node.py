"""The speech node: sound to words and words to sound."""

from pathlib import Path
from typing import Any

from diagnostic_msgs.msg import DiagnosticStatus
from std_msgs.msg import Bool, String

from huban_common.core.home import load_home
from huban_common.core.texts import Texts, locale_of
from huban_common.main import run
from huban_common.node import ManagedNode
from huban_common.qos import LATCHED
from huban_common.state_file import state_dir
from huban_speech.backends.voices import make_voice
from huban_speech.config import SpeechConfig
from huban_speech.core.frames import Deaf
from huban_speech.core.words.grammar import expected
from huban_speech.hearing import Hearing
from huban_speech.model_offer import ModelOffer
from huban_speech.settings import Settings
from huban_speech.speaking import Speaking
from huban_speech.voice_consent import VoiceConsent

TEXTS = Texts("huban_speech")
REPORT_S = 1.0


class SpeechNode(ManagedNode):
    """Joins hearing and speaking, follows `/language` and says how it is."""

    config_type = SpeechConfig

    def __init__(self, **options: Any) -> None:
        super().__init__("speech", **options)
        self._hearing: Hearing | None = None
        self._speaking: Speaking | None = None

    def setup(self) -> None:
        config: SpeechConfig = self.config
        home = load_home(Path(config.home_file))
        phrases = expected(home, config)
        self._language: str = locale_of(config.language)
        self._settings = Settings(self, config, home, state_dir(config.state_dir))
        self._speaking = Speaking(self, config, make_voice(config), self._settings.people, lambda: self._language)
        folder, announce = state_dir(config.state_dir), self._speaking.announce
        self._consent = VoiceConsent(self, config, home, folder, lambda: self._language, announce)
        self._offer = ModelOffer(folder, announce)
        people, speakers = self._settings.people, self._consent.speakers
        self._hearing = Hearing(
            self, config, phrases, self._speaking, people, speakers, self._tell_deaf, self._offer.stranger
        )
        self._speaking.also_to(self._hearing.own_voice)
        self._told_lost = False
        self._muted = False
        self.subscribe(String, "/language", self._on_language, LATCHED)
        self.subscribe(Bool, "/microphone/muted", self._on_muted, LATCHED)
        self.every(REPORT_S, self._report)

    def start(self) -> None:
        self._choose(self._language)
        if self._settings.damage and self._speaking is not None:
            self._speaking.announce(TEXTS.say("settings-lost", self._language), self._language)

    def teardown(self) -> None:
        for part in (self._hearing, self._speaking):
            if part is not None:
                part.close()
        self._hearing = self._speaking = None

    def _on_language(self, message: String) -> None:
        language = locale_of(message.data)
        if language != self._language:
            self._choose(language)

    def _on_muted(self, message: Bool) -> None:
        if message.data is self._muted or self._hearing is None or self._speaking is None:
            return
        self._muted = message.data
        self._hearing.mute(message.data)
        key = "microphone-muted" if message.data else "microphone-back"
        self._speaking.announce(TEXTS.say(key, self._language), self._language)

    def _choose(self, language: str) -> None:
        self._language = language
        if self._hearing is not None:
            self._hearing.choose(language)

    def _tell_deaf(self, deaf: Deaf) -> None:
        if self._speaking is not None:
            self._speaking.announce(TEXTS.say("no-recogniser", deaf.language), deaf.language)

    def _tell_lost(self, lost: bool, speaking: Speaking) -> None:
        """Says aloud when it can hear no more, and when it can again."""
        if lost is not self._told_lost:
            self._told_lost = lost
            key = "microphone-lost" if lost else "microphone-back"
            speaking.announce(TEXTS.say(key, self._language), self._language)
            if lost and self._hearing is not None:
                self._hearing.fall_silent()

    def _report(self) -> None:
        if self._hearing is None or self._speaking is None:
            return
        self._hearing.pass_time(REPORT_S)
        self._tell_lost(self._hearing.microphone_lost, self._speaking)
        trouble = self._hearing.trouble() + self._speaking.trouble()
        trouble += self._settings.trouble() + self._consent.trouble() + self._offer.trouble()
        level = DiagnosticStatus.WARN if trouble else DiagnosticStatus.OK
        values = {"language": self._language, **self._hearing.status(), **self._speaking.status()}
        self.report(level, "; ".join(trouble) or "hears and speaks", **values)


def main() -> None:
    run(SpeechNode)
