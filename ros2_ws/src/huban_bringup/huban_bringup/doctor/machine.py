"""The machine: Python, system packages, disk, sound, graphics, fonts."""

import os
import platform
import re
import shutil
import subprocess
import sys
from pathlib import Path

from huban_bringup import preflight
from huban_bringup.bootstrap import system_packages
from huban_bringup.core.findings import Finding, degraded, missing, ok

SOUND = Path("/proc/asound/pcm")
FONT_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts")
CHINESE_FONT = re.compile(r"wqy|noto.*cjk|sourcehan|droidsansfallback|simsun|uming", re.IGNORECASE)
COMFORTABLE_GIB = 2.0
GRAPHICS_TIMEOUT_S = 30.0
ASK_RENDERER = """
import mujoco
context = mujoco.GLContext(64, 64)
context.make_current()
from OpenGL import GL
print(GL.glGetString(GL.GL_RENDERER).decode())
context.free()
"""


def python() -> Finding:
    return ok("python", version=platform.python_version(), path=sys.executable)


def packages() -> Finding:
    """The system packages that running needs; what a capability misses shows up there again."""
    if shutil.which("dpkg-query") is None:
        return degraded("packages", "unknown", packages=" ".join(system_packages.wanted(["run"])))
    absent = system_packages.missing(system_packages.wanted(["run"]))
    if absent:
        return degraded("packages", "absent", packages=", ".join(absent), line=system_packages.line_to_type(absent))
    return ok("packages", number=len(system_packages.wanted(["run"])))


def disk(folder: Path) -> Finding:
    free = preflight.free(folder)
    gib = f"{free / 2**30:.1f}"
    if free < preflight.LEAST_FREE_BYTES:
        return missing("disk", "full", free=gib, folder=str(folder))
    if free < COMFORTABLE_GIB * 2**30:
        return degraded("disk", "low", free=gib, folder=str(folder))
    return ok("disk", free=gib, folder=str(folder))


def sound(devices: Path = SOUND) -> Finding:
    """Sound cards that ALSA knows; without one, voices go through the browser and the simulator only."""
    known = devices.read_text(encoding="utf-8") if devices.exists() else ""
    outputs, inputs = known.count("playback"), known.count("capture")
    if not outputs or not inputs:
        return degraded("sound", "none", outputs=outputs, inputs=inputs)
    return ok("sound", outputs=outputs, inputs=inputs)


def graphics() -> Finding:
    """Renders nothing in a process of its own: a broken driver may take its process along."""
    backend = os.environ.get("MUJOCO_GL", "")
    try:
        asked = subprocess.run(
            [sys.executable, "-c", ASK_RENDERER], capture_output=True, text=True, timeout=GRAPHICS_TIMEOUT_S, check=True
        )
    except (subprocess.SubprocessError, OSError) as error:
        said = (getattr(error, "stderr", "") or str(error)).strip().splitlines()[-1]
        return missing("graphics", "broken", backend=backend, reason=said)
    return ok("graphics", backend=backend, renderer=asked.stdout.strip().splitlines()[-1])


def fonts(folders: tuple[Path, ...] = FONT_FOLDERS) -> Finding:
    for folder in folders:
        found = next((file for file in folder.rglob("*.tt[cf]") if CHINESE_FONT.search(file.name)), None)
        if found:
            return ok("fonts", name=found.stem)
    return degraded("fonts", "absent")


def browser() -> Finding:
    found = system_packages.browser()
    return ok("browser", path=str(found)) if found else degraded("browser", "absent")
