"""Where the robot and people are, out of /tf."""

from math import pi

import pytest
from geometry_msgs.msg import TransformStamped
from tf2_msgs.msg import TFMessage

from huban_behaviors.backends.whereabouts import Whereabouts


def frame(parent: str, child: str, x: float = 0.0, y: float = 0.0, quarter_turns: int = 0) -> TransformStamped:
    made = TransformStamped(child_frame_id=child)
    made.header.frame_id = parent
    made.transform.translation.x, made.transform.translation.y = x, y
    turn = {0: (0.0, 1.0), 1: (0.5**0.5, 0.5**0.5), 2: (1.0, 0.0)}[quarter_turns]
    made.transform.rotation.z, made.transform.rotation.w = turn
    return made


def after(*frames: TransformStamped, now_s: float = 10.0) -> Whereabouts:
    found = Whereabouts()
    for one in frames:
        found.take(TFMessage(transforms=[one]), now_s)
    return found


def test_the_robot_is_found_through_odometry():
    pose = after(frame("map", "odom", 1.0, 2.0, 1), frame("odom", "base_link", 3.0, 0.0, 1)).robot()
    assert (pose.x, pose.y) == (pytest.approx(1.0), pytest.approx(5.0))
    assert abs(pose.yaw) == pytest.approx(pi)


def test_a_robot_that_is_not_located_has_no_pose():
    assert after(frame("odom", "base_link")).robot() is None


def test_frames_in_a_circle_lead_nowhere():
    assert after(frame("base_link", "odom"), frame("odom", "base_link")).robot() is None


def test_a_person_is_remembered_where_they_were_seen_although_the_robot_drives_on():
    found = after(frame("map", "base_link", 1.0, 1.0), frame("base_link", "body_a1b2", 2.0, 0.0))
    found.take(TFMessage(transforms=[frame("map", "base_link", 5.0, 5.0)]), 11.0)
    assert found.person(now_s=12.0, memory_s=60.0) == (pytest.approx(3.0), pytest.approx(1.0))


def test_a_person_seen_long_ago_is_forgotten():
    found = after(frame("map", "person_x", 3.0, 1.0))
    assert found.person(now_s=80.0, memory_s=60.0) is None


def test_an_older_sighting_changes_nothing():
    found = after(frame("map", "person_x", 3.0, 1.0), now_s=10.0)
    found.person_seen((0.0, 0.0), stamp_s=5.0)
    assert found.person(now_s=12.0, memory_s=60.0) == (3.0, 1.0)


def test_nobody_is_seen_before_the_robot_knows_where_it_is():
    assert after(frame("base_link", "body_a1b2", 2.0, 0.0)).person(10.0, 60.0) is None
