"""Where the odometry's origin lies in the map."""

from dataclasses import dataclass

from huban_navigation.core.types import Pose


@dataclass(frozen=True)
class FixedOrigin:
    """Trusts the odometry: its origin stays where it was put."""

    origin: Pose

    def map_to_odom(self) -> Pose:
        return self.origin
