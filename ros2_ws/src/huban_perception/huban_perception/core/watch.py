"""Watches the camera itself: a room that is not seen is not a safe room."""

from dataclasses import dataclass
from enum import Enum
from math import inf

import numpy as np

from huban_common.core.parameters import param
from huban_perception.core.types import RgbImage

_STEP = 16
"""Every 16th pixel tells whether a picture is black or the same as before."""


@dataclass(frozen=True)
class WatchRules:
    """When a camera counts as lost."""

    lost_after_s: float = param(10.0, "black, frozen or missing frames for this long: monitoring lost", minimum=0.5)
    black_level: float = param(8.0, "mean grey value (0..255) under which a frame is black", minimum=0.0, maximum=255.0)
    frozen_check: bool = param(True, "frames that equal each other bit by bit count as frozen; off without noise")


class Trouble(str, Enum):
    """Why nothing is seen."""

    MISSING = "missing"
    BLACK = "black"
    FROZEN = "frozen"


class CameraWatch:
    """Remembers since when each trouble lasts; times are those of the node's clock, in s."""

    def __init__(self, rules: WatchRules) -> None:
        self._rules = rules
        self._sample: RgbImage | None = None
        self._since = dict.fromkeys(Trouble, inf)

    def pause(self) -> None:
        """Frames are not looked at for now, on purpose."""
        self._sample = None
        self._since = dict.fromkeys(Trouble, inf)

    def wait(self, now_s: float) -> None:
        """Frames are due from now on."""
        self._since[Trouble.MISSING] = min(self._since[Trouble.MISSING], now_s)

    def observe(self, image: RgbImage, now_s: float) -> None:
        """Takes a frame."""
        sample = image[::_STEP, ::_STEP].copy()
        frozen = self._rules.frozen_check and self._sample is not None and np.array_equal(sample, self._sample)
        self._note(Trouble.BLACK, float(sample.mean()) < self._rules.black_level, now_s)
        self._note(Trouble.FROZEN, frozen, now_s)
        self._since[Trouble.MISSING] = now_s
        self._sample = sample

    def trouble(self, now_s: float) -> Trouble | None:
        """What has kept the camera from seeing for too long."""
        for trouble, since_s in self._since.items():
            if now_s - since_s >= self._rules.lost_after_s:
                return trouble
        return None

    def _note(self, trouble: Trouble, holds: bool, now_s: float) -> None:
        self._since[trouble] = min(self._since[trouble], now_s) if holds else inf
