"""What a robot told of its home: how rooms and places are called."""

from collections.abc import Mapping
from typing import Any


def place_names(about: Mapping[str, Any], place: str) -> dict[str, str]:
    """What a room or place is called in each language; its id where the robot did not say."""
    names: dict[str, str] = about.get("rooms", {}).get(place) or about.get("places", {}).get(place) or {}
    return names or ({"en": place, "zh-CN": place} if place else {})
