"""Where and when the camera must not look."""

from dataclasses import dataclass
from enum import Enum

from huban_common.core.home import Home, Room


class PrivacyRule(str, Enum):
    """Why frames may not be read; the values are said on /perception/camera."""

    ROOM = "private_room"
    HOURS = "private_hours"
    LOST = "place_unknown"


@dataclass(frozen=True)
class Permission:
    """`denied`: the rule that forbids to read frames, None where they may be read.

    `room`: the room that decides it, None where it is not known where the camera is.
    """

    denied: PrivacyRule | None
    room: str | None = None

    @property
    def granted(self) -> bool:
        return self.denied is None


class PrivacyGate:
    """Grants frames by the room the robot is in and the time of the day; what is not known is denied.

    Where the robot is not known, a home with rooms that are private at all, or now, grants nothing.
    """

    def __init__(self, home: Home | None) -> None:
        self._home = home

    def permission(self, position: tuple[float, float] | None, now_s: float) -> Permission:
        """The rule at a place of the robot in `map` (None: unknown) and a time in s since 1970."""
        home = self._home
        if home is None:
            return Permission(None)
        if position is None:
            private = any(self._rule(room, now_s) is not None for room in home.rooms.values())
            return Permission(PrivacyRule.LOST if private else None)
        room = home.room_at(*position)
        return Permission(self._rule(home.rooms[room], now_s) if room is not None else None, room)

    def _rule(self, room: Room, now_s: float) -> PrivacyRule | None:
        if not room.camera:
            return PrivacyRule.ROOM
        if not room.camera_off or self._home is None:
            return None
        now = self._home.local_time(now_s)
        return PrivacyRule.HOURS if any(hours.contains(now) for hours in room.camera_off) else None
