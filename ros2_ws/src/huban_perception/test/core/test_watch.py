"""A camera that does not see is noticed."""

import numpy as np
import pytest

from huban_perception.core.watch import CameraWatch, Trouble, WatchRules

RANDOM = np.random.default_rng(1)


def picture() -> np.ndarray:
    return RANDOM.integers(60, 200, (48, 64, 3), dtype=np.uint8)


@pytest.fixture
def watch() -> CameraWatch:
    return CameraWatch(WatchRules())


def test_a_living_camera_is_fine(watch: CameraWatch) -> None:
    for second in range(60):
        watch.observe(picture(), float(second))
        assert watch.trouble(float(second)) is None


@pytest.mark.parametrize("trouble", [Trouble.BLACK, Trouble.FROZEN])
def test_black_and_frozen_pictures_are_noticed_after_ten_seconds(watch: CameraWatch, trouble: Trouble) -> None:
    still = picture()
    for second in range(9):
        dark = RANDOM.integers(0, 5, still.shape, dtype=np.uint8)
        watch.observe(dark if trouble is Trouble.BLACK else still, float(second))
    assert watch.trouble(9.0) is None
    for second in range(9, 13):
        dark = RANDOM.integers(0, 5, still.shape, dtype=np.uint8)
        watch.observe(dark if trouble is Trouble.BLACK else still, float(second))
    assert watch.trouble(12.0) is trouble
    watch.observe(picture(), 13.0)
    assert watch.trouble(13.0) is None


def test_missing_pictures_are_noticed_even_if_there_never_was_one(watch: CameraWatch) -> None:
    watch.wait(100.0)
    assert watch.trouble(109.0) is None
    assert watch.trouble(110.0) is Trouble.MISSING


def test_a_pause_on_purpose_is_no_trouble(watch: CameraWatch) -> None:
    watch.observe(picture(), 0.0)
    watch.pause()
    assert watch.trouble(100.0) is None


def test_pictures_without_noise_need_not_be_frozen() -> None:
    watch = CameraWatch(WatchRules(frozen_check=False))
    still = picture()
    for second in range(30):
        watch.observe(still, float(second))
    assert watch.trouble(30.0) is None
