"""What pages and API show, in types that are also the API's schema."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Path
from pydantic import BaseModel

from care_protocol.messages import Priority

Names = dict[str, str]
RowKey = Annotated[int, Path(ge=1, lt=2**31)]
"""The number of a row in an address; larger ones no database takes."""


class StepView(BaseModel):
    """One thing done about an alarm; without `by` the clock did it."""

    step: str
    at: datetime
    by: Names | None
    text: str


class AskedView(BaseModel):
    names: Names
    at: datetime
    shown: datetime | None


class AlarmView(BaseModel):
    """An alarm for one person: `asks_me` while it waits for this person, `unseen` until a screen showed it.

    A `drill` is an exercise: every page says so.
    """

    id: UUID
    tenant: str
    robot: str
    elder: Names
    kind: str
    priority: str
    state: str
    place: str
    place_names: Names
    reason: str
    raised: datetime
    received: datetime
    late: bool
    drill: bool
    due: datetime | None
    level: int
    cause: str | None
    asks_me: bool
    unseen: bool
    next_steps: list[str]
    steps: list[StepView]
    asked: list[AskedView]


class HistoryView(BaseModel):
    """One line of what happened about an alarm: an `event` of the robot, somebody `asked`, or a `step` taken."""

    at: datetime
    what: Literal["event", "asked", "step"]
    name: str
    by: Names | None = None
    text: str = ""
    priority: str = Priority.NONE.value
    shown: datetime | None = None


class RobotView(BaseModel):
    """A robot as it last told; `state` is a RobotState of care_protocol, `skills` what this person may call."""

    tenant: str
    robot_id: str
    home: Names
    elder: Names
    online: bool
    connection: str | None
    last_seen: datetime | None
    state: dict[str, Any]
    room_names: Names
    activity_place: Names
    places: dict[str, Names]
    skills: list[str]


class EventView(BaseModel):
    id: UUID
    tenant: str
    robot: str
    kind: str
    priority: str
    stamp: datetime
    place: str
    place_names: Names
    alarm_id: UUID | None
    reason: str
    data: dict[str, Any]


class OrderView(BaseModel):
    """A command of a person and how far the robot got; state `waiting` or one of ResultState."""

    id: UUID
    tenant: str
    robot: str
    skill: str
    args: dict[str, Any]
    place_names: Names
    state: str
    message: str
    created: datetime
    by: Names
