"""Makes the figures of the simulated home: `python sim/avatars/bake.py [--only elder] [--to FOLDER]`.

Needs torch, anny and pillow (see README.md); nothing that runs the simulator does.
"""

import argparse
from pathlib import Path

import numpy as np
from baking import clothes, figure_file, hair
from baking.anatomy import Body, Floats, shape_body
from baking.atlas import WIDTH, pack, rasterise, split_at_seams, spread
from baking.frames import Skeleton, measure
from baking.looks import ACTIONS, LOOKS, Look
from baking.parts import BONE, Part, cut, joined

DENSITY = {"skin": 2100, "eyes": 7000, "teeth": 900, "hair": 600, "top": 10000, "trousers": 7000, "shoes": 6000}
"""Pixels per unit of each part's own texture coordinates; the base mesh keeps clothes and eyes very small there."""

TONE = 1.3
"""Darkens all colours: homes are lit brightly, and pose models need contrast."""


def bake(name: str, look: Look, folder: Path) -> None:
    """Shapes, dresses, paints and writes one figure."""
    body = shape_body(look.phenotype, look.changes, ACTIONS)
    skeleton = measure(body)
    parts = dress(body, skeleton, look)
    pixels, height = pack(parts, DENSITY)
    split = [split_at_seams(part, placed) for part, placed in zip(parts, pixels, strict=True)]
    picture = paint(body, look, parts, pixels, height)
    texcoords = np.concatenate([coordinates for _, coordinates in split]) / (WIDTH, height)
    figure_file.write(folder, name, skeleton, [part for part, _ in split], texcoords, picture)


def dress(body: Body, skeleton: Skeleton, look: Look) -> list[Part]:
    """All parts of a figure; skin that clothes cover is left out."""
    everything = {"keep": lambda triangles: np.ones(len(triangles), dtype=bool)}
    seen = visible_skin(body, skeleton, look.cut)
    return [
        cut(body, "skin", "body", lambda triangles: seen[triangles].all(axis=1)),
        joined("eyes", *(cut(body, "eyes", f"helper-{side}-eye", **everything) for side in "lr")),
        joined("teeth", *(cut(body, "teeth", f"helper-{row}-teeth", **everything) for row in ("upper", "lower"))),
        hair.grow(body, look.hair, seed=1),
        clothes.top(body, skeleton, look.cut),
        clothes.trousers(body, skeleton, look.cut),
        clothes.shoes(body),
    ]


def visible_skin(body: Body, skeleton: Skeleton, style: clothes.Cut) -> np.ndarray:
    """Vertices of the head, the neckline, the arms below the sleeves."""
    head = body.weights[:, [BONE["head"], BONE["neck"]]].sum(axis=1) > 0.2
    neck = body.joints["neck"]
    neckline = (
        (body.vertices[:, 2] > neck[2] - 0.09) & (body.vertices[:, 0] > neck[0]) & (abs(body.vertices[:, 1]) < 0.1)
    )
    arm = clothes.arm_position(body.vertices, body.weights, skeleton)
    return head | neckline | (np.nan_to_num(arm) > style.sleeve - 0.09)


def paint(body: Body, look: Look, parts: list[Part], pixels: list[Floats], height: int) -> Floats:
    """The picture of all parts (height, WIDTH, 3), 0..1."""
    picture, painted = np.full((height, WIDTH, 3), 0.5), np.zeros((height, WIDTH), dtype=bool)
    for part, placed in zip(parts, pixels, strict=True):
        patch = rasterise(part, placed)
        picture[patch.rows, patch.columns] = look.painters[part.name](patch, body)
        painted[patch.rows, patch.columns] = True
    return spread(picture, painted) ** TONE


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", choices=sorted(LOOKS), help="make one figure")
    parser.add_argument("--to", type=Path, default=Path(__file__).parent, help="folder for the files")
    options = parser.parse_args()
    for name in [options.only] if options.only else LOOKS:
        bake(name, LOOKS[name], options.to)
        print(f"{name}: {options.to / name}.npz, .jpg")


if __name__ == "__main__":
    main()
