"""Pictures of the home. One Renderer belongs to the thread that made it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import cv2
import mujoco
import numpy as np
from numpy.typing import NDArray

from huban_simulation.backends.graphics import make_context
from huban_simulation.backends.world import layers
from huban_simulation.backends.world.overview import OVERVIEW
from huban_simulation.backends.world.robot import CAMERA

Picture = NDArray[np.uint8]
"""RGB, (height, width, 3), row 0 at the top."""
_MAX_GEOMS = 4000


@dataclass(frozen=True)
class View:
    """What to render: a camera, the size of the picture, who is visible. `shadows` are slow on a CPU."""

    camera: str
    width: int
    height: int
    groups: tuple[int, ...]
    shadows: bool = False
    oversampling: float = 1.0


ROBOT_VIEW = View(CAMERA, 640, 480, layers.CAMERA_GROUPS)
OVERVIEW_VIEW = View(OVERVIEW, 1120, 700, layers.OVERVIEW_GROUPS)
OVERVIEW_STILL = View(OVERVIEW, 1280, 800, layers.OVERVIEW_GROUPS, oversampling=1.5)


@dataclass(frozen=True)
class Snapshot:
    """Everything that moves, copied at one simulated time (s)."""

    time_s: float
    qpos: NDArray[np.float64]
    mocap_pos: NDArray[np.float64]
    mocap_quat: NDArray[np.float64]


def snapshot(data: mujoco.MjData, time_s: float) -> Snapshot:
    return Snapshot(time_s, data.qpos.copy(), data.mocap_pos.copy(), data.mocap_quat.copy())


class Figure(Protocol):
    """Somebody whose looks change while rendering; `avatar.Avatar` is the real one."""

    def refresh(self, model: mujoco.MjModel) -> None: ...


class Renderer:
    """Raises GraphicsError where nothing can render."""

    def __init__(self, model: mujoco.MjModel, figures: Sequence[Figure] = ()) -> None:
        self._model, self._figures = model, figures
        buffer = model.vis.global_
        self._gl: Any = make_context(buffer.offwidth, buffer.offheight)
        self._data = mujoco.MjData(model)
        self._scene = mujoco.MjvScene(model, maxgeom=_MAX_GEOMS)
        self._context = mujoco.MjrContext(model, mujoco.mjtFontScale.mjFONTSCALE_100)
        mujoco.mjr_setBuffer(mujoco.mjtFramebuffer.mjFB_OFFSCREEN, self._context)

    def picture(self, view: View, moment: Snapshot) -> Picture:
        """The home at that moment as the view's camera sees it."""
        self._restore(moment)
        for figure in self._figures:
            figure.refresh(self._model)
        self._update_scene(view)
        drawn = self._draw(round(view.width * view.oversampling), round(view.height * view.oversampling))
        if view.oversampling == 1.0:
            return drawn
        return np.asarray(cv2.resize(drawn, (view.width, view.height), interpolation=cv2.INTER_AREA), dtype=np.uint8)

    def close(self) -> None:
        self._context.free()
        self._gl.free()

    def _restore(self, moment: Snapshot) -> None:
        self._data.qpos[:] = moment.qpos
        self._data.mocap_pos[:] = moment.mocap_pos
        self._data.mocap_quat[:] = moment.mocap_quat
        mujoco.mj_kinematics(self._model, self._data)
        mujoco.mj_camlight(self._model, self._data)

    def _update_scene(self, view: View) -> None:
        camera, option = mujoco.MjvCamera(), mujoco.MjvOption()
        camera.type = mujoco.mjtCamera.mjCAMERA_FIXED
        camera.fixedcamid = self._model.camera(view.camera).id
        option.geomgroup[:] = [group in view.groups for group in range(len(option.geomgroup))]
        option.skingroup[:] = option.geomgroup
        everything = mujoco.mjtCatBit.mjCAT_ALL
        mujoco.mjv_updateScene(self._model, self._data, option, None, camera, everything, self._scene)
        self._scene.flags[mujoco.mjtRndFlag.mjRND_SHADOW] = view.shadows

    def _draw(self, width: int, height: int) -> Picture:
        rectangle = mujoco.MjrRect(0, 0, width, height)
        mujoco.mjr_render(rectangle, self._scene, self._context)
        pixels = np.empty((height, width, 3), dtype=np.uint8)
        mujoco.mjr_readPixels(pixels, None, rectangle, self._context)
        return np.ascontiguousarray(pixels[::-1])
