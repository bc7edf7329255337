"""What a figure shows at one moment."""

from collections.abc import Mapping
from dataclasses import dataclass

from huban_simulation.core.people.skeleton import Floats


@dataclass(frozen=True)
class BodyPose:
    """Bones in `map`: joint positions (bones, 3) in m, quaternions (bones, 4) as (w, x, y, z); facial actions 0..1."""

    positions: Floats
    rotations: Floats
    face: Mapping[str, float]
