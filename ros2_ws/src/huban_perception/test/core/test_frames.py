"""Where a frame was, at the time asked for."""

import numpy as np
import pytest

from huban_perception.core.frames import TransformBuffer, TransformError
from huban_perception.core.geometry import Geometry
from huban_perception.core.types import Array
from huban_perception.simulation import camera_at


def pose(x: float = 0.0, yaw_rad: float = 0.0, z: float = 0.0) -> Array:
    return np.array([x, 0.0, z, np.cos(yaw_rad / 2), 0.0, 0.0, np.sin(yaw_rad / 2)])


@pytest.fixture
def buffer() -> TransformBuffer:
    made = TransformBuffer(max_age_s=1.0)
    made.add_static("base_link", "camera", pose(0.1, z=1.15))
    made.add_static("map", "odom", pose())
    for step in range(11):
        made.add("odom", "base_link", 10.0 + 0.1 * step, pose(x=0.1 * step, yaw_rad=0.1 * step))
    return made


def test_between_samples_it_interpolates(buffer: TransformBuffer) -> None:
    base = buffer.lookup("map", "base_link", 10.55)
    assert base[0, 3] == pytest.approx(0.55, abs=0.01)
    assert np.arctan2(base[1, 0], base[0, 0]) == pytest.approx(0.55, abs=1e-6)


def test_a_chain_is_composed(buffer: TransformBuffer) -> None:
    camera = buffer.lookup("map", "camera", 10.0)
    assert camera[:3, 3] == pytest.approx([0.1, 0.0, 1.15])


def test_a_little_after_the_newest_sample_the_newest_holds(buffer: TransformBuffer) -> None:
    assert buffer.lookup("map", "base_link", 11.5)[0, 3] == pytest.approx(1.0)


def test_what_is_too_old_is_refused_by_name(buffer: TransformBuffer) -> None:
    with pytest.raises(TransformError, match=r"odom -> base_link is 2\.0 s older"):
        buffer.lookup("map", "base_link", 13.0)
    assert buffer.latest("map", "base_link")[0, 3] == pytest.approx(1.0)


def test_static_transforms_never_grow_old(buffer: TransformBuffer) -> None:
    assert buffer.lookup("base_link", "camera", 1e6)[2, 3] == 1.15


def test_unknown_frames_are_named(buffer: TransformBuffer) -> None:
    with pytest.raises(TransformError, match="from map to head"):
        buffer.lookup("map", "head", 10.0)
    with pytest.raises(TransformError, match="from mars to camera"):
        buffer.lookup("mars", "camera", 10.0)


def test_a_ring_of_frames_does_not_hang() -> None:
    ring = TransformBuffer(1.0)
    ring.add_static("a", "b", pose())
    ring.add_static("b", "a", pose())
    with pytest.raises(TransformError):
        ring.lookup("map", "a", 0.0)


def test_a_restarted_clock_starts_a_new_memory(buffer: TransformBuffer) -> None:
    buffer.add("odom", "base_link", 1.0, pose(x=5.0))
    assert buffer.lookup("map", "base_link", 1.0)[0, 3] == pytest.approx(5.0)


def test_without_lens_or_transforms_the_view_is_assumed_and_says_why() -> None:
    geometry = Geometry("map", "base_link", 1.0)
    view, reason = geometry.view("camera", 10.0, 640, 480)
    assert not view.is_known
    assert reason is not None
    assert "camera_info" in reason
    geometry.intrinsics = camera_at().intrinsics
    assert "no transform" in str(geometry.view("camera", 10.0, 640, 480)[1])
    assert "640 x 480" in str(geometry.view("camera", 10.0, 320, 240)[1])
    assert geometry.robot_position() is None


def test_a_lost_robot_still_knows_the_height_of_its_camera(buffer: TransformBuffer) -> None:
    geometry = Geometry("map", "base_link", 1.0)
    geometry.transforms, geometry.intrinsics = buffer, camera_at().intrinsics
    view, reason = geometry.view("camera", 20.0, 640, 480)
    assert (view.is_known, view.position[2]) == (False, pytest.approx(1.15))
    assert "older" in str(reason)


def test_with_both_the_view_is_known(buffer: TransformBuffer) -> None:
    geometry = Geometry("map", "base_link", 1.0)
    geometry.transforms, geometry.intrinsics = buffer, camera_at().intrinsics
    view, reason = geometry.view("camera", 10.0, 640, 480)
    assert (view.is_known, reason) == (True, None)
    assert view.position[2] == pytest.approx(1.15)
    assert geometry.robot_position() == pytest.approx((1.0, 0.0))
