"""Daylight from the windows' side, a soft fill from the other side and from above."""

import mujoco

SUN, FILL, SKY = "sun", "fill", "sky"


def add_lights(spec: mujoco.MjSpec) -> None:
    """Adds directional lights only: they shade large walls evenly and cost nothing."""
    spec.visual.headlight.ambient = [0.56, 0.55, 0.535]
    spec.visual.headlight.diffuse = [0.09, 0.09, 0.09]
    spec.visual.headlight.specular = [0.04, 0.04, 0.04]
    _light(spec, SUN, (-0.42, 0.48, -0.9), (0.29, 0.275, 0.24), shadow=True)
    _light(spec, FILL, (0.55, -0.65, -0.5), (0.17, 0.18, 0.20))
    _light(spec, SKY, (0.0, 0.1, -1.0), (0.05, 0.05, 0.05))


def _light(
    spec: mujoco.MjSpec,
    name: str,
    direction: tuple[float, float, float],
    colour: tuple[float, float, float],
    shadow: bool = False,
) -> None:
    spec.worldbody.add_light(
        name=name,
        type=mujoco.mjtLightType.mjLIGHT_DIRECTIONAL,
        pos=[5.0, 4.0, 8.0],
        dir=list(direction),
        diffuse=list(colour),
        ambient=[0.0, 0.0, 0.0],
        specular=[0.25 * part for part in colour],
        castshadow=shadow,
    )
