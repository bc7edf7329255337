"""Which OpenGL renders without a window: EGL where it is installed, else OSMesa."""

import ctypes
import os
from importlib import import_module
from typing import Any

_LIBRARIES = {"egl": ("libEGL.so.1", "libEGL.so"), "osmesa": ("libOSMesa.so.8", "libOSMesa.so.6", "libOSMesa.so")}


class GraphicsError(OSError):
    """Nothing here can render."""


def choose_gl() -> str:
    """`MUJOCO_GL` if it names one of ours, else the first that is installed; raises GraphicsError."""
    wanted = os.environ.get("MUJOCO_GL", "")
    names = [wanted] if wanted in _LIBRARIES else list(_LIBRARIES)
    for name in names:
        if any(_loads(library) for library in _LIBRARIES[name]):
            return name
    raise GraphicsError(f"no OpenGL library for {' or '.join(names)}: install libegl1 and libgl1, or libosmesa6")


def make_context(width: int, height: int) -> Any:
    """A current OpenGL context without a window, for the calling thread only."""
    name = choose_gl()
    os.environ["MUJOCO_GL"] = name  # MuJoCo's C side reads it when it looks for OpenGL functions
    try:
        context = import_module(f"mujoco.{name}").GLContext(width, height)
        context.make_current()
    except Exception as error:  # whatever the driver stack throws means the same to us
        raise GraphicsError(f"OpenGL through {name} does not start: {error}") from error
    return context


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
