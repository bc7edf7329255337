"""The environment variables under which Huban builds and runs."""

import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from huban_bringup.checkout import Checkout

_PATHS = ("AMENT_PREFIX_PATH", "CMAKE_PREFIX_PATH", "LD_LIBRARY_PATH", "PYTHONPATH")
_FOREIGN = (*_PATHS, "PYTHONHOME", "COLCON_PREFIX_PATH", "COLCON_CURRENT_PREFIX", "ROS_DISTRO", "ROS_PYTHON_VERSION")
"""What a sourced ROS 2 sets and what must not mix with the wheels: another ABI, another Python."""


def build_environment(checkout: Checkout, outer: Mapping[str, str]) -> dict[str, str]:
    """The environment of the ROS wheels alone."""
    venv = checkout.venv
    libraries = [venv / "lib", *sorted(venv.glob("lib/python3.*/site-packages/ros_*.libs"))]
    return {
        **{name: value for name, value in outer.items() if name not in _FOREIGN},
        "HUBAN_ROOT": str(checkout.root),
        "VIRTUAL_ENV": str(venv),
        "PATH": f"{venv}/bin:{outer.get('PATH', os.defpath)}",
        "AMENT_PREFIX_PATH": str(venv),
        "CMAKE_PREFIX_PATH": str(venv),
        "LD_LIBRARY_PATH": ":".join(map(str, libraries)),
        "_ROS_WHEELS_BOOTSTRAP_COMPLETE": "1",
        "ROS_VERSION": "2",
        "ROS_PYTHON_VERSION": "3",
        "ROS_DISTRO": "kilted",
        "RMW_IMPLEMENTATION": "rmw_fastrtps_cpp",
        "ROS_AUTOMATIC_DISCOVERY_RANGE": outer.get("ROS_AUTOMATIC_DISCOVERY_RANGE", "LOCALHOST"),
        "ROS_LOG_DIR": outer.get("ROS_LOG_DIR", str(checkout.log / "ros")),
        "MUJOCO_GL": outer.get("MUJOCO_GL", "egl"),
    }


def save_overlay(checkout: Checkout) -> None:
    """Sources the built workspace once and keeps the search paths that it sets."""
    script = '. "$1" && env -0'
    setup = checkout.workspace / "install/local_setup.bash"
    sourced = subprocess.run(
        ["bash", "-c", script, "bash", setup],
        env=build_environment(checkout, os.environ),
        capture_output=True,
        check=True,
    )
    pairs = (item.decode().partition("=") for item in sourced.stdout.split(b"\0") if item)
    paths = {name: value for name, _, value in pairs if name in _PATHS}
    _saved(checkout).write_text(json.dumps(paths, indent=1), encoding="utf-8")


def run_environment(checkout: Checkout, outer: Mapping[str, str]) -> dict[str, str]:
    """The environment of the built workspace."""
    paths: dict[str, str] = json.loads(_saved(checkout).read_text(encoding="utf-8"))
    return {**build_environment(checkout, outer), **paths}


def _saved(checkout: Checkout) -> Path:
    return checkout.workspace / "install/huban_environment.json"
