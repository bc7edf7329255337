"""Plays a scenario on a running house: one loop that listens, narrates and directs."""

import queue
import threading
from collections.abc import Callable

from huban_common.core.clock import Clock
from huban_scenarios.core.director import Director
from huban_scenarios.core.narration import Narrator
from huban_scenarios.core.observations import Observation
from huban_scenarios.core.player import Player
from huban_scenarios.core.ports import Caregiver
from huban_scenarios.visit import Visit

POLL_S = 0.5
TURN_S = 0.05


class Deadline:
    """How long something may take on the wall; without a limit it never passes."""

    def __init__(self, clock: Clock, limit_s: float | None) -> None:
        self._clock = clock
        self._at_s = None if limit_s is None else clock.now_s() + limit_s

    def passed(self) -> bool:
        return self._at_s is not None and self._clock.now_s() > self._at_s


class Performance:
    """`seen` may be called from any thread; everything else happens in the thread that calls `play` or `listen`."""

    def __init__(
        self, narrator: Narrator, tell: Callable[[str], None], observe: Callable[[Observation], None] | None = None
    ) -> None:
        self._narrator = narrator
        self._tell = tell
        self._observe = observe
        self._seen: queue.SimpleQueue[Observation] = queue.SimpleQueue()

    def seen(self, observation: Observation) -> None:
        self._seen.put(observation)

    def play(self, player: Player, director: Director, guest: Visit, deadline: Deadline) -> None:
        """Plays to the end, or until the deadline or Ctrl-C: what was not seen by then counts as missed."""
        self._observe, house_time = player.observe, guest.observer.clock
        try:
            while not player.done and not deadline.passed():
                self._turn(guest)
                now_s = house_time.now_s()
                # Simulated time is zero until the first /clock has come
                begun = now_s > 0.0 and guest.observer.can_direct
                for action in player.tick(now_s) if begun else ():
                    director.perform(action)
        finally:
            player.give_up(house_time.now_s())
            self._observe = None

    def listen(self, guest: Visit, done: Callable[[], bool]) -> None:
        """Narrates what happens until it is done."""
        while not done():
            self._turn(guest)

    def _turn(self, guest: Visit) -> None:
        guest.executor.spin_once(timeout_sec=TURN_S)
        while not self._seen.empty():
            observation = self._seen.get()
            for line in self._narrator.lines(observation):
                self._tell(line)
            if self._observe is not None:
                self._observe(observation)


def follow_alarms(
    caregiver: Caregiver, seen: Callable[[Observation], None], ended: threading.Event
) -> threading.Thread:
    """Reports each alarm of the care platform when it appears and when its state changes."""

    def follow() -> None:
        states: dict[str, str] = {}
        while not ended.wait(POLL_S):
            for alarm in caregiver.alarms():
                if states.get(alarm.alarm_id) != alarm.state:
                    states[alarm.alarm_id] = alarm.state
                    seen(alarm)

    thread = threading.Thread(target=follow, name="alarm watch", daemon=True)
    thread.start()
    return thread
