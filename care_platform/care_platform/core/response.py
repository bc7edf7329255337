"""How fast people answer alarms, against what telecare services are held to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil


@dataclass(frozen=True)
class Target:
    """At least `share` of all alarms answered within `within_s`."""

    within_s: float
    share: float


TARGETS = (Target(60.0, 0.975), Target(180.0, 0.99))
"""As telecare services are measured; escalation (core/escalation.py) has the same two limits."""


@dataclass(frozen=True)
class Response:
    """When the platform had an alarm and when a person first took it or was there."""

    received: datetime
    answered: datetime | None

    def pause_s(self) -> float | None:
        return (self.answered - self.received).total_seconds() if self.answered else None


@dataclass(frozen=True)
class Reached:
    """How far a target is met: `met` of `judged` alarms; `share` and `good` are unknown without any."""

    target: Target
    met: int
    judged: int

    @property
    def share(self) -> float | None:
        return self.met / self.judged if self.judged else None

    @property
    def good(self) -> bool | None:
        return self.share >= self.target.share if self.share is not None else None


@dataclass(frozen=True)
class Figures:
    """`median_s` and `p95_s` are of answered alarms only."""

    alarms: int
    answered: int
    median_s: float | None
    p95_s: float | None
    reached: tuple[Reached, ...]


def figures(responses: Sequence[Response], now: datetime) -> Figures:
    """An alarm that waits is judged by a target as soon as the target's time is over: it has missed it."""
    pauses = sorted(pause for response in responses if (pause := response.pause_s()) is not None)
    return Figures(
        alarms=len(responses),
        answered=len(pauses),
        median_s=_quantile(pauses, 0.5),
        p95_s=_quantile(pauses, 0.95),
        reached=tuple(_reached(target, responses, now) for target in TARGETS),
    )


def _reached(target: Target, responses: Sequence[Response], now: datetime) -> Reached:
    pauses = [response.pause_s() for response in responses]
    met = sum(pause is not None and pause <= target.within_s for pause in pauses)
    young = sum(r.answered is None and (now - r.received).total_seconds() <= target.within_s for r in responses)
    return Reached(target, met, len(responses) - young)


def _quantile(ordered: Sequence[float], share: float) -> float | None:
    """The smallest value that so much of all do not exceed (nearest rank)."""
    return ordered[max(ceil(share * len(ordered)), 1) - 1] if ordered else None
