"""From the home description to a MuJoCo model."""

import mujoco
import numpy as np

from huban_common.core.home import Home
from huban_simulation.backends.world import layers
from huban_simulation.backends.world.floors import add_floors
from huban_simulation.backends.world.furniture import add_furniture
from huban_simulation.backends.world.lights import add_lights
from huban_simulation.backends.world.materials import add_materials
from huban_simulation.backends.world.nursing_bed import add_nursing_bed
from huban_simulation.backends.world.overview import add_overview
from huban_simulation.backends.world.part import Part
from huban_simulation.backends.world.robot import add_robot
from huban_simulation.backends.world.walls import add_walls
from huban_simulation.backends.world.windows import add_windows

TIMESTEP_S = 0.005


def build_world(home: Home) -> mujoco.MjSpec:
    """The home with its bed and robot, without people; raises HomeError for what cannot be built."""
    spec = mujoco.MjSpec()
    spec.modelname = "huban home"
    spec.compiler.degree = False
    _set_options(spec)
    add_materials(spec)
    add_lights(spec)
    add_floors(spec, home)
    add_walls(spec, home)
    add_windows(spec, home)
    add_furniture(spec, home)
    add_nursing_bed(spec, home)
    add_robot(spec)
    _add_ceiling(spec, home)
    _add_sky(spec)
    add_overview(spec, home)
    return spec


def _set_options(spec: mujoco.MjSpec) -> None:
    spec.option.timestep = TIMESTEP_S
    spec.option.integrator = mujoco.mjtIntegrator.mjINT_IMPLICITFAST
    spec.option.cone = mujoco.mjtCone.mjCONE_ELLIPTIC
    spec.option.impratio = 10
    spec.visual.global_.offwidth, spec.visual.global_.offheight = 1920, 1200
    spec.visual.quality.shadowsize = 2048
    spec.visual.quality.offsamples = 0
    spec.visual.map.znear, spec.visual.map.zfar = 0.005, 4.0


def _add_ceiling(spec: mujoco.MjSpec, home: Home) -> None:
    areas = np.array([room.area for room in home.rooms.values()])
    low, high = areas[:, :2].min(axis=0), areas[:, 2:].max(axis=0)
    ceiling = Part(spec, spec.worldbody, layers.UPPER, solid=False)
    ceiling.box([*(high - low), 0.02], [*((low + high) / 2), home.walls.height_m + 0.01], "ceiling")


def _add_sky(spec: mujoco.MjSpec) -> None:
    """What is behind everything, also in the overview."""
    spec.add_texture(
        name="sky",
        type=mujoco.mjtTexture.mjTEXTURE_SKYBOX,
        builtin=mujoco.mjtBuiltin.mjBUILTIN_GRADIENT,
        rgb1=[0.80, 0.85, 0.88],
        rgb2=[0.90, 0.89, 0.86],
        width=64,
        height=384,
    )
