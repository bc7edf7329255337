"""One person of the simulated home: takes acts, moves, and shows how the body is held at each moment."""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from zlib import crc32

import numpy as np

from huban_common.core.floor_plan import Grid, NoRouteError
from huban_common.core.home import ActorStart, Home, Posture
from huban_simulation.core.people import acts
from huban_simulation.core.people.acts import ActError
from huban_simulation.core.people.body_pose import BodyPose
from huban_simulation.core.people.countenance import Countenance
from huban_simulation.core.people.falls import Fall, fall, heading_rad
from huban_simulation.core.people.floor import Floor
from huban_simulation.core.people.gestures import Gaze, Idling, Wave
from huban_simulation.core.people.goals import Abed, At, Goal, Seated, Upright
from huban_simulation.core.people.places import best_seat, floor_point, free_point, starting_rest
from huban_simulation.core.people.resting import Bed
from huban_simulation.core.people.rests import Fallen, Movement, Rest, World
from huban_simulation.core.people.rotations import from_matrices
from huban_simulation.core.people.skeleton import ROOT, Floats, Skeleton
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
        self._rest: Rest = starting_rest(self._world, start, self._random)
        self._bed: Bed = _flat(home)
        self._goals: deque[Goal] = deque()
        self._movement: Movement | None = None
        self._resting: tuple[tuple[Rest, tuple[float, ...]], Stance] | None = None
        self._elapsed_s = self._time_s = 0.0
        self._idling, self._gaze, self._wave = Idling(skeleton, self._random), Gaze(skeleton), Wave(skeleton)
        self._countenance = Countenance(self._random)
        self._doings = {
            **{"say": self._say, "face": self._face, "look_at": self._look_at, "wave": self._raise_hand},
            **{"walk_to": self._walk_to, "stand": self._stand, "get_up": self._stand},
            **{"sit": self._sit, "lie": self._lie, "fall": self._fall},
        }
        self._stance = self._base()
        self._bones = solved(skeleton, self._stance)

    def act(self, act: str, args: Mapping[str, Any]) -> None:
        """Takes up an act (see `acts.ACTS`); raises ActError with the reason, and then nothing changes."""
        acts.check(act, args)
        self._doings[act](args)

    def step(self, dt_s: float, bed: Mapping[str, float]) -> None:
        """Moves on; `bed` are the joints of the nursing bed (rad, m), with which somebody in it moves."""
        self._bed = bed
        self._time_s += dt_s
        self._elapsed_s += dt_s
        self._proceed()
        self._wave.step(dt_s)
        self._countenance.step(dt_s)
        self._gaze.step(dt_s, *self._bones)
        self._stance = self._base()
        self._bones = solved(self._world.skeleton, self._with_gestures(self._stance))

    def pose(self) -> BodyPose:
        """How the body is held now."""
        positions, world = self._bones
        return BodyPose(positions, from_matrices(world), self._countenance.face())

    def state(self) -> PersonState:
        """What is true about the person now."""
        x, y, z = (float(value) for value in self._bones[0][ROOT])
        place = self._rest.on if self._movement is None else None
        return PersonState(
            activity=self._activity(),
            posture=self._posture(),
            place=place or self._world.home.room_at(x, y),
            position=(x, y, z),
            yaw_rad=heading_rad(self._stance),
            saying=self._countenance.saying,
        )

    def _proceed(self) -> None:
        """Ends the movement whose time is over and begins the next one towards the first goal."""
        if self._movement is not None:
            if self._elapsed_s < self._movement.motion.duration_s:
                return
            self._rest, self._movement = self._movement.end, None
        while self._goals and self._movement is None:
            self._begin(self._next_towards(self._goals[0]))

    def _next_towards(self, goal: Goal) -> Movement | None:
        try:
            return goal.next(self._world, self._rest, self._bed, self._stance)
        except NoRouteError:
            return None

    def _begin(self, movement: Movement | None) -> None:
        self._movement, self._elapsed_s = movement, 0.0
        if movement is None:
            self._goals.popleft()

    def _base(self) -> Stance:
        """The stance without gestures."""
        if self._movement is not None:
            return self._movement.motion.at(self._elapsed_s)
        key = (self._rest, tuple(self._bed.values()))
        if self._resting is None or self._resting[0] != key:
            self._resting = (key, self._rest.stance(self._world, self._bed))
        return self._resting[1]

    def _with_gestures(self, stance: Stance) -> Stance:
        on_foot = self._movement is None and self._rest.posture == "standing"
        return self._gaze.applied(self._wave.applied(self._idling.applied(stance, self._time_s, on_foot)))

    def _falling(self) -> bool:
        """Whether the person is on the way down."""
        motion = self._movement.motion if self._movement else None
        return isinstance(motion, Fall) and not motion.down_at(self._elapsed_s)

    def _activity(self) -> str:
        if self._movement is not None and (self._movement.activity != "falling" or self._falling()):
            return self._movement.activity
        return "waving" if self._wave.going_on else "idle"

    def _posture(self) -> Posture:
        on_floor = self._movement is not None and self._movement.activity == "falling" and not self._falling()
        return "fallen" if on_floor else self._rest.posture

    def _body_afterwards(self) -> Floats:
        """Where the person goes on from after everything taken up so far: (x, y, yaw)."""
        body = (self._movement.end if self._movement else self._rest).exit
        for goal in self._goals:
            body = goal.exit(body)
        return body

    def _say(self, args: Mapping[str, Any]) -> None:
        text, duration_s = acts.sentence(args)
        self._countenance.say(text, str(args.get("lang", "en")), duration_s)

    def _face(self, args: Mapping[str, Any]) -> None:
        self._countenance.show(acts.expression(args))

    def _look_at(self, args: Mapping[str, Any]) -> None:
        self._gaze.target = acts.point("look_at", args, "at", 3) if args.get("at") is not None else None

    def _raise_hand(self, args: Mapping[str, Any]) -> None:
        self._wave.start()

    def _walk_to(self, args: Mapping[str, Any]) -> None:
        if args.get("at") is not None:
            x, y = acts.point("walk_to", args, "at", 2)[:2]
            point = free_point(self._world, (float(x), float(y)), f"({x:.2f}, {y:.2f})")
        else:
            point = floor_point(self._world, str(args.get("place")))
        self._goals.append(At(point))

    def _stand(self, args: Mapping[str, Any]) -> None:
        self._goals.append(Upright())

    def _sit(self, args: Mapping[str, Any]) -> None:
        names = acts.furniture("sit", args, self._world.home, "sit")
        self._goals.append(Seated(best_seat(self._world, names, self._body_afterwards())))

    def _lie(self, args: Mapping[str, Any]) -> None:
        names = acts.furniture("lie", args, self._world.home, "lie")
        self._goals.append(Abed(best_seat(self._world, names, self._body_afterwards())))

    def _fall(self, args: Mapping[str, Any]) -> None:
        direction = acts.direction(args, self._random)
        self._goals.clear()
        motion = fall(self._world.skeleton, self._world.floor, self._stance, direction, self._random)
        self._movement, self._elapsed_s = Movement("falling", motion, Fallen(motion.end)), 0.0
        self._countenance.show("in_pain")


def _flat(home: Home) -> Bed:
    """The bed's joints before anybody has told: flat, as high as the furniture says."""
    height = home.furniture[home.bed.frame].size_m[2]
    return {name: height if joint.section == "height" else 0.0 for name, joint in home.bed.joints.items()}
