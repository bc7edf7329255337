"""Measures how often MediaPipe finds the elder: `python sim/avatars/check_detection.py [--pictures FOLDER]`.

Renders her in the simulated home as the robot's camera would see her, in each posture, from all free directions and
several distances, and prints a Markdown table. Needs the built workspace's environment.
"""

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from math import atan2, cos, degrees, hypot, pi, radians, sin, tan
from pathlib import Path

import cv2
import mediapipe
import mujoco
import numpy as np

from huban_common.core.floor_plan import Grid, occupancy
from huban_common.core.home import ActorStart, Home, load_home
from huban_simulation.backends.avatar import Avatar
from huban_simulation.backends.world import layers
from huban_simulation.backends.world.build import build_world
from huban_simulation.core.people.person import Person

WIDTH, HEIGHT, FOV_DEG = 640, 480, 60.0
CAMERA_M, PITCH_DEG = 1.15, -12.0
DISTANCES_M = (1.2, 2.0, 3.0, 4.0)
DIRECTIONS = 12
OPEN_FLOOR = (3.3, 3.0)
PLAUSIBLE = 0.15
"""Mean error of shoulders and hips that still counts, in parts of the person's extent in the picture."""
_LANDMARKS = {11: "left_upper_arm", 12: "right_upper_arm", 23: "left_thigh", 24: "right_thigh"}
_LIVELY_S = 6.0
"""Time for a posture to come to rest."""


@dataclass(frozen=True)
class Case:
    """A posture: how it is reached from the start."""

    name: str
    start: ActorStart
    acts: tuple[tuple[str, dict[str, object]], ...] = ()
    seconds: float = 1.0
    bed_back_rad: float = 0.0


@dataclass(frozen=True)
class View:
    """A camera on the floor plan: where, heading, distance to the person."""

    x: float
    y: float
    heading_rad: float
    distance_m: float


@dataclass
class Count:
    """Pictures, those with a person found, those where the person found is where she is."""

    pictures: int = 0
    found: int = 0
    plausible: int = 0

    def __str__(self) -> str:
        if not self.pictures:
            return "-"
        return f"{self.found / self.pictures:.0%} ({self.plausible / self.pictures:.0%}) of {self.pictures}"


def cases() -> list[Case]:
    """The postures to check; falls in each direction."""
    here = ActorStart(at=OPEN_FLOOR, posture="standing")
    falls = [
        Case(f"fallen {direction}", here, (("fall", {"direction": direction}),), _LIVELY_S)
        for direction in ("forward", "backward", "left", "right", "down")
    ]
    return [
        Case("standing", here),
        Case("walking", here, (("walk_to", {"at": [1.4, 3.0]}),), 2.4),
        Case("waving", here, (("wave", {}),), 1.6),
        Case("sitting on the sofa", ActorStart(at="sofa", posture="sitting")),
        Case("sitting on the bed", ActorStart(at="bed", posture="sitting")),
        Case("lying in bed", ActorStart(at="bed", posture="lying")),
        Case("lying in bed, back up", ActorStart(at="bed", posture="lying"), bed_back_rad=0.8),
        Case("lying on the sofa", ActorStart(at="sofa", posture="lying")),
        *falls,
    ]


class Studio:
    """The home with the elder in it, and a camera."""

    def __init__(self, home: Home) -> None:
        spec = build_world(home)
        spec.visual.global_.fovy = FOV_DEG
        self.avatar = Avatar.attach(spec, "elder", "elder")
        self.model = spec.compile()
        self.data = mujoco.MjData(self.model)
        self.avatar.bind(self.model, self.data)
        self._renderer = mujoco.Renderer(self.model, HEIGHT, WIDTH)
        self._options = mujoco.MjvOption()
        shown = (layers.SCENERY, layers.PEOPLE, layers.UPPER)
        self._options.geomgroup[:] = [group in shown for group in range(6)]
        self._options.skingroup[:] = self._options.geomgroup

    def show(self, person: Person, bed: dict[str, float]) -> None:
        for joint, value in bed.items():
            self.data.joint(joint).qpos = value
        self.avatar.apply(self.model, self.data, person.pose())
        self.avatar.refresh(self.model)
        mujoco.mj_forward(self.model, self.data)

    def picture(self, view: View, height_m: float = CAMERA_M, pitch_deg: float = PITCH_DEG) -> np.ndarray:
        """What a camera sees (RGB)."""
        camera = mujoco.MjvCamera()
        camera.distance, camera.azimuth, camera.elevation = 1.0, degrees(view.heading_rad), pitch_deg
        level = cos(radians(pitch_deg))
        ahead = (cos(view.heading_rad) * level, sin(view.heading_rad) * level, sin(radians(pitch_deg)))
        camera.lookat = [view.x + ahead[0], view.y + ahead[1], height_m + ahead[2]]
        self._renderer.update_scene(self.data, camera, self._options)
        return self._renderer.render()


