"""When the robot's state is told: on a change that matters, and often enough to be believed alive."""

from math import dist

from care_protocol.messages import Position, RobotState

SOONEST_S = 1.0
MOVED_M = 0.5
BATTERY_STEP = 0.01


class StateReporter:
    """`period_s`: the longest silence; the platform gets worried after 90 s."""

    def __init__(self, period_s: float) -> None:
        self._period_s = period_s
        self._sent: RobotState | None = None
        self._sent_s = 0.0

    def due(self, state: RobotState, now_s: float) -> bool:
        if self._sent is None:
            return True
        age_s = now_s - self._sent_s
        return age_s >= self._period_s or (age_s >= SOONEST_S and matters(self._sent, state))

    def sent(self, state: RobotState, now_s: float) -> None:
        self._sent, self._sent_s = state, now_s

    def start_over(self) -> None:
        """The platform may have missed what was sent: the next state is due at once."""
        self._sent = None


def matters(old: RobotState, new: RobotState) -> bool:
    """Whether people would want to see the difference; a few centimetres or a grain of battery are none."""
    if _moved(old.position, new.position) or _charged(old.battery, new.battery):
        return True
    unimportant = {"stamp": old.stamp, "position": old.position, "battery": old.battery}
    return new.model_copy(update=unimportant) != old


def _moved(old: Position | None, new: Position | None) -> bool:
    if old is None or new is None:
        return old is not new
    return dist((old.x, old.y), (new.x, new.y)) >= MOVED_M


def _charged(old: float | None, new: float | None) -> bool:
    if old is None or new is None:
        return old is not new
    return abs(old - new) >= BATTERY_STEP
