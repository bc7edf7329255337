"""Facial action units (Ekman and Friesen) that a face mesh shows by its geometry alone.

Measured in the head's own axes and in distances between the outer corners of the eyes, so that turning the head
changes little. What is usual for one person is not known: a face at rest may have some intensity.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from huban_perception.core.types import Array

_RIGHT_OUTER, _RIGHT_INNER, _RIGHT_UPPER, _RIGHT_LOWER = 33, 133, 159, 145
_LEFT_OUTER, _LEFT_INNER, _LEFT_UPPER, _LEFT_LOWER = 263, 362, 386, 374
_RIGHT_BROW_INNER, _RIGHT_BROW_OUTER, _LEFT_BROW_INNER, _LEFT_BROW_OUTER = 107, 63, 336, 293
_NOSE_ROOT, _NOSE_BASE, _CHIN = 168, 2, 152
_LIPS_UPPER, _LIPS_LOWER, _MOUTH_RIGHT, _MOUTH_LEFT = 13, 14, 61, 291


class ActionUnit(IntEnum):
    INNER_BROW_RAISER = 1
    OUTER_BROW_RAISER = 2
    BROW_LOWERER = 4
    UPPER_LID_RAISER = 5
    LIP_CORNER_PULLER = 12
    LIPS_PART = 25
    JAW_DROP = 26
    EYES_CLOSED = 43


@dataclass(frozen=True)
class Action:
    """An action unit's `intensity` and how much it is to be believed, both 0..1."""

    unit: ActionUnit
    intensity: float
    confidence: float


@dataclass(frozen=True)
class _Measure:
    """What is measured on a mesh in the head's axes; its value in a face at rest and at the utmost."""

    of: Callable[[Array], float]
    rest: float
    utmost: float


def actions(mesh: Array, aspect: float) -> list[Action]:
    """The action units of a (478, 3) mesh; `aspect` is the picture's height over its width.

    Empty where there is no such mesh or its figures are none. The confidence falls as the face turns away.
    """
    if len(mesh) <= max(_LEFT_OUTER, _CHIN) or not np.isfinite(mesh).all():
        return []
    scaled = mesh * (1.0, aspect, 1.0)
    axes, eyes_apart = _head_axes(scaled)
    own = (scaled - (scaled[_RIGHT_OUTER] + scaled[_LEFT_OUTER]) / 2.0) @ axes.T / eyes_apart
    confidence = float(abs(axes[2, 2]))
    return [Action(unit, _intensity(measure, own), confidence) for unit, measure in _MEASURES.items()]


def _head_axes(mesh: Array) -> tuple[Array, float]:
    """(3, 3) To the left outer eye corner, down, out of the plane of the face; and the distance of those corners."""
    across = mesh[_LEFT_OUTER] - mesh[_RIGHT_OUTER]
    eyes_apart = max(float(np.linalg.norm(across)), 1e-9)
    x = across / eyes_apart
    down = mesh[_NOSE_BASE] - mesh[_NOSE_ROOT]
    down = down - (down @ x) * x
    y = down / max(float(np.linalg.norm(down)), 1e-9)
    return np.stack([x, y, np.cross(x, y)]), eyes_apart


def _intensity(measure: _Measure, own: Array) -> float:
    return float(np.clip((measure.of(own) - measure.rest) / (measure.utmost - measure.rest), 0.0, 1.0))


def _between(own: Array, a: int, b: int) -> float:
    return float(np.linalg.norm(own[a] - own[b]))


def _above(own: Array, upper: tuple[int, int], lower: tuple[int, int]) -> float:
    """How much higher two vertices are than two others."""
    return float(own[list(lower), 1].mean() - own[list(upper), 1].mean())


def _inner_brows(own: Array) -> float:
    return _above(own, (_RIGHT_BROW_INNER, _LEFT_BROW_INNER), (_RIGHT_INNER, _LEFT_INNER))


def _outer_brows(own: Array) -> float:
    return _above(own, (_RIGHT_BROW_OUTER, _LEFT_BROW_OUTER), (_RIGHT_OUTER, _LEFT_OUTER))


def _eyes_open(own: Array) -> float:
    right = _between(own, _RIGHT_UPPER, _RIGHT_LOWER) / max(_between(own, _RIGHT_OUTER, _RIGHT_INNER), 1e-9)
    left = _between(own, _LEFT_UPPER, _LEFT_LOWER) / max(_between(own, _LEFT_OUTER, _LEFT_INNER), 1e-9)
    return (right + left) / 2.0


def _smile(own: Array) -> float:
    """Corners of the mouth apart and above the middle of the lips."""
    raised = _above(own, (_MOUTH_RIGHT, _MOUTH_LEFT), (_LIPS_UPPER, _LIPS_LOWER))
    return _between(own, _MOUTH_RIGHT, _MOUTH_LEFT) + raised


_MEASURES = {
    ActionUnit.INNER_BROW_RAISER: _Measure(_inner_brows, 0.22, 0.32),
    ActionUnit.OUTER_BROW_RAISER: _Measure(_outer_brows, 0.21, 0.30),
    ActionUnit.BROW_LOWERER: _Measure(_inner_brows, 0.22, 0.14),
    ActionUnit.UPPER_LID_RAISER: _Measure(_eyes_open, 0.31, 0.43),
    ActionUnit.LIP_CORNER_PULLER: _Measure(_smile, 0.56, 0.90),
    ActionUnit.LIPS_PART: _Measure(lambda own: _between(own, _LIPS_UPPER, _LIPS_LOWER), 0.03, 0.31),
    ActionUnit.JAW_DROP: _Measure(lambda own: float(own[_CHIN, 1] - own[_NOSE_BASE, 1]), 0.70, 0.83),
    ActionUnit.EYES_CLOSED: _Measure(_eyes_open, 0.31, 0.12),
}
"""At rest: the median of 5,000 photographs of neutral faces; utmost: the 1st or 99th percentile of all 9,900."""
