"""A home as a picture: metres of the map (x east, y north) become units of a drawing (y down)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import degrees
from typing import Any

UNITS_PER_M = 100
MARGIN_M = 0.15
MAP_FRAME = "map"
Names = Mapping[str, str]


@dataclass(frozen=True)
class Box:
    """A rectangle of the drawing, in units."""

    x: int
    y: int
    width: int
    height: int

    @property
    def middle(self) -> tuple[int, int]:
        return self.x + self.width // 2, self.y + self.height // 2


@dataclass(frozen=True)
class Room:
    """`priority` is that of the most urgent open alarm in it, empty without one."""

    id: str
    names: Names
    box: Box
    here: bool
    priority: str


@dataclass(frozen=True)
class Mark:
    """The robot or a person; `turn_deg` is clockwise from the top, None where unknown."""

    x: int
    y: int
    names: Names
    room_names: Names
    turn_deg: int | None = None
    posture: str = ""


@dataclass(frozen=True)
class FloorPlan:
    """Everything to draw; `width` and `height` are the picture's size in units."""

    width: int
    height: int
    rooms: tuple[Room, ...]
    furniture: tuple[Box, ...]
    doors: tuple[tuple[int, int, int, int], ...]
    robot: Mark | None
    people: tuple[Mark, ...]


def floor_plan(about: Mapping[str, Any], state: Mapping[str, Any], alarms: Mapping[str, str]) -> FloorPlan | None:
    """The plan of what a robot told of its home (About) and of now (RobotState); None without outlines of rooms.

    `alarms` maps a room's id to the priority of the alarm in it.
    """
    plan = about.get("plan") or {}
    outlines = {room: tuple(outline) for room, outline in (plan.get("rooms") or {}).items()}
    return _Sheet(outlines, about).draw(plan, state, alarms) if outlines else None


class _Sheet:
    """The paper: knows where the map's corner lies on it and which room a point is in."""

    def __init__(self, outlines: Mapping[str, Sequence[float]], about: Mapping[str, Any]) -> None:
        self._outlines = outlines
        self._names: Mapping[str, Names] = about.get("rooms") or {}
        self._people: Mapping[str, Names] = about.get("people") or {}
        self._left = min(min(o[0], o[2]) for o in outlines.values()) - MARGIN_M
        self._top = max(max(o[1], o[3]) for o in outlines.values()) + MARGIN_M
        right = max(max(o[0], o[2]) for o in outlines.values()) + MARGIN_M
        bottom = min(min(o[1], o[3]) for o in outlines.values()) - MARGIN_M
        self._size = round((right - self._left) * UNITS_PER_M), round((self._top - bottom) * UNITS_PER_M)

    def draw(self, plan: Mapping[str, Any], state: Mapping[str, Any], alarms: Mapping[str, str]) -> FloorPlan:
        here = state.get("room") or ""
        people = (self._person(person) for person in state.get("people") or [])
        return FloorPlan(
            *self._size,
            rooms=tuple(
                Room(room, self._name(room), self._box(outline), room == here, alarms.get(room, ""))
                for room, outline in self._outlines.items()
            ),
            furniture=tuple(self._box(box) for box in (plan.get("furniture") or {}).values()),
            doors=tuple(self._point(d[0], d[1]) + self._point(d[2], d[3]) for d in plan.get("doors") or []),
            robot=self._mark(state.get("position"), {}, state.get("heading_rad")),
            people=_known(people),
        )

    def _person(self, person: Mapping[str, Any]) -> Mark | None:
        mark = self._mark(person.get("position"), self._people.get(person.get("id") or "", {}), None)
        return replace(mark, posture=str(person.get("posture") or "")) if mark else None

    def _mark(self, position: Mapping[str, Any] | None, names: Names, heading_rad: float | None) -> Mark | None:
        """Where somebody is; None where it is unknown or not in the map."""
        if not position or position.get("frame") != MAP_FRAME:
            return None
        x, y = float(position["x"]), float(position["y"])
        turn = None if heading_rad is None else round(90 - degrees(heading_rad)) % 360
        return Mark(*self._point(x, y), names, self._name(self._room_at(x, y)), turn)

    def _room_at(self, x: float, y: float) -> str:
        inside = (
            room for room, box in self._outlines.items() if _within(x, box[0], box[2]) and _within(y, box[1], box[3])
        )
        return next(inside, "")

    def _name(self, room: str) -> Names:
        return self._names.get(room) or ({"en": room} if room else {})

    def _box(self, outline: Sequence[float]) -> Box:
        left, top = self._point(min(outline[0], outline[2]), max(outline[1], outline[3]))
        right, bottom = self._point(max(outline[0], outline[2]), min(outline[1], outline[3]))
        return Box(left, top, right - left, bottom - top)

    def _point(self, x: float, y: float) -> tuple[int, int]:
        """Clamped to the paper: what has lost its way is drawn at the edge."""
        width, height = self._size
        across, down = round((x - self._left) * UNITS_PER_M), round((self._top - y) * UNITS_PER_M)
        return min(max(across, 0), width), min(max(down, 0), height)


def _within(value: float, one: float, other: float) -> bool:
    return min(one, other) <= value <= max(one, other)


def _known(marks: Iterable[Mark | None]) -> tuple[Mark, ...]:
    return tuple(mark for mark in marks if mark is not None)
