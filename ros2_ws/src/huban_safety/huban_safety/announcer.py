"""What the gate says about itself: its state, care events, health, in the language of the house."""

import json
from uuid import uuid4

from diagnostic_msgs.msg import DiagnosticStatus
from std_msgs.msg import String

from huban_common import ids
from huban_common.core.texts import Texts
from huban_common.node import ManagedNode
from huban_common.qos import LATCHED, LATCHED_EVENTS
from huban_interfaces.msg import CareEvent, SafetyState
from huban_safety.conversions import state_to_message
from huban_safety.core.gate import Gate
from huban_safety.core.types import Cause, Verdict

PRIORITIES = {
    Cause.REFLEX_STOP: CareEvent.LOW,
    Cause.BUMPER: CareEvent.MEDIUM,
    Cause.EMERGENCY_STOP: CareEvent.HIGH,
}
"""What is not listed is a technical fault."""
NORMAL = (Cause.NONE, Cause.OBSTACLE, Cause.PERSON_NEAR)


class Announcer:
    """Publishes /safety/state on change and once a second, `gate_halted` on /care/events, and diagnostics."""

    def __init__(self, node: ManagedNode, gate: Gate) -> None:
        self._node, self._gate = node, gate
        self._texts, self._language = Texts("huban_safety"), "en"
        self._told: Verdict | None = None
        self._late_s = 0.0
        self._states = node.publish_on(SafetyState, "/safety/state", LATCHED)
        self._events = node.publish_on(CareEvent, "/care/events", LATCHED_EVENTS)
        node.subscribe(String, "/language", self._on_language, LATCHED)

    def say(self, key: str, **values: str | float) -> str:
        """A text of this package."""
        shown = {name: f"{value:.2f}" if isinstance(value, float) else value for name, value in values.items()}
        return self._texts.say(key, self._language, **shown)

    def tell(self) -> None:
        """Publishes the state where it has changed."""
        verdict = self._gate.verdict
        if self._told is None or (verdict.state, verdict.cause) != (self._told.state, self._told.cause):
            self._publish()

    def repeat(self) -> None:
        """Publishes the state and the health; to be called once a second."""
        self._publish()
        if self._late_s > 0.0:
            self._node.report(DiagnosticStatus.WARN, self._lateness())
        else:
            verdict = self._gate.verdict
            level = DiagnosticStatus.OK if verdict.cause in NORMAL else DiagnosticStatus.WARN
            self._node.report(level, self._detail(), cause=verdict.cause.value, limit_mps=verdict.speed_limit_mps)
        self._late_s = 0.0

    def halted(self) -> None:
        """Puts a halt on record."""
        verdict = self._gate.verdict
        priority = PRIORITIES.get(verdict.cause, CareEvent.TECHNICAL)
        event = CareEvent(kind="gate_halted", priority=priority, confidence=1.0, reason=self._detail())
        event.header.stamp = self._node.get_clock().now().to_msg()
        event.id = ids.to_message(uuid4())
        event.data = json.dumps({"cause": verdict.cause.value})
        self._events.publish(event)

    def late(self, late_s: float) -> None:
        """Says that the gate itself ran late."""
        self._late_s = max(self._late_s, late_s)
        self._node.get_logger().warning(self._lateness())

    def _lateness(self) -> str:
        return self.say("gate-late", late_ms=round(self._late_s * 1000))

    def _publish(self) -> None:
        self._told = self._gate.verdict
        stamp = self._node.get_clock().now().to_msg()
        self._states.publish(state_to_message(self._told, self._detail(), not self._gate.locked, stamp))

    def _detail(self) -> str:
        verdict = self._gate.verdict
        return self.say(text_key(verdict.cause), speed=verdict.speed_limit_mps) if verdict.cause.value else ""

    def _on_language(self, message: String) -> None:
        self._language = message.data


def text_key(cause: Cause) -> str:
    """The key of the text that names a cause."""
    return "cause-" + cause.value.replace("_", "-")
