import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from huban_simulation.core.people.rotations import (
    about,
    blended,
    from_degrees,
    from_matrices,
    matrices,
    times,
    to_degrees,
)

angles = st.tuples(st.floats(-85, 85), st.floats(-170, 170), st.floats(-170, 170))


@given(angles)
def test_degrees_survive_the_way_through_quaternions(degrees):
    assert to_degrees(from_degrees(*degrees)) == pytest.approx(degrees, abs=1e-6)


@given(angles)
def test_matrices_and_back_is_the_same_turn(degrees):
    turn = from_degrees(*degrees)
    again = from_matrices(matrices(turn)[None])[0]
    assert abs(turn @ again) == pytest.approx(1.0)


@given(angles, angles)
def test_a_product_turns_first_by_the_second(first, second):
    one, other = from_degrees(*first), from_degrees(*second)
    assert matrices(times(one, other)) == pytest.approx(matrices(one) @ matrices(other), abs=1e-9)


def test_pitch_lifts_a_hanging_arm_forward_when_negative():
    assert matrices(about(1, -np.pi / 2)) @ [0, 0, -1] == pytest.approx([1, 0, 0])


def test_roll_lifts_a_hanging_arm_to_the_left_when_positive():
    assert matrices(about(0, np.pi / 2)) @ [0, 0, -1] == pytest.approx([0, 1, 0])


def test_blending_takes_the_shorter_way():
    half = blended(from_degrees(0, 0, 10), -from_degrees(0, 0, 30), 0.5)
    assert to_degrees(half) == pytest.approx([0, 0, 20])
