"""The people in the home: each a choreography and a figure."""

from collections.abc import Mapping
from typing import Any

import mujoco

from huban_common.core.floor_plan import Grid
from huban_common.core.home import Home
from huban_simulation.backends.avatar import Avatar
from huban_simulation.backends.world.shade import add_shade
from huban_simulation.core.people.person import ActError, Person, PersonState

_SHADE_M = 0.5


class Cast:
    """Elder and caregiver in a model that is still being made; `bind` them when it is compiled."""

    def __init__(self, spec: mujoco.MjSpec, home: Home, grid: Grid, seed: int) -> None:
        self.figures: dict[str, Avatar] = {}
        self._people: dict[str, Person] = {}
        for name, start in {"elder": home.start.elder, "caregiver": home.start.caregiver}.items():
            figure = self.figures[name] = Avatar.attach(spec, name, look=name)
            self._people[name] = Person(name, home, grid, start, seed, figure.skeleton)
            add_shade(spec.worldbody.add_body(name=_shade(name), mocap=True), _SHADE_M)

    def bind(self, model: mujoco.MjModel, data: mujoco.MjData) -> None:
        self._shades = {name: model.body_mocapid[model.body(_shade(name)).id] for name in self._people}
        for figure in self.figures.values():
            figure.bind(model, data)

    def check(self, actor: str) -> None:
        """Raises ActError where nobody has that name."""
        if actor not in self._people:
            raise ActError(f"nobody is called '{actor}'; here are {', '.join(self._people)}")

    def act(self, actor: str, act: str, args: Mapping[str, Any]) -> None:
        """Raises ActError with the reason for what that actor does not do."""
        self.check(actor)
        self._people[actor].act(act, args)

    def step(self, dt_s: float, bed: Mapping[str, float]) -> None:
        for person in self._people.values():
            person.step(dt_s, bed)

    def show(self, model: mujoco.MjModel, data: mujoco.MjData) -> None:
        """Moves the figures to where their people are."""
        for name, person in self._people.items():
            self.figures[name].apply(model, data, person.pose())
            x, y, _ = person.state().position
            data.mocap_pos[self._shades[name]] = (x, y, 0.0)

    def states(self) -> dict[str, PersonState]:
        return {name: person.state() for name, person in self._people.items()}


def _shade(name: str) -> str:
    return f"{name}_shade"
