"""How many of several people are found, and whether their ids stay with them: walkers in lanes, rendered.

Each walks to and fro in a lane of their own across the view, so that they hide each other now and then. A person
counts as in view when shoulders and hips are in the picture and nobody nearer stands within a shoulder's breadth.
"""

import argparse
import json
from dataclasses import asdict, dataclass
from itertools import count

import mujoco
import numpy as np
from scipy.optimize import linear_sum_assignment

from huban_common.core.floor_plan import occupancy
from huban_common.core.home import ActorStart, Home, load_home
from huban_perception.backends.mediapipe_bodies import following
from huban_perception.config import PerceptionConfig
from huban_perception.core.camera import CameraView, Intrinsics
from huban_perception.core.observer import Observer, Sighting
from huban_perception.core.types import HIPS, SHOULDERS, Array, RgbImage
from huban_perception.evaluation.life.looks import varied
from huban_perception.evaluation.life.play import home_file
from huban_perception.evaluation.life.stage import Mount
from huban_simulation.backends.avatar import Avatar
from huban_simulation.backends.avatar_file import load_figure
from huban_simulation.backends.renderer import Renderer, View, snapshot
from huban_simulation.backends.world import layers
from huban_simulation.backends.world.build import build_world
from huban_simulation.backends.world.part import axes
from huban_simulation.core.people.person import Person

_WIDTH, _HEIGHT, _FOV_DEG, _RATE_HZ = 640, 480, 46.0, 5.0
_MOUNT = Mount("robot", np.array([0.75, 2.6, 1.2]), np.array([3.5, 2.7, 0.85]))
_LOOKS = ("elder", "caregiver")
_BONES = ("left_upper_arm", "right_upper_arm", "left_thigh", "right_thigh")
_NEAR = 0.35
"""Shoulders and hips that are off by less than this part of the trunk's height, on average, are those of a person."""


@dataclass
class Figures:
    """Of one number of people: person-frames in view, how many of them were found, and what went wrong with ids.

    `switches`: a person in view got another id than before; `strangers`: bodies where nobody is; `ids`: how many.
    """

    people: int
    in_view: int = 0
    found: int = 0
    switches: int = 0
    strangers: int = 0
    ids: int = 0


class Lanes:
    """People in clothes of their own who walk to and fro, one behind the other as the camera sees them."""

    def __init__(self, home: Home, people: int, seed: int) -> None:
        random = np.random.default_rng(seed)
        spec, grid = build_world(home), occupancy(home)
        right, down, _ = _MOUNT.axes
        spec.worldbody.add_camera(name="robot", pos=_MOUNT.position, quat=axes(right, -down), fovy=_FOV_DEG)
        spec.visual.global_.offwidth, spec.visual.global_.offheight = _WIDTH, _HEIGHT
        figures = [varied(load_figure(_LOOKS[index % 2]), random) for index in range(people)]
        self._avatars = [Avatar.attach_figure(spec, f"p{index}", figure) for index, figure in enumerate(figures)]
        self._model = spec.compile()
        self._data = mujoco.MjData(self._model)
        mujoco.mj_forward(self._model, self._data)
        for avatar in self._avatars:
            avatar.bind(self._model, self._data)
        self._renderer = Renderer(self._model, self._avatars)
        self._ends = [
            [(2.7 + 0.62 * lane, y) for y in (1.6 + 0.2 * (lane % 2), 3.8 - 0.15 * lane)] for lane in range(4)
        ]
        starts = [ActorStart(at=self._ends[index][index % 2], posture="standing") for index in range(people)]
        self._people = [
            Person(f"p{index}", home, grid, start, seed, figure.skeleton)
            for index, (start, figure) in enumerate(zip(starts, figures, strict=True))
        ]
        self._bed = {name: 0.5 if joint.section == "height" else 0.0 for name, joint in home.bed.joints.items()}

    def turn(self, step: int) -> None:
        """Sends everybody to the other end of their lane every seven seconds, not all at once, and lets them walk."""
        for index, person in enumerate(self._people):
            laps, rest = divmod(step + 9 * index, 35)
            if rest == 0 or step == 0:
                person.act("walk_to", {"at": list(self._ends[index][(laps + index + 1) % 2])})
            for _ in range(4):
                person.step(0.05, self._bed)

    def look(self) -> tuple[RgbImage, Array]:
        """The picture, and (people, 4, 3) m: shoulders and hips of each."""
        poses = [person.pose() for person in self._people]
        for avatar, pose in zip(self._avatars, poses, strict=True):
            avatar.apply(self._model, self._data, pose)
        picture = self._renderer.picture(
            View("robot", _WIDTH, _HEIGHT, layers.CAMERA_GROUPS), snapshot(self._data, 0.0)
        )
        rows = [[avatar.skeleton.index(bone) for bone in _BONES] for avatar in self._avatars]
        return picture, np.array([pose.positions[row] for pose, row in zip(poses, rows, strict=True)])


