"""Where somebody is: on the floor beside the bed is not in bed."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huban_common.core.home import Home, load_home
from huban_perception.core.bodies.ground import Ground
from huban_perception.core.bodies.placement import Placement, Placer
from huban_perception.core.bodies.skeleton import reconstruct
from huban_perception.core.camera import assumed_intrinsics, assumed_view
from huban_perception.core.types import Posture
from huban_perception.simulation import Mannequin, camera_at, lying, seated, seen, standing

HOME = load_home(Path(__file__).parents[6] / "sim" / "home.yaml")
BED_VIEW = {"x": 3.3, "y": 5.7, "yaw_deg": 158.0}
SOFA_VIEW = {"x": 3.5, "y": 1.9, "yaw_deg": -140.0}
KITCHEN_VIEW = {"x": 7.7, "y": 2.5, "yaw_deg": -20.0}


def placed(
    body: Mannequin, posture: Posture, home: Home | None = HOME, believed: float = 1.0, **camera: float
) -> Placement:
    """As seen by a camera that believes the person to be `believed` times the average."""
    view = camera_at(**camera)
    skeleton = reconstruct(seen(body, view), view)
    return Placer(home, 0.25).place(skeleton, view, Ground(float(view.position[2]), 1.0, 0.12), posture)


def test_someone_in_bed_is_in_bed() -> None:
    found = placed(lying(1.1, 6.6, on_m=0.5), Posture.LYING, **BED_VIEW)
    assert (found.support, found.room) == ("bed", "bedroom")


def test_someone_on_the_floor_beside_the_bed_is_not_in_bed() -> None:
    found = placed(lying(1.3, 5.8), Posture.LYING, **BED_VIEW)
    assert (found.support, found.room) == (None, "bedroom")
    assert found.hips[:2] == pytest.approx([1.3, 5.8], abs=0.1)


def test_nobody_lies_on_the_floor_inside_the_sofa() -> None:
    """The model takes her for farther away than she is, so that the floor fits best: but the sofa stands there."""
    view = {**SOFA_VIEW, "height_m": 0.6, "pitch_down_deg": 5.0}
    found = placed(lying(2.2, 0.5), Posture.LYING, **view)
    assert found.support == "sofa"


def test_someone_on_the_sofa_is_on_the_sofa() -> None:
    assert placed(lying(2.2, 0.5, on_m=0.44), Posture.LYING, **SOFA_VIEW).support == "sofa"


def test_what_is_seen_before_a_table_top_is_not_on_the_floor_behind_it() -> None:
    camera = {"x": 4.6, "y": 3.6, "yaw_deg": -140.0}
    assert placed(lying(2.3, 1.9, on_m=0.42), Posture.LYING, **camera).before == "coffee_table"
    assert placed(lying(2.6, 2.9), Posture.LYING, **camera).before is None


def test_someone_on_a_chair_is_over_a_seat() -> None:
    camera = {"x": 5.0, "y": 6.4, "yaw_deg": 150.0}
    assert placed(seated(2.9, 7.6), Posture.SITTING, **camera).seat == "bedroom_chair"
    assert placed(standing(4.0, 6.4), Posture.STANDING, **camera).seat is None


@given(st.floats(0.85, 1.2), st.floats(0.0, 360.0))
@settings(deadline=None, max_examples=40)
def test_bed_and_floor_are_told_apart_for_people_of_unknown_size(scale: float, yaw_deg: float) -> None:
    in_bed = placed(lying(1.1, 6.6, on_m=0.5, scale=scale, yaw_deg=yaw_deg), Posture.LYING, **BED_VIEW)
    on_floor = placed(lying(1.5, 5.75, scale=scale, yaw_deg=yaw_deg), Posture.LYING, **BED_VIEW)
    assert (in_bed.support, on_floor.support) == ("bed", None)


def test_a_bed_driven_up_is_still_the_bed() -> None:
    assert placed(lying(1.1, 6.6, on_m=0.75), Posture.LYING, **BED_VIEW).support == "bed"


@given(st.floats(0.85, 1.15))
@settings(deadline=None, max_examples=20)
def test_feet_on_the_floor_place_a_person_whose_size_is_misjudged(scale: float) -> None:
    body = standing(9.0, 1.8, scale=scale, hips=(9.0, 1.8, 0.08 + 0.84 * scale))
    found = placed(body, Posture.STANDING, **KITCHEN_VIEW)
    assert found.hips[:2] == pytest.approx([9.0, 1.8], abs=0.1)
    assert found.room == "kitchen"


def test_where_nothing_fits_the_size_decides() -> None:
    """Lying on the dining table: neither floor nor bed explains the picture."""
    found = placed(lying(9.2, 2.3, on_m=0.74), Posture.LYING, **KITCHEN_VIEW)
    assert found.support is None
    assert found.hips[2] == pytest.approx(0.86, abs=0.05)


def test_the_error_grows_with_the_distance() -> None:
    near = placed(seated(9.0, 2.2), Posture.SITTING, **KITCHEN_VIEW)
    far = placed(seated(9.0, 2.2), Posture.SITTING, **{**KITCHEN_VIEW, "x": 6.0})
    assert 0.0 < near.sigma_m < far.sigma_m < 1.0


def test_without_a_home_nobody_is_in_any_room() -> None:
    found = placed(lying(9.0, 2.0), Posture.LYING, home=None, **KITCHEN_VIEW)
    assert (found.support, found.room, found.located) == (None, None, True)


def test_from_an_unknown_camera_nothing_is_located() -> None:
    view = assumed_view(assumed_intrinsics(640, 480))
    skeleton = reconstruct(seen(lying(3.5, 0.0), view), view)
    found = Placer(HOME, 0.25).place(skeleton, view, Ground(1.2, 1.0, 0.12), Posture.LYING)
    assert not found.located
    assert found.room is None
    assert np.isfinite(found.sigma_m)
