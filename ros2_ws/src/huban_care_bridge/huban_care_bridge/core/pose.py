"""Where the robot is: the frame chain map -> odom -> base_link on the floor plan."""

from dataclasses import dataclass
from math import cos, sin


@dataclass(frozen=True)
class Pose2:
    """x and y in m, yaw in rad."""

    x: float = 0.0
    y: float = 0.0
    yaw: float = 0.0

    def then(self, other: "Pose2") -> "Pose2":
        """A pose given in this one's frame, in the frame that this one is given in."""
        return Pose2(
            self.x + cos(self.yaw) * other.x - sin(self.yaw) * other.y,
            self.y + sin(self.yaw) * other.x + cos(self.yaw) * other.y,
            self.yaw + other.yaw,
        )
