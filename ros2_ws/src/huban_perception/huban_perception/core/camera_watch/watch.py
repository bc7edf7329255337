"""Watches the camera itself: a room that is not seen is not a safe room."""

from dataclasses import dataclass
from enum import Enum
from math import inf

import numpy as np

from huban_common.core.parameters import param
from huban_perception.core.camera_watch.picture_quality import PictureQuality, judge_picture
from huban_perception.core.types import RgbImage

_STEP = 16
"""Every 16th pixel tells whether a picture is the same as before."""

_JUDGE_S = 0.9
"""Pictures are judged about once a second: troubles last."""


@dataclass(frozen=True)
class WatchRules:
    """When a camera counts as lost, and as restored."""

    lost_after_s: float = param(10.0, "frames that show nothing for this long: monitoring lost", minimum=0.5)
    restored_after_s: float = param(3.0, "good frames for this long: monitoring restored", minimum=0.0)
    black_level: float = param(4.0, "mean grey value (0..255) under which a frame is black", minimum=0.0, maximum=255.0)
    dark_level: float = param(12.0, "... under which it is too dark to find people", minimum=0.0, maximum=255.0)
    covered_relief: float = param(0.1, "contrast against brightness under which the lens is covered", minimum=0.0)
    blurred_sharpness: float = param(0.11, "slopes against wider slopes under which a frame is blurred", minimum=0.0)
    frozen_check: bool = param(True, "frames that equal each other bit by bit count as frozen; off without noise")


class Trouble(str, Enum):
    """Why nothing is seen, the plainest first."""

    MISSING = "missing"
    BLACK = "black"
    DARK = "dark"
    COVERED = "covered"
    BLURRED = "blurred"
    FROZEN = "frozen"


@dataclass(frozen=True)
class Loss:
    """A trouble that has lasted from `since_s`, and the last picture's quality, None where none came."""

    trouble: Trouble
    since_s: float
    quality: PictureQuality | None


class CameraWatch:
    """Remembers since when each trouble lasts; times are those of the node's clock, in s."""

    def __init__(self, rules: WatchRules) -> None:
        self._rules = rules
        self.pause()

    def pause(self) -> None:
        """Frames are not looked at for now, on purpose."""
        self._sample: RgbImage | None = None
        self._quality: PictureQuality | None = None
        self._worst: Trouble | None = None
        self._judged_s = -inf
        self._missing_s, self._bad_s, self._frozen_s = inf, inf, inf

    def wait(self, now_s: float) -> None:
        """Frames are due from now on."""
        self._missing_s = min(self._missing_s, now_s)

    def observe(self, image: RgbImage, now_s: float) -> None:
        """Takes a frame."""
        sample = image[::_STEP, ::_STEP].copy()
        frozen = self._rules.frozen_check and self._sample is not None and np.array_equal(sample, self._sample)
        self._frozen_s = min(self._frozen_s, now_s) if frozen else inf
        self._missing_s, self._sample = now_s, sample
        if not 0.0 <= now_s - self._judged_s < _JUDGE_S:
            self._judge(image, now_s)

    def loss(self, now_s: float) -> Loss | None:
        """What has kept the camera from seeing for too long; bad pictures count together, whatever is bad in them."""
        lasting = ((Trouble.MISSING, self._missing_s), (self._worst, self._bad_s), (Trouble.FROZEN, self._frozen_s))
        for trouble, since_s in lasting:
            if trouble is not None and now_s - since_s >= self._rules.lost_after_s:
                return Loss(trouble, since_s, None if trouble is Trouble.MISSING else self._quality)
        return None

    def _judge(self, image: RgbImage, now_s: float) -> None:
        self._judged_s = now_s
        self._quality = judge_picture(image)
        self._worst = self._trouble(self._quality)
        self._bad_s = inf if self._worst is None else min(self._bad_s, now_s)

    def _trouble(self, quality: PictureQuality) -> Trouble | None:
        rules = self._rules
        if quality.brightness < rules.black_level:
            return Trouble.BLACK
        if quality.brightness < rules.dark_level:
            return Trouble.DARK
        if quality.relief < rules.covered_relief:
            return Trouble.COVERED
        return Trouble.BLURRED if quality.sharpness < rules.blurred_sharpness else None
