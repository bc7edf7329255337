"""Private rooms are not looked into."""

from pathlib import Path

from huban_common.core.home import load_home
from huban_perception.core.privacy import Permission, PrivacyGate

HOME = load_home(Path(__file__).parents[5] / "sim" / "home.yaml")


def test_the_bathroom_is_private() -> None:
    assert PrivacyGate(HOME).permission((8.0, 4.6)) == Permission(granted=False, room="bathroom")


def test_the_kitchen_is_not() -> None:
    assert PrivacyGate(HOME).permission((7.7, 2.5)) == Permission(granted=True, room="kitchen")


def test_outside_every_room_nothing_is_private() -> None:
    assert PrivacyGate(HOME).permission((-5.0, -5.0)) == Permission(granted=True, room=None)


def test_a_robot_that_does_not_know_where_it_is_does_not_look() -> None:
    assert PrivacyGate(HOME).permission(None) == Permission(granted=False, room=None)


def test_a_home_without_private_rooms_denies_nothing() -> None:
    rooms = {name: room.model_copy(update={"camera": True}) for name, room in HOME.rooms.items()}
    assert PrivacyGate(HOME.model_copy(update={"rooms": rooms})).permission(None).granted
    assert PrivacyGate(None).permission(None).granted
