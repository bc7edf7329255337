"""The robot's own screen: wiring only."""

from typing import Any

from audio_common_msgs.msg import AudioData
from hri_actions_msgs.msg import ClosedCaption, Intent
from std_msgs.msg import Bool, String

from huban_common.core.clock import MonotonicClock
from huban_common.core.texts import locale_of
from huban_common.ids import from_message
from huban_common.main import run
from huban_common.node import ManagedNode
from huban_common.qos import LATCHED, LATCHED_EVENTS, RELIABLE
from huban_interfaces.msg import CareEvent, CareReply, Reflex, SkillStatus
from huban_tablet import conversions
from huban_tablet.backends.web import WebServer, page
from huban_tablet.config import TabletConfig
from huban_tablet.core.screen import Screen
from huban_tablet.core.types import Button


class Tablet(ManagedNode):
    """Serves the screen; works without the platform and without a network."""

    config_type = TabletConfig

    def __init__(self, **options: Any) -> None:
        super().__init__("tablet", **options)
        self._server: WebServer | None = None

    def setup(self) -> None:
        self.screen = Screen(MonotonicClock(), self.config.language, self.config.question_s)
        self._reflexes = self.publish_on(Reflex, "/reflex", RELIABLE)
        self._intents = self.publish_on(Intent, "/intents", RELIABLE)
        self.subscribe(ClosedCaption, "/closed_captions", self._on_caption, RELIABLE)
        self.subscribe(AudioData, "/speaker/audio", lambda chunk: self.screen.sound(), RELIABLE)
        self.subscribe(Bool, "/humans/voices/anonymous_speaker/is_speaking", self._on_voice, RELIABLE)
        self.subscribe(String, "/language", self._on_language, LATCHED)
        self.subscribe(SkillStatus, "/behaviors/skill_status", self._on_skill, LATCHED_EVENTS)
        self.subscribe(CareEvent, "/care/events", self._on_event, LATCHED_EVENTS)
        self.subscribe(CareReply, "/care/replies", self._on_reply, LATCHED_EVENTS)
        self._server = WebServer(page(self.screen.view, self._press), self.config.host, self.config.port)
        self.port = self._server.port

    def teardown(self) -> None:
        if self._server is not None:
            self._server.stop()
            self._server = None

    def _press(self, button: Button) -> None:
        if button in conversions.REFLEXES:
            message = conversions.reflex(button, self.screen.language)
            message.header.stamp = self.get_clock().now().to_msg()
            self._reflexes.publish(message)
        else:
            self.screen.answered()
            self._intents.publish(conversions.answer(button))

    def _on_caption(self, message: ClosedCaption) -> None:
        self.screen.caption(message.speaker_id == ClosedCaption.SYSTEM, message.text)

    def _on_voice(self, message: Bool) -> None:
        self.screen.listening(message.data)

    def _on_language(self, message: String) -> None:
        self.screen.language = locale_of(message.data)

    def _on_skill(self, message: SkillStatus) -> None:
        call_id = str(from_message(message.id))
        if message.state in conversions.UNDER_WAY:
            self.screen.skill_began(call_id, message.skill)
        else:
            self.screen.skill_ended(call_id)

    def _on_event(self, message: CareEvent) -> None:
        if message.kind == "alarm_raised":
            self.screen.alarm_raised(str(from_message(message.alarm_id)))

    def _on_reply(self, message: CareReply) -> None:
        state = conversions.REPLIES.get(message.kind)
        if state is not None:
            self.screen.alarm_replied(str(from_message(message.alarm_id)), state, message.by_name)


def main() -> None:
    run(Tablet)


if __name__ == "__main__":
    main()
