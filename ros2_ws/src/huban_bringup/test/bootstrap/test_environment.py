from huban_bringup.bootstrap.environment import build_environment
from huban_bringup.checkout import Checkout


def test_a_sourced_ros_of_the_system_does_not_leak_in(tmp_path):
    outer = {
        "PATH": "/usr/bin",
        "PYTHONPATH": "/opt/ros/jazzy/lib/python3.12/site-packages",
        "AMENT_PREFIX_PATH": "/opt/ros/jazzy",
        "LD_LIBRARY_PATH": "/opt/ros/jazzy/lib",
        "ROS_DISTRO": "jazzy",
        "RMW_IMPLEMENTATION": "rmw_cyclonedds_cpp",
        "HOME": "/home/a",
    }
    environment = build_environment(Checkout(tmp_path), outer)
    assert not [name for name, value in environment.items() if "jazzy" in value or "cyclonedds" in value]
    assert environment["HOME"] == "/home/a"
    assert environment["PATH"] == f"{tmp_path}/.venv/bin:/usr/bin"


def test_the_libraries_that_wheels_carry_are_found(tmp_path):
    carried = tmp_path / ".venv/lib/python3.11/site-packages/ros_rcl.libs"
    carried.mkdir(parents=True)
    assert str(carried) in build_environment(Checkout(tmp_path), {})["LD_LIBRARY_PATH"].split(":")


def test_discovery_stays_on_this_machine_unless_the_user_says_otherwise(tmp_path):
    assert build_environment(Checkout(tmp_path), {})["ROS_AUTOMATIC_DISCOVERY_RANGE"] == "LOCALHOST"
    outer = {"ROS_AUTOMATIC_DISCOVERY_RANGE": "SUBNET"}
    assert build_environment(Checkout(tmp_path), outer)["ROS_AUTOMATIC_DISCOVERY_RANGE"] == "SUBNET"
