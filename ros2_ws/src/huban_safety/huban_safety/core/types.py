"""Velocities, states and causes of the gate. Metres, radians, seconds; x forward, turns counter-clockwise (REP-103)."""

from dataclasses import dataclass
from enum import Enum, IntEnum


@dataclass(frozen=True)
class Velocity:
    """Of a robot with two driven wheels: m/s forward and rad/s."""

    linear: float
    angular: float

    def scaled(self, factor: float) -> "Velocity":
        """Slower on the same arc."""
        return Velocity(self.linear * factor, self.angular * factor)


STANDSTILL = Velocity(0.0, 0.0)


class State(IntEnum):
    """As in huban_interfaces/SafetyState."""

    READY = 0
    SLOWED = 1
    HALTED = 2
    EMERGENCY = 3


class Cause(str, Enum):
    """Why the gate lets less through than was asked for."""

    NONE = ""
    STARTED = "started"
    REFLEX_STOP = "reflex_stop"
    BUMPER = "bumper"
    RUNAWAY = "runaway"
    MOTOR_IGNORED = "motor_ignored"
    BED_SILENT = "bed_silent"
    EMERGENCY_STOP = "emergency_stop"
    EMERGENCY_RESET = "emergency_reset"
    OLD_MOTION = "old_motion"
    COMMAND_LOST = "command_lost"
    COMMAND_INVALID = "command_invalid"
    SCAN_LOST = "scan_lost"
    SCAN_FROZEN = "scan_frozen"
    SCAN_INVALID = "scan_invalid"
    SCAN_FRAME_UNKNOWN = "scan_frame_unknown"
    ODOMETRY_LOST = "odometry_lost"
    UNSEEN = "unseen"
    OBSTACLE = "obstacle"
    PERSON_NEAR = "person_near"


@dataclass(frozen=True)
class Verdict:
    """What the gate lets through, and why not more."""

    state: State
    cause: Cause
    speed_limit_mps: float


def refused(cause: Cause) -> Verdict:
    """Nothing passes for now; it needs no release."""
    return Verdict(State.SLOWED, cause, 0.0)
