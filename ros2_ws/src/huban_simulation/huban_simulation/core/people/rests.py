"""The ways to stay: standing, sitting, lying, lying on the floor; and how one gets up from each."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from huban_common.core.home import Home, Posture
from huban_simulation.core.people.couches import getting_out, lying
from huban_simulation.core.people.falls import heading_rad
from huban_simulation.core.people.floor import Floor
from huban_simulation.core.people.keyframes import Keyframes
from huban_simulation.core.people.rising import rising
from huban_simulation.core.people.seats import Bed, Seat, height_m
from huban_simulation.core.people.skeleton import Floats, Skeleton
from huban_simulation.core.people.stance import Stance
from huban_simulation.core.people.standing import Gait, standing


@dataclass(frozen=True, eq=False)
class World:
    """What a person's movements depend on."""

    home: Home
    floor: Floor
    skeleton: Skeleton
    gait: Gait


class Motion(Protocol):
    """A course of stances over time."""

    duration_s: float

    def at(self, time_s: float) -> Stance: ...


class Rest(Protocol):
    """A way to stay somewhere."""

    @property
    def posture(self) -> Posture: ...

    @property
    def on(self) -> str | None:
        """The piece of furniture, None on the floor."""
        ...

    @property
    def exit(self) -> Floats:
        """The body (x, y, yaw) that stands there after getting up; on the floor about."""
        ...

    def stance(self, world: World, bed: Bed) -> Stance: ...

    def rise(self, world: World, bed: Bed, now: Stance) -> "Movement | None":
        """The next movement towards standing, from the present stance; None when standing."""
        ...


@dataclass(frozen=True)
class Movement:
    """A motion, what it is called, and how it ends."""

    activity: str
    motion: Motion
    end: Rest


@dataclass(frozen=True, eq=False)
class Standing:
    """On both feet over a body (x, y, yaw)."""

    body: Floats
    posture: Posture = "standing"
    on: str | None = None

    @property
    def exit(self) -> Floats:
        return self.body

    def stance(self, world: World, bed: Bed) -> Stance:
        return standing(world.skeleton, world.gait, self.body)

    def rise(self, world: World, bed: Bed, now: Stance) -> Movement | None:
        return None


@dataclass(frozen=True, eq=False)
class Sitting:
    """On a seat."""

    seat: Seat
    posture: Posture = "sitting"

    @property
    def on(self) -> str:
        return self.seat.on

    @property
    def exit(self) -> Floats:
        return self.seat.entry

    def stance(self, world: World, bed: Bed) -> Stance:
        return self.seat.stance(world.skeleton, world.gait, height_m(world.home, self.on, bed))

    def rise(self, world: World, bed: Bed, now: Stance) -> Movement | None:
        keys = self.seat.standing_up(world.skeleton, world.gait, now)
        return Movement("standing_up", Keyframes(world.skeleton, now, keys), Standing(self.seat.entry))


@dataclass(frozen=True, eq=False)
class Lying:
    """On a bed or sofa; one gets in and out over a seat on its edge."""

    seat: Seat
    posture: Posture = "lying"

    @property
    def on(self) -> str:
        return self.seat.on

    @property
    def exit(self) -> Floats:
        return self.seat.entry

    def stance(self, world: World, bed: Bed) -> Stance:
        return lying(world.home, world.skeleton, self.on, bed)

    def rise(self, world: World, bed: Bed, now: Stance) -> Movement | None:
        sitting = Sitting(self.seat)
        keys = getting_out(world.skeleton, now, sitting.stance(world, bed))
        return Movement("getting_up", Keyframes(world.skeleton, now, keys), sitting)


@dataclass(frozen=True, eq=False)
class Fallen:
    """On the floor."""

    lying: Stance
    posture: Posture = "fallen"
    on: str | None = None

    @property
    def exit(self) -> Floats:
        return np.array([*self.lying.hips[:2], heading_rad(self.lying)])

    def stance(self, world: World, bed: Bed) -> Stance:
        return self.lying

    def rise(self, world: World, bed: Bed, now: Stance) -> Movement | None:
        keys, body = rising(world.skeleton, world.gait, world.floor, now)
        return Movement("getting_up", Keyframes(world.skeleton, now, keys), Standing(body))
