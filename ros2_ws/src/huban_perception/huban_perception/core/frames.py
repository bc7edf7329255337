"""A short memory of transforms (REP-105) that answers where a frame was at a given time."""

from collections import deque
from collections.abc import Iterator
from math import inf

import numpy as np
from pytransform3d.transform_manager import NumpyTimeseriesTransform
from pytransform3d.transformations import transform_from_pq

from huban_perception.core.types import Array

Sample = tuple[float, Array]
"""Stamp in s; (7,) position and quaternion w x y z."""


class TransformError(ValueError):
    """A transform that is not known at that time, with the reason."""


class TransformBuffer:
    """Keeps the last `memory` samples of every frame in its parent; between samples it interpolates.

    A sample serves for `max_age_s` after its stamp. Not for several threads at once.
    """

    def __init__(self, max_age_s: float, memory: int = 100) -> None:
        self._max_age_s = max_age_s
        self._memory = memory
        self._parents: dict[str, str] = {}
        self._samples: dict[str, deque[Sample]] = {}
        self._static: set[str] = set()

    def add(self, parent: str, child: str, stamp_s: float, pose: Array) -> None:
        """Adds a sample; time that runs backwards (a restarted clock) clears what is known of this frame."""
        self._parents[child] = parent
        samples = self._samples.setdefault(child, deque(maxlen=self._memory))
        if samples and stamp_s < samples[-1][0]:
            samples.clear()
        if not samples or stamp_s > samples[-1][0]:
            samples.append((stamp_s, pose))

    def add_static(self, parent: str, child: str, pose: Array) -> None:
        """Adds a frame that never moves in its parent."""
        self._parents[child] = parent
        self._samples[child] = deque([(0.0, pose)])
        self._static.add(child)

    def lookup(self, target: str, source: str, stamp_s: float) -> Array:
        """The (4, 4) pose of `source` in its ancestor `target`; raises TransformError where unknown or too old."""
        return self._composed(target, source, stamp_s, self._max_age_s)

    def latest(self, target: str, source: str) -> Array:
        """The newest (4, 4) pose of `source` in its ancestor `target`, however old; raises TransformError."""
        return self._composed(target, source, inf, inf)

    def _composed(self, target: str, source: str, stamp_s: float, max_age_s: float) -> Array:
        pose = np.eye(4)
        for child in self._chain(target, source):
            samples = self._samples[child]
            age_s = 0.0 if child in self._static else stamp_s - samples[-1][0]
            if age_s > max_age_s:
                raise TransformError(f"{self._parents[child]} -> {child} is {age_s:.1f} s older than the frame")
            pose = _at(samples, stamp_s) @ pose
        return pose

    def _chain(self, target: str, source: str) -> Iterator[str]:
        """The frames from `source` up to just below `target`."""
        frame = source
        for _ in range(len(self._parents) + 1):
            if frame == target:
                return
            if frame not in self._parents:
                break
            yield frame
            frame = self._parents[frame]
        raise TransformError(f"no transform from {target} to {source}: the chain ends at {frame}")


def _at(samples: "deque[Sample]", stamp_s: float) -> Array:
    first, last = samples[0], samples[-1]
    if stamp_s >= last[0] or len(samples) == 1:
        return transform_from_pq(last[1])
    if stamp_s <= first[0]:
        return transform_from_pq(first[1])
    stamps, poses = zip(*samples, strict=True)
    matrix: Array = NumpyTimeseriesTransform(np.array(stamps), np.array(poses)).as_matrix(stamp_s)
    return matrix
