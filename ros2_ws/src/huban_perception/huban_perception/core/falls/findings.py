"""What is believed about a fall, and what is said when that changes."""

from dataclasses import dataclass
from enum import Enum

from huban_perception.core.bodies.body import BodyState
from huban_perception.core.falls.descent import Descent


class FallKind(str, Enum):
    """What is said; the values are kinds of CareEvent."""

    SUSPECTED = "fall_suspected"
    DETECTED = "fall_detected"
    LONG_LIE = "long_lie_detected"
    UP_AGAIN = "person_up_again"


class FallPhase(str, Enum):
    """What the monitor believes."""

    FINE = "fine"
    SUSPECTED = "suspected"
    FALLEN = "fallen"
    LYING_LONG = "lying_long"


@dataclass(frozen=True)
class FallFinding:
    """A change of belief: `body` is the last sighting, down for `down_s`, out of sight for `unseen_s`."""

    kind: FallKind
    stamp_s: float
    body: BodyState
    down_s: float
    unseen_s: float
    descent: Descent | None
    upright_before_s: float | None = None
    """For cameras that look down: how long before the body lay somebody was last seen upright there."""
