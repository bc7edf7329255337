"""Parameters of the simulation node."""

from dataclasses import dataclass

from huban_common.core.parameters import param


@dataclass(frozen=True)
class SimulationConfig:
    home_file: str = param("sim/home.yaml", "path of the home description")
    seed: int = param(1, "the same seed gives the same noise and the same day", minimum=0)
    speed: float = param(1.0, "simulated seconds per second; 0: as fast as possible", minimum=0.0, maximum=100.0)
    start_time_s: float = param(0.0, "simulated time at the start, since 1970; 0: now", minimum=0.0)
    battery: float = param(0.86, "charge at the start", minimum=0.0, maximum=1.0)
    odometry_noise: float = param(0.0002, "error of a wheel's way, m per square root of a metre", minimum=0.0)
    lidar_noise_m: float = param(0.01, "standard deviation of a range", minimum=0.0)
    microphone_noise: float = param(25.0, "root mean square of the room's hum, 0..32767", minimum=0.0, maximum=5000.0)
    own_voice_gain: float = param(
        0.3,
        "how loud the robot's voice is in its own microphone, against what it plays; 0: not at all",
        minimum=0.0,
        maximum=2.0,
    )
    camera: bool = param(True, "whether pictures are rendered at all; the view needs them")
    camera_rate_hz: float = param(5.0, "pictures per simulated second", minimum=0.1, maximum=30.0)
    viewer: bool = param(True, "whether the view into the simulator is served")
    viewer_host: str = param("127.0.0.1", "address that the view listens on")
    viewer_port: int = param(8082, "port of the view; 0: any free one", minimum=0, maximum=65535)
    viewer_rate_hz: float = param(4.0, "pictures per second while somebody looks", minimum=0.2, maximum=30.0)
    faults: str = param("", "faults from the start, such as `bed=reject, camera=black`; see README")
