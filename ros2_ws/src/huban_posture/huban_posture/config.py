"""Parameters of the posture node."""

from dataclasses import dataclass

from huban_common.core.parameters import param


@dataclass(frozen=True)
class PostureConfig:
    home_file: str = param("sim/home.yaml", "path of the home description, for the joints of the bed")
    step_angle_rad: float = param(0.26, "one 'up' or 'down' of back and legs: 15 degrees", minimum=0.02, maximum=1.0)
    step_tilt_rad: float = param(0.13, "one 'left' or 'right': half of the usual tilt", minimum=0.02, maximum=0.3)
    step_height_m: float = param(0.1, "one 'up' or 'down' of the height", minimum=0.01, maximum=0.5)
    sit_up_back_rad: float = param(1.05, "back when sitting: 60 degrees", minimum=0.2, maximum=1.4)
    sit_up_legs_rad: float = param(0.26, "knees when sitting, so that nobody slides down", minimum=0.0, maximum=0.6)
    speed_share: float = param(0.9, "share of the permitted speed that is used", minimum=0.1, maximum=1.0)
    patience_s: float = param(3.0, "time that the gate and the bed may take to answer", minimum=0.5, maximum=20.0)
    silence_s: float = param(1.0, "joint states older than this say nothing", minimum=0.2, maximum=10.0)
