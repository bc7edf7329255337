"""Parameters of the robot's own screen."""

from dataclasses import dataclass

from huban_common.core.parameters import param


@dataclass(frozen=True)
class TabletConfig:
    host: str = param("127.0.0.1", "address that the screen is served on; this machine only by default")
    port: int = param(8081, "port of the screen; 0: any free one", minimum=0, maximum=65535)
    language: str = param("en", "language at the start: en or zh-CN")
    question_s: float = param(30.0, "how long yes and no stay on the screen", minimum=1.0, maximum=300.0)
