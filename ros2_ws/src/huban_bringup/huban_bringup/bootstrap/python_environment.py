"""The virtual environment: made from the lock file, always from scratch, then repaired and linked to the checkout.

Packages are never exchanged in place: the ROS wheels share folders with each other, and a re-installed one can
leave another broken.
"""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

from huban_bringup.bootstrap.errors import CommandFailed, SetupError
from huban_bringup.bootstrap.shell import Shell
from huban_bringup.bootstrap.texts import PlainTexts
from huban_bringup.bootstrap.wheels import repair
from huban_bringup.checkout import Checkout

NEEDED_GIB = 4.0
INDEX_SETTINGS = {
    "index-url": ("UV_DEFAULT_INDEX", " "),
    "extra-index-url": ("UV_INDEX", " "),
    "find-links": ("UV_FIND_LINKS", ","),
    "cert": ("SSL_CERT_FILE", ""),
}
"""pip's setting, uv's variable for it, and what separates several values there."""


def interpreter() -> str:
    """Which Python the environments are made with."""
    return f"{os.path.realpath(sys.executable)} {sys.version_info[0]}.{sys.version_info[1]}"


def make_tools(shell: Shell, checkout: Checkout) -> None:
    """A small environment with pip and uv of our own, whatever the distribution carries."""
    tools = _tools(checkout)
    shutil.rmtree(tools, ignore_errors=True)
    shell.run(sys.executable, "-m", "venv", tools)
    lock = checkout.requirements / "tools.lock"
    shell.run(
        tools / "bin/python", "-m", "pip", "install", "--disable-pip-version-check", "--require-hashes", "-r", lock
    )


def make_environment(shell: Shell, checkout: Checkout, texts: PlainTexts) -> None:
    """`.venv` with everything in the lock, repaired."""
    free_gib = shutil.disk_usage(checkout.root).free / 2**30
    if free_gib < NEEDED_GIB:
        raise SetupError(texts.say("setup-disk", free=f"{free_gib:.1f}", needed=NEEDED_GIB, where=checkout.root))
    shutil.rmtree(checkout.venv, ignore_errors=True)
    shell.run(sys.executable, "-m", "venv", "--without-pip", checkout.venv)
    _install(shell, checkout, "--require-hashes", "-r", checkout.requirements / "default.lock")
    repair(checkout.venv)
    link_care_platform(checkout)


def link_care_platform(checkout: Checkout) -> None:
    """Makes the care platform importable from where it lies: an editable install without its ceremony."""
    (packages,) = checkout.venv.glob("lib/python3.*/site-packages")
    (packages / "huban_care_platform.pth").write_text(f"{checkout.root / 'care_platform'}\n", encoding="utf-8")


def add_models(shell: Shell, checkout: Checkout) -> None:
    """The optional group: torch and transformers, CPU build where an index offers one."""
    requirements = checkout.requirements
    _install(shell, checkout, "-c", requirements / "models.lock", "-r", requirements / "models.in")


def _install(shell: Shell, checkout: Checkout, *what: str | Path) -> None:
    """uv takes seconds where pip takes minutes; pip is the fallback where uv cannot reach the index."""
    python = checkout.venv / "bin/python"
    try:
        uv = _tools(checkout) / "bin/uv"
        shell.run(uv, "pip", "install", "--python", python, *what, environment=_uv_environment(checkout))
    except (CommandFailed, OSError):
        pip = _tools(checkout) / "bin/pip"
        shell.run(pip, "--python", python, "install", "--disable-pip-version-check", *what)


def _uv_environment(checkout: Checkout) -> dict[str, str]:
    """uv reads no pip settings, so a mirror that is set for pip is handed on."""
    environment = {"UV_SYSTEM_CERTS": "1", "UV_INDEX_STRATEGY": "unsafe-best-match", **os.environ}
    for name, values in _pip_settings(checkout).items():
        if name in INDEX_SETTINGS:
            variable, separator = INDEX_SETTINGS[name]
            environment.setdefault(variable, separator.join(values))
    return environment


def _pip_settings(checkout: Checkout) -> dict[str, list[str]]:
    """pip's settings from its files and variables; it prints a line `global.index-url='...'` for each."""
    listed = subprocess.run(
        [_tools(checkout) / "bin/pip", "config", "list"], capture_output=True, text=True, check=False
    ).stdout
    pairs = (line.partition("=") for line in listed.splitlines())
    return {key.rpartition(".")[2]: " ".join(shlex.split(value)).split() for key, _, value in pairs}


def _tools(checkout: Checkout) -> Path:
    return checkout.state / "tools"
