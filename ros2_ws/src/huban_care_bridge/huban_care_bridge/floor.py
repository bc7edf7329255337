"""The home and the people in it as the caregiver's map shows them."""

from collections.abc import Mapping
from math import isfinite

from care_protocol.messages import Person, Plan, Position
from huban_care_bridge.core.pose import Pose2
from huban_common.core.home import Door, Home

MAP = "map"
PERSON_FRAME = "person_"
SEEN_FOR_S = 3.0
"""A person whose frame is older than this is no longer in view."""

PEOPLE = 8


def plan(home: Home) -> Plan:
    """Rooms, furniture as boxes around it, and doors, in metres of the map."""
    boxes = {
        name: (
            min(x for x, _ in piece.corners()),
            min(y for _, y in piece.corners()),
            max(x for x, _ in piece.corners()),
            max(y for _, y in piece.corners()),
        )
        for name, piece in home.furniture.items()
        if piece.blocks
    }
    rooms = {name: room.area for name, room in home.rooms.items()}
    return Plan(rooms=rooms, furniture=boxes, doors=[_opening(home, door) for door in home.doors.values()])


def people(frames: Mapping[str, tuple[Pose2, float]], now_s: float) -> list[Person]:
    """Those in view: `frames` holds by id where each was seen in the map, and when."""
    fresh = {id: pose for id, (pose, seen_s) in frames.items() if now_s - seen_s <= SEEN_FOR_S}
    return [
        Person(id=id, position=Position(frame=MAP, x=pose.x, y=pose.y))
        for id, pose in sorted(fresh.items())
        if isfinite(pose.x) and isfinite(pose.y)
    ][:PEOPLE]


def _opening(home: Home, door: Door) -> tuple[float, float, float, float]:
    """The two ends of a doorway, along the wall that its rooms share."""
    one, other = (home.rooms[room].area for room in door.between)
    x, y = door.at
    half = door.width_m / 2
    if x in (one[0], one[2]) and x in (other[0], other[2]):
        return x, y - half, x, y + half
    return x - half, y, x + half, y
