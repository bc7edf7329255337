"""Parameters of navigation."""

from dataclasses import dataclass

from huban_common.core.parameters import param


@dataclass(frozen=True)
class NavigationConfig:
    home_file: str = param("sim/home.yaml", "path of the home description")
    odom_x_m: float = param(0.0, "where the odometry's origin lies in the map", minimum=-1000.0, maximum=1000.0)
    odom_y_m: float = param(0.0, "where the odometry's origin lies in the map", minimum=-1000.0, maximum=1000.0)
    odom_yaw_rad: float = param(0.0, "how the odometry's origin is turned in the map", minimum=-3.15, maximum=3.15)
    resolution_m: float = param(0.05, "side of a map cell", minimum=0.01, maximum=0.2)
    robot_radius_m: float = param(0.25, "radius of the round robot", minimum=0.05, maximum=1.0)
    clearance_m: float = param(0.05, "kept free around the robot on planned ways", minimum=0.0, maximum=0.5)
    comfort_m: float = param(
        0.55, "distance from things that a way keeps where there is room", minimum=0.1, maximum=2.0
    )
    snap_m: float = param(0.3, "a goal too close to something is moved so far at most", minimum=0.0, maximum=1.0)
    max_speed_mps: float = param(0.5, "fastest speed", minimum=0.05, maximum=1.5)
    max_turn_radps: float = param(1.0, "fastest turn", minimum=0.1, maximum=3.0)
    acceleration_mps2: float = param(0.5, "growth of the speed, and comfortable braking", minimum=0.1, maximum=3.0)
    turn_acceleration_radps2: float = param(2.0, "growth of the turn", minimum=0.5, maximum=10.0)
    lookahead_m: float = param(0.45, "distance of the point on the path that is steered for", minimum=0.1, maximum=2.0)
    turn_first_rad: float = param(
        0.7, "beyond this heading error the robot turns on the spot", minimum=0.2, maximum=3.0
    )
    goal_tolerance_m: float = param(0.08, "the goal is reached within", minimum=0.01, maximum=0.5)
    goal_tolerance_rad: float = param(0.08, "the goal's heading is reached within", minimum=0.01, maximum=0.5)
    watch_ahead_m: float = param(1.0, "a thing on the path is minded from here", minimum=0.2, maximum=5.0)
    patience_s: float = param(2.0, "wait for somebody to step aside before going around", minimum=0.1, maximum=30.0)
    stuck_s: float = param(6.0, "no progress for so long counts as stuck", minimum=1.0, maximum=60.0)
    max_recoveries: int = param(6, "new ways that are tried before giving up", minimum=0, maximum=100)
    goal_timeout_s: float = param(180.0, "longest time for one goal", minimum=5.0, maximum=3600.0)
    odometry_timeout_s: float = param(
        0.5, "without odometry for so long the robot does not drive", minimum=0.1, maximum=5.0
    )
    scan_timeout_s: float = param(0.5, "without scans for so long the robot does not drive", minimum=0.1, maximum=5.0)
    lost_s: float = param(3.0, "lost senses may come back for so long", minimum=0.0, maximum=60.0)
    halt_grace_s: float = param(0.5, "a release of the gate may take so long to be heard", minimum=0.0, maximum=5.0)
