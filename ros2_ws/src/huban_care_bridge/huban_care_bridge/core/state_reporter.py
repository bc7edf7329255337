"""When the robot's state is told: on a change that matters, and often enough to be believed alive."""

from collections.abc import Sequence
from math import dist, pi, remainder

from care_protocol.messages import Person, Position, RobotState

SOONEST_S = 1.0
MOVED_M = 0.5
TURNED_RAD = 0.5
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
    if _turned(old.heading_rad, new.heading_rad) or _walked(old.people, new.people):
        return True
    unimportant = {name: getattr(old, name) for name in ("stamp", "position", "battery", "heading_rad", "people")}
    return new.model_copy(update=unimportant) != old


def _moved(old: Position | None, new: Position | None) -> bool:
    if old is None or new is None:
        return old is not new
    return dist((old.x, old.y), (new.x, new.y)) >= MOVED_M


def _charged(old: float | None, new: float | None) -> bool:
    if old is None or new is None:
        return old is not new
    return abs(old - new) >= BATTERY_STEP


def _turned(old: float | None, new: float | None) -> bool:
    if old is None or new is None:
        return old is not new
    return abs(remainder(new - old, 2 * pi)) >= TURNED_RAD


def _walked(old: Sequence[Person], new: Sequence[Person]) -> bool:
    """Whether others are in view than before, or one of them is elsewhere."""
    before, now = ({person.id: person.position for person in people} for people in (old, new))
    return before.keys() != now.keys() or any(_moved(before[id], now[id]) for id in now)
