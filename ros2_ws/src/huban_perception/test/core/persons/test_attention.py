"""Whom people look at, how near they are, and since when."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from huban_perception.core.faces.gaze import Head, away_deg, head_of
from huban_perception.core.persons.engagement import Engagement, EngagementRules, EngagementWatch
from huban_perception.core.persons.proxemics import Space, space_at
from huban_perception.core.types import FaceLandmarks
from huban_perception.simulation import camera_at

RULES = EngagementRules()
CAMERA = camera_at(height_m=1.2, pitch_down_deg=0.0)


def watched(*steps: tuple[float, float, float]) -> list[Engagement]:
    """The levels while somebody looks by so many degrees past the robot, from so many metres, for so many seconds."""
    watch, stamp_s, levels = EngagementWatch(RULES), 0.0, []
    for away, distance_m, seconds in steps:
        for _ in range(round(seconds / 0.2)):
            stamp_s += 0.2
            levels.append(watch.see(stamp_s, away, distance_m))
    return levels


def test_looking_at_the_robot_for_a_while_is_engagement() -> None:
    levels = watched((5.0, 1.5, 4.0))
    assert list(dict.fromkeys(levels)) == [Engagement.DISENGAGED, Engagement.ENGAGING, Engagement.ENGAGED]


def test_a_glance_is_not() -> None:
    assert Engagement.ENGAGED not in watched((60.0, 1.5, 2.0), (5.0, 1.5, 0.6), (60.0, 1.5, 3.0))


def test_a_blink_aside_does_not_end_it_but_turning_away_does() -> None:
    levels = watched((5.0, 1.5, 4.0), (60.0, 1.5, 0.4), (5.0, 1.5, 2.0))
    assert Engagement.DISENGAGED not in levels[10:]
    levels = watched((5.0, 1.5, 4.0), (60.0, 1.5, 4.0))
    assert levels[-1] is Engagement.DISENGAGED
    assert Engagement.DISENGAGING in levels


def test_somebody_far_away_who_looks_is_not_engaged() -> None:
    assert set(watched((5.0, 5.0, 5.0))) == {Engagement.DISENGAGED}


def test_it_takes_less_to_stay_than_to_begin() -> None:
    between = (RULES.engage_angle_deg + RULES.leave_angle_deg) / 2
    assert Engagement.ENGAGED not in watched((between, 1.5, 5.0))
    assert watched((5.0, 1.5, 4.0), (between, 1.5, 5.0))[-1] is Engagement.ENGAGED


def test_without_a_face_nothing_is_known() -> None:
    watch = EngagementWatch(RULES)
    assert watch.miss(0.0) is Engagement.UNKNOWN
    for step in range(20):
        watch.see(0.2 * step, 5.0, 1.5)
    assert watch.miss(4.0) is Engagement.ENGAGED
    assert watch.miss(5.5) is Engagement.DISENGAGING
    assert watch.miss(20.0) is Engagement.UNKNOWN


@given(st.lists(st.tuples(st.floats(0.0, 180.0), st.floats(0.1, 10.0)), max_size=60))
def test_engagement_goes_step_by_step(looks: list[tuple[float, float]]) -> None:
    watch, before = EngagementWatch(RULES), Engagement.UNKNOWN
    allowed = {
        Engagement.UNKNOWN: {Engagement.DISENGAGED},
        Engagement.DISENGAGED: {Engagement.ENGAGING},
        Engagement.ENGAGING: {Engagement.ENGAGED, Engagement.DISENGAGED},
        Engagement.ENGAGED: {Engagement.DISENGAGING},
        Engagement.DISENGAGING: {Engagement.ENGAGED, Engagement.DISENGAGED},
    }
    for step, (away, distance_m) in enumerate(looks):
        level = watch.see(0.3 * step, away, distance_m)
        assert level is before or level in allowed[before]
        before = level


@pytest.mark.parametrize(
    ("distance_m", "space"),
    [(0.3, Space.INTIMATE), (1.0, Space.PERSONAL), (2.0, Space.SOCIAL), (9.0, Space.PUBLIC), (30.0, None)],
)
def test_the_spaces_of_hall(distance_m: float, space: Space | None) -> None:
    assert space_at(distance_m, None) is space


def test_nobody_at_a_border_is_now_in_now_out() -> None:
    space, changes = None, 0
    for step in range(50):
        before, space = space, space_at(1.2 + (0.08 if step % 2 else -0.08), space)
        changes += before is not None and space is not before
    assert changes == 0
    assert space_at(float("nan"), Space.SOCIAL) is None


def face(yaw_deg: float, pitch_deg: float = 0.0, pupils_left: float = 0.0) -> FaceLandmarks:
    """A face 1 m before the camera, its head turned to its left and up; pupils moved by parts of an eye's opening."""
    metres = {33: (0.045, 0, 0), 263: (-0.045, 0, 0), 133: (0.015, 0, 0), 362: (-0.015, 0, 0)}
    metres |= {10: (0, 0.07, 0), 152: (0, -0.11, 0), 468: (0.03, 0, 0), 473: (-0.03, 0, 0)}
    mesh = np.zeros((478, 3))
    yaw, pitch = np.radians(yaw_deg), np.radians(pitch_deg)
    for vertex, (right, up, _) in metres.items():
        right -= 0.03 * pupils_left if vertex in (468, 473) else 0.0
        x, z = -right * np.cos(yaw), -right * np.sin(yaw)
        mesh[vertex] = (x, -up * np.cos(pitch), z + up * np.sin(pitch))
    lens = CAMERA.intrinsics
    mesh[:, 0] = 0.5 + mesh[:, 0] * lens.fx / lens.width
    mesh[:, 1] = 0.5 + mesh[:, 1] * lens.fx / lens.height
    mesh[:, 2] *= lens.fx / lens.width
    return FaceLandmarks(np.zeros((70, 2)), mesh)


