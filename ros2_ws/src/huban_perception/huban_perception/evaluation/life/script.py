"""What people do all day, one thing after the other, by chance."""

from collections.abc import Callable, Iterator

import numpy as np

from huban_common.core.floor_plan import Grid
from huban_common.core.home import Home
from huban_simulation.core.people.chores import CHORES
from huban_simulation.core.people.person import ActError, Person

_OPEN_M = 0.65
"""Chores on the floor need so much room around."""

Doing = tuple[str, dict[str, object], float]
"""An act, its arguments, and how long the person stays like that afterwards (s)."""


class Day:
    """Keeps one person busy in one room; a visitor also comes and goes. `taken`: furniture in use by anybody."""

    def __init__(
        self, person: Person, home: Home, grid: Grid, room: str, random: np.random.Generator, taken: set[str]
    ) -> None:
        self._person, self._home, self._room, self._random, self._taken = person, home, room, random, taken
        self._open_points = open_points(home, grid, room)
        self._course = self._acts()
        self._stays_s = 0.0

    def step(self, dt_s: float) -> None:
        """Begins the next thing when the last one is over."""
        if self._person.state().activity != "idle":
            return
        self._stays_s -= dt_s
        if self._stays_s <= 0.0:
            self._begin(next(self._course))

    def _begin(self, doing: Doing) -> None:
        act, args, self._stays_s = doing
        try:
            self._person.act(act, args)
        except ActError:
            self._stays_s = 0.0

    def _acts(self) -> Iterator[Doing]:
        kinds: list[Callable[[], Iterator[Doing]]] = [self._walk, self._sit, self._lie, self._chore, self._chore]
        while True:
            yield from kinds[int(self._random.integers(len(kinds)))]()

    def _walk(self) -> Iterator[Doing]:
        if self._random.random() < 0.3:
            yield "walk_to", {"place": str(self._random.choice(list(self._home.rooms)))}, self._pause_s(3.0)
        yield "walk_to", {"at": self._point()}, self._pause_s(2.0)
        if self._random.random() < 0.3:
            yield "wave", {}, 2.0

    def _sit(self) -> Iterator[Doing]:
        for name in self._furniture("sit"):
            yield "sit", {"on": name}, self._pause_s(12.0)
            yield "eat", {"bites": 2}, 3.0
            yield "stand", {}, 1.0
            self._taken.remove(name)

    def _lie(self) -> Iterator[Doing]:
        for name in self._furniture("lie"):
            yield "lie", {"on": name}, self._pause_s(25.0)
            yield "stand", {}, 1.0
            self._taken.remove(name)

    def _chore(self) -> Iterator[Doing]:
        yield "walk_to", {"at": self._point()}, 0.5
        yield "do", {"chore": str(self._random.choice(list(CHORES)))}, self._pause_s(2.0)

    def _furniture(self, use: str) -> list[str]:
        """One piece in this room that can be used so, taken for this person; none where it is in use."""
        items = [name for name, item in self._home.furniture.items() if item.room == self._room and getattr(item, use)]
        chosen = {str(self._random.choice(items))} - self._taken if items else set()
        self._taken |= chosen
        return list(chosen)

    def _point(self) -> list[float]:
        return list(self._open_points[int(self._random.integers(len(self._open_points)))])

    def _pause_s(self, mean_s: float) -> float:
        return float(self._random.uniform(0.3, 1.7) * mean_s)


def open_points(home: Home, grid: Grid, room: str) -> list[tuple[float, float]]:
    """Points of a room with room around them (m)."""
    x_min, y_min, x_max, y_max = home.rooms[room].area
    clearance_m = grid.clearance_m()
    points = [(x, y) for x in np.arange(x_min, x_max, 0.2) for y in np.arange(y_min, y_max, 0.2)]
    return [(float(x), float(y)) for x, y in points if clearance_m[grid.cell(x, y)] > _OPEN_M]
