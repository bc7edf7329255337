"""Follows several bodies from frame to frame: a model of one body for each, a detector for those who come."""

from dataclasses import dataclass, replace
from math import hypot

import numpy as np

from huban_common.core.parameters import param
from huban_perception.core.bodies.appearance import are_others, clothes
from huban_perception.core.bodies.body_square import BodySquare
from huban_perception.core.bodies.brightness import lifted
from huban_perception.core.bodies.glances import GLANCES, Glances
from huban_perception.core.bodies.search import Search
from huban_perception.core.ports import BodyDetector, BodyModel
from huban_perception.core.types import (
    ANKLES,
    HIPS,
    KNEES,
    SHOULDERS,
    Array,
    Landmark,
    PoseLandmarks,
    Region,
    RgbImage,
    SeenBody,
    region_around,
)

_LIMBS = [*SHOULDERS, *HIPS, *KNEES, *ANKLES]
_BUST = [Landmark.NOSE, Landmark.LEFT_EAR, Landmark.RIGHT_EAR, *SHOULDERS]

_SAME_SQUARE = 0.12
"""Squares whose middles or heads are nearer than this part of their side are probably those of one body."""

_SAME_LIMBS, _SAME_BUST = 0.15, 0.4
"""Bodies whose limbs, or head and shoulders, differ by less than this part of their extent are one: of somebody who is
close the limbs are out of the picture, and guessed differently from each square.
"""


@dataclass(frozen=True)
class FollowRules:
    """How many people are followed, and how often others are looked for."""

    most_people: int = param(6, "more people than this at once are not followed", minimum=1, maximum=20)
    detect_frames: int = param(10, "somebody new is looked for every so many frames", minimum=1)
    search_frames: int = param(100, "frames in which somebody lost is sought closely", minimum=0)


@dataclass(frozen=True)
class _Body:
    """Somebody in a frame, and where to look for them in the next."""

    seen: SeenBody
    square: BodySquare


@dataclass
class _Lost:
    """Somebody who was seen until `frames` frames ago."""

    region: Region
    colours: Array
    search: Search
    frames: int = 0


class PeopleFollower:
    """A PeopleFinder made of a detector and a model of one body.

    Each body is looked at where it was in the frame before, which costs one run of the model. The detector runs every
    few frames, every second one with several people or while something moves that nobody explains, and in each at the
    beginning and while nobody is followed. A square that suddenly shows other clothes has gone over to somebody who
    passed. While somebody is lost it looks closely at where they were in between; what only that has found says so
    (`sought`), until a wider glance shows it as well.
    """

    def __init__(self, detector: BodyDetector, model: BodyModel, rules: FollowRules) -> None:
        self._detector = detector
        self._model = model
        self._rules = rules
        self._bodies: list[_Body] = []
        self._lost: list[_Lost] = []
        self._glances = Glances()
        self._frame = 0

    def find(self, image: RgbImage) -> list[SeenBody]:
        image = lifted(image)
        before, self._bodies = self._bodies, []
        for body in before:
            now = self._see(image, body.square, body.seen.pose.sought)
            if now is None or are_others(now.colours, body.seen.colours):
                self._lose(body)
        self._look_for_others(image)
        self._frame += 1
        return [body.seen for body in self._bodies]

    def close(self) -> None:
        self._detector.close()
        self._model.close()

    def _look_for_others(self, image: RgbImage) -> None:
        """One run of the detector at most, two where nobody is seen."""
        self._lost = [one for one in self._lost if one.frames < self._rules.search_frames]
        stirring = self._glances.watch(image, [body.seen.pose for body in self._bodies])
        busy = self._lost or stirring or len(self._bodies) > 1
        first = not self._bodies or self._frame < GLANCES
        every = 1 if first else 2 if busy else self._rules.detect_frames
        due = self._frame % every == 0
        if due:
            self._detect(image)
        if self._lost and not (due and self._bodies):
            self._seek(image, self._lost[self._frame // 2 % len(self._lost)])
        for one in self._lost:
            one.frames += 1

    def _detect(self, image: RgbImage) -> None:
        glance = self._glances.next(image)
        for square in map(glance.put_back, self._detector.find(glance.image)):
            known = [index for index, body in enumerate(self._bodies) if _shows(square, body, image)]
            for index in known:
                self._bodies[index] = _confirmed(self._bodies[index])
            if not known and glance.convinces(square):
                self._see(image, square)

    def _seek(self, image: RgbImage, lost: _Lost) -> None:
        squares = lost.search.squares(image, lost.region)
        if all(self._see(image, square, sought=True) is None for square in squares):
            lost.search.failed()

    def _see(self, image: RgbImage, square: BodySquare, sought: bool = False) -> SeenBody | None:
        """Looks at a square; somebody there who was not yet seen in this frame."""
        if len(self._bodies) >= self._rules.most_people or (found := self._model.look(image, square)) is None:
            return None
        pose, following = found
        if not pose.is_finite() or any(_same(pose, body.seen.pose) for body in self._bodies):
            return None
        seen = SeenBody(replace(pose, sought=sought), colours=clothes(image, pose))
        self._bodies.append(_Body(seen, following))
        self._find_again(seen)
        return seen

    def _lose(self, body: _Body) -> None:
        region = region_around(body.seen.pose.image, 1.0)
        gone = _Lost(region, body.seen.colours, Search(self._detector))
        self._lost = [*self._lost, gone][-self._rules.most_people :]

    def _find_again(self, seen: SeenBody) -> None:
        """Whoever was lost nearest to here, in such clothes, is lost no more."""
        here = region_around(seen.pose.image, 1.0)
        alike = [one for one in self._lost if not are_others(one.colours, seen.colours)]
        near = [one for one in alike if _overlap(one.region, here)]
        if near:
            self._lost.remove(min(near, key=lambda one: _apart(one.region, here)))


def _shows(square: BodySquare, body: _Body, image: RgbImage) -> bool:
    """Whether a square is that of a body that is followed, by its middle or, as hips may be out of view, its head."""
    x, y = body.seen.pose.image[Landmark.NOSE] * image.shape[1::-1]
    head_x, head_y = square.head
    apart = hypot(x - head_x, y - head_y) / square.side
    return min(apart, square.distance(body.square)) < _SAME_SQUARE


def _confirmed(body: _Body) -> _Body:
    return replace(body, seen=replace(body.seen, pose=replace(body.seen.pose, sought=False)))


def _same(one: PoseLandmarks, other: PoseLandmarks) -> bool:
    return _difference(one, other, _LIMBS) < _SAME_LIMBS or _difference(one, other, _BUST) < _SAME_BUST


def _difference(one: PoseLandmarks, other: PoseLandmarks, parts: list[Landmark]) -> float:
    """The mean distance of some landmarks, as a part of their extent in the larger body."""
    points, others = one.image[parts], other.image[parts]
    extent = max(float(np.linalg.norm(np.ptp(each, axis=0))) for each in (points, others))
    return float(np.linalg.norm(points - others, axis=1).mean()) / max(extent, 1e-9)


def _overlap(one: Region, other: Region) -> bool:
    beside = one.x_max < other.x_min or other.x_max < one.x_min
    return not (beside or one.y_max < other.y_min or other.y_max < one.y_min)


def _apart(one: Region, other: Region) -> float:
    """Between the middles, as a part of the picture."""
    x = one.x_min + one.x_max - other.x_min - other.x_max
    y = one.y_min + one.y_max - other.y_min - other.y_max
    return hypot(x, y) / 2
