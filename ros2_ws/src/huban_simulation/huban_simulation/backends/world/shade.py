"""The soft shade under what moves; real shadows are too slow for rendering on a CPU."""

import mujoco

from huban_simulation.backends.world import layers

_RINGS = (0.55, 0.75, 0.95, 1.15)


def add_shade(body: mujoco.MjsBody, diameter_m: float) -> None:
    """Thin see-through discs around the body's origin, darkest in the middle."""
    for index, share in enumerate(_RINGS):
        body.add_geom(
            type=mujoco.mjtGeom.mjGEOM_CYLINDER,
            size=[share * diameter_m / 2, 0.0005, 0],
            pos=[0, 0, 0.008 + 0.001 * index],
            material="shade",
            group=layers.PEOPLE,
            contype=0,
            conaffinity=0,
            density=0,
        )
