"""Plays a scenario step by step: says what to do now and notes what was seen and when."""

from collections.abc import Callable
from dataclasses import dataclass, field
from math import inf

from huban_scenarios.core.conditions import Condition
from huban_scenarios.core.observations import Observation
from huban_scenarios.core.scenario import Action, Scenario, Step


@dataclass(frozen=True)
class StepResult:
    """What became of a step: `seen` in words, `delay_s` from the doing to the last thing seen (None: not seen)."""

    name: str
    expected: str
    seen: str
    delay_s: float | None
    ok: bool


@dataclass
class _Running:
    step: Step
    began_s: float
    counts_from_s: float
    met_s: dict[int, float] = field(default_factory=dict)

    def missing(self) -> list[Condition]:
        return [wanted for index, wanted in enumerate(self.step.expect) if index not in self.met_s]


class Player:
    """Feeds on observations and on time; owns no thread, no clock and no ROS."""

    def __init__(self, scenario: Scenario, language: str, on_result: Callable[[StepResult], None]) -> None:
        self._waiting = list(scenario.steps)
        self._language = language
        self._on_result = on_result
        self._running: _Running | None = None
        self._last_end_s: float | None = None
        self._early: list[Observation] = []
        self.results: list[StepResult] = []

    @property
    def done(self) -> bool:
        return self._running is None and not self._waiting

    def tick(self, now_s: float) -> list[Action]:
        """Ends the step that is over, begins the one that is due; returns what is to be done now."""
        if self._running is not None:
            if now_s - self._running.began_s > self._running.step.within_s:
                self._finish(now_s)
            return []
        if self._last_end_s is None:
            self._last_end_s = now_s
        if not self._waiting or now_s < self._last_end_s + self._waiting[0].after_s:
            return []
        begun = self._begin(now_s)
        early, self._early = self._early, []
        for seen in early:
            self.observe(seen)
        return list(begun.step.do)

    def observe(self, seen: Observation) -> None:
        """Takes an observation; what was seen before the step began does not count, except for the day's first."""
        running = self._running
        if running is None and not self.results:
            self._early.append(seen)
        if running is None or seen.at_s < running.counts_from_s:
            return
        for index, wanted in enumerate(running.step.expect):
            if index not in running.met_s and wanted.met_by(seen, self._language):
                running.met_s[index] = seen.at_s
        if not running.missing():
            self._finish(seen.at_s)

    def give_up(self, now_s: float) -> None:
        """Ends the running step and all that wait: the time of the whole day is over."""
        while not self.done:
            if self._running is None:
                self._begin(now_s)
            self._finish(now_s)

    def _begin(self, now_s: float) -> _Running:
        is_first = not self.results
        self._running = _Running(self._waiting.pop(0), now_s, -inf if is_first else now_s)
        return self._running

    def _finish(self, now_s: float) -> None:
        running = self._running
        assert running is not None
        missing = running.missing()
        result = StepResult(
            name=running.step.name[self._language],
            expected="; ".join(wanted.describe(self._language) for wanted in running.step.expect),
            seen=self._seen(running, missing),
            delay_s=None if missing else round(max(running.began_s, *running.met_s.values()) - running.began_s, 2),
            ok=not missing,
        )
        self._running, self._last_end_s = None, now_s
        self.results.append(result)
        self._on_result(result)

    def _seen(self, running: _Running, missing: list[Condition]) -> str:
        met = [wanted for wanted in running.step.expect if wanted not in missing]
        lines = [f"✓ {wanted.describe(self._language)}" for wanted in met]
        return "; ".join(lines + [f"✗ {wanted.describe(self._language)}" for wanted in missing])
