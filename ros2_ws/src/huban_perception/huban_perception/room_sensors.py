"""The room sensors node: thermal array and radar of one room without a camera. Optional, in no launch file."""

from dataclasses import dataclass
from math import isfinite
from pathlib import Path

import numpy as np
from diagnostic_msgs.msg import DiagnosticStatus
from sensor_msgs.msg import Image
from std_msgs.msg import Bool, Float32, String

from huban_common.core.home import load_home
from huban_common.core.parameters import param
from huban_common.main import run
from huban_common.node import ManagedNode
from huban_common.qos import LATCHED, LATCHED_EVENTS, RELIABLE, SENSOR
from huban_common.stamps import seconds
from huban_interfaces.msg import CareEvent
from huban_perception.conversions import care
from huban_perception.core.confidence import confidence
from huban_perception.core.sensors.radar import RadarFinding, RadarReading
from huban_perception.core.sensors.room_sensors import RoomSensorRules, RoomSensors, radar_reason, thermal_reason
from huban_perception.core.sensors.thermal import Celsius, ThermalError, ThermalMount

_RADAR_CONFIDENCE = 0.5


@dataclass(frozen=True)
class RoomSensorsConfig(RoomSensorRules):
    """Where the sensors are."""

    home_file: str = param("", "path of the home description; empty: beds and rooms are unknown")
    language: str = param("en", "language of reasons until /language says otherwise: en, zh-CN")
    map_frame: str = param("map", "frame of places; z = 0 is the floor")
    room: str = param("bathroom", "id of the room that the sensors are in")
    x_m: float = param(8.6, "where the thermal array hangs, in the map")
    y_m: float = param(4.8, "where the thermal array hangs, in the map")
    height_m: float = param(2.4, "its height above the floor; it looks straight down", minimum=1.5)
    yaw_deg: float = param(0.0, "how its pictures' right is turned from the map's x")
    wide_deg: float = param(110.0, "its field of view along the rows", minimum=10.0, maximum=150.0)
    high_deg: float = param(75.0, "its field of view along the columns", minimum=10.0, maximum=150.0)


class RoomSensorsNode(ManagedNode):
    """Converts and wires; what readings mean decides the core."""

    config_type = RoomSensorsConfig

    def __init__(self, **options: object) -> None:
        super().__init__("room_sensors", **options)

    def setup(self) -> None:
        config = self.config
        self._home = load_home(Path(config.home_file)) if config.home_file else None
        self._language = config.language
        mount = ThermalMount(config.x_m, config.y_m, config.height_m, config.yaw_deg, config.wide_deg, config.high_deg)
        self._sensors = RoomSensors(mount, config, self._home)
        self._breaths: float | None = None
        self._hint = False
        self._present: bool | None = None
        self._trouble = ""
        self._events = self.publish_on(CareEvent, "/care/events", LATCHED_EVENTS)
        self._presence = self.publish_on(Bool, f"/perception/presence/{config.room}", LATCHED)
        self.subscribe(Image, "/thermal/image_raw", self._on_thermal, SENSOR)
        self.subscribe(Float32, "/radar/breathing_rate", self._on_breathing, RELIABLE)
        self.subscribe(Bool, "/radar/fall_hint", self._on_hint, RELIABLE)
        self.subscribe(Bool, "/radar/presence", self._on_radar, RELIABLE)
        self.subscribe(String, "/language", self._on_language, LATCHED)
        self.every(1.0, self._tell)

    def _on_language(self, message: String) -> None:
        self._language = message.data

    def _on_breathing(self, message: Float32) -> None:
        self._breaths = float(message.data) if isfinite(message.data) and message.data > 0.0 else None

    def _on_hint(self, message: Bool) -> None:
        self._hint = bool(message.data)

    def _on_radar(self, message: Bool) -> None:
        """Presence comes with every cycle of the radar and carries the others along."""
        reading = RadarReading(self.clock.now_s(), bool(message.data), self._breaths, self._hint)
        for finding in self._sensors.radar(reading):
            self._events.publish(self._radar_event(finding))

    def _on_thermal(self, message: Image) -> None:
        try:
            finding = self._sensors.thermal(_temperatures(message), seconds(message.header.stamp))
        except ThermalError as error:
            self._trouble = str(error)
            return
        self._trouble = ""
        if finding is not None:
            words = thermal_reason(finding, self._room_name, self._language)
            sure = confidence(finding, self.config)
            self._events.publish(care.event_to(finding, "", self.config.map_frame, sure, words))

    def _radar_event(self, finding: RadarFinding) -> CareEvent:
        words = radar_reason(finding, self._room_name, self._language)
        said = {"place": self.config.room, "confidence": _RADAR_CONFIDENCE}
        return care.new_event(finding.kind.value, CareEvent.MEDIUM, finding.reading.stamp_s, words, **said)

    @property
    def _room_name(self) -> str:
        rooms = self._home.rooms if self._home is not None else {}
        return rooms[self.config.room].name_in(self._language) if self.config.room in rooms else self.config.room

    def _tell(self) -> None:
        present = self._sensors.present(self.clock.now_s())
        if present != self._present:
            self._present = present
            self._presence.publish(Bool(data=present))
        level = DiagnosticStatus.ERROR if self._trouble else DiagnosticStatus.OK
        self.report(level, self._trouble or "watching without a camera", present=present)


def _temperatures(message: Image) -> Celsius:
    """(rows, columns) degrees Celsius of a 32FC1 picture; raises ThermalError for any other."""
    if message.encoding != "32FC1" or len(message.data) != 4 * message.width * message.height:
        raise ThermalError(f"thermal pictures come as '{message.encoding}', {len(message.data)} bytes; publish 32FC1")
    return np.frombuffer(message.data, dtype=np.float32).reshape(message.height, message.width)


def main() -> None:
    run(RoomSensorsNode)
