"""Private rooms and private hours are not looked into."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from huban_common.core.home import Home, load_home
from huban_perception.core.camera_watch.privacy import Permission, PrivacyGate, PrivacyRule

HOME = load_home(Path(__file__).parents[6] / "sim" / "home.yaml")
BATHROOM, BEDROOM, KITCHEN = (8.0, 4.6), (3.3, 5.7), (7.7, 2.5)
NOON = datetime(2026, 3, 1, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai")).timestamp()


def changed(home: Home, **rooms: dict[str, object]) -> Home:
    content = home.model_dump(mode="json")
    for room, changes in rooms.items():
        content["rooms"][room] |= changes
    return Home.model_validate({**content, "time_zone": "Asia/Shanghai"})


def at(hour: int, minute: int = 0, zone: str = "Asia/Shanghai") -> float:
    return datetime(2026, 3, 1, hour, minute, tzinfo=ZoneInfo(zone)).timestamp()


def test_the_bathroom_is_private() -> None:
    assert PrivacyGate(HOME).permission(BATHROOM, NOON) == Permission(PrivacyRule.ROOM, "bathroom")


def test_the_kitchen_is_not() -> None:
    assert PrivacyGate(HOME).permission(KITCHEN, NOON) == Permission(None, "kitchen")


def test_outside_every_room_nothing_is_private() -> None:
    assert PrivacyGate(HOME).permission((-5.0, -5.0), NOON) == Permission(None, None)


def test_a_robot_that_does_not_know_where_it_is_does_not_look() -> None:
    assert PrivacyGate(HOME).permission(None, NOON) == Permission(PrivacyRule.LOST, None)


def test_a_home_without_private_rooms_denies_nothing() -> None:
    gate = PrivacyGate(changed(HOME, bathroom={"camera": True}))
    assert gate.permission(None, NOON).granted
    assert PrivacyGate(None).permission(None, NOON).granted


@pytest.mark.parametrize(
    ("hour", "minute", "granted"), [(21, 59, True), (22, 0, False), (3, 0, False), (6, 29, False), (6, 30, True)]
)
def test_private_hours_go_over_midnight_in_the_time_of_the_home(hour: int, minute: int, granted: bool) -> None:
    gate = PrivacyGate(changed(HOME, bedroom={"camera_off": ["22:00-06:30"]}))
    assert gate.permission(BEDROOM, at(hour, minute)).granted is granted
    assert gate.permission(KITCHEN, at(hour, minute)).granted


def test_private_hours_are_those_of_the_home_and_not_of_the_machine() -> None:
    gate = PrivacyGate(changed(HOME, bedroom={"camera_off": ["22:00-06:30"]}))
    assert gate.permission(BEDROOM, at(15, 0, "UTC")) == Permission(PrivacyRule.HOURS, "bedroom")
    assert gate.permission(BEDROOM, at(23, 0, "UTC")).granted


def test_several_hours_of_one_day() -> None:
    gate = PrivacyGate(changed(HOME, bedroom={"camera_off": ["07:00-07:30", "12:30-14:00"]}))
    assert [gate.permission(BEDROOM, at(hour, 15)).granted for hour in (6, 7, 12, 13, 14)] == [
        True,
        False,
        True,
        False,
        True,
    ]


def test_a_robot_that_is_lost_does_not_look_while_any_room_has_private_hours() -> None:
    gate = PrivacyGate(changed(HOME, bathroom={"camera": True}, bedroom={"camera_off": ["22:00-06:30"]}))
    assert gate.permission(None, at(23)) == Permission(PrivacyRule.LOST, None)
    assert gate.permission(None, at(12)).granted


@pytest.mark.parametrize("hours", ["22:00", "25:00-06:00", "at night", "22:00-"])
def test_hours_that_are_none_are_refused(hours: str) -> None:
    with pytest.raises(ValidationError, match="camera_off"):
        changed(HOME, bedroom={"camera_off": [hours]})


def test_a_time_zone_that_is_none_is_refused() -> None:
    with pytest.raises(ValidationError, match="no time zone 'Shanghai'"):
        Home.model_validate({**HOME.model_dump(mode="json"), "time_zone": "Shanghai"})
