"""Carries out what a step says should happen."""

from functools import singledispatchmethod

from huban_scenarios.core.ports import Caregiver, Cast, Processes
from huban_scenarios.core.scenario import Act, AppAction, ProcessAction, Speak


class Director:
    """Sends each action of a scenario to whom it concerns."""

    def __init__(self, cast: Cast, caregiver: Caregiver, processes: Processes, language: str) -> None:
        self._cast = cast
        self._caregiver = caregiver
        self._processes = processes
        self._language = language

    @singledispatchmethod
    def perform(self, action: object) -> None:
        raise TypeError(f"nobody can perform {action!r}")

    @perform.register
    def _(self, action: Act) -> None:
        self._cast.act(action.actor, action.act, action.args)

    @perform.register
    def _(self, action: Speak) -> None:
        self._cast.speak(action.elder_says[self._language], self._language)

    @perform.register
    def _(self, action: AppAction) -> None:
        if action.skill is not None:
            self._caregiver.command(action.skill, action.args)
        else:
            self._caregiver.answer_alarm(action.caregiver, action.cause)

    @perform.register
    def _(self, action: ProcessAction) -> None:
        self._processes.signal(action.process, action.signal)
