"""Feet on the floor tell how large the person is, or how high the camera hangs."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huban_perception.core.bodies.ground import Ground, GroundFit
from huban_perception.core.bodies.skeleton import reconstruct
from huban_perception.core.camera import assumed_intrinsics, assumed_view
from huban_perception.core.types import HIPS
from huban_perception.simulation import Mannequin, camera_at, kneeling, lying, seated, seen, standing


def fitted(bodies: list[Mannequin], view) -> GroundFit:
    fit = GroundFit()
    for body in bodies:
        pose = seen(body, view)
        fit.update(reconstruct(pose, view), pose)
    return fit


def on_feet(scale: float, x: float) -> Mannequin:
    return standing(x, 0.0, scale=scale, hips=(x, 0.0, 0.08 + 0.84 * scale))


@given(st.floats(0.8, 1.25), st.floats(0.8, 1.8))
@settings(deadline=None, max_examples=30)
def test_the_size_of_a_person_is_learned_while_they_walk(scale: float, height_m: float) -> None:
    view = camera_at(height_m=height_m)
    ground = fitted([on_feet(scale, 2.5 + 0.2 * step) for step in range(8)], view).ground(view)
    assert ground.scale == pytest.approx(scale, rel=0.02)
    assert ground.scale_error < 0.1


def test_sitting_with_the_feet_on_the_floor_teaches_as_well() -> None:
    view = camera_at()
    assert fitted([seated(3.0, 0.0)] * 6, view).ground(view).scale == pytest.approx(1.0, abs=0.02)


@pytest.mark.parametrize("believed", [0.8, 1.0, 1.3])
def test_nobody_is_under_the_floor(believed: float) -> None:
    """Taken for larger, she would be farther away and deeper; taken for smaller she may be."""
    view = camera_at()
    skeleton = reconstruct(seen(lying(3.5, 0.0), view), view)
    carrying = Ground(float(view.position[2]), believed, 0.12).carrying(skeleton)
    hips_m = carrying.height_m(skeleton.middle(HIPS))
    assert hips_m >= 0.0
    assert carrying.scale <= believed
    assert (carrying.scale == believed) == (believed <= 1.0)


@pytest.mark.parametrize("make", [lying, kneeling])
def test_feet_that_carry_nobody_teach_nothing(make) -> None:
    view = camera_at()
    assert fitted([make(3.5, 0.0, scale=1.2)] * 6, view).ground(view).scale == 1.0


def test_one_wrong_frame_does_not_change_the_size() -> None:
    view = camera_at()
    bodies = [on_feet(1.0, 3.0)] * 6 + [standing(3.0, 0.0, hips=(3.0, 0.0, 1.1))]
    assert fitted(bodies, view).ground(view).scale == pytest.approx(1.0, abs=0.02)


def test_an_unknown_height_of_the_camera_is_learned_instead() -> None:
    true = camera_at(height_m=0.8, pitch_down_deg=0.0)
    assumed = assumed_view(assumed_intrinsics(640, 480))
    fit = GroundFit()
    for _ in range(6):
        pose = seen(on_feet(1.0, 3.0), true)
        fit.update(reconstruct(pose, assumed), pose)
    assert fit.ground(assumed).camera_m == pytest.approx(0.8, abs=0.02)
