"""The behaviours node: what comes in goes to the Mind in its own loop, what the Mind decides goes out."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from diagnostic_msgs.msg import DiagnosticStatus
from hri_actions_msgs.msg import Intent
from hri_msgs.msg import IdsList
from rclpy.qos import QoSProfile
from sensor_msgs.msg import BatteryState
from std_msgs.msg import String
from tf2_msgs.msg import TFMessage

from huban_behaviors import conversions
from huban_behaviors.backends.alarm_file import AlarmFile
from huban_behaviors.backends.loop_thread import LoopThread
from huban_behaviors.backends.ros_robot import RosRobot
from huban_behaviors.config import Config
from huban_behaviors.core.alarm_book import AlarmBook, Notice
from huban_behaviors.core.greeting import Greeter
from huban_behaviors.core.guardian import SEEN
from huban_behaviors.core.languages import Languages
from huban_behaviors.core.mind import Mind
from huban_behaviors.core.texts import elder_id
from huban_behaviors.core.types import Request, Sighting, Status, Words
from huban_common.core.home import load_home
from huban_common.core.skills import all_phrases, load_skills
from huban_common.core.texts import LANGUAGES
from huban_common.main import run
from huban_common.node import ManagedNode
from huban_common.qos import LATCHED, LATCHED_EVENTS, RELIABLE
from huban_common.state_file import StateFile, state_dir
from huban_interfaces.msg import CareEvent, CareReply, Reflex, SafetyState, SkillStatus


class Behaviors(ManagedNode):
    """Intents and events in; skills, alarms and their states out."""

    config_type = Config

    def __init__(self, **options: Any) -> None:
        super().__init__("behaviors", **options)
        self._thread: LoopThread | None = None

    def setup(self) -> None:
        self._check_language()
        self._home = load_home(Path(self.config.home_file))
        elder_id(self._home)
        skills = {skill_id: skill() for skill_id, skill in load_skills().items()}
        for language in LANGUAGES:
            all_phrases(language, self._home)
        self._statuses = self.publish_on(SkillStatus, "/behaviors/skill_status", LATCHED_EVENTS)
        self._events = self.publish_on(CareEvent, "/care/events", LATCHED_EVENTS)
        self._robot = RosRobot(self, self._home, self.config)
        folder = state_dir(self.config.state_dir)
        store = self.own(AlarmFile(folder / "alarms.sqlite"), AlarmFile.close)
        book = AlarmBook(store, self._publish_notice, self._trouble)
        greeter = Greeter(self.config.greeting_interval_s)
        self._mind = Mind(self._robot, skills, book, self.config, greeter, self._publish_status)
        self._robot.listener = self._mind.happened
        languages = StateFile(folder / "languages.json", dict[str, str])
        self._languages = Languages(languages, self._home)
        self._robot.keep_language = self._keep_language
        self._listen()
        self.report(DiagnosticStatus.OK, "ready", skills=len(skills), open_alarms=len(book.open_alarms()))
        for damage in filter(None, (store.damage, languages.damage)):
            self._trouble(damage)

    def start(self) -> None:
        if self._thread is None:
            self._robot.begin_with(self._languages.of_house(self._robot.language))
            self._thread = LoopThread(self.clock)
            self._thread.start(self._mind.live())

    def teardown(self) -> None:
        if self._thread is not None:
            self._robot.close(self._thread.stop)
            self._thread = None

    def _listen(self) -> None:
        mind = self._mind
        self._pass_on(Reflex, "/reflex", conversions.reflex_from, mind.felt)
        self._pass_on(Intent, "/intents", self._wish, mind.heard)
        self._pass_on(IdsList, "/humans/persons/tracked", lambda people: len(people.ids), mind.people)
        self._pass_on(CareEvent, "/care/events", self._sighting, mind.saw, LATCHED_EVENTS)
        self._pass_on(CareReply, "/care/replies", conversions.reply_from, mind.replied, LATCHED_EVENTS)
        self.subscribe(TFMessage, "/tf", self._on_transforms, RELIABLE)
        self.subscribe(TFMessage, "/tf_static", self._on_transforms, LATCHED_EVENTS)
        self.subscribe(BatteryState, "/battery_state", self._on_battery, LATCHED)
        self.subscribe(SafetyState, "/safety/state", self._on_gate, LATCHED)
        self.subscribe(String, "/speech/last_said", self._on_last_said, LATCHED)
        self.every(1.0, self._watch_mind)

    def _pass_on(
        self,
        kind: type[Any],
        topic: str,
        convert: Callable[[Any], Any],
        deliver: Callable[[Any], None],
        qos: QoSProfile = RELIABLE,
    ) -> None:
        """Gives each message of a topic to the Mind; one that cannot be read is reported and left out."""

        def callback(message: Any) -> None:
            try:
                content = convert(message)
            except ValueError as error:
                self._trouble(f"{topic}: {error}")
                return
            if self._thread is not None:
                self._thread.post(deliver, content)

        self.subscribe(kind, topic, callback, qos)

    def _wish(self, message: Intent) -> Request | Words:
        return conversions.wish_from(message, self._home, self._robot.language)

    def _sighting(self, message: CareEvent) -> Sighting:
        sighting = conversions.sighting_from(message, self._home)
        if sighting.position is not None and sighting.kind in SEEN:
            self._robot.whereabouts.person_seen(sighting.position, sighting.stamp_s)
        return sighting

    def _on_transforms(self, message: TFMessage) -> None:
        self._robot.whereabouts.take(message, self.clock.now_s())

    def _on_battery(self, message: BatteryState) -> None:
        self._robot.senses.battery = conversions.battery_from(message)

    def _on_gate(self, message: SafetyState) -> None:
        self._robot.senses.gate = conversions.gate_from(message)

    def _on_last_said(self, message: String) -> None:
        self._robot.senses.last_said = message.data

    def _keep_language(self, person: str, language: str) -> None:
        try:
            self._languages.choose(person, language)
        except OSError as error:
            self._trouble(f"the language is not kept: {error}")

    def _publish_status(self, status: Status) -> None:
        self._statuses.publish(conversions.skill_status(status, self.get_clock().now().to_msg()))

    def _publish_notice(self, notice: Notice) -> None:
        stamp = self.get_clock().now().to_msg()
        self._events.publish(conversions.care_event(notice, self._robot.language, stamp))

    def _trouble(self, text: str) -> None:
        self.get_logger().warning(text)
        self.report(DiagnosticStatus.WARN, text)

    def _watch_mind(self) -> None:
        """Ends the process, which is then started again, instead of living on without a Mind."""
        if self._thread is not None and self._thread.fault is not None:
            raise self._thread.fault

    def _check_language(self) -> None:
        if self.config.language not in LANGUAGES:
            raise ValueError(f"language: '{self.config.language}' is none of {', '.join(LANGUAGES)}")


def main() -> None:
    run(Behaviors)
