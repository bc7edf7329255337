import subprocess
import sys

import pytest

from huban_bringup.checkout import this_checkout

ROOT = this_checkout().root
PACKAGES = sorted(file.parent.name for file in (ROOT / "ros2_ws/src").glob("huban_*/setup.py"))


def banned(*arguments: str, source: str = "") -> str:
    """What ruff's rule about the imports of core/ has to say."""
    command = [sys.executable, "-m", "ruff", "check", "--select", "TID251", "--output-format", "concise", *arguments]
    return subprocess.run(command, cwd=ROOT, input=source, capture_output=True, text=True, check=False).stdout


def test_no_core_imports_ros_messages_clocks_or_the_network():
    assert banned(".").strip() == "All checks passed!"


@pytest.mark.parametrize("module", ["rclpy", "std_msgs.msg", "time", "socket"])
def test_ruff_notices_a_core_that_does(module):
    said = banned("--stdin-filename", "ros2_ws/src/huban_x/huban_x/core/x.py", "-", source=f"import {module}\n")
    assert "core/" in said
    assert "TID251" in said


@pytest.mark.parametrize("package", PACKAGES)
def test_mypy_is_strict_on_every_core(package):
    assert f'"{package}.core"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("package", PACKAGES)
def test_every_package_has_the_same_shape(package):
    folder = ROOT / "ros2_ws/src" / package
    assert (folder / package / "core").is_dir()
    assert (folder / "test").is_dir()
    assert (folder / "README.md").is_file()
