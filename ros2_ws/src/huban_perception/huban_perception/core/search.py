"""Makes a pose model see better: dark pictures are lifted, and where nobody is found the picture is turned.

Pose models have seen few people who lie; a quarter turn lets them stand.
"""

import numpy as np

from huban_perception.core.brightness import lifted
from huban_perception.core.ports import PoseEstimator
from huban_perception.core.types import PoseLandmarks, RgbImage

_TURNS = (2, 1, 3)
"""Quarter turns counter-clockwise, tried in this order."""


class PersonSearch:
    """A PoseEstimator made of two: `upright` for every frame, `turned` for what it misses.

    One extra try per frame, and only for `patience` frames after somebody was last seen, so that an empty room
    costs one try a frame. A turn that worked is tried first the next time.
    """

    def __init__(self, upright: PoseEstimator, turned: PoseEstimator, patience: int) -> None:
        self._upright = upright
        self._turned = turned
        self._patience = patience
        self._left = 0
        self._next = 0

    def find(self, image: RgbImage) -> PoseLandmarks | None:
        image = lifted(image)
        found = self._upright.find(image)
        if found is None and self._left > 0:
            found = self._find_turned(image)
        self._left = self._patience if found is not None else max(0, self._left - 1)
        return found

    def close(self) -> None:
        self._upright.close()
        self._turned.close()

    def _find_turned(self, image: RgbImage) -> PoseLandmarks | None:
        turn = _TURNS[self._next]
        found = self._turned.find(np.ascontiguousarray(np.rot90(image, turn)))
        if found is None:
            self._next = (self._next + 1) % len(_TURNS)
            return None
        return _turned_back(found, turn)


def _turned_back(pose: PoseLandmarks, turn: int) -> PoseLandmarks:
    """The landmarks in the upright picture from those in one turned by `turn` quarters counter-clockwise."""
    image, world = pose.image, pose.world
    for _ in range(turn):
        image = np.column_stack([1.0 - image[:, 1], image[:, 0]])
        world = np.column_stack([-world[:, 1], world[:, 0], world[:, 2]])
    return PoseLandmarks(image, world, pose.visibility)
