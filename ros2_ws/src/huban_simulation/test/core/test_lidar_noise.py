import numpy as np
import pytest

from huban_simulation.core.lidar import RANGE_MAX_M, RANGE_MIN_M, Lidar


def test_noise_has_the_size_asked_for() -> None:
    ranges = Lidar(0.02, seed=3).measure(np.full(20_000, 4.0))
    assert ranges.mean() == pytest.approx(4.0, abs=0.001) and ranges.std() == pytest.approx(0.02, rel=0.05)


def test_nothing_in_range_is_infinity() -> None:
    ranges = Lidar(0.0, seed=1).measure(np.array([-1.0, RANGE_MIN_M / 2, RANGE_MAX_M + 1, 3.0]))
    assert np.isposinf(ranges[:3]).all() and ranges[3] == 3.0


def test_noise_never_leaves_the_instruments_range() -> None:
    ranges = Lidar(1.0, seed=1).measure(np.full(1000, 0.1))
    assert ranges.min() >= np.float32(RANGE_MIN_M)


def test_the_same_seed_gives_the_same_noise() -> None:
    distances = np.linspace(0.1, 11.0, 360)
    assert (Lidar(0.01, 7).measure(distances) == Lidar(0.01, 7).measure(distances)).all()
    assert (Lidar(0.01, 7).measure(distances) != Lidar(0.01, 8).measure(distances)).any()
