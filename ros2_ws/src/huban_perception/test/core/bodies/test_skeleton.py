"""A body comes out of the picture as it is, wherever the camera stands and looks."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huban_perception.core.bodies.features import BodyFeatures, measure
from huban_perception.core.bodies.ground import Ground
from huban_perception.core.bodies.skeleton import reconstruct
from huban_perception.core.types import HIPS, PoseLandmarks
from huban_perception.simulation import Mannequin, camera_at, lying, seated, seen, squatting, standing

CAMERAS = st.builds(
    camera_at,
    x=st.floats(-0.3, 0.3),
    height_m=st.floats(0.5, 2.4),
    pitch_down_deg=st.floats(0.0, 40.0),
    yaw_deg=st.floats(-15.0, 15.0),
)
AWAY = st.floats(2.5, 5.0)
ASIDE = st.floats(-0.8, 0.8)
TURNS = st.floats(0.0, 360.0)
BODIES = st.sampled_from([standing, seated, squatting, lying]).flatmap(
    lambda make: st.builds(make, AWAY, ASIDE, yaw_deg=TURNS)
)


def features(body: Mannequin, **camera: float) -> BodyFeatures:
    view = camera_at(**camera)
    return measure(reconstruct(seen(body, view), view), Ground(float(view.position[2]), 1.0, 0.1))


@given(BODIES, CAMERAS)
@settings(deadline=None, max_examples=60)
def test_every_joint_is_found_where_it_is(body: Mannequin, view) -> None:
    skeleton = reconstruct(seen(body, view), view)
    assert skeleton.points + view.position == pytest.approx(body.points(), abs=1e-3)
    assert skeleton.misfit < 1e-3


@given(st.floats(0.75, 1.3), CAMERAS)
@settings(deadline=None, max_examples=30)
def test_a_larger_person_is_the_same_shape_nearer_by(scale: float, view) -> None:
    body = standing(3.5, 0.0, scale=scale)
    skeleton = reconstruct(seen(body, view), view)
    assert skeleton.points * scale + view.position == pytest.approx(body.points(), abs=1e-3)


@given(BODIES, CAMERAS)
@settings(deadline=None, max_examples=60)
def test_angles_and_heights_do_not_depend_on_the_camera(body: Mannequin, view) -> None:
    measured = measure(reconstruct(seen(body, view), view), Ground(float(view.position[2]), 1.0, 0.1))
    trunk_deg = np.degrees(np.arcsin(np.sin(np.radians(body.trunk_deg))))
    assert measured.trunk_deg == pytest.approx(trunk_deg, abs=0.5)
    assert measured.hips_m == pytest.approx(body.hips[2], abs=0.01)
    assert measured.shoulders_m == pytest.approx(body.points()[[11, 12], 2].mean(), abs=0.01)


def test_a_bow_is_flat_in_the_trunk_and_steep_in_the_legs() -> None:
    bow = features(standing(3.0, 0.0, trunk_deg=175.0))
    assert abs(bow.trunk_deg) < 10.0
    assert bow.thigh_deg == pytest.approx(90.0, abs=2.0)
    assert bow.legs_drop_m == pytest.approx(0.84, abs=0.02)


def test_landmarks_that_do_not_belong_together_misfit() -> None:
    view = camera_at()
    pose = seen(standing(3.0, 0.0), view)
    crossed = PoseLandmarks(pose.image[::-1].copy(), pose.world, pose.visibility)
    assert reconstruct(crossed, view).misfit > 0.12


def test_noise_of_a_pixel_moves_the_hips_little() -> None:
    view = camera_at()
    body = lying(3.5, 0.3, yaw_deg=70.0)
    pose = seen(body, view)
    noise = np.random.default_rng(1).normal(0.0, 1.5 / 640, pose.image.shape)
    skeleton = reconstruct(PoseLandmarks(pose.image + noise, pose.world, pose.visibility), view)
    assert skeleton.middle(HIPS) + view.position == pytest.approx(np.array(body.hips), abs=0.15)
