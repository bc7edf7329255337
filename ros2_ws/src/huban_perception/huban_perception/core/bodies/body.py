"""What is known of one body at one time."""

from dataclasses import dataclass

from huban_perception.core.bodies.features import BodyFeatures
from huban_perception.core.bodies.placement import Placement
from huban_perception.core.types import Posture


@dataclass(frozen=True)
class BodyState:
    """A sighting: `stamp_s` is that of the frame; `placement` is in `map` where the camera's place is known."""

    stamp_s: float
    features: BodyFeatures
    posture: Posture
    placement: Placement
    trunk_in_view: bool = True
    """Whether hips or shoulders are inside the picture; where both are outside, the pose model guesses."""
    legs_seen: bool = True
    """Whether knees and ankles are seen rather than guessed behind something."""
