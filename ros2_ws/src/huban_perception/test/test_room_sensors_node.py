"""The optional node for rooms without a camera."""

import time
from array import array
from pathlib import Path
from typing import Any

import numpy as np
from diagnostic_msgs.msg import DiagnosticArray, DiagnosticStatus
from sensor_msgs.msg import Image
from std_msgs.msg import Bool, Header

from huban_common.qos import LATCHED, LATCHED_EVENTS, RELIABLE, SENSOR
from huban_common.stamps import to_time
from huban_common.testing import Graph, assert_yaml_lists_every_parameter
from huban_interfaces.msg import CareEvent
from huban_perception.core.sensors.thermal import Celsius, ThermalMount
from huban_perception.room_sensors import RoomSensorsConfig, RoomSensorsNode
from huban_perception.simulated_sensors import SimulatedThermal, WarmBody

PACKAGE = Path(__file__).parents[1]
HOME = str(PACKAGE.parents[2] / "sim" / "home.yaml")


def message(picture: Celsius, stamp_s: float) -> Image:
    data = array("B")
    data.frombytes(memoryview(np.ascontiguousarray(picture)).cast("B"))
    rows, columns = picture.shape
    header = Header(stamp=to_time(stamp_s), frame_id="thermal")
    return Image(header=header, height=rows, width=columns, encoding="32FC1", step=4 * columns, data=data)


def test_the_parameter_file_lists_every_parameter() -> None:
    assert_yaml_lists_every_parameter(RoomSensorsConfig, PACKAGE / "config" / "room_sensors.yaml", "room_sensors")


def test_a_fall_in_the_bathroom_is_told_without_a_camera(graph: Graph) -> None:
    graph.start(RoomSensorsNode, home_file=HOME)
    events: list[CareEvent] = graph.collect(CareEvent, "/care/events", LATCHED_EVENTS)
    presence: list[Bool] = graph.collect(Bool, "/perception/presence/bathroom", LATCHED)
    pictures = graph.publisher(Image, "/thermal/image_raw", SENSOR)
    twin = SimulatedThermal(ThermalMount(8.6, 4.8, 2.4))
    graph.spin(0.3)
    start_s = time.time()
    for i in range(60):
        twin.bodies = [WarmBody(8.8, 4.8)] if i < 20 else [WarmBody(8.9, 4.8, lying=True)]
        pictures.publish(message(twin.read(), start_s + 0.25 * i))
        graph.spin(0.03)
    graph.until(lambda: len(events) >= 2)
    assert [event.kind for event in events][:2] == ["fall_suspected", "fall_detected"]
    assert events[0].place == "bathroom" and "lying on the floor" in events[0].reason
    graph.until(lambda: any(said.data for said in presence))


def test_a_radar_tells_presence_and_a_fall_hint_that_holds(graph: Graph) -> None:
    graph.start(RoomSensorsNode, home_file=HOME, radar_fall_s=0.3)
    events: list[CareEvent] = graph.collect(CareEvent, "/care/events", LATCHED_EVENTS)
    hints = graph.publisher(Bool, "/radar/fall_hint", RELIABLE)
    radar = graph.publisher(Bool, "/radar/presence", RELIABLE)
    graph.spin(0.3)
    hints.publish(Bool(data=True))
    graph.spin(0.1)

    def told() -> Any:
        radar.publish(Bool(data=True))
        graph.spin(0.05)
        return events

    graph.until(told)
    assert (events[0].kind, events[0].place) == ("fall_suspected", "bathroom")
    assert "radar" in events[0].reason


def test_a_picture_of_a_wrong_kind_is_said_and_ends_nothing(graph: Graph) -> None:
    graph.start(RoomSensorsNode, home_file="")
    health: list[DiagnosticArray] = graph.collect(DiagnosticArray, "/diagnostics")
    pictures = graph.publisher(Image, "/thermal/image_raw", SENSOR)
    graph.spin(0.3)
    bad = message(SimulatedThermal(ThermalMount(0.0, 0.0, 2.4)).read(), 1.0)
    bad.encoding = "mono16"
    pictures.publish(bad)

    def levels() -> list[bytes]:
        return [status.level for array_ in health for status in array_.status if status.name.startswith("room_sensors")]

    graph.until(lambda: DiagnosticStatus.ERROR in levels())
    pictures.publish(message(SimulatedThermal(ThermalMount(0.0, 0.0, 2.4)).read(), 2.0))
    health.clear()
    graph.until(lambda: DiagnosticStatus.OK in levels())
