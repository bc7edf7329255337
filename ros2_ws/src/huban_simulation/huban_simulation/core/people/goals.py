"""What a person is about to do. Each goal names the next movement towards it, from wherever the person is."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from huban_common.core.home import Point2
from huban_simulation.core.people.couches import getting_in
from huban_simulation.core.people.footsteps import angle_between, shuffle, walk_along
from huban_simulation.core.people.keyframes import Keyframes
from huban_simulation.core.people.rests import Lying, Movement, Rest, Sitting, Standing, World
from huban_simulation.core.people.seats import Bed, Seat
from huban_simulation.core.people.skeleton import Floats
from huban_simulation.core.people.stance import Stance
from huban_simulation.core.people.walking import Walk

_THERE_M, _THERE_RAD = 0.03, 0.1
_SHUFFLE_FROM_M = 0.7
"""Nearer than this to a seat people take a few small steps to any side instead of walking on."""


class Goal(Protocol):
    """Something to be reached by one movement after the other."""

    def exit(self, before: Floats) -> Floats:
        """The body (x, y, yaw) from which one goes on afterwards, given the one before."""
        ...

    def next(self, world: World, rest: Rest, bed: Bed, now: Stance) -> Movement | None:
        """The next movement; None when the goal is reached. Raises NoRouteError when there is no way."""
        ...


@dataclass(frozen=True)
class Upright:
    """To stand."""

    def exit(self, before: Floats) -> Floats:
        return before

    def next(self, world: World, rest: Rest, bed: Bed, now: Stance) -> Movement | None:
        return rest.rise(world, bed, now)


@dataclass(frozen=True)
class At:
    """To stand at a point of the floor, facing a direction if one is given."""

    point: Point2
    facing_rad: float | None = None

    def exit(self, before: Floats) -> Floats:
        return np.array([*self.point, before[2]])

    def next(self, world: World, rest: Rest, bed: Bed, now: Stance) -> Movement | None:
        if not isinstance(rest, Standing):
            return rest.rise(world, bed, now)
        if _distance(rest.body, self.point) > _THERE_M:
            route = world.floor.route((rest.body[0], rest.body[1]), self.point)
            return _walk(world, walk_along(world.gait, rest.body, [*route, self.point]))
        if self.facing_rad is not None and abs(angle_between(rest.body[2], self.facing_rad)) > _THERE_RAD:
            return _walk(world, shuffle(rest.body, np.array([*rest.body[:2], self.facing_rad])))
        return None


@dataclass(frozen=True)
class Seated:
    """To sit on a seat."""

    seat: Seat

    def exit(self, before: Floats) -> Floats:
        return self.seat.entry

    def next(self, world: World, rest: Rest, bed: Bed, now: Stance) -> Movement | None:
        if isinstance(rest, Sitting) and rest.on == self.seat.on:
            return None
        if not isinstance(rest, Standing):
            return rest.rise(world, bed, now)
        entry = self.seat.entry
        if _distance(rest.body, entry) < _THERE_M and abs(angle_between(rest.body[2], entry[2])) < _THERE_RAD:
            return self._sit_down(world, bed, now)
        if _distance(rest.body, entry) < _SHUFFLE_FROM_M:
            return _walk(world, shuffle(rest.body, entry))
        return At(self.seat.approach).next(world, rest, bed, now)

    def _sit_down(self, world: World, bed: Bed, now: Stance) -> Movement:
        sitting = Sitting(self.seat)
        keys = self.seat.sitting_down(world.skeleton, now, sitting.stance(world, bed))
        return Movement("sitting_down", Keyframes(world.skeleton, now, keys), sitting)


@dataclass(frozen=True)
class Abed:
    """To lie on a bed or sofa, getting in over a seat on its edge."""

    seat: Seat

    def exit(self, before: Floats) -> Floats:
        return self.seat.entry

    def next(self, world: World, rest: Rest, bed: Bed, now: Stance) -> Movement | None:
        if isinstance(rest, Lying) and rest.on == self.seat.on:
            return None
        movement = Seated(self.seat).next(world, rest, bed, now)
        if movement is not None or not isinstance(rest, Sitting):
            return movement
        lying = Lying(rest.seat)
        keys = getting_in(world.skeleton, now, lying.stance(world, bed))
        return Movement("lying_down", Keyframes(world.skeleton, now, keys), lying)


def _walk(world: World, bodies: Floats) -> Movement:
    return Movement("walking", Walk(world.skeleton, world.gait, bodies), Standing(bodies[-1]))


def _distance(body: Floats, point: Point2 | Floats) -> float:
    return float(np.hypot(body[0] - point[0], body[1] - point[1]))
