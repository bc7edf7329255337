"""What navigation needs to know from outside."""

from typing import Protocol

from huban_navigation.core.types import Pose


class Localizer(Protocol):
    """Tells where the odometry's origin lies in the map (REP-105: map -> odom)."""

    def map_to_odom(self) -> Pose: ...
