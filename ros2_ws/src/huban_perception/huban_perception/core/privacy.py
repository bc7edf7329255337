"""Where the camera must not look."""

from dataclasses import dataclass

from huban_common.core.home import Home


@dataclass(frozen=True)
class Permission:
    """Whether frames may be read, and the room that decides it; None: not known where the camera is."""

    granted: bool
    room: str | None


class PrivacyGate:
    """Grants frames by the room the robot is in; denies while that is unknown in a home with private rooms."""

    def __init__(self, home: Home | None) -> None:
        self._rooms = {} if home is None else home.rooms
        self._home = home
        self._any_private = any(not room.camera for room in self._rooms.values())

    def permission(self, position: tuple[float, float] | None) -> Permission:
        """The rule at a place of the robot in `map`, None where it is unknown."""
        if self._home is None or position is None:
            return Permission(not self._any_private, None)
        room = self._home.room_at(*position)
        return Permission(room is None or self._rooms[room].camera, room)
