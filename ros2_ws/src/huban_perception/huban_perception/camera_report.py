"""Says aloud what the camera does: on, private, or lost and restored."""

from collections.abc import Callable, Sequence
from typing import Any

from diagnostic_msgs.msg import DiagnosticStatus
from std_msgs.msg import String

from huban_common.node import ManagedNode
from huban_common.qos import LATCHED
from huban_perception.conversions import care
from huban_perception.core.camera_watch.health import Level, Sight, camera_state, judge
from huban_perception.core.camera_watch.monitoring import Monitoring, reason

_LEVELS = {Level.OK: DiagnosticStatus.OK, Level.WARN: DiagnosticStatus.WARN, Level.ERROR: DiagnosticStatus.ERROR}


class CameraReport:
    """Publishes `/perception/camera` (latched), care events about monitoring, and the node's health."""

    def __init__(self, node: ManagedNode, restored_after_s: float, events: Any, changed: Callable[[str], None]) -> None:
        """`events`: the publisher of care events; `changed` is told what the camera does whenever that changes."""
        self._changed = changed
        self._node = node
        self._events = events
        self._states = node.publish_on(String, "/perception/camera", LATCHED)
        self._monitoring = Monitoring(restored_after_s)
        self._state = ""
        self._level = Level.OK

    def tell(self, sight: Sight, troubles: Sequence[str], language: str, **counts: object) -> None:
        """Takes what is true now, about once a second: smaller `troubles` in words, `counts` for the diagnostics."""
        self._tell_state(camera_state(sight))
        self._tell_change(sight, language)
        level, words = judge(sight, language)
        if level is Level.OK and troubles:
            level, words = Level.WARN, "; ".join([words, *troubles])
        if level is not self._level and level is Level.ERROR:
            self._node.get_logger().error(words)
        self._level = level
        self._node.report(_LEVELS[level], words, camera=self._state, troubles="; ".join(troubles), **counts)

    def _tell_state(self, state: str) -> None:
        if state != self._state:
            self._state = state
            self._states.publish(String(data=state))
            self._changed(state)

    def _tell_change(self, sight: Sight, language: str) -> None:
        if sight.denied is not None:
            self._monitoring.pause()
            return
        change = self._monitoring.observe(sight.loss, self._node.clock.now_s())
        if change is not None:
            self._events.publish(care.monitoring_event(change, sight.place or "", reason(change, language)))
