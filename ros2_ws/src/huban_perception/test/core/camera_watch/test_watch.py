"""A camera that does not see is noticed, and why."""

from collections.abc import Callable

import cv2
import numpy as np
import pytest

from huban_perception.core.camera_watch.monitoring import Monitoring, cause, reason
from huban_perception.core.camera_watch.picture_quality import judge_picture
from huban_perception.core.camera_watch.watch import CameraWatch, Loss, Trouble, WatchRules

RANDOM = np.random.default_rng(1)
Picture = np.ndarray


def noisy(picture: Picture, sigma: float = 3.0) -> Picture:
    return np.clip(picture + RANDOM.normal(0.0, sigma, picture.shape), 0, 255).astype(np.uint8)


def room() -> Picture:
    """A wall, a floor, a window and furniture."""
    picture = np.full((480, 640, 3), 170.0)
    picture[300:] = 110.0
    picture[60:220, 380:560] = 240.0
    picture[220:380, 80:240] = 60.0
    picture[330:420, 400:520] = 40.0
    for x in range(100, 240, 20):
        picture[240:360, x : x + 6] = 150.0
    return picture


def spoilt(trouble: Trouble) -> Picture:
    ways: dict[Trouble, Callable[[], Picture]] = {
        Trouble.BLACK: lambda: np.zeros((480, 640, 3)),
        Trouble.DARK: lambda: room() * 0.05,
        Trouble.COVERED: lambda: np.full((480, 640, 3), 50.0) + np.linspace(-5.0, 5.0, 480)[:, None, None],
        Trouble.BLURRED: lambda: cv2.GaussianBlur(room(), (0, 0), 8.0),
    }
    return noisy(ways[trouble]())


def watched(picture: Callable[[], Picture], seconds: int, watch: CameraWatch, start_s: int = 0) -> float | None:
    """After how long the watch tells a loss."""
    for second in range(seconds):
        watch.observe(picture(), float(start_s + second))
        if watch.loss(float(start_s + second)) is not None:
            return float(second)
    return None


@pytest.mark.parametrize("light", [1.0, 0.5, 0.2, 0.12])
@pytest.mark.parametrize("noise", [0.5, 3.0, 8.0])
def test_a_room_is_fine_by_day_and_by_a_night_light(light: float, noise: float) -> None:
    assert watched(lambda: noisy(room() * light, noise), 40, CameraWatch(WatchRules())) is None


@pytest.mark.parametrize("trouble", [Trouble.BLACK, Trouble.DARK, Trouble.COVERED, Trouble.BLURRED])
def test_pictures_that_show_nothing_are_noticed_within_30_s_by_their_cause(trouble: Trouble) -> None:
    watch = CameraWatch(WatchRules())
    assert watched(lambda: noisy(room()), 20, watch) is None
    late_s = watched(lambda: spoilt(trouble), 30, watch, start_s=20)
    assert late_s is not None and late_s <= 15.0
    loss = watch.loss(20.0 + late_s)
    assert loss is not None and loss.trouble is trouble
    watch.observe(noisy(room()), 60.0)
    assert watch.loss(60.0) is None


def test_frozen_pictures_are_noticed() -> None:
    still, watch = noisy(room()), CameraWatch(WatchRules())
    assert watched(lambda: still, 30, watch) == 11.0
    loss = watch.loss(11.0)
    assert loss is not None and loss.trouble is Trouble.FROZEN


def test_pictures_without_noise_need_not_be_frozen() -> None:
    still = noisy(room())
    assert watched(lambda: still, 30, CameraWatch(WatchRules(frozen_check=False))) is None


def test_a_hand_that_moves_before_the_lens_counts_however_it_spoils_the_picture() -> None:
    watch, ways = CameraWatch(WatchRules()), [Trouble.COVERED, Trouble.DARK, Trouble.BLURRED]
    turn = iter(ways * 20)
    assert watched(lambda: spoilt(next(turn)), 30, watch) == 10.0


def test_a_glimpse_of_nothing_is_no_loss() -> None:
    watch = CameraWatch(WatchRules())
    for second in range(60):
        watch.observe(spoilt(Trouble.COVERED) if second % 20 < 8 else noisy(room()), float(second))
        assert watch.loss(float(second)) is None


def test_missing_pictures_are_noticed_even_if_there_never_was_one() -> None:
    watch = CameraWatch(WatchRules())
    watch.wait(100.0)
    assert watch.loss(109.0) is None
    assert watch.loss(110.0) == Loss(Trouble.MISSING, 100.0, None)


def test_a_pause_on_purpose_is_no_trouble() -> None:
    watch = CameraWatch(WatchRules())
    watch.observe(spoilt(Trouble.BLACK), 0.0)
    watch.pause()
    assert watch.loss(100.0) is None


def test_blur_is_told_from_sharpness_at_any_size_and_light() -> None:
    for picture in (room(), room() * 0.6, cv2.resize(room(), (1280, 960))):
        sharp, blurred = judge_picture(noisy(picture)), judge_picture(noisy(cv2.GaussianBlur(picture, (0, 0), 10.0)))
        assert sharp.sharpness > 0.2
        assert blurred.sharpness < 0.11


def test_tiny_pictures_are_judged_too() -> None:
    assert judge_picture(np.full((1, 1, 3), 90, dtype=np.uint8)).brightness == pytest.approx(90.0)


def test_a_loss_is_told_once_and_its_end_after_good_frames_only() -> None:
    monitoring = Monitoring(restored_after_s=3.0)
    loss = Loss(Trouble.COVERED, 5.0, judge_picture(spoilt(Trouble.COVERED)))
    told = [monitoring.observe(one, float(15 + second)) for second, one in enumerate([loss, loss, None, loss, None])]
    assert [change is not None for change in told] == [True, False, False, False, False]
    later = [monitoring.observe(None, 20.0 + second) for second in range(4)]
    (change,) = [one for one in later if one is not None]
    assert (change.kind, change.stamp_s) == ("monitoring_restored", 22.0)
    assert monitoring.observe(None, 30.0) is None


def test_reasons_have_words_and_figures_in_both_languages() -> None:
    loss = Loss(Trouble.DARK, 5.0, judge_picture(spoilt(Trouble.DARK)))
    change = Monitoring(3.0).observe(loss, 15.0)
    assert change is not None
    assert reason(change, "en").startswith(
        "Monitoring lost for 10 s: it is too dark to see people (brightness 7 of 255"
    )
    assert "看护已中断10秒" in reason(change, "zh-CN")
    assert change.figures["cause"] == "dark"
    for trouble in Trouble:
        for language in ("en", "zh-CN"):
            assert cause(Loss(trouble, 0.0, loss.quality), language)
