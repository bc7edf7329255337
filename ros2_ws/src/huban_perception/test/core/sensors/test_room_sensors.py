"""Rooms that no camera looks into: a thermal array and a radar, and their twins."""

import numpy as np
import pytest

from huban_perception.core.falls.findings import FallKind
from huban_perception.core.sensors.radar import RadarKind, RadarReading, RadarRules, RadarWatch
from huban_perception.core.sensors.room_sensors import (
    HealthRadar,
    RoomSensorRules,
    RoomSensors,
    ThermalArray,
    radar_reason,
    thermal_reason,
)
from huban_perception.core.sensors.thermal import ThermalError, ThermalEye, ThermalMount, ThermalRules
from huban_perception.core.types import Posture
from huban_perception.simulated_sensors import SimulatedRadar, SimulatedThermal, WarmBody

MOUNT = ThermalMount(x=2.0, y=1.0, height_m=2.4)
EYE = ThermalEye(MOUNT, ThermalRules(), None)


@pytest.fixture(params=[lambda: SimulatedThermal(MOUNT)], ids=["twin"])
def array(request: pytest.FixtureRequest) -> ThermalArray:
    """Every thermal array; a driver joins by another parameter."""
    made: ThermalArray = request.param()
    return made


@pytest.fixture(params=[SimulatedRadar], ids=["twin"])
def radar(request: pytest.FixtureRequest) -> HealthRadar:
    """Every radar; a driver joins by another parameter."""
    made: HealthRadar = request.param()
    return made


def test_every_array_gives_temperatures_in_celsius(array: ThermalArray) -> None:
    picture = array.read()
    assert picture.ndim == 2 and picture.dtype == np.float32 and min(picture.shape) >= 4
    assert np.isfinite(picture).all() and -20.0 < picture.min() <= picture.max() < 80.0


def test_every_radar_says_no_more_than_it_can_know(radar: HealthRadar) -> None:
    reading = radar.read(12.0)
    assert reading.stamp_s == 12.0
    assert reading.present or (reading.breaths_per_min is None and not reading.fall_hint)


@pytest.mark.parametrize("seed", range(5))
def test_an_empty_room_is_empty(seed: int) -> None:
    assert EYE.shapes(SimulatedThermal(MOUNT, seed=seed).read()) == []


@pytest.mark.parametrize("x", [2.0, 2.6, 3.2, 1.2])
@pytest.mark.parametrize("y", [1.0, 1.5, 0.6])
def test_somebody_upright_is_found_and_does_not_lie(x: float, y: float) -> None:
    array = SimulatedThermal(MOUNT)
    array.bodies = [WarmBody(x, y)]
    (body,) = EYE.look(array.read(), 0.0)
    assert body.posture is Posture.STANDING


@pytest.mark.parametrize("axis_deg", [0.0, 45.0, 90.0, 130.0])
@pytest.mark.parametrize("at", [(2.0, 1.0), (2.4, 1.3), (1.4, 0.8)])
def test_somebody_on_the_floor_lies_and_is_placed(axis_deg: float, at: tuple[float, float]) -> None:
    array = SimulatedThermal(MOUNT)
    array.bodies = [WarmBody(*at, lying=True, axis_deg=axis_deg)]
    (body,) = EYE.look(array.read(), 0.0)
    assert body.posture is Posture.LYING
    assert np.hypot(*(body.placement.hips[:2] - at)) < 0.3


def test_a_kettle_and_a_cat_are_nobody() -> None:
    picture = SimulatedThermal(MOUNT).read()
    picture[5:7, 5:7] = 90.0
    picture[15, 20] = 33.0
    assert EYE.look(picture, 0.0) == []


@pytest.mark.parametrize("picture", [np.zeros((2, 2)), np.zeros(9), np.full((24, 32), np.nan)])
def test_what_is_no_thermal_picture_is_refused(picture: np.ndarray) -> None:
    with pytest.raises(ThermalError, match="no thermal picture"):
        EYE.shapes(picture.astype(np.float32))


def test_dead_pixels_are_said() -> None:
    array = SimulatedThermal(MOUNT)
    array.dead = True
    with pytest.raises(ThermalError, match="1 NaN"):
        EYE.shapes(array.read())


def watched(bodies: list[WarmBody], sensors: RoomSensors, array: SimulatedThermal, start_s: float, seconds: float):
    array.bodies = bodies
    stamps = [start_s + 0.25 * i for i in range(round(seconds / 0.25))]
    return [finding for stamp_s in stamps if (finding := sensors.thermal(array.read(), stamp_s)) is not None]


def test_a_fall_in_a_room_without_a_camera_goes_through_the_same_monitor() -> None:
    sensors, array = RoomSensors(MOUNT, RoomSensorRules(), None), SimulatedThermal(MOUNT)
    assert watched([WarmBody(2.2, 1.1)], sensors, array, 0.0, 10.0) == []
    found = watched([WarmBody(2.4, 1.1, lying=True)], sensors, array, 10.0, 25.0)
    assert [one.kind for one in found][:2] == [FallKind.SUSPECTED, FallKind.DETECTED]
    assert found[0].stamp_s - 10.0 <= 2.0
    assert "lying on the floor" in thermal_reason(found[0], "bathroom", "en")
    up = watched([WarmBody(2.2, 1.1)], sensors, array, 35.0, 10.0)
    assert [one.kind for one in up] == [FallKind.UP_AGAIN]
    assert "热成像" in thermal_reason(up[0], "卫生间", "zh-CN")


def test_somebody_is_there_while_either_sensor_finds_them() -> None:
    sensors, array = RoomSensors(MOUNT, RoomSensorRules(), None), SimulatedThermal(MOUNT)
    assert not sensors.present(0.0)
    watched([WarmBody(2.2, 1.1)], sensors, array, 0.0, 1.0)
    assert sensors.present(5.0) and not sensors.present(20.0)
    sensors.radar(RadarReading(20.0, present=True))
    assert sensors.present(30.0)


def readings(watch: RadarWatch, radar: SimulatedRadar, start_s: int, seconds: int) -> list[RadarKind]:
    return [one.kind for second in range(seconds) for one in watch.see(radar.read(float(start_s + second)))]


def test_a_fall_hint_that_holds_is_a_suspicion_told_once() -> None:
    watch, radar = RadarWatch(RadarRules()), SimulatedRadar()
    radar.present, radar.fall_hint = True, True
    assert readings(watch, radar, 0, 1) == []
    assert readings(watch, radar, 1, 20) == [RadarKind.FALL]
    radar.fall_hint = False
    assert readings(watch, radar, 21, 10) == []
    radar.fall_hint = True
    assert readings(watch, radar, 31, 10) == [RadarKind.FALL]


def test_odd_breathing_is_told_after_a_minute_in_words_and_figures() -> None:
    watch, radar = RadarWatch(RadarRules()), SimulatedRadar()
    radar.present, radar.breaths_per_min = True, 16.0
    assert readings(watch, radar, 0, 120) == []
    radar.breaths_per_min = 36.0
    found = [one for second in range(120, 190) for one in watch.see(radar.read(float(second)))]
    assert [one.kind for one in found] == [RadarKind.BREATHING]
    assert "36 breaths a minute for 60 s" in radar_reason(found[0], "bedroom", "en")
    assert "每分钟呼吸36次" in radar_reason(found[0], "卧室", "zh-CN")
