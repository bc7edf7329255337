"""The home description (`sim/home.yaml`): rooms, doors, furniture, places, bed limits. Metres, degrees, REP-103."""

from collections.abc import Callable
from datetime import datetime, time
from math import cos, radians, sin
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, field_validator, model_validator

from huban_common.core.texts import locale_of

Name = dict[Literal["en", "zh-CN"], str]
Point2 = tuple[float, float]
Pose2 = tuple[float, float, float]
Posture = Literal["standing", "sitting", "lying", "fallen"]


class HomeError(ValueError):
    """A home description that cannot be used, with the path of the field."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Named(_Part):
    name: Name

    def name_in(self, language: str) -> str:
        """What people call it who speak this language."""
        return self.name[locale_of(language)]


def _read_hours(value: object) -> object:
    """Hours like 22:00-06:30 as a mapping; anything else as it is."""
    if not isinstance(value, str):
        return value
    begin, dash, end = value.partition("-")
    if not dash:
        raise ValueError(f"'{value}' are no hours of the day; write them like 22:00-06:30")
    return {"begin": begin.strip(), "end": end.strip()}


class DayHours(_Part):
    """From `begin` until just before `end` of each day; over midnight where the end is earlier, else of one day."""

    begin: time
    end: time

    def contains(self, at: time) -> bool:
        """Whether a local time of the day falls into them; equal begin and end are the whole day."""
        if self.begin < self.end:
            return self.begin <= at < self.end
        return at >= self.begin or at < self.end


Hours = Annotated[DayHours, BeforeValidator(_read_hours)]


class Walls(_Part):
    height_m: float = Field(gt=0)
    thickness_m: float = Field(gt=0)


class Room(_Named):
    """A rectangle `area` = (x_min, y_min, x_max, y_max); `camera` says whether cameras may look there at all.

    `camera_off`: hours of the day in which they may not, such as "22:00-06:30", in the home's `time_zone`.
    """

    area: tuple[float, float, float, float]
    floor: Literal["wood", "tiles", "stone"] = "wood"
    camera: bool = True
    camera_off: tuple[Hours, ...] = ()

    def contains(self, x: float, y: float) -> bool:
        x_min, y_min, x_max, y_max = self.area
        return x_min <= x <= x_max and y_min <= y <= y_max


class Door(_Part):
    between: tuple[str, str]
    at: Point2
    width_m: float = Field(gt=0)


FLAT_M = 0.05
"""Furniture lower than this (a shower tray, a rug) can be rolled and walked over."""


class Furniture(_Part):
    """A piece of furniture; `size_m` = (along its own x, along its own y, height); seats and beds face +x."""

    kind: str
    room: str
    at: Point2
    yaw_deg: float = 0.0
    size_m: tuple[float, float, float]
    sit: bool = False
    lie: bool = False

    @property
    def blocks(self) -> bool:
        """Whether it stands in the way."""
        return self.size_m[2] > FLAT_M

    def contains(self, x: float, y: float, margin_m: float = 0.0) -> bool:
        """Whether a point on the floor plan lies within the outline, widened by a margin."""
        dx, dy = x - self.at[0], y - self.at[1]
        turn = radians(-self.yaw_deg)
        along = cos(turn) * dx - sin(turn) * dy
        across = sin(turn) * dx + cos(turn) * dy
        return abs(along) <= self.size_m[0] / 2 + margin_m and abs(across) <= self.size_m[1] / 2 + margin_m

    def corners(self, margin_m: float = 0.0) -> tuple[Point2, ...]:
        """The four corners of the outline, counter-clockwise."""
        half_x, half_y = self.size_m[0] / 2 + margin_m, self.size_m[1] / 2 + margin_m
        turn = radians(self.yaw_deg)
        offsets = ((half_x, half_y), (-half_x, half_y), (-half_x, -half_y), (half_x, -half_y))
        return tuple(
            (self.at[0] + cos(turn) * x - sin(turn) * y, self.at[1] + sin(turn) * x + cos(turn) * y) for x, y in offsets
        )


class Place(_Named):
    """Where the robot stands when it is sent there: `pose` = (x, y, heading in degrees)."""

    pose: Pose2


class Person(_Named):
    role: Literal["elder", "family", "caregiver", "nurse", "technician"]


class BedJoint(_Part):
    """Limits of one bed joint: rad and rad/s, for height m and m/s."""

    section: Literal["back", "legs", "height", "tilt"]
    minimum: float
    maximum: float
    speed: float = Field(gt=0)

    @model_validator(mode="after")
    def _ordered(self) -> "BedJoint":
        if self.minimum >= self.maximum:
            raise ValueError(f"minimum {self.minimum} is not below maximum {self.maximum}")
        return self


class Bed(_Part):
    frame: str
    joints: dict[str, BedJoint]

    def joint_of(self, section: str) -> str:
        """The name of the joint that moves a section; raises KeyError for an unknown section."""
        for name, joint in self.joints.items():
            if joint.section == section:
                return name
        raise KeyError(f"the bed has no section '{section}'")


class ActorStart(_Part):
    at: str | Point2
    posture: Posture


class Start(_Part):
    robot: Pose2
    elder: ActorStart
    caregiver: ActorStart


class Home(_Named):
    """Everything the house knows about the flat it serves."""

    time_zone: str = ""
    """Of the IANA database, such as Asia/Shanghai; empty: that of the machine."""
    people: dict[str, Person]
    walls: Walls
    rooms: dict[str, Room]
    doors: dict[str, Door]
    furniture: dict[str, Furniture]
    places: dict[str, Place]
    bed: Bed
    start: Start

    @model_validator(mode="after")
    def _refers_to_known_parts(self) -> "Home":
        for door_id, door in self.doors.items():
            for room in door.between:
                if room not in self.rooms:
                    raise ValueError(f"doors.{door_id}.between: no room '{room}'")
        for item_id, item in self.furniture.items():
            if item.room not in self.rooms:
                raise ValueError(f"furniture.{item_id}.room: no room '{item.room}'")
        if self.bed.frame not in self.furniture:
            raise ValueError(f"bed.frame: no furniture '{self.bed.frame}'")
        return self

    @field_validator("time_zone")
    @classmethod
    def _is_a_time_zone(cls, name: str) -> str:
        if name:
            try:
                ZoneInfo(name)
            except (ValueError, OSError, ZoneInfoNotFoundError) as error:
                raise ValueError(f"no time zone '{name}' is known; write one like Asia/Shanghai") from error
        return name

    def local_time(self, stamp_s: float) -> time:
        """The time of the day in this home at a time in s since 1970."""
        zone = ZoneInfo(self.time_zone) if self.time_zone else None
        return datetime.fromtimestamp(stamp_s, zone).time()

    @property
    def elder_id(self) -> str | None:
        """Whom the robot looks after; None where the home names nobody."""
        return next((person_id for person_id, person in self.people.items() if person.role == "elder"), None)

    def room_at(self, x: float, y: float) -> str | None:
        """The id of the room around a point of the floor plan, None outside."""
        return next((room_id for room_id, room in self.rooms.items() if room.contains(x, y)), None)

    def lying_place_at(self, x: float, y: float, margin_m: float = 0.0) -> str | None:
        """The id of the bed or sofa under a point of the floor plan, None where nobody should lie."""
        return self._item_at(x, y, margin_m, lambda item: item.lie)

    def seat_at(self, x: float, y: float, margin_m: float = 0.0) -> str | None:
        """The id of what one can sit on under a point of the floor plan, None where there is no seat."""
        return self._item_at(x, y, margin_m, lambda item: item.sit)

    def _item_at(self, x: float, y: float, margin_m: float, fits: Callable[[Furniture], bool]) -> str | None:
        here = (name for name, item in self.furniture.items() if fits(item) and item.contains(x, y, margin_m))
        return next(here, None)


def load_home(path: Path) -> Home:
    """Reads and checks a home description; raises HomeError with file, field and reason."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise HomeError(f"{path}: {error.strerror or error}") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise HomeError(f"{path}: not readable as YAML: {str(error).splitlines()[0]}") from error
    try:
        return Home.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "(file)"
        raise HomeError(f"{path}: {field}: {first['msg']}") from error
