"""Clothes tell people apart who cross."""

import numpy as np
import pytest

from huban_perception.core.bodies.appearance import Appearance, are_others, clothes
from huban_perception.core.types import RgbImage
from huban_perception.simulation import camera_at, seen, standing

POSE = seen(standing(3.0, 0.0, yaw_deg=180.0), camera_at())


def dressed(red: int, green: int, blue: int) -> RgbImage:
    return np.full((480, 640, 3), (red, green, blue), dtype=np.uint8)


RED, GREEN, DIM_RED = dressed(200, 30, 30), dressed(30, 160, 40), dressed(170, 30, 30)


def test_the_same_clothes_are_alike_and_others_are_not() -> None:
    appearance = Appearance()
    appearance.see(clothes(RED, POSE))
    assert appearance.surprise(clothes(RED, POSE)) == pytest.approx(0.0, abs=1e-6)
    assert (
        appearance.surprise(clothes(DIM_RED, POSE)) < appearance.surprise(clothes(GREEN, POSE)) == pytest.approx(20.0)
    )


def test_a_histogram_sums_to_one() -> None:
    assert clothes(RED, POSE).sum() == pytest.approx(1.0)


def test_a_body_outside_the_picture_has_no_colours() -> None:
    beside = seen(standing(3.0, 6.0, yaw_deg=180.0), camera_at())
    assert clothes(RED, beside).size == 0
    assert not are_others(clothes(RED, beside), clothes(RED, POSE))


def test_somebody_who_passes_before_them_does_not_change_what_is_remembered() -> None:
    appearance = Appearance()
    appearance.see(clothes(RED, POSE))
    for _ in range(50):
        appearance.see(clothes(GREEN, POSE))
    assert appearance.surprise(clothes(RED, POSE)) < 1.0


def test_grey_clothes_differ_by_brightness() -> None:
    assert are_others(clothes(dressed(30, 30, 30), POSE), clothes(dressed(220, 220, 220), POSE))
