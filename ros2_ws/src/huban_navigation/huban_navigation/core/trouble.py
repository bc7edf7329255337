"""What keeps a robot from driving although it knows its way, and how long that is borne."""

from dataclasses import dataclass
from enum import Enum
from math import inf

from huban_common.core.clock import Clock
from huban_navigation.config import NavigationConfig


class Trouble(str, Enum):
    """The value is the key of a text."""

    HALTED = "halted"
    NO_ODOMETRY = "no-odometry"
    NO_SCAN = "no-scan"


@dataclass
class Senses:
    """When odometry and lidar were last heard of, and whether the safety gate is locked."""

    odometry_s: float = -inf
    scan_s: float = -inf
    halted: bool = False


class Patience:
    """Bears trouble for a while: lost senses come back, but a halt on the way is somebody's will."""

    def __init__(self, config: NavigationConfig, clock: Clock) -> None:
        self._config, self._clock = config, clock
        self._well_s, self._well = clock.now_s(), False

    def trouble(self, senses: Senses) -> Trouble | None:
        """What is wrong just now."""
        now_s = self._clock.now_s()
        found = None
        if senses.halted:
            found = Trouble.HALTED
        elif now_s - senses.odometry_s > self._config.odometry_timeout_s:
            found = Trouble.NO_ODOMETRY
        elif now_s - senses.scan_s > self._config.scan_timeout_s:
            found = Trouble.NO_SCAN
        if found is None:
            self._well_s, self._well = now_s, True
        return found

    def is_over(self, trouble: Trouble) -> bool:
        """Whether this has lasted too long."""
        limit_s = self._config.lost_s
        if trouble is Trouble.HALTED:
            limit_s = 0.0 if self._well else self._config.halt_grace_s
        return self._clock.now_s() - self._well_s >= limit_s
