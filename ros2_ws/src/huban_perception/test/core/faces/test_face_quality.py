"""Photographs of a drawn face: what is wrong with each, and what that says about it."""

import cv2
import numpy as np
import pytest

from huban_perception.core.faces.face_quality import FaceQuality, FaceQualityRules, Flaw, assess, flaws
from huban_perception.core.types import FaceLandmarks, RgbImage
from huban_perception.simulated_faces import head, seen_face

SIZE = (640, 480)


def picture(brightness: float = 120.0, contrast: float = 40.0, blur_px: float = 0.0) -> RgbImage:
    """Light and shade, with pores."""
    dice = np.random.default_rng(1)
    shade = contrast * np.sin(np.arange(SIZE[0]) / 12.0)[None, :, None]
    pores = cv2.GaussianBlur(dice.normal(scale=contrast, size=(SIZE[1], SIZE[0])), (0, 0), 1.0)[:, :, None]
    lit = np.clip(brightness + shade + pores, 0, 255).repeat(3, axis=2).astype(np.uint8)
    return np.asarray(cv2.GaussianBlur(lit, (0, 0), blur_px) if blur_px else lit, dtype=np.uint8)


def found(image: RgbImage, face: FaceLandmarks) -> list[Flaw]:
    return flaws(assess(image, face), FaceQualityRules())


def test_a_good_photograph_has_no_flaw() -> None:
    assert found(picture(), seen_face(head())) == []


@pytest.mark.parametrize(
    ("image", "face", "flaw"),
    [
        (picture(), seen_face(head(), eyes_px=12.0), Flaw.FAR),
        (picture(), seen_face(head(), yaw_deg=50.0), Flaw.AWAY),
        (picture(), seen_face(head(), yaw_deg=-50.0), Flaw.AWAY),
        (picture(brightness=12.0, contrast=6.0), seen_face(head()), Flaw.DARK),
        (picture(brightness=260.0), seen_face(head()), Flaw.BRIGHT),
        (picture(blur_px=5.0), seen_face(head()), Flaw.BLURRED),
    ],
)
def test_each_flaw_is_named(image: RgbImage, face: FaceLandmarks, flaw: Flaw) -> None:
    assert found(image, face) == [flaw]


@pytest.mark.parametrize("yaw_deg", [-30.0, -15.0, 0.0, 15.0, 30.0])
def test_the_turn_of_the_head_is_measured(yaw_deg: float) -> None:
    quality = assess(picture(), seen_face(head(), yaw_deg=yaw_deg))
    assert abs(abs(quality.yaw_deg) - abs(yaw_deg)) < 8.0
    assert quality.yaw_deg * yaw_deg <= 0.0 or yaw_deg == 0.0


def test_a_face_has_the_same_brightness_upright_and_aslant() -> None:
    upright = seen_face(head())
    turned = FaceLandmarks((upright.points - 0.5) @ np.array([[0.9, 0.6], [-0.5, 0.9]]) + 0.5)
    assert assess(picture(), turned).brightness == pytest.approx(assess(picture(), upright).brightness, abs=10.0)


def test_what_hinders_most_is_said_first() -> None:
    quality = FaceQuality(10.0, yaw_deg=0.0, pitch_deg=0.0, brightness=3.0, white_part=0.0, sharpness=0.001)
    assert flaws(quality, FaceQualityRules()) == [Flaw.FAR, Flaw.DARK, Flaw.BLURRED]


def test_a_face_without_size_is_far_away_and_breaks_nothing() -> None:
    assert found(picture(), FaceLandmarks(np.full((70, 2), 0.5)))[0] is Flaw.FAR
