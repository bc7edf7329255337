"""Parameters of the behaviours."""

from dataclasses import dataclass

from huban_behaviors.core.alarm_timings import AlarmTimings
from huban_common.core.parameters import param


@dataclass(frozen=True)
class Config(AlarmTimings):
    home_file: str = param("sim/home.yaml", "path of the home description")
    state_dir: str = param("", "where alarms survive a restart; empty: ~/.local/state/huban")
    language: str = param("en", "language of the house until the elder chooses one: en or zh-CN")
    robot_radius_m: float = param(0.27, "free space that the robot needs around its middle", minimum=0.05, maximum=1.0)
    greeting_interval_s: float = param(14400.0, "nobody is greeted twice within", minimum=60.0, maximum=86400.0)
    person_memory_s: float = param(60.0, "a person seen so long ago may still be there", minimum=1.0, maximum=3600.0)
    reach_timeout_s: float = param(2.0, "wait for a node that should answer a request", minimum=0.1, maximum=30.0)
    say_timeout_s: float = param(30.0, "longest time for one sentence", minimum=1.0, maximum=300.0)
    drive_timeout_s: float = param(240.0, "longest drive", minimum=10.0, maximum=3600.0)
    bed_timeout_s: float = param(90.0, "longest motion of the bed", minimum=5.0, maximum=600.0)
