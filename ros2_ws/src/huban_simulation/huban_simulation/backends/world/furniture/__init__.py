"""Furniture by kind. A builder furnishes a body whose +x is the front, whose origin is the middle of the floor."""

from collections.abc import Callable

import mujoco

from huban_common.core.home import Furniture, Home, HomeError
from huban_simulation.backends.world.furniture import bathroom, decoration, kitchen, seating, storage, tables
from huban_simulation.backends.world.part import Part, Vector, turned

NURSING_BED = "nursing_bed"
"""The one kind that moves; `nursing_bed.py` builds it."""

KINDS: dict[str, Callable[[Part, Vector], None]] = {
    "armchair": seating.armchair,
    "bedside_table": tables.bedside_table,
    "bookshelf": storage.bookshelf,
    "box": storage.box,
    "cabinet": storage.cabinet,
    "chair": seating.chair,
    "coffee_table": tables.coffee_table,
    "counter": kitchen.counter,
    "fridge": kitchen.fridge,
    "lamp": decoration.floor_lamp,
    "plant": decoration.plant,
    "rug": decoration.rug,
    "shower": bathroom.shower,
    "sofa": seating.sofa,
    "table": tables.table,
    "television": storage.television,
    "toilet": bathroom.toilet,
    "walker": decoration.walker,
    "wardrobe": storage.wardrobe,
    "washbasin": bathroom.washbasin,
}


def add_furniture(spec: mujoco.MjSpec, home: Home) -> None:
    """Adds every piece that does not move; raises HomeError for a kind nobody can build."""
    for item_id, item in home.furniture.items():
        if item.kind == NURSING_BED and item_id == home.bed.frame:
            continue
        body = spec.worldbody.add_body(name=item_id, pos=[*item.at, 0.0], quat=list(turned(item.yaw_deg)))
        builder_of(item_id, item)(Part(spec, body), item.size_m)


def builder_of(item_id: str, item: Furniture) -> Callable[[Part, Vector], None]:
    """Raises HomeError for a kind or a size that cannot be built."""
    if min(item.size_m) <= 0:
        raise HomeError(f"furniture.{item_id}.size_m: {item.size_m} must be positive")
    if item.kind not in KINDS:
        known = ", ".join(sorted([*KINDS, NURSING_BED]))
        raise HomeError(f"furniture.{item_id}.kind: nobody can build a '{item.kind}'; known kinds: {known}")
    return KINDS[item.kind]
