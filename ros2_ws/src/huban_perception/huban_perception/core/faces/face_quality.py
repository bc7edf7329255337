"""Whether a photograph of a face is good enough to tell who that is, and if not, what would help."""

from dataclasses import dataclass
from enum import Enum

import cv2
import numpy as np

from huban_common.core.parameters import param
from huban_perception.core.types import Array, FaceLandmarks, RgbImage

_RIGHT_EYE, _LEFT_EYE = slice(36, 42), slice(42, 48)
_NOSE_TIP = 30
_NOSE_LENGTH = 0.5
"""How far the tip of a nose stands out, in distances between the eyes: an average over adults."""
_EYES_TO_TIP = 0.57
"""How far it is below the eyes in a face that looks ahead, in the same unit; median of 258 photographs."""
_EYES_APART_PX = 40.0
"""Sharpness is judged at this size, so that a face has the same from near and from far."""
_CLIPPED = 250


class Flaw(str, Enum):
    """What is wrong with a photograph; the first of several is what a person should change first."""

    FAR = "far"
    AWAY = "away"
    DARK = "dark"
    BRIGHT = "bright"
    BLURRED = "blurred"


@dataclass(frozen=True)
class FaceQualityRules:
    face_eyes_px: float = param(14.0, "eyes closer together than this: too far away to be known", minimum=4.0)
    face_turn_deg: float = param(40.0, "faces turned or tilted away by more than this are not judged", minimum=5.0)
    face_dark_level: float = param(20.0, "a mean grey value (0..255) under which a face is too dark", minimum=0.0)
    face_bright_part: float = param(0.3, "a face with more than this part of white is lit too brightly", minimum=0.0)
    face_sharpness: float = param(0.02, "faces less sharp than this are blurred", minimum=0.0)


@dataclass(frozen=True)
class FaceQuality:
    """Distance between the eyes in px; degrees to the person's left and upwards; grey 0..255; part that is white.

    `sharpness`: the variance of the Laplacian as a part of the variance of the grey values.
    """

    eyes_px: float
    yaw_deg: float
    pitch_deg: float
    brightness: float
    white_part: float
    sharpness: float


def assess(image: RgbImage, face: FaceLandmarks) -> FaceQuality:
    """Of one face; landmarks in fractions of the picture."""
    points = face.points * (image.shape[1], image.shape[0])
    right, left = points[_RIGHT_EYE].mean(axis=0), points[_LEFT_EYE].mean(axis=0)
    apart = float(np.hypot(*(left - right)))
    across = (left - right) / max(apart, 1e-6)
    tip = (points[_NOSE_TIP] - (left + right) / 2) / max(apart, 1e-6)
    aside, below = float(tip @ across), float(tip @ (-across[1], across[0]))
    grey = _upright(image, (left + right) / 2, across, apart)
    return FaceQuality(
        eyes_px=apart,
        yaw_deg=float(np.degrees(np.arctan(aside / _NOSE_LENGTH))),
        pitch_deg=float(np.degrees(np.arctan((_EYES_TO_TIP - below) / _NOSE_LENGTH))),
        brightness=float(grey.mean()),
        white_part=float((grey > _CLIPPED).mean()),
        sharpness=float(cv2.Laplacian(grey, cv2.CV_64F).var() / max(float(grey.var()), 1.0)),
    )


def flaws(quality: FaceQuality, rules: FaceQualityRules) -> list[Flaw]:
    """What keeps a photograph from being good, most important first; empty for a good one."""
    wrong = {
        Flaw.FAR: quality.eyes_px < rules.face_eyes_px,
        Flaw.AWAY: max(abs(quality.yaw_deg), abs(quality.pitch_deg)) > rules.face_turn_deg,
        Flaw.DARK: quality.brightness < rules.face_dark_level,
        Flaw.BRIGHT: quality.white_part > rules.face_bright_part,
        Flaw.BLURRED: quality.sharpness < rules.face_sharpness,
    }
    return [flaw for flaw, found in wrong.items() if found]


def _upright(image: RgbImage, eyes: Array, across: Array, apart: float) -> RgbImage:
    """The face from brows to chin in grey, upright, eyes _EYES_APART_PX apart."""
    scale = _EYES_APART_PX / max(apart, 1e-6)
    turn = scale * np.array([[across[0], across[1]], [-across[1], across[0]]])
    width, height, above = 2.0 * _EYES_APART_PX, 2.1 * _EYES_APART_PX, 0.5 * _EYES_APART_PX
    move = np.array([width / 2, above]) - turn @ eyes
    size = (round(width), round(height))
    face = cv2.warpAffine(
        image, np.column_stack([turn, move]), size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(cv2.cvtColor(face, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