def measure(people: int, seconds: float, seed: int = 1) -> Figures:
    """Lets so many people walk before the whole chain from picture to ids."""
    lanes, view, config = Lanes(load_home(home_file()), people, seed), _view(), PerceptionConfig()
    names, finder = count(1), following(config.pose_confidence, config)
    observer = Observer(config, home=None, new_id=lambda: str(next(names)))
    figures, last, ids = Figures(people), dict[int, str](), set[str]()
    for step in range(round(seconds * _RATE_HZ)):
        lanes.turn(step)
        picture, truth = lanes.look()
        seen = observer.observe(finder.find(picture), step / _RATE_HZ, view)
        sightings = seen.sightings if seen is not None else ()
        pixels = np.array([_project(points, view) for points in truth])
        matched = _matched(sightings, pixels)
        figures.strangers += len(sightings) - len(matched)
        for person in _in_view(pixels, truth):
            figures.in_view += 1
            if person in matched:
                figures.found += 1
                figures.switches += last.get(person, matched[person]) != matched[person]
                last[person] = matched[person]
                ids.add(matched[person])
    finder.close()
    figures.ids = len(ids)
    return figures


def _matched(sightings: tuple[Sighting, ...], pixels: Array) -> dict[int, str]:
    """The id of the body that was found on each person."""
    parts = [*SHOULDERS, *HIPS]
    bodies = np.array([one.pose.image[parts] * (_WIDTH, _HEIGHT) for one in sightings]).reshape(-1, len(parts), 2)
    misses = np.linalg.norm(pixels[:, None] - bodies[None], axis=3).mean(axis=2) / _trunk_px(pixels)[:, None]
    rows, columns = linear_sum_assignment(misses)
    pairs = zip(rows.tolist(), columns.tolist(), strict=True)
    return {person: sightings[body].id for person, body in pairs if misses[person, body] < _NEAR}


def _in_view(pixels: Array, truth: Array) -> list[int]:
    inside = ((pixels > 0) & (pixels < (_WIDTH, _HEIGHT))).all(axis=(1, 2))
    away = np.linalg.norm(truth.mean(axis=1) - _MOUNT.position, axis=1)
    middles, trunks = pixels[:, :, 0].mean(axis=1), _trunk_px(pixels)
    hidden = [
        any(away[other] < away[one] and abs(middles[other] - middles[one]) < trunks[one] for other in range(len(away)))
        for one in range(len(away))
    ]
    return [one for one in range(len(away)) if inside[one] and not hidden[one]]


def _trunk_px(pixels: Array) -> Array:
    heights: Array = np.abs(pixels[:, :2, 1].mean(axis=1) - pixels[:, 2:, 1].mean(axis=1))
    return heights


def _view() -> CameraView:
    focal = _HEIGHT / 2 / float(np.tan(np.radians(_FOV_DEG) / 2))
    lens = Intrinsics(_WIDTH, _HEIGHT, focal, focal, _WIDTH / 2, _HEIGHT / 2)
    return CameraView(lens, np.column_stack(_MOUNT.axes), _MOUNT.position)


def _project(points: Array, view: CameraView) -> Array:
    """Pixels (n, 2) of points (n, 3)."""
    optical = (points - view.position) @ view.rotation
    lens = view.intrinsics
    pixels: Array = optical[:, :2] / optical[:, 2:] * (lens.fx, lens.fy) + (lens.cx, lens.cy)
    return pixels


def main() -> None:
    """`[--people N ...] [--seconds S]`; prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--people", type=int, nargs="+", default=[1, 2, 3, 4], choices=(1, 2, 3, 4))
    parser.add_argument("--seconds", type=float, default=30.0)
    chosen = parser.parse_args()
    for people in chosen.people:
        print(json.dumps(asdict(measure(people, chosen.seconds))), flush=True)


if __name__ == "__main__":
    main()
