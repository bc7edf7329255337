"""How often somebody may try a password."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

WINDOW = timedelta(minutes=15)
SAME_ACCOUNT_AND_ADDRESS = 5
SAME_ADDRESS = 30
SAME_ACCOUNT = 60
"""High enough that a stranger elsewhere does not lock a nurse out at once, low enough to stop guessing."""


@dataclass(frozen=True)
class Failure:
    """A wrong password: for which account, from which address, when."""

    account: str
    address: str
    at: datetime


def wait(failures: Sequence[Failure], account: str, address: str, now: datetime) -> timedelta:
    """How long the next try has to wait; zero when it may come now."""
    recent = [failure for failure in failures if now - failure.at < WINDOW]
    groups = (
        ([f for f in recent if f.account == account and f.address == address], SAME_ACCOUNT_AND_ADDRESS),
        ([f for f in recent if f.address == address], SAME_ADDRESS),
        ([f for f in recent if f.account == account], SAME_ACCOUNT),
    )
    return max((_until_free([f.at for f in group], limit, now) for group, limit in groups), default=timedelta())


def _until_free(times: list[datetime], limit: int, now: datetime) -> timedelta:
    if len(times) < limit:
        return timedelta()
    return sorted(times)[-limit] + WINDOW - now
