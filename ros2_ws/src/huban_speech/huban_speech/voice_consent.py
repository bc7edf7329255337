"""People agree to be known by their voice, and take that back."""

from collections.abc import Callable
from pathlib import Path

from huban_common.consent import serve_consent
from huban_common.core.home import Home
from huban_common.core.texts import Texts
from huban_common.node import ManagedNode
from huban_speech.backends.template_file import voice_templates
from huban_speech.config import SpeechConfig
from huban_speech.core.hearing.speakers import Speakers

TEXTS = Texts("huban_speech")


class VoiceConsent:
    """Serves `/speech/people/<id>/voice_consent` for everybody at home; holds the `speakers`."""

    def __init__(
        self,
        node: ManagedNode,
        config: SpeechConfig,
        home: Home,
        folder: Path,
        language: Callable[[], str],
        announce: Callable[[str, str], None],
    ) -> None:
        """`announce` says a text in a language."""
        self._home, self._language, self._announce = home, language, announce
        self._file = voice_templates(folder)
        self._unkept = ""
        self.speakers = Speakers(self._file, config, self._on_enrolled)
        serve_consent(node, "voice", home.people, self.speakers.enrol, self.speakers.withdraw)

    def trouble(self) -> list[str]:
        return [text for text in (self._file.damage, self._unkept) if text]

    def _on_enrolled(self, person: str, trouble: str) -> None:
        """Comes in the hearing thread."""
        self._unkept = f"the voice template of {person} is lost when the robot restarts: {trouble}" if trouble else ""
        language = self._language()
        key = "voice-known-today" if trouble else "voice-known"
        self._announce(TEXTS.say(key, language, name=self._home.people[person].name_in(language)), language)
