"""From names in acts to points of the floor and seats."""

import numpy as np

from huban_common.core.home import ActorStart, Home, Point2
from huban_simulation.core.people.acts import ActError
from huban_simulation.core.people.falls import fall
from huban_simulation.core.people.rests import Fallen, Lying, Rest, Sitting, Standing, World
from huban_simulation.core.people.seats import Seat, seats
from huban_simulation.core.people.skeleton import Floats
from huban_simulation.core.people.standing import standing

_BEYOND_ROBOT_M = 0.9
"""People stand this far in front of where the robot stands at a place, so that both have room."""
_SEARCH_M = 1.5


def floor_point(world: World, name: str) -> Point2:
    """Where a person stands at a place, in a room or at a piece of furniture; raises ActError naming what there is."""
    home = world.home
    if name in home.places:
        x, y, heading_deg = home.places[name].pose
        wanted = (
            x + _BEYOND_ROBOT_M * float(np.cos(np.radians(heading_deg))),
            y + _BEYOND_ROBOT_M * float(np.sin(np.radians(heading_deg))),
        )
    elif name in home.furniture:
        item = home.furniture[name]
        wanted = item.at
        sittable = seats(home, world.floor, world.skeleton, name) if item.sit else []
        if sittable:
            return sittable[0].approach
    elif name in home.rooms:
        area = home.rooms[name].area
        wanted = ((area[0] + area[2]) / 2, (area[1] + area[3]) / 2)
    else:
        known = sorted({*home.places, *home.rooms, *home.furniture})
        raise ActError(f"walk_to: no place '{name}'; known are {', '.join(known)}")
    return free_point(world, wanted, name)


def free_point(world: World, wanted: Point2, name: str) -> Point2:
    """The nearest free point of the floor; raises ActError where there is none."""
    found = world.floor.free_near(wanted, _SEARCH_M)
    if found is None:
        raise ActError(f"walk_to: no free floor near {name}")
    return found


def best_seat(world: World, names: list[str], body: Floats) -> Seat:
    """The seat with the shortest way from a body (x, y, yaw); raises ActError when none can be reached."""
    here = (float(body[0]), float(body[1]))
    found = [seat for name in names for seat in seats(world.home, world.floor, world.skeleton, name)]
    found.sort(key=lambda seat: float(np.hypot(seat.entry[0] - here[0], seat.entry[1] - here[1])))
    for seat in found:
        if world.floor.reaches(here, seat.approach):
            return seat
    raise ActError(f"no way to sit on {' or '.join(names)} from here")


def starting_rest(world: World, start: ActorStart, random: np.random.Generator) -> Rest:
    """How an actor is at the beginning; raises ActError for a start that cannot be."""
    if start.posture in ("sitting", "lying"):
        name = start.at if isinstance(start.at, str) else "a point of the floor"
        item = world.home.furniture.get(name)
        usable = item is not None and (item.sit if start.posture == "sitting" else item.lie)
        sittable = seats(world.home, world.floor, world.skeleton, name) if usable else []
        if not sittable:
            raise ActError(f"start: nobody can be {start.posture} at {name}")
        return Sitting(sittable[0]) if start.posture == "sitting" else Lying(sittable[0])
    point = floor_point(world, start.at) if isinstance(start.at, str) else start.at
    body = np.array([*point, _into_the_room_rad(world.home, point)])
    if start.posture == "standing":
        return Standing(body)
    upright = standing(world.skeleton, world.gait, body)
    return Fallen(fall(world.skeleton, world.floor, upright, "backward", random).end)


def _into_the_room_rad(home: Home, point: Point2) -> float:
    room = home.room_at(*point)
    if room is None:
        return 0.0
    area = home.rooms[room].area
    return float(np.arctan2((area[1] + area[3]) / 2 - point[1], (area[0] + area[2]) / 2 - point[0]))
