from pathlib import Path

import pytest

from huban_bringup.bootstrap.steps import digest
from huban_bringup.bootstrap.workspace import built_of, provided, prune, sources
from huban_bringup.checkout import Checkout


@pytest.fixture
def checkout(tmp_path) -> Checkout:
    package = tmp_path / "ros2_ws/src/huban_x"
    for name in ("package.xml", "setup.py", "msg/A.msg", "huban_x/node.py", "config/x.yaml", "test/package.xml"):
        write(package / name, name)
    return Checkout(tmp_path)


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def key(checkout: Checkout) -> str:
    return digest(sources(checkout))


@pytest.mark.parametrize("name", ["package.xml", "setup.py", "msg/A.msg"])
def test_changed_interfaces_and_package_files_need_a_build(checkout, name):
    before = key(checkout)
    write(checkout.workspace / "src/huban_x" / name, "changed")
    assert key(checkout) != before


def test_a_new_parameter_file_needs_a_build_because_it_is_linked_by_name(checkout):
    before = key(checkout)
    write(checkout.workspace / "src/huban_x/config/y.yaml", "")
    assert key(checkout) != before


@pytest.mark.parametrize("name", ["huban_x/node.py", "config/x.yaml", "test/package.xml", "huban_x/new.py"])
def test_changed_python_and_values_need_none_because_they_are_linked(checkout, name):
    before = key(checkout)
    write(checkout.workspace / "src/huban_x" / name, "changed")
    assert key(checkout) == before


def test_half_built_and_vanished_packages_are_removed(checkout):
    build, install = checkout.workspace / "build", checkout.workspace / "install"
    for name, status in (("huban_x", "0"), ("huban_gone", "0")):
        write(build / name / "colcon_build.rc", f"{status}\n")
        write(install / name / "share/a", "")
    prune(checkout)
    assert [path.name for path in build.iterdir()] == ["huban_x"]
    assert [path.name for path in install.iterdir()] == ["huban_x"]
    (build / "huban_x/colcon_build.rc").unlink()
    prune(checkout)
    assert list(build.iterdir()) == []
    assert list(install.iterdir()) == []


def test_interfaces_that_an_underlay_has_are_not_built_again(tmp_path):
    write(tmp_path / "share/hri_msgs/package.xml", "")
    assert provided({"hri_msgs", "nav2_msgs"}, [tmp_path / "none", tmp_path]) == ["hri_msgs"]


def test_progress_counts_built_packages():
    lines = ["Starting >>> hri_msgs", "Finished <<< hri_msgs [3s]", "Starting >>> nav2_msgs", "warning"]
    assert built_of(25, lines) == "1/25 nav2_msgs"
