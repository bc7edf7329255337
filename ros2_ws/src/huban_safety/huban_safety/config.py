"""Parameters of the gate; the reason for each limit is part of its text."""

from dataclasses import dataclass

from huban_common.core.parameters import param


@dataclass(frozen=True)
class SafetyConfig:
    home_file: str = param("sim/home.yaml", "path of the home description, for the limits of the bed")

    max_speed_mps: float = param(0.6, "fastest speed, a slow walk", minimum=0.05, maximum=1.5)
    max_turn_radps: float = param(1.2, "fastest turn", minimum=0.1, maximum=3.0)
    max_acceleration_mps2: float = param(0.8, "fastest growth of speed; stopping is free", minimum=0.1, maximum=3.0)
    max_turn_acceleration_radps2: float = param(3.0, "fastest growth of the turn", minimum=0.5, maximum=10.0)

    command_timeout_s: float = param(0.25, "a command older than this is void: five at 20 Hz", minimum=0.1, maximum=1.0)
    scan_timeout_s: float = param(0.25, "a scan older than this is void: two at 10 Hz", minimum=0.1, maximum=1.0)
    odometry_timeout_s: float = param(0.25, "odometry older than this is void: five at 20 Hz", minimum=0.1, maximum=1.0)
    known_share: float = param(0.5, "share of the rays that must say something", minimum=0.1, maximum=1.0)

    radius_m: float = param(0.25, "radius of the round robot", minimum=0.05, maximum=1.0)
    side_margin_m: float = param(0.03, "kept free beside the robot: noise of the lidar", minimum=0.0, maximum=0.5)
    reaction_time_s: float = param(0.25, "T: one scan 0.1 s, commands 0.05 s, motors 0.1 s", minimum=0.05, maximum=2.0)
    braking_mps2: float = param(1.0, "a: braking that the wheels hold on a smooth floor", minimum=0.1, maximum=5.0)
    standstill_m: float = param(0.1, "C: kept free in front at a standstill", minimum=0.0, maximum=1.0)
    person_distance_m: float = param(1.0, "anything nearer in front may be a person", minimum=0.0, maximum=5.0)
    person_speed_mps: float = param(0.3, "fastest speed near what may be a person", minimum=0.05, maximum=1.0)
    person_sector_rad: float = param(0.6, "half the angle that counts as in front", minimum=0.1, maximum=3.14)
    bumper_speed_mps: float = param(0.1, "speed for backing off while the bumper is pressed", minimum=0.0, maximum=0.3)

    runaway_speed_mps: float = param(0.15, "speed at a commanded standstill: a runaway", minimum=0.02, maximum=1.0)
    runaway_s: float = param(0.6, "time that the wheels may take to stop", minimum=0.1, maximum=5.0)
    ignored_s: float = param(1.5, "time that the wheels may take to start", minimum=0.3, maximum=10.0)

    bed_silence_s: float = param(0.5, "no sign of the moving bed: five joint states", minimum=0.2, maximum=5.0)
    bed_stuck_s: float = param(2.0, "time in which a moving bed must get on", minimum=0.5, maximum=10.0)
    bed_patience_s: float = param(2.0, "time that the bed's driver may take to answer", minimum=0.2, maximum=10.0)

    watchdog_late_s: float = param(0.2, "lateness of the gate itself that is reported", minimum=0.05, maximum=5.0)
    realtime_priority: int = param(10, "1..99 before all ordinary processes; 0: as they", minimum=0, maximum=99)
