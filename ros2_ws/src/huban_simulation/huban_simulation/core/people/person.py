"""One person of the simulated home: takes acts, moves, and shows how the body is held at each moment."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from zlib import crc32

import numpy as np

from huban_common.core.floor_plan import Grid
from huban_common.core.home import ActorStart, Home, Posture
from huban_simulation.core.people import acts
from huban_simulation.core.people.acts import ActError
from huban_simulation.core.people.body_pose import BodyPose
from huban_simulation.core.people.chores import CHORES, Chore
from huban_simulation.core.people.countenance import Countenance
from huban_simulation.core.people.course import Course
from huban_simulation.core.people.falls import fall, heading_rad
from huban_simulation.core.people.floor import Floor
from huban_simulation.core.people.gestures import Gaze, Idling, Wave
from huban_simulation.core.people.goals import Abed, At, Seated, Upright
from huban_simulation.core.people.hands import Meal, Pointing
from huban_simulation.core.people.places import best_seat, floor_point, free_point, starting_rest
from huban_simulation.core.people.rests import World
from huban_simulation.core.people.rotations import from_matrices
from huban_simulation.core.people.seats import Bed
from huban_simulation.core.people.skeleton import ROOT, Skeleton
from huban_simulation.core.people.stance import Stance, solved
from huban_simulation.core.people.standing import BRISK, ELDERLY

__all__ = ["ActError", "Person", "PersonState"]


@dataclass(frozen=True)
class PersonState:
    """The truth about a person; `place` is a piece of furniture or a room, `position` that of the hips in `map` (m)."""

    activity: str
    posture: Posture
    place: str | None
    position: tuple[float, float, float]
    yaw_rad: float
    saying: str


class Person:
    """The choreography of one actor. The same seed and acts give the same movements.

    Acts are taken up one after the other; `fall` interrupts everything; gestures and words go on top.
    """

    def __init__(self, name: str, home: Home, grid: Grid, start: ActorStart, seed: int, skeleton: Skeleton) -> None:
        old = name in home.people and home.people[name].role == "elder"
        self._world = World(home, Floor(grid), skeleton, ELDERLY if old else BRISK)
        self._random = np.random.default_rng([seed, crc32(name.encode())])
        self._course = Course(self._world, starting_rest(self._world, start, self._random), _flat(home))
        self._time_s = 0.0
        self._idling, self._gaze, self._wave = Idling(skeleton, self._random), Gaze(skeleton), Wave(skeleton)
        self._pointing, self._meal = Pointing(skeleton), Meal(skeleton)
        self._countenance = Countenance(self._random)
        self._bones = solved(skeleton, self._course.stance)
        self._doings = {
            **{"say": self._say, "face": self._face, "look_at": self._look_at, "wave": self._raise_hand},
            **{"point": self._point, "eat": self._eat, "do": self._do},
            **{"walk_to": self._walk_to, "stand": self._stand, "get_up": self._stand},
            **{"sit": self._sit, "lie": self._lie, "fall": self._fall},
        }

    def act(self, act: str, args: Mapping[str, Any]) -> None:
        """Takes up an act (see `acts.ACTS`); raises ActError with the reason, and then nothing changes."""
        acts.check(act, args)
        self._doings[act](args)

    def step(self, dt_s: float, bed: Mapping[str, float]) -> None:
        """Moves on; `bed` are the joints of the nursing bed (rad, m), with which somebody in it moves."""
        self._time_s += dt_s
        self._course.step(dt_s, bed)
        self._wave.step(dt_s)
        self._meal.step(dt_s)
        self._pointing.step(dt_s, *self._bones)
        self._countenance.step(dt_s)
        self._gaze.step(dt_s, *self._bones)
        self._bones = solved(self._world.skeleton, self._with_gestures(self._course.stance))

    def pose(self) -> BodyPose:
        """How the body is held now."""
        positions, world = self._bones
        return BodyPose(positions, from_matrices(world), self._countenance.face())

    def state(self) -> PersonState:
        """What is true about the person now."""
        x, y, z = (float(value) for value in self._bones[0][ROOT])
        activity = self._course.activity
        return PersonState(
            activity=self._gesture or activity if activity == "idle" else activity,
            posture=self._course.posture,
            place=self._course.on or self._world.home.room_at(x, y),
            position=(x, y, z),
            yaw_rad=heading_rad(self._course.stance),
            saying=self._countenance.saying,
        )

    def _with_gestures(self, stance: Stance) -> Stance:
        idling = self._idling.applied(stance, self._time_s, self._course.on_foot)
        return self._gaze.applied(self._pointing.applied(self._meal.applied(self._wave.applied(idling))))

    @property
    def _gesture(self) -> str:
        """What the hands do, empty where they rest."""
        going_on = {
            "waving": self._wave.going_on,
            "pointing": self._pointing.going_on,
            "eating": self._meal.going_on,
        }
        return next((name for name, now in going_on.items() if now), "")

    def _say(self, args: Mapping[str, Any]) -> None:
        text, duration_s = acts.sentence(args)
        self._countenance.say(text, str(args.get("lang", "en")), duration_s)

    def _face(self, args: Mapping[str, Any]) -> None:
        self._countenance.show(acts.expression(args))

    def _look_at(self, args: Mapping[str, Any]) -> None:
        self._gaze.target = acts.point("look_at", args, "at", 3) if args.get("at") is not None else None

    def _raise_hand(self, args: Mapping[str, Any]) -> None:
        self._wave.start()

    def _point(self, args: Mapping[str, Any]) -> None:
        self._pointing.start(acts.point("point", args, "at", 3))

    def _eat(self, args: Mapping[str, Any]) -> None:
        self._meal.start(acts.bites(args))

    def _walk_to(self, args: Mapping[str, Any]) -> None:
        if args.get("at") is not None:
            x, y = (float(value) for value in acts.point("walk_to", args, "at", 2)[:2])
            point = free_point(self._world, (x, y), f"({x:.2f}, {y:.2f})")
        else:
            point = floor_point(self._world, str(args.get("place")))
        x, y, _ = self._course.afterwards()
        if not self._world.floor.reaches((x, y), point):
            raise ActError(f"walk_to: no way from ({x:.2f}, {y:.2f}) to ({point[0]:.2f}, {point[1]:.2f})")
        self._course.take_up(At(point))

    def _stand(self, args: Mapping[str, Any]) -> None:
        self._course.take_up(Upright())

    def _do(self, args: Mapping[str, Any]) -> None:
        self._course.take_up(Chore(acts.one_of("do", args, "chore", CHORES)))

    def _sit(self, args: Mapping[str, Any]) -> None:
        names = acts.furniture("sit", args, self._world.home, "sit")
        self._course.take_up(Seated(best_seat(self._world, names, self._course.afterwards())))

    def _lie(self, args: Mapping[str, Any]) -> None:
        names = acts.furniture("lie", args, self._world.home, "lie")
        self._course.take_up(Abed(best_seat(self._world, names, self._course.afterwards())))

    def _fall(self, args: Mapping[str, Any]) -> None:
        direction = acts.direction(args, self._random)
        world = self._world
        self._course.fall(fall(world.skeleton, world.floor, self._course.stance, direction, self._random))
        self._countenance.show("in_pain")


def _flat(home: Home) -> Bed:
    """The bed's joints before anybody has told: flat, as high as the furniture says."""
    height = home.furniture[home.bed.frame].size_m[2]
    return {name: height if joint.section == "height" else 0.0 for name, joint in home.bed.joints.items()}
