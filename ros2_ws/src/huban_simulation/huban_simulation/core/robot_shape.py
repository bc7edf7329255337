"""The simulated robot's measures. Metres, radians, frame `base_link` (on the floor between the wheels)."""

from dataclasses import dataclass
from math import radians, tan

WHEEL_JOINTS = ("wheel_left_joint", "wheel_right_joint")


@dataclass(frozen=True)
class RobotShape:
    """A round companion robot: two driven wheels, a lidar in the base, a camera in the head."""

    base_radius_m: float = 0.25
    wheel_radius_m: float = 0.085
    track_m: float = 0.38
    height_m: float = 1.32
    mass_kg: float = 32.0
    lidar_height_m: float = 0.18
    camera_forward_m: float = 0.14
    camera_height_m: float = 1.15
    camera_pitch_rad: float = radians(15.5)
    camera_vertical_fov_rad: float = radians(66.0)

    def focal_length_px(self, height_px: int) -> float:
        """The pinhole camera's focal length for a picture of that many rows."""
        return height_px / 2 / tan(self.camera_vertical_fov_rad / 2)


ROBOT = RobotShape()
