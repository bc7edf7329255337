"""How near somebody is in human terms (E. T. Hall, The Hidden Dimension, 1966; limits as REP-155 has them)."""

from enum import Enum


class Space(str, Enum):
    """The spaces around the robot, from the inside out."""

    INTIMATE = "intimate"
    PERSONAL = "personal"
    SOCIAL = "social"
    PUBLIC = "public"


_LIMITS_M = {Space.INTIMATE: 0.45, Space.PERSONAL: 1.2, Space.SOCIAL: 3.6, Space.PUBLIC: 20.0}

_MARGIN = 0.1
"""A space is left only beyond this part of its limit, so that nobody at a border is now in, now out."""


def space_at(distance_m: float, before: Space | None) -> Space | None:
    """The space at a distance, for somebody who was last in `before`; None beyond all and for what is no distance."""
    for space, limit_m in _LIMITS_M.items():
        stretch = _stretch(space, before)
        if distance_m <= limit_m * stretch:
            return space
    return None


def _stretch(space: Space, before: Space | None) -> float:
    """Whoever is inside a limit has to go beyond it to leave, whoever is outside has to come well in."""
    if before is None:
        return 1.0
    spaces = list(Space)
    return 1.0 + _MARGIN if spaces.index(before) <= spaces.index(space) else 1.0 - _MARGIN
