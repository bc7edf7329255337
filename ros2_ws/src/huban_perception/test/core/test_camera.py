"""Rays through pixels."""

import numpy as np
import pytest

from huban_perception.core.camera import Intrinsics, assumed_intrinsics, assumed_view


def test_the_middle_of_the_picture_looks_straight_ahead() -> None:
    lens = assumed_intrinsics(640, 480)
    assert lens.rays(np.array([[0.5, 0.5]]))[0] == pytest.approx([0.0, 0.0, 1.0])


def test_the_edge_of_the_picture_is_half_the_field_of_view_aside() -> None:
    ray = assumed_intrinsics(640, 480).rays(np.array([[1.0, 0.5]]))[0]
    assert np.degrees(np.arctan2(ray[0], ray[2])) == pytest.approx(30.0)


def test_lens_distortion_is_taken_out() -> None:
    straight = Intrinsics(640, 480, 500.0, 500.0, 320.0, 240.0)
    barrel = Intrinsics(640, 480, 500.0, 500.0, 320.0, 240.0, (-0.2, 0.0, 0.0, 0.0, 0.0))
    corner = np.array([[0.95, 0.95]])
    assert np.linalg.norm(barrel.rays(corner)) > np.linalg.norm(straight.rays(corner))


def test_a_lens_without_focal_length_is_not_usable() -> None:
    assert not Intrinsics(640, 480, 0.0, 0.0, 0.0, 0.0).usable


@pytest.mark.parametrize(("pitch_deg", "ahead"), [(0.0, [1, 0, 0]), (90.0, [0, 0, -1])])
def test_an_assumed_camera_looks_level_or_down(pitch_deg: float, ahead: list[float]) -> None:
    view = assumed_view(assumed_intrinsics(640, 480), pitch_down_deg=pitch_deg)
    assert view.rotation @ [0, 0, 1] == pytest.approx(ahead, abs=1e-9)
    assert not view.is_known
