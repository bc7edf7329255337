"""The ROS 2 workspace: what goes into its build, and the build."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from huban_bringup.bootstrap.environment import build_environment, save_overlay
from huban_bringup.bootstrap.shell import Shell
from huban_bringup.checkout import Checkout

BUILT_FROM = ("package.xml", "setup.py", "setup.cfg", "CMakeLists.txt")
INTERFACES = (".msg", ".srv", ".action")
INSTALLED_BY_NAME = ("config", "resource")
_SKIPPED = {"__pycache__", "test", "node_modules"}


def sources(checkout: Checkout) -> Iterator[str | Path]:
    """What decides the build: contents of interface and package files, and which files are installed by link."""
    for folder, folders, files in os.walk(checkout.workspace / "src"):
        folders[:] = sorted(set(folders) - _SKIPPED)
        for name in sorted(files):
            file = Path(folder) / name
            if name in BUILT_FROM or file.suffix in INTERFACES:
                yield str(file.relative_to(checkout.root))
                yield file
            elif Path(folder).name in INSTALLED_BY_NAME:
                yield str(file.relative_to(checkout.root))


def build(shell: Shell, checkout: Checkout, environment_key: str) -> None:
    """Builds what changed; everything where the environment is another one than last time."""
    made_for = checkout.workspace / "build/huban_environment.key"
    if not made_for.exists() or made_for.read_text(encoding="utf-8") != environment_key:
        clean(checkout)
        made_for.parent.mkdir()
        made_for.write_text(environment_key, encoding="utf-8")
    prune(checkout)
    _colcon(shell, checkout)
    save_overlay(checkout)


def clean(checkout: Checkout) -> None:
    for name in ("build", "install", "log"):
        shutil.rmtree(checkout.workspace / name, ignore_errors=True)


def prune(checkout: Checkout) -> None:
    """Removes what an interrupted build left half-made, and packages whose source is gone."""
    present = _packages(checkout)
    for built in (checkout.workspace / "build").glob("*/"):
        if built.name not in present or not _is_complete(built):
            shutil.rmtree(built)
            shutil.rmtree(checkout.workspace / "install" / built.name, ignore_errors=True)


def interop(checkout: Checkout) -> set[str]:
    """The standard interface packages that this checkout declares itself."""
    return {file.parent.name for file in checkout.workspace.glob("src/interop/*/package.xml")}


def provided(names: set[str], prefixes: list[Path]) -> list[str]:
    """The packages that an underlay has already: the standard interfaces are built only where it lacks them."""
    return sorted(
        name for name in names if any((prefix / "share" / name / "package.xml").exists() for prefix in prefixes)
    )


def built_of(total: int, lines: list[str]) -> str:
    """colcon's progress: how many packages are built, and which one was begun last."""
    built = sum(line.startswith("Finished <<<") for line in lines)
    begun = [line.removeprefix("Starting >>> ") for line in lines if line.startswith("Starting >>>")]
    return f"{built}/{total} {begun[-1] if begun else ''}"


def _packages(checkout: Checkout) -> set[str]:
    return {file.parent.name for file in (checkout.workspace / "src").rglob("package.xml")}


def _is_complete(built: Path) -> bool:
    status = built / "colcon_build.rc"
    return status.exists() and status.read_text(encoding="utf-8").strip() == "0"


def _colcon(shell: Shell, checkout: Checkout) -> None:
    skipped = provided(interop(checkout), [checkout.venv])
    shell.run(
        checkout.venv / "bin/colcon",
        *("--log-base", "log", "build", "--symlink-install"),
        *("--event-handlers", "console_direct-", "event_log-"),
        *(("--packages-ignore", *skipped) if skipped else ()),
        *("--cmake-args", "-DBUILD_TESTING=OFF", "-G", "Ninja"),
        environment=build_environment(checkout, os.environ),
        folder=checkout.workspace,
        told=lambda lines: built_of(len(_packages(checkout)) - len(skipped), lines),
    )
