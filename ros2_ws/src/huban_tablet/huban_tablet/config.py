"""Parameters of the robot's own screen."""

from dataclasses import dataclass

from huban_common.core.parameters import param


@dataclass(frozen=True)
class Config:
    host: str = param("127.0.0.1", "address the screen's web page is served on")
    port: int = param(8081, "port the screen's web page is served on; 0: any free one", minimum=0, maximum=65535)
    language: str = param("en", "language until the house says which it speaks: en or zh-CN")
    home_file: str = param("", "path of the home description; empty: places are shown by their ids")
