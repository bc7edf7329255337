"""The Debian and Ubuntu packages that Huban needs, and how they get there."""

import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from huban_bringup.bootstrap.errors import SetupError
from huban_bringup.bootstrap.shell import Shell
from huban_bringup.bootstrap.texts import PlainTexts

GROUPS = {
    "run": (
        # environment and interfaces
        "python3-venv",
        "python3-dev",
        "g++",
        "cmake",
        "ninja-build",
        # pictures without a screen; the last one for libglib, whose own name differs between releases
        "libegl1",
        "libgl1",
        "libopengl0",
        "libsm6",
        "libxext6",
        "libglib2.0-bin",
        # voices
        "espeak-ng",
        "libespeak-ng1",
        "flite",
        "libportaudio2",
        # the broker, and Chinese characters on rendered screens
        "mosquitto",
        "fonts-wqy-microhei",
    ),
    "test": ("chromium",),
}
INSTALL = ("apt-get", "install", "-y", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=300")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def wanted(groups: Iterable[str]) -> list[str]:
    return [package for group in groups for package in GROUPS[group]]


def missing(packages: Iterable[str]) -> list[str]:
    """Which of the packages are not installed; none where the system does not know dpkg."""
    packages = list(packages)
    if shutil.which("dpkg-query") is None:
        return []
    query = ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n", *packages]
    listed = subprocess.run(query, capture_output=True, text=True, check=False).stdout.splitlines()
    present = {line.split()[0] for line in listed if line.endswith(" installed")}
    return [package for package in packages if package not in present and not _replaced(package)]


def install(shell: Shell, groups: Iterable[str], texts: PlainTexts) -> None:
    """Installs what is missing; raises SetupError with the line to type where that is not allowed."""
    needed = missing(wanted(groups))
    if not needed:
        return
    root = _as_root()
    if root is None:
        raise SetupError(texts.say("setup-packages-by-hand", line=line_to_type(needed)))
    environment = [*root, "env", "DEBIAN_FRONTEND=noninteractive"]
    shell.run(*environment, "dpkg", "--configure", "-a", interruptible=False)
    shell.run(*environment, "apt-get", "update", "-q", interruptible=False)
    shell.run(*environment, *INSTALL, *needed, interruptible=False)


def line_to_type(packages: Iterable[str]) -> str:
    return f"sudo apt-get update && sudo apt-get install -y --no-install-recommends {' '.join(packages)}"


def browser() -> Path | None:
    """A Chromium that tests can drive."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    return Path(found) if found else None


def _replaced(package: str) -> bool:
    """Any Chromium will do, and Ubuntu has none as a Debian package."""
    return package == "chromium" and (browser() is not None or _is_ubuntu())


def _is_ubuntu() -> bool:
    release = Path("/etc/os-release")
    return release.exists() and "ID=ubuntu" in release.read_text(encoding="utf-8").splitlines()


def _as_root() -> list[str] | None:
    """What to put before a command so that root runs it; None where nobody may without asking."""
    if os.geteuid() == 0:
        return []
    allowed = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False) if shutil.which("sudo") else None
    return ["sudo", "-n"] if allowed and allowed.returncode == 0 else None
