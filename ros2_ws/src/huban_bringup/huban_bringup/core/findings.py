"""What the doctor finds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum


class Level(str, Enum):
    OK = "ok"
    DEGRADED = "degraded"
    """Huban runs, with less; the finding says what is less."""
    MISSING = "missing"
    """Huban does not run."""


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at; `outcome` chooses the text `doctor-<subject>-<outcome>`."""

    subject: str
    level: Level
    outcome: str
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def title_key(self) -> str:
        return f"doctor-{self.subject}"

    @property
    def text_key(self) -> str:
        return f"doctor-{self.subject}-{self.outcome}"


def ok(subject: str, **values: object) -> Finding:
    return Finding(subject, Level.OK, "ok", values)


def degraded(subject: str, outcome: str, **values: object) -> Finding:
    return Finding(subject, Level.DEGRADED, outcome, values)


def missing(subject: str, outcome: str, **values: object) -> Finding:
    return Finding(subject, Level.MISSING, outcome, values)


def worst(findings: Iterable[Finding]) -> Level:
    """The level that decides the exit status."""
    order = list(Level)
    return max((finding.level for finding in findings), key=order.index, default=Level.OK)