def project(points: np.ndarray, view: View) -> np.ndarray:
    """Pixels (n, 2) of points (n, 3) in the picture of a view."""
    pitch = radians(PITCH_DEG)
    forward = np.array([cos(view.heading_rad) * cos(pitch), sin(view.heading_rad) * cos(pitch), sin(pitch)])
    right = np.array([sin(view.heading_rad), -cos(view.heading_rad), 0.0])
    offset = points - [view.x, view.y, CAMERA_M]
    focal = HEIGHT / 2 / tan(radians(FOV_DEG / 2))
    depth = np.maximum(offset @ forward, 0.1)
    return np.stack([WIDTH / 2 + focal * (offset @ right) / depth, HEIGHT / 2 - focal * (offset @ np.cross(right, forward)) / depth], 1)


def views(grid: Grid, around: tuple[float, float]) -> Iterator[View]:
    """Cameras that stand free and have a free line of sight on the floor plan."""
    clearance = grid.clearance_m()
    for distance in DISTANCES_M:
        for step in range(DIRECTIONS):
            away = 2 * pi * step / DIRECTIONS
            x, y = around[0] + distance * cos(away), around[1] + distance * sin(away)
            cell = grid.cell(x, y)
            if grid.holds(*cell) and clearance[cell] > 0.2 and _sees(grid, (x, y), around):
                yield View(x, y, atan2(around[1] - y, around[0] - x), distance)


def _sees(grid: Grid, start: tuple[float, float], end: tuple[float, float]) -> bool:
    """Whether no wall is between; the last metre may be furniture, which is low."""
    length = hypot(end[0] - start[0], end[1] - start[1])
    shares = np.linspace(0, max(0.0, 1 - 1.0 / length), 60)
    points = np.outer(1 - shares, start) + np.outer(shares, end)
    return not any(grid.occupied[grid.cell(*point)] for point in points)


def found(pose: mediapipe.solutions.pose.Pose, picture: np.ndarray, person: Person, view: View, bones: list[int]) -> tuple[bool, bool]:
    """Whether MediaPipe finds somebody, and where she is."""
    landmarks = pose.process(picture).pose_landmarks
    if landmarks is None:
        return False, False
    seen = np.array([(landmarks.landmark[index].x * WIDTH, landmarks.landmark[index].y * HEIGHT) for index in _LANDMARKS])
    joints = project(person.pose().positions, view)
    error = np.linalg.norm(seen - joints[bones], axis=1).mean()
    swapped = np.linalg.norm(seen[[1, 0, 3, 2]] - joints[bones], axis=1).mean()
    return True, bool(min(error, swapped) < PLAUSIBLE * np.ptp(joints, axis=0).max())


def measure(home: Home, pictures: Path | None) -> dict[str, list[Count]]:
    """For each posture the counts by distance."""
    studio, grid = Studio(home), occupancy(home)
    skeleton = studio.avatar.skeleton
    bones = [skeleton.index(bone) for bone in _LANDMARKS.values()]
    pose = mediapipe.solutions.pose.Pose(static_image_mode=True, model_complexity=1)
    result = {}
    for case in cases():
        counts = {distance: Count() for distance in DISTANCES_M}
        for seed in range(2):
            person, bed = _acted(home, grid, case, skeleton, seed)
            studio.show(person, bed)
            x, y, _ = person.state().position
            for index, view in enumerate(views(grid, (x, y))):
                picture = studio.picture(view)
                hit, right = found(pose, picture, person, view, bones)
                count = counts[view.distance_m]
                count.pictures, count.found, count.plausible = count.pictures + 1, count.found + hit, count.plausible + right
                if pictures:
                    name = f"{case.name} {seed} {index:02d} {view.distance_m} {'found' if right else 'odd' if hit else 'missed'}"
                    cv2.imwrite(str(pictures / f"{name.replace(' ', '_')}.png"), picture[:, :, ::-1])
        result[case.name] = list(counts.values())
    return result


def _acted(home: Home, grid: Grid, case: Case, skeleton: object, seed: int) -> tuple[Person, dict[str, float]]:
    height = home.furniture[home.bed.frame].size_m[2]
    bed = {"bed_back_joint": case.bed_back_rad, "bed_legs_joint": 0.0, "bed_height_joint": height, "bed_tilt_joint": 0.0}
    person = Person("elder", home, grid, case.start, seed, skeleton)
    for act, arguments in case.acts:
        person.act(act, arguments)
    for _ in range(round(case.seconds / 0.02)):
        person.step(0.02, bed)
    return person, bed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pictures", type=Path, help="folder to save every picture in")
    options = parser.parse_args()
    if options.pictures:
        options.pictures.mkdir(parents=True, exist_ok=True)
    home = load_home(Path(__file__).parents[1] / "home.yaml")
    print("| posture | " + " | ".join(f"{distance} m" for distance in DISTANCES_M) + " | all |")
    print("|---|" + "---|" * (len(DISTANCES_M) + 1))
    for name, counts in measure(home, options.pictures).items():
        total = Count(*(sum(getattr(count, part) for count in counts) for part in ("pictures", "found", "plausible")))
        print(f"| {name} | " + " | ".join(map(str, [*counts, total])) + " |")


if __name__ == "__main__":
    main()