def test_a_head_that_faces_the_camera_is_where_it_is_and_looks_at_it() -> None:
    head = head_of(face(0.0), CAMERA)
    assert head is not None
    assert head.position == pytest.approx([1.0, 0.0, 1.2], abs=0.01)
    assert head.rotation[:, 0] == pytest.approx([-1.0, 0.0, 0.0], abs=0.01)
    assert head.rotation[:, 2] == pytest.approx([0.0, 0.0, 1.0], abs=0.01)
    assert away_deg(head, CAMERA.position) < 1.0


@pytest.mark.parametrize("yaw_deg", [-40.0, -15.0, 20.0, 45.0])
def test_a_head_that_is_turned_looks_past_the_camera_by_as_much(yaw_deg: float) -> None:
    head = head_of(face(yaw_deg), CAMERA)
    assert head is not None
    assert away_deg(head, CAMERA.position) == pytest.approx(abs(yaw_deg), abs=3.0)
    towards_left = -head.rotation[1, 0]
    assert np.sign(towards_left) == np.sign(-yaw_deg) or np.sign(towards_left) == np.sign(yaw_deg)


def test_eyes_can_look_at_the_camera_from_a_head_that_is_turned_away() -> None:
    turned = head_of(face(25.0), CAMERA)
    both = [head_of(face(25.0, pupils_left=aside), CAMERA) for aside in (-0.17, 0.17)]
    assert turned is not None and both[0] is not None and both[1] is not None
    away = [away_deg(each, CAMERA.position) for each in both if each is not None]
    assert min(away) < 8.0 < 40.0 < max(away)


def test_a_face_without_a_mesh_or_without_numbers_has_no_gaze() -> None:
    assert head_of(FaceLandmarks(np.zeros((70, 2))), CAMERA) is None
    assert head_of(FaceLandmarks(np.zeros((70, 2)), np.full((478, 3), np.nan)), CAMERA) is None
    assert head_of(FaceLandmarks(np.zeros((70, 2)), np.zeros((478, 3))), CAMERA) is None


def test_somebody_who_looks_straight_up_looks_past_the_robot() -> None:
    head = Head(np.array([1.0, 0.0, 1.2]), np.eye(3), np.array([0.0, 0.0, 1.0]))
    assert away_deg(head, CAMERA.position) == pytest.approx(90.0)
