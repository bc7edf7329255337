"""Parameters of the observer."""

from dataclasses import dataclass

from huban_common.core.parameters import param


@dataclass(frozen=True)
class ObserverConfig:
    home_file: str = param("", "path of the home description")
