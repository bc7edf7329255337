from math import cos, inf, nan, pi, sin

import numpy as np
import pytest

from huban_common.core.lidar import Scan, StaticFrames, view

LEVEL = np.array([0.0, 0.0, 0.0, 1.0])
UPSIDE_DOWN = np.array([1.0, 0.0, 0.0, 0.0])


def about_z(angle_rad: float) -> np.ndarray:
    return np.array([0.0, 0.0, sin(angle_rad / 2), cos(angle_rad / 2)])


def mounted(x: float = 0.0, y: float = 0.0, quaternion: np.ndarray = LEVEL) -> np.ndarray:
    frames = StaticFrames()
    frames.put("base_link", "laser", np.array([x, y, 0.2]), quaternion)
    pose = frames.pose("base_link", "laser")
    assert pose is not None
    return pose


def scan(*ranges_m: float) -> Scan:
    """Rays to the front, left, back and right."""
    return Scan(1.0, "laser", np.array(ranges_m), 0.0, pi / 2, 0.1, 8.0)


def test_returns_are_seen_where_they_are_from_the_base() -> None:
    seen = view(scan(1.0, 2.0, inf, inf), mounted(x=0.3))
    assert seen.points == pytest.approx(np.array([[1.3, 0.0], [0.3, 2.0]]))
    assert seen.stamp_s == 1.0


def test_a_lidar_that_looks_backwards_sees_behind() -> None:
    seen = view(scan(1.0, inf, inf, inf), mounted(quaternion=about_z(pi)))
    assert seen.points == pytest.approx(np.array([[-1.0, 0.0]]))


def test_an_upside_down_lidar_sees_left_and_right_exchanged() -> None:
    seen = view(scan(inf, 2.0, inf, inf), mounted(quaternion=UPSIDE_DOWN))
    assert seen.points == pytest.approx(np.array([[0.0, -2.0]]))


def test_nothing_in_range_is_known_but_too_near_too_far_and_nan_are_not() -> None:
    assert view(scan(inf, inf, inf, inf), mounted()).known == 1.0
    seen = view(scan(inf, nan, 0.01, 9.0), mounted())
    assert seen.known == 0.25
    assert seen.bearings_rad == pytest.approx([0.0])
    assert len(seen.points) == 0


def test_a_scan_without_rays_knows_nothing() -> None:
    assert view(scan(), mounted()).known == 0.0


def test_frames_are_chained_up_to_the_base() -> None:
    frames = StaticFrames()
    frames.put("base_footprint", "base_link", np.array([0.0, 0.0, 0.1]), LEVEL)
    frames.put("base_link", "mast", np.array([0.2, 0.0, 1.0]), about_z(pi / 2))
    frames.put("mast", "laser", np.array([0.1, 0.0, 0.0]), LEVEL)
    pose = frames.pose("base_footprint", "laser")
    assert pose is not None
    assert pose[:3, 3] == pytest.approx([0.2, 0.1, 1.1])


def test_unknown_and_circular_frames_have_no_pose() -> None:
    frames = StaticFrames()
    assert frames.pose("base_link", "laser") is None
    frames.put("a", "b", np.zeros(3), LEVEL)
    frames.put("b", "a", np.zeros(3), LEVEL)
    assert frames.pose("base_link", "a") is None
