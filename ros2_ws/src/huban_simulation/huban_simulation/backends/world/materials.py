"""The materials of the home: a name, a colour and how it shines; some with a painted texture."""

from dataclasses import dataclass

import mujoco

from huban_simulation.backends.world import paint
from huban_simulation.backends.world.paint import Colour, Picture


@dataclass(frozen=True)
class Finish:
    """How a surface takes light: specular highlight 0..1, its sharpness 0..1, own glow 0..1, opacity 0..1."""

    specular: float = 0.08
    shininess: float = 0.2
    emission: float = 0.0
    opacity: float = 1.0


MATT = Finish()
SATIN = Finish(specular=0.25, shininess=0.4)
GLOSS = Finish(specular=0.6, shininess=0.7)
GLASS = Finish(specular=0.7, shininess=0.9, opacity=0.22)
GLOW = Finish(specular=0.0, emission=0.85)
WALL = Finish(specular=0.0, emission=0.2)
"""Walls get back some of the light that the whole room scatters."""

PLAIN: dict[str, tuple[Colour, Finish]] = {
    "white": ((0.93, 0.92, 0.90), SATIN),
    "ceramic": ((0.96, 0.96, 0.95), GLOSS),
    "wall": ((0.92, 0.89, 0.83), WALL),
    "wall_warm": ((0.93, 0.88, 0.79), WALL),
    "wall_blue": ((0.80, 0.86, 0.89), WALL),
    "wall_sand": ((0.93, 0.90, 0.84), WALL),
    "wall_mint": ((0.86, 0.90, 0.82), WALL),
    "wall_aqua": ((0.82, 0.90, 0.91), WALL),
    "sage": ((0.62, 0.70, 0.60), SATIN),
    "wall_cut": ((0.42, 0.39, 0.36), MATT),
    "ceiling": ((0.96, 0.95, 0.93), Finish(specular=0.0, emission=0.3)),
    "skirting": ((0.97, 0.96, 0.94), SATIN),
    "frame": ((0.97, 0.96, 0.94), SATIN),
    "steel": ((0.72, 0.74, 0.76), GLOSS),
    "dark_metal": ((0.22, 0.23, 0.25), SATIN),
    "black": ((0.05, 0.05, 0.06), GLOSS),
    "rubber": ((0.12, 0.12, 0.13), MATT),
    "mattress": ((0.88, 0.91, 0.95), MATT),
    "pillow": ((0.97, 0.97, 0.96), MATT),
    "cream": ((0.93, 0.87, 0.75), MATT),
    "terracotta": ((0.72, 0.42, 0.30), MATT),
    "leaf": ((0.27, 0.50, 0.24), SATIN),
    "leaf_light": ((0.42, 0.62, 0.30), SATIN),
    "soil": ((0.25, 0.18, 0.13), MATT),
    "red": ((0.80, 0.24, 0.20), SATIN),
    "orange": ((0.93, 0.58, 0.20), SATIN),
    "green": ((0.35, 0.58, 0.36), SATIN),
    "blue": ((0.25, 0.42, 0.63), SATIN),
    "teal": ((0.20, 0.50, 0.52), SATIN),
    "mustard": ((0.86, 0.67, 0.28), MATT),
    "curtain": ((0.82, 0.73, 0.60), MATT),
    "lamp_shade": ((1.0, 0.92, 0.74), Finish(specular=0.0, emission=0.55)),
    "glass": ((0.80, 0.90, 0.93), GLASS),
    "mirror": ((0.80, 0.87, 0.90), Finish(specular=0.9, shininess=0.9)),
    "shade": ((0.0, 0.0, 0.0), Finish(specular=0.0, shininess=0.0, opacity=0.085)),
    "robot_white": ((0.96, 0.97, 0.98), GLOSS),
    "robot_grey": ((0.55, 0.59, 0.63), SATIN),
    "robot_accent": ((0.16, 0.60, 0.62), GLOSS),
    "robot_light": ((0.45, 0.95, 0.90), GLOW),
}

WOODS: dict[str, Colour] = {
    "oak": (0.74, 0.57, 0.38),
    "walnut": (0.46, 0.31, 0.20),
    "birch": (0.85, 0.73, 0.56),
}

FABRICS: dict[str, Colour] = {
    "sofa_fabric": (0.44, 0.55, 0.54),
    "armchair_fabric": (0.72, 0.48, 0.34),
    "blanket": (0.38, 0.52, 0.66),
    "chair_fabric": (0.80, 0.66, 0.48),
    "towel": (0.85, 0.60, 0.55),
}


def add_materials(spec: mujoco.MjSpec) -> None:
    """Adds every named material to a model."""
    for name, (colour, finish) in PLAIN.items():
        _material(spec, name, finish, colour)
    for index, (name, colour) in enumerate(WOODS.items()):
        add_painted(spec, name, paint.wood(colour, seed=index), SATIN, repeat_m=0.8)
    add_painted(spec, "stone_top", paint.stone(0.8, 0.8, 160, seed=9, colour=(0.78, 0.76, 0.73)), SATIN, repeat_m=0.8)
    add_painted(spec, "television_picture", paint.garden(seed=11), GLOW)
    for index, (name, colour) in enumerate(FABRICS.items()):
        add_painted(spec, name, paint.fabric(colour, seed=index), MATT, repeat_m=0.5)


def add_painted(
    spec: mujoco.MjSpec, name: str, picture: Picture, finish: Finish = MATT, repeat_m: float | None = None
) -> None:
    """A material with a picture on the local x-y face, once, or repeated every `repeat_m` metres."""
    height, width, channels = picture.shape
    texture = spec.add_texture(
        name=name, type=mujoco.mjtTexture.mjTEXTURE_2D, width=width, height=height, nchannel=channels
    )
    texture.data = picture.tobytes()
    material = _material(spec, name, finish, (1.0, 1.0, 1.0))
    material.textures[mujoco.mjtTextureRole.mjTEXROLE_RGB] = name
    if repeat_m is not None:
        material.texuniform = True
        material.texrepeat = [1 / repeat_m, 1 / repeat_m]


def _material(spec: mujoco.MjSpec, name: str, finish: Finish, colour: Colour) -> mujoco.MjsMaterial:
    return spec.add_material(
        name=name,
        rgba=[*colour, finish.opacity],
        specular=finish.specular,
        shininess=finish.shininess,
        emission=finish.emission,
        reflectance=0.0,
    )
