"""The observer: turns what the house publishes into observations. It commands nothing but the simulated people."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from diagnostic_msgs.msg import DiagnosticArray
from hri_actions_msgs.msg import ClosedCaption
from hri_msgs.msg import LiveSpeech
from sensor_msgs.msg import JointState

from huban_common.core.home import load_home
from huban_common.node import ManagedNode
from huban_common.qos import LATCHED, LATCHED_EVENTS, RELIABLE, SENSOR
from huban_interfaces.msg import (
    CareEvent,
    CareReply,
    SafetyState,
    SimulationState,
    SkillStatus,
)
from huban_interfaces.srv import Act
from huban_scenarios import conversions
from huban_scenarios.config import ObserverConfig
from huban_scenarios.core.observations import Observation


class Observer(ManagedNode):
    """Calls `on_seen` with every observation, stamped with ROS time in seconds."""

    config_type = ObserverConfig

    def __init__(self, on_seen: Callable[[Observation], None], **options: Any) -> None:
        super().__init__("observer", **options)
        self._on_seen = on_seen
        self.healthy: set[str] = set()
        self.recognisers: dict[str, str] = {}

    def setup(self) -> None:
        bed = load_home(Path(self.config.home_file)).bed
        self._watch(ClosedCaption, "/closed_captions", RELIABLE, conversions.caption)
        self._watch(SkillStatus, "/behaviors/skill_status", LATCHED_EVENTS, conversions.skill)
        self._watch(CareEvent, "/care/events", LATCHED_EVENTS, conversions.care_event)
        self._watch(CareReply, "/care/replies", LATCHED_EVENTS, conversions.reply)
        self._watch(SafetyState, "/safety/state", LATCHED, conversions.gate)
        self._watch(SimulationState, "/simulation/state", RELIABLE, conversions.home)
        self._watch(
            JointState,
            "/joint_states",
            SENSOR,
            lambda message, at_s: conversions.bed(message, bed, at_s),
        )
        self.subscribe(DiagnosticArray, "/diagnostics", self._note_health, RELIABLE)
        self._acts = self.own(self.create_client(Act, "/simulation/act"), self.destroy_client)
        self._typed = self.publish_on(LiveSpeech, "/text_input", RELIABLE)

    @property
    def can_direct(self) -> bool:
        """Whether the simulation has been found; a request that comes before is lost."""
        return bool(self._acts.service_is_ready())

    def direct(
        self,
        actor: str,
        act: str,
        args: Mapping[str, Any],
        on_answer: Callable[[Act.Response], None],
    ) -> None:
        """Asks a person of the simulation to act; the answer comes later, in this node's thread."""
        request = Act.Request(actor=actor, act=act, args=json.dumps(dict(args), ensure_ascii=False))
        self._acts.call_async(request).add_done_callback(lambda future: on_answer(future.result()))

    def type_text(self, text: str, language: str) -> None:
        """Gives the robot a sentence in writing."""
        message = LiveSpeech(final=text, confidence=1.0, language=language)
        message.header.stamp = self.get_clock().now().to_msg()
        self._typed.publish(message)

    def _watch(
        self,
        kind: type[Any],
        topic: str,
        qos: Any,
        convert: Callable[[Any, float], Observation],
    ) -> None:
        self.subscribe(
            kind,
            topic,
            lambda message: self._on_seen(convert(message, self.clock.now_s())),
            qos,
        )

    def _note_health(self, message: DiagnosticArray) -> None:
        for status in message.status:
            name = status.name.partition(":")[0]
            self.healthy.add(name)
            for item in status.values:
                if item.key == "recogniser":
                    self.recognisers[name] = item.value
