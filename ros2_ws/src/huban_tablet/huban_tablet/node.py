"""The tablet node: the robot's own screen, which needs neither platform nor network."""

from pathlib import Path
from threading import Lock
from typing import Any
from uuid import UUID

from audio_common_msgs.msg import AudioData
from diagnostic_msgs.msg import DiagnosticArray, DiagnosticStatus
from hri_actions_msgs.msg import ClosedCaption, Intent
from std_msgs.msg import Bool, String

from huban_common.core.home import load_home
from huban_common.core.texts import LANGUAGES
from huban_common.main import run
from huban_common.node import ManagedNode
from huban_common.qos import LATCHED, LATCHED_EVENTS, RELIABLE
from huban_common.questions import TOPIC
from huban_interfaces.msg import CareEvent, CareReply, Question, Reflex, SafetyState, SkillStatus
from huban_tablet import conversions
from huban_tablet.backends.web import ScreenServer, View
from huban_tablet.config import Config
from huban_tablet.conversions import Change
from huban_tablet.core.display import Display
from huban_tablet.core.types import Button, Screen
from huban_tablet.core.wording import view

PULSE_S = 0.25
"""How late a caption may disappear and the mouth come to rest."""


class Tablet(ManagedNode):
    """Wires; what is shown when decides the core."""

    config_type = Config

    def __init__(self, **options: Any) -> None:
        super().__init__("tablet", **options)
        self._server: ScreenServer | None = None

    def setup(self) -> None:
        config = self.config
        if config.language not in LANGUAGES:
            raise ValueError(f"language: '{config.language}' is none of {', '.join(LANGUAGES)}")
        self._home = load_home(Path(config.home_file)) if config.home_file else None
        self._language = config.language
        self._display = Display(self.clock, config.language)
        self._lock = Lock()
        self._screen: Screen | None = None
        self._shown: View = {}
        self._reflexes = self.publish_on(Reflex, "/reflex", RELIABLE)
        self._intents = self.publish_on(Intent, "/intents", RELIABLE)
        self._muting = self.publish_on(Bool, "/microphone/muted", LATCHED)
        self._microphone = self.publish_on(AudioData, "/screen/microphone/audio", RELIABLE)
        self._server = ScreenServer(config.host, config.port, self._pressed, self._heard)
        self.port = self._server.port
        self._listen()

    def start(self) -> None:
        self._muting.publish(Bool(data=self._display.muted))
        self._refresh()
        self.report(DiagnosticStatus.OK, f"http://{self.config.host}:{self.port}")

    def teardown(self) -> None:
        if self._server is not None:
            self._server.stop()
        self._server = None

    def _listen(self) -> None:
        def changes(kind: type[Any], topic: str, convert: Any, qos: Any) -> None:
            self.subscribe(kind, topic, lambda message: self._tell(convert(message)), qos)

        changes(ClosedCaption, "/closed_captions", conversions.caption, RELIABLE)
        changes(AudioData, "/speaker/audio", conversions.sound, RELIABLE)
        changes(Bool, "/humans/voices/anonymous_speaker/is_speaking", conversions.voice, RELIABLE)
        changes(Reflex, "/reflex", conversions.reflex, RELIABLE)
        changes(Question, TOPIC, conversions.question, LATCHED_EVENTS)
        changes(CareEvent, "/care/events", conversions.event, LATCHED_EVENTS)
        changes(CareReply, "/care/replies", conversions.reply, LATCHED_EVENTS)
        changes(SkillStatus, "/behaviors/skill_status", conversions.status, LATCHED_EVENTS)
        changes(SafetyState, "/safety/state", conversions.safety, LATCHED)
        changes(DiagnosticArray, "/diagnostics", conversions.health, RELIABLE)
        changes(String, "/perception/camera", conversions.camera, LATCHED)
        self.subscribe(String, "/language", self._on_language, LATCHED)
        self.every(PULSE_S, self._refresh)

    def _on_language(self, message: String) -> None:
        self._language = message.data
        self._tell(lambda display: display.speaks(message.data))

    def _tell(self, change: Change) -> None:
        """Something happened; from the node's thread or, for a button, from the server's."""
        with self._lock:
            change(self._display)
        self._refresh()

    def _refresh(self) -> None:
        """Sends the screen on if it looks different now."""
        with self._lock:
            screen = self._display.screen()
            if screen == self._screen or self._server is None:
                return
            self._screen, self._shown = screen, view(screen, self._home)
            self._server.show(self._shown)

    def _pressed(self, button: Button, question: UUID | None) -> None:
        """`question`: the one that was shown when a yes or a no was pressed."""
        reflex = conversions.pressed_reflex(button, self._language, self.get_clock().now().to_msg())
        intent = conversions.pressed_intent(button, self._language, question)
        if reflex is not None:
            self._reflexes.publish(reflex)
        if intent is not None:
            self._intents.publish(intent)
        if question is not None:
            self._tell(lambda display: display.questions.closed(question))
        elif button is Button.HELP:
            self._tell(Display.help_pressed)
        elif button is Button.MUTE:
            self._mute()

    def _mute(self) -> None:
        """Mutes or ends it; the robot says aloud what that means."""
        with self._lock:
            muted = self._display.muted = not self._display.muted
        self._muting.publish(Bool(data=muted))
        self._refresh()

    def _heard(self, chunk: bytes) -> None:
        """Sound from the browser, on the server's thread."""
        if not self._display.muted:
            self._microphone.publish(conversions.heard(chunk))


def main() -> None:
    run(Tablet)


if __name__ == "__main__":
    main()
