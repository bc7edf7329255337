import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from huban_simulation.core.people.legs import bend_leg

THIGH_M, SHIN_M = 0.39, 0.38
FORWARD = np.array([1.0, 0.0, 0.0])
HIP = np.array([0.1, 0.2, 0.8])
reachable = st.tuples(st.floats(-0.35, 0.35), st.floats(-0.25, 0.25), st.floats(-0.62, -0.3))


def bent(offset):
    upper, lower = bend_leg(HIP, HIP + np.array(offset), FORWARD, (THIGH_M, SHIN_M))
    knee = HIP - THIGH_M * upper[:, 2]
    return knee, knee - SHIN_M * lower[:, 2], upper, lower


@given(reachable)
def test_the_ankle_gets_where_it_should(offset):
    _, ankle, _, _ = bent(offset)
    assert ankle == pytest.approx(HIP + np.array(offset), abs=1e-6)


@given(reachable)
def test_knees_never_bend_backwards(offset):
    _, _, upper, lower = bent(offset)
    assert np.cross(upper[:, 2], lower[:, 2]) @ upper[:, 1] > -1e-9


def test_an_ankle_out_of_reach_is_reached_for():
    knee, ankle, _, _ = bent((0.0, 0.0, -2.0))
    assert ankle == pytest.approx(HIP - np.array([0, 0, THIGH_M + SHIN_M]), abs=0.02)
    assert knee[2] > ankle[2]
