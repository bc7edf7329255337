"""Who is asked when: the first on duty at once, the next after 60 s, everybody after 180 s."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TypeVar

Person = TypeVar("Person")

TIERS_S = (60.0, 180.0)
"""Seconds after the platform took an alarm until the next ones are asked (telecare: 97.5 % and 99 % answered)."""

SILENCE_S = 90.0
"""A robot that says nothing for so long is a technical alarm."""


def due(taken: datetime, level: int) -> datetime | None:
    """When an alarm at this level goes to the next one; None at the last level."""
    return taken + timedelta(seconds=TIERS_S[level]) if level < len(TIERS_S) else None


def asked(chain: Sequence[Person], level: int) -> Sequence[Person]:
    """Those of the duty chain who are asked at a level (0: the first; last level: everybody)."""
    return chain if level >= len(TIERS_S) else chain[: level + 1]


def silent(last_seen: datetime | None, listening_since: datetime, now: datetime) -> bool:
    """Whether a robot has been quiet for too long, counted from when the platform could have heard it."""
    if last_seen is None:
        return False
    return (now - max(last_seen, listening_since)).total_seconds() > SILENCE_S
