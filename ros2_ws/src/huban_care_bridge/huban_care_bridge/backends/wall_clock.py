"""The machine's time of day."""

from datetime import datetime, timezone


class SystemWallClock:
    def now(self) -> datetime:
        return datetime.now(timezone.utc)
