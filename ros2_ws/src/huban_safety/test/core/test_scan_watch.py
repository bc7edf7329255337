from math import radians

import numpy as np
import pytest

from huban_common.core.lidar import View
from huban_safety.config import SafetyConfig
from huban_safety.core.scan_watch import ScanWatch
from huban_safety.core.types import Cause

CONFIG = SafetyConfig()


def seen(stamp_s: float, known: float = 1.0) -> View:
    return View(stamp_s, np.zeros((0, 2)), np.zeros(0), radians(1), known)


def test_before_the_first_scan_the_lidar_is_lost() -> None:
    assert ScanWatch(CONFIG).view(0.0) is Cause.SCAN_LOST


def test_a_fresh_scan_is_used_until_it_is_too_old() -> None:
    watch = ScanWatch(CONFIG)
    watch.receive(seen(5.0), moving=True, now_s=10.0)
    assert isinstance(watch.view(10.0 + CONFIG.scan_timeout_s), View)
    assert watch.view(10.01 + CONFIG.scan_timeout_s) is Cause.SCAN_LOST


@pytest.mark.parametrize(
    ("flawed", "cause"),
    [
        (seen(5.0), Cause.SCAN_FROZEN),
        (seen(6.0, known=0.1), Cause.SCAN_INVALID),
        (None, Cause.SCAN_FRAME_UNKNOWN),
    ],
)
def test_scans_that_keep_coming_but_say_nothing_are_named(flawed: View | None, cause: Cause) -> None:
    watch = ScanWatch(CONFIG)
    watch.receive(seen(5.0), moving=True, now_s=10.0)
    for now_s in (10.1, 10.2, 10.3):
        watch.receive(flawed, moving=True, now_s=now_s)
    assert isinstance(watch.view(10.0 + CONFIG.scan_timeout_s), View)
    assert watch.view(10.3) is cause


@pytest.mark.parametrize(("moving", "frozen"), [(True, True), (False, False)])
def test_a_picture_that_stays_the_same_is_frozen_only_where_the_robot_moves(moving: bool, frozen: bool) -> None:
    watch = ScanWatch(CONFIG)
    picture = np.array([[1.0, 0.5]])
    for now_s in (10.0, 10.1, 10.2, 10.3):
        watch.receive(View(now_s, picture, np.zeros(0), radians(1), 1.0), moving=moving, now_s=now_s)
    assert (watch.view(10.3) is Cause.SCAN_FROZEN) == frozen


def test_nothing_in_sight_is_no_picture_that_could_stay_the_same() -> None:
    watch = ScanWatch(CONFIG)
    for now_s in (10.0, 10.1, 10.2, 10.3):
        watch.receive(seen(now_s), moving=True, now_s=now_s)
    assert isinstance(watch.view(10.3), View)


def test_one_flawed_scan_between_good_ones_does_no_harm() -> None:
    watch = ScanWatch(CONFIG)
    watch.receive(seen(5.0), moving=True, now_s=10.0)
    watch.receive(seen(5.1, known=0.0), moving=True, now_s=10.1)
    watch.receive(seen(5.2), moving=True, now_s=10.2)
    view = watch.view(10.4)
    assert isinstance(view, View)
    assert view.stamp_s == 5.2


def test_a_restarted_clock_is_news_too() -> None:
    watch = ScanWatch(CONFIG)
    watch.receive(seen(500.0), moving=True, now_s=10.0)
    watch.receive(seen(0.1), moving=True, now_s=10.2)
    assert isinstance(watch.view(10.4), View)
