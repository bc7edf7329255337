"""Measures how often MediaPipe finds the elder: `python sim/avatars/check_detection.py [--pictures FOLDER]`.

Renders her in the simulated home as the robot's camera sees her, in each posture, from all directions from which she
can be seen and at several distances, and prints Markdown tables. Needs the environment of the built workspace.
"""

import argparse
from math import atan2
from pathlib import Path

import cv2
import numpy as np
from checking.cases import POSTURES, face
from checking.looking import BONES, Count, FaceFinder, PoseFinder
from checking.studio import Picture, Studio, View, views

from huban_common.core.floor_plan import occupancy
from huban_common.core.home import Home, load_home
from huban_simulation.core.people.expressions import EXPRESSIONS

DISTANCES_M = (1.2, 2.0, 3.0, 4.0)
FACE_DISTANCES_M = (0.75, 0.9, 1.0)
FACE_ANGLES_RAD = (-0.5, -0.25, 0.0, 0.25, 0.5)
SEEDS = (0, 1)
LEAST_VISIBLE = 0.7
"""Views that show a smaller part of her bones are left out."""


def measure_postures(home: Home, confidence: float, pictures: Path | None) -> dict[str, dict[float, Count]]:
    """Counts for each posture and distance."""
    studio, grid, finder = Studio(home), occupancy(home), PoseFinder(confidence)
    rows = [studio.avatar.skeleton.index(bone) for bone in BONES]
    counts = {case.name: {distance: Count() for distance in DISTANCES_M} for case in POSTURES}
    for case in POSTURES:
        for seed in SEEDS:
            person, bed = case.played(home, grid, studio.avatar.skeleton, seed)
            bones = person.pose().positions
            studio.show(person.pose(), bed)
            for view in views(grid, (bones[0, 0], bones[0, 1]), DISTANCES_M):
                if studio.visible(view, bones) >= LEAST_VISIBLE:
                    pixels, picture = view.project(bones), studio.picture(view)
                    extent = float(np.ptp(pixels, axis=0).max())
                    counts[case.name][view.distance_m] += finder.look(picture, pixels[rows], extent)
                    _save(pictures, f"{case.name} {seed} {view.distance_m} {view.heading_rad:.1f}", picture)
    return counts


def measure_faces(home: Home, pictures: Path | None) -> dict[str, dict[float, float]]:
    """For each expression and distance: the share of pictures with the face found."""
    studio, grid, finder = Studio(home), occupancy(home), FaceFinder()
    head = studio.avatar.skeleton.index("head")
    found = {}
    for expression in EXPRESSIONS:
        person, bed = face(expression).played(home, grid, studio.avatar.skeleton, seed=0)
        studio.show(person.pose(), bed)
        found[expression] = {}
        for distance in FACE_DISTANCES_M:
            facing = _before(person.pose().positions[head], person.state().yaw_rad, distance)
            seen = [studio.picture(view) for view in facing]
            found[expression][distance] = sum(map(finder.finds, seen)) / len(seen)
            for angle, picture in zip(FACE_ANGLES_RAD, seen, strict=True):
                _save(pictures, f"face {expression} {distance} {angle}", picture)
    return found


def _before(head: np.ndarray, facing_rad: float, distance_m: float) -> list[View]:
    """Cameras in front of a face, at several angles."""
    views = []
    for angle in FACE_ANGLES_RAD:
        x, y = head[:2] + distance_m * np.array([np.cos(facing_rad + angle), np.sin(facing_rad + angle)])
        views.append(View(float(x), float(y), atan2(head[1] - y, head[0] - x), distance_m))
    return views


def _save(folder: Path | None, name: str, picture: Picture) -> None:
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        cv2.imwrite(str(folder / f"{name.replace(' ', '_')}.png"), picture[:, :, ::-1])


def _print_postures(counts: dict[str, dict[float, Count]]) -> None:
    columns = "pictures | whole picture | or in a section | or turned | in the right place |\n|---|---|---|---|---|---|"
    print(f"| posture | {columns}")
    for name, by_distance in counts.items():
        print(f"| {name} | {sum(by_distance.values(), Count()).row()} |")
    print(f"\n| distance | {columns}")
    for distance in DISTANCES_M:
        print(f"| {distance} m | {sum((row[distance] for row in counts.values()), Count()).row()} |")


def _print_faces(found: dict[str, dict[float, float]]) -> None:
    print("\n| expression | " + " | ".join(f"{distance} m" for distance in FACE_DISTANCES_M) + " |")
    print("|---|" + "---|" * len(FACE_DISTANCES_M))
    for expression, shares in found.items():
        print(f"| {expression} | " + " | ".join(f"{share:.0%}" for share in shares.values()) + " |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--confidence", type=float, default=0.5, help="least confidence of the person detector")
    parser.add_argument("--pictures", type=Path, help="folder to save every picture in")
    options = parser.parse_args()
    home = load_home(Path(__file__).parents[1] / "home.yaml")
    _print_postures(measure_postures(home, options.confidence, options.pictures))
    _print_faces(measure_faces(home, options.pictures))


if __name__ == "__main__":
    main()
