import pytest

from huban_simulation.core.battery import Battery
from huban_simulation.core.types import Twist

STILL = Twist()


def left_after(seconds: int, twist: Twist = STILL, docked: bool = False) -> float:
    battery = Battery(0.5)
    for _ in range(seconds):
        battery.step(1.0, twist, docked)
    return battery.read().charge


def test_driving_drains_the_battery_faster_than_standing() -> None:
    assert left_after(600, Twist(linear_m_s=0.6)) < left_after(600) < 0.5


def test_the_battery_fills_at_the_dock_and_says_so() -> None:
    battery = Battery(0.5)
    battery.step(60.0, Twist(), docked=True)
    reading = battery.read()
    assert reading.charge > 0.5 and reading.charging and reading.current_a > 0


@pytest.mark.parametrize(("docked", "charge"), [(True, 1.0), (False, 0.0)])
def test_charge_stays_between_empty_and_full(docked: bool, charge: float) -> None:
    assert left_after(20_000, docked=docked) == charge


def test_a_full_battery_at_the_dock_no_longer_charges() -> None:
    battery = Battery(1.0)
    battery.step(1.0, Twist(), docked=True)
    assert not battery.read().charging
