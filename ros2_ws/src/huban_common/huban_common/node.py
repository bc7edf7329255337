"""The base of every Huban node: a lifecycle node whose timers and subscriptions obey the lifecycle."""

from collections.abc import Callable
from typing import Any, ClassVar

import rclpy
from diagnostic_msgs.msg import DiagnosticArray, DiagnosticStatus, KeyValue
from rcl_interfaces.msg import FloatingPointRange, IntegerRange, ParameterDescriptor
from rclpy.lifecycle import LifecycleNode, LifecycleState, TransitionCallbackReturn
from rclpy.qos import QoSProfile

from huban_common.core.parameters import build, described
from huban_common.qos import RELIABLE


class RosClock:
    """The node's ROS time (simulated where `use_sim_time` is set) as a Clock."""

    def __init__(self, node: LifecycleNode) -> None:
        self._clock = node.get_clock()

    def now_s(self) -> float:
        return self._clock.now().nanoseconds * 1e-9


class ManagedNode(LifecycleNode):
    """A lifecycle node: subclasses declare `config_type`, wire in `setup`, release in `teardown`.

    `setup` raises ValueError or OSError for what it cannot use; `refusal` then holds the reason.

    Timers and subscriptions made with `every` and `subscribe` call back only while the node is active
    and are destroyed by cleanup, because rclpy's own lifecycle manages publishers only.
    """

    config_type: ClassVar[type[Any]]

    def __init__(self, name: str, **options: Any) -> None:
        super().__init__(name, **options)
        self.active = False
        self.refusal: Exception | None = None
        self.clock = RosClock(self)
        self._owned: list[tuple[Callable[[Any], Any], Any]] = []
        self._health = (DiagnosticStatus.OK, "", {})
        self._diagnostics = self.create_publisher(DiagnosticArray, "/diagnostics", RELIABLE)
        self._declare(self.config_type)

    @property
    def time_has_begun(self) -> bool:
        """False while simulated time is wanted and nobody has published it yet."""
        return self.clock.now_s() > 0.0

    def setup(self) -> None:
        """Makes publishers, subscriptions, timers, servers and clients."""
        raise NotImplementedError

    def start(self) -> None:
        """Called when the node becomes active."""

    def teardown(self) -> None:
        """Releases what `setup` took and the node does not own by itself."""

    def subscribe(self, kind: type[Any], topic: str, callback: Callable[[Any], None], qos: QoSProfile) -> Any:
        """A subscription that calls back only while the node is active and that cleanup destroys."""

        def gated(message: Any) -> None:
            if self.active:
                callback(message)

        return self.own(self.create_subscription(kind, topic, gated, qos), self.destroy_subscription)

    def publish_on(self, kind: type[Any], topic: str, qos: QoSProfile) -> Any:
        """A publisher that cleanup destroys; it may publish in any state."""
        return self.own(self.create_publisher(kind, topic, qos), self.destroy_publisher)

    def every(self, period_s: float, callback: Callable[[], None]) -> None:
        def gated() -> None:
            if self.active:
                callback()

        self.own(self.create_timer(period_s, gated), self.destroy_timer)

    def own(self, thing: Any, destroy: Callable[[Any], Any]) -> Any:
        """Registers something that cleanup destroys, newest first."""
        self._owned.append((destroy, thing))
        return thing

    def release(self, thing: Any) -> None:
        """Destroys something owned now instead of at cleanup."""
        for entry in [entry for entry in self._owned if entry[1] is thing]:
            self._owned.remove(entry)
            entry[0](thing)

    def report(self, level: bytes, message: str, **values: object) -> None:
        """Sets what the node says about its health on /diagnostics, once a second."""
        self._health = (level, message, {key: str(value) for key, value in values.items()})

    def on_configure(self, state: LifecycleState) -> TransitionCallbackReturn:
        try:
            self.config = self._read_config()
            self.own(self.create_timer(1.0, self.publish_health), self.destroy_timer)
            self.setup()
        except (ValueError, OSError) as error:
            self.refusal = error
            self.get_logger().error(str(error))
            return TransitionCallbackReturn.FAILURE
        return TransitionCallbackReturn.SUCCESS

    def on_activate(self, state: LifecycleState) -> TransitionCallbackReturn:
        done = super().on_activate(state)
        self.active = True
        self.start()
        return done

    def on_deactivate(self, state: LifecycleState) -> TransitionCallbackReturn:
        self.active = False
        return super().on_deactivate(state)

    def on_cleanup(self, state: LifecycleState) -> TransitionCallbackReturn:
        self.teardown()
        while self._owned:
            destroy, thing = self._owned.pop()
            destroy(thing)
        return TransitionCallbackReturn.SUCCESS

    def _declare(self, config_type: type[Any]) -> None:
        for item in described(config_type):
            default = list(item.default) if isinstance(item.default, tuple) else item.default
            self.declare_parameter(item.name, default, _descriptor(item.metadata, default))

    def _read_config(self) -> Any:
        values = {item.name: self.get_parameter(item.name).value for item in described(self.config_type)}
        for name, value in values.items():
            if not isinstance(value, (bool, int, float, str)):
                values[name] = tuple(value)
        return build(self.config_type, values, self.get_name())

    def publish_health(self) -> None:
        """Once a second by itself as soon as the node is configured."""
        level, message, values = self._health
        status = DiagnosticStatus(level=level, name=f"{self.get_name()}: health", message=message)
        status.values = [KeyValue(key=key, value=value) for key, value in values.items()]
        array = DiagnosticArray(status=[status])
        array.header.stamp = self.get_clock().now().to_msg()
        if rclpy.ok(context=self.context):
            self._diagnostics.publish(array)


def _descriptor(metadata: Any, default: object) -> ParameterDescriptor:
    descriptor = ParameterDescriptor(description=metadata["text"])
    low, high = metadata["minimum"], metadata["maximum"]
    if low is None or high is None or isinstance(default, bool):
        return descriptor
    if isinstance(default, int):
        descriptor.integer_range = [IntegerRange(from_value=int(low), to_value=int(high))]
    elif isinstance(default, float):
        descriptor.floating_point_range = [FloatingPointRange(from_value=float(low), to_value=float(high))]
    return descriptor
