"""Is that a head or a picture of one? A hint with a confidence, never a proof and never the only authority.

All that a flat picture does before a camera is a homography (Hartley and Zisserman 2004, section 2.3); a head that
turns moves its nose against its cheeks, which no homography explains. Eyes that never blink in a face that never moves
are a weaker hint.
"""

from collections import deque
from dataclasses import dataclass
from enum import Enum
from threading import Lock

import numpy as np

from huban_common.core.parameters import param
from huban_perception.core.types import Array, FaceLandmarks

_STIFF = np.r_[17:48, 48, 54]
"""Brows, nose, eyes and the corners of the mouth: what a head moves as a whole. The jaw's outline slides on it."""
_RIGHT_EYE, _LEFT_EYE = slice(36, 42), slice(42, 48)
_LIDS = ((37, 41), (38, 40), (43, 47), (44, 46))
_MEMORY = 40
_REFERENCES = 4
_FACES = 50
_LEAST_EYES_PX = 20.0
"""Landmarks of smaller faces tremble by more than a head's parallax."""
_BLINK = 0.35
"""Eyes that close by this part of their opening have blinked."""


class Depth(str, Enum):
    UNKNOWN = "unknown"
    SOLID = "solid"
    FLAT = "flat"


@dataclass(frozen=True)
class LivenessRules:
    solid_parallax: float = param(0.045, "movement beyond a flat picture's, in eye distances: a head", minimum=0.001)
    flat_bend: float = param(0.04, "a face that bends by this without it is flat, in eye distances", minimum=0.01)
    stiff_s: float = param(12.0, "a face that neither moves nor blinks for this long may be a picture", minimum=2.0)


@dataclass(frozen=True)
class Liveness:
    """What the movement of a face says; `confidence` 0..1, 0 for unknown."""

    depth: Depth = Depth.UNKNOWN
    confidence: float = 0.0


UNKNOWN = Liveness()


class LivenessWatch:
    """Watches the landmarks of one face; to be shown several looks a second."""

    def __init__(self, rules: LivenessRules) -> None:
        self._rules = rules
        self._looks: deque[tuple[float, Array]] = deque(maxlen=_MEMORY)

    def see(self, face: FaceLandmarks, stamp_s: float, size: tuple[int, int]) -> None:
        """`size`: width and height of the picture. Looks that are too small or no numbers count for nothing."""
        points = face.points * size
        if np.isfinite(points).all() and _eyes_apart(points) >= _LEAST_EYES_PX:
            self._looks.append((stamp_s, points))

    def hint(self) -> Liveness:
        pairs = self._pairs()
        if len(pairs) < 3:
            return UNKNOWN
        parallax, bend = (float(np.percentile(each, 90)) for each in zip(*pairs, strict=True))
        if parallax >= self._rules.solid_parallax:
            return Liveness(Depth.SOLID, _share(parallax, self._rules.solid_parallax))
        if bend >= self._rules.flat_bend and parallax < bend / 2:
            return Liveness(Depth.FLAT, _share(bend, self._rules.flat_bend))
        return Liveness(Depth.FLAT, 0.4) if self._is_stiff(parallax) else UNKNOWN

    def _pairs(self) -> list[tuple[float, float]]:
        """What each look shows against some earlier ones."""
        looks = [points for _, points in self._looks]
        references = range(0, len(looks), max(1, len(looks) // _REFERENCES))
        return [change(looks[at], then) for at in references for then in looks[at + 1 :]]

    def _is_stiff(self, parallax: float) -> bool:
        if len(self._looks) < _MEMORY // 2 or self._looks[-1][0] - self._looks[0][0] < self._rules.stiff_s:
            return False
        open_ = np.array([_opening(points) for _, points in self._looks])
        blinked = open_.min() < (1.0 - _BLINK) * float(np.median(open_))
        return not blinked and parallax < self._rules.solid_parallax / 2


class LivenessWatches:
    """A watch for each of the faces seen last. For use in any thread."""

    def __init__(self, rules: LivenessRules) -> None:
        self._rules = rules
        self._lock = Lock()
        self._watches: dict[str, LivenessWatch] = {}

    def see(self, face_id: str, face: FaceLandmarks, stamp_s: float, size: tuple[int, int]) -> None:
        """As LivenessWatch, for one of many faces."""
        with self._lock:
            watch = self._watches.pop(face_id, None) or LivenessWatch(self._rules)
            self._watches[face_id] = watch
            if len(self._watches) > _FACES:
                del self._watches[next(iter(self._watches))]
            watch.see(face, stamp_s, size)

    def hint(self, face_id: str) -> Liveness:
        with self._lock:
            watch = self._watches.get(face_id)
            return watch.hint() if watch is not None else UNKNOWN


def change(first: Array, then: Array) -> tuple[float, float]:
    """(parallax, bend) of two looks (70, 2) in px: what no homography, no similarity explains, in eye distances."""
    apart = (_eyes_apart(first) + _eyes_apart(then)) / 2
    one, two = first[_STIFF], then[_STIFF]
    return _rms(_through(_homography(one, two), one) - two) / apart, _rms(_similar(one, two) - two) / apart


def _homography(one: Array, two: Array) -> Array:
    """The (3, 3) matrix that maps `one` to `two` best; normalised direct linear transform."""
    before, after = _normaliser(one), _normaliser(two)
    x, y = _through(before, one).T
    u, v = _through(after, two).T
    zero, unit = np.zeros_like(x), np.ones_like(x)
    upper = np.column_stack([-x, -y, -unit, zero, zero, zero, u * x, u * y, u])
    lower = np.column_stack([zero, zero, zero, -x, -y, -unit, v * x, v * y, v])
    best = np.linalg.svd(np.vstack([upper, lower]), full_matrices=False)[2][-1].reshape(3, 3)
    mapped: Array = np.linalg.inv(after) @ best @ before
    return mapped


def _normaliser(points: Array) -> Array:
    middle = points.mean(axis=0)
    scale = np.sqrt(2.0) / max(float(np.hypot(*(points - middle).T).mean()), 1e-9)
    return np.array([[scale, 0.0, -scale * middle[0]], [0.0, scale, -scale * middle[1]], [0.0, 0.0, 1.0]])


def _through(matrix: Array, points: Array) -> Array:
    mapped = np.column_stack([points, np.ones(len(points))]) @ matrix.T
    flat: Array = mapped[:, :2] / mapped[:, 2:]
    return flat


def _similar(one: Array, two: Array) -> Array:
    """`one` shifted, turned and scaled to fit `two` best."""
    before, after = one @ (1.0, 1.0j), two @ (1.0, 1.0j)
    before, middle = before - before.mean(), after.mean()
    fitted = before * (np.vdot(before, after - middle) / np.vdot(before, before)) + middle
    return np.column_stack([fitted.real, fitted.imag])


def _eyes_apart(points: Array) -> float:
    return float(np.hypot(*(points[_LEFT_EYE].mean(axis=0) - points[_RIGHT_EYE].mean(axis=0))))


def _opening(points: Array) -> float:
    return float(np.mean([np.hypot(*(points[upper] - points[lower])) for upper, lower in _LIDS])) / _eyes_apart(points)


def _rms(apart: Array) -> float:
    return float(np.sqrt((apart**2).sum(axis=1).mean()))


def _share(found: float, limit: float) -> float:
    """Half sure at the limit, nearly sure at three times as much, never certain."""
    return float(min(0.95, 0.5 + 0.225 * (found / limit - 1.0)))
