"""Postures are told apart from any side, near or far, high or low."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huban_perception.core.bodies.features import measure
from huban_perception.core.bodies.ground import Ground
from huban_perception.core.bodies.posture import PostureRules, classify
from huban_perception.core.bodies.skeleton import reconstruct
from huban_perception.core.types import Posture
from huban_perception.simulation import (
    Mannequin,
    camera_at,
    floor_sitting,
    kneeling,
    lying,
    seated,
    seen,
    squatting,
    standing,
)

VIEWS = st.builds(camera_at, height_m=st.floats(0.6, 2.2), pitch_down_deg=st.floats(0.0, 35.0))
TURNS = st.floats(0.0, 360.0)


def posture(body: Mannequin, view) -> Posture:
    features = measure(reconstruct(seen(body, view), view), Ground(float(view.position[2]), 1.0, 0.1))
    return classify(features, PostureRules())


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (standing(3.5, 0.0), Posture.STANDING),
        (standing(3.5, 0.0, trunk_deg=170.0), Posture.STANDING),
        (seated(3.5, 0.0), Posture.SITTING),
        (seated(3.5, 0.0, trunk_deg=160.0), Posture.SITTING),
        (floor_sitting(3.5, 0.0), Posture.SITTING),
        (squatting(3.5, 0.0), Posture.CROUCHING),
        (kneeling(3.5, 0.0), Posture.CROUCHING),
        (lying(3.5, 0.0), Posture.LYING),
        (lying(3.5, 0.0, on_m=0.5), Posture.LYING),
        (lying(3.5, 0.0, thigh_deg=-50.0, shank_deg=55.0), Posture.LYING),
    ],
    ids=[
        "standing", "bowing", "on a chair", "tying a shoe on a chair", "on the floor", "squatting", "kneeling",
        "lying on the floor", "lying in bed", "lying with the knees up",
    ],
)  # fmt: skip
def test_each_posture_has_its_name(body: Mannequin, expected: Posture) -> None:
    assert posture(body, camera_at()) is expected


@given(VIEWS, TURNS)
@settings(deadline=None, max_examples=40)
def test_lying_and_standing_are_never_confused(view, yaw_deg: float) -> None:
    assert posture(lying(3.5, 0.0, yaw_deg=yaw_deg), view) is Posture.LYING
    assert posture(standing(3.5, 0.0, yaw_deg=yaw_deg), view) is Posture.STANDING
    assert posture(seated(3.5, 0.0, yaw_deg=yaw_deg), view) is Posture.SITTING
