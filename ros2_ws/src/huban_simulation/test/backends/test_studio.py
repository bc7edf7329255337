from collections.abc import Callable, Iterator
from threading import Event
from typing import Any

import numpy as np
import pytest

from huban_simulation.backends.graphics import GraphicsError
from huban_simulation.backends.renderer import OVERVIEW_VIEW, ROBOT_VIEW, Picture, Snapshot, View
from huban_simulation.backends.studio import Studio

LIMIT_S = 5.0


class SlowRenderer:
    """Renders pictures that carry their time, one at each `let`."""

    def __init__(self) -> None:
        self.let, self.begun = Event(), Event()
        self.closed = False

    def picture(self, view: View, moment: Snapshot) -> Picture:
        self.begun.set()
        assert self.let.wait(LIMIT_S)
        return np.full((1, 1, 3), int(moment.time_s), dtype=np.uint8)

    def close(self) -> None:
        self.closed = True


def at(time_s: float) -> Snapshot:
    return Snapshot(time_s, np.zeros(0), np.zeros(0), np.zeros(0))


@pytest.fixture
def renderer() -> SlowRenderer:
    return SlowRenderer()


@pytest.fixture
def studio(renderer: SlowRenderer) -> Iterator[Studio]:
    made = Studio(lambda: renderer)  # type: ignore[arg-type,return-value]
    yield made
    renderer.let.set()
    made.close()


def collector(seen: list[int], done: Event, count: int) -> Callable[[Picture, Snapshot], None]:
    def deliver(picture: Picture, _moment: Snapshot) -> None:
        seen.append(int(picture[0, 0, 0]))
        if len(seen) == count:
            done.set()

    return deliver


def test_wishing_never_waits_and_only_the_newest_moment_is_rendered(studio: Studio, renderer: SlowRenderer) -> None:
    seen, done = [], Event()
    studio.wish(ROBOT_VIEW, at(1.0), collector(seen, done, 3))
    assert renderer.begun.wait(LIMIT_S)
    for time_s in (2.0, 3.0):
        studio.wish(ROBOT_VIEW, at(time_s), collector(seen, done, 3))
    renderer.let.set()
    assert done.wait(LIMIT_S) and seen == [1, 3, 3]


def test_views_do_not_push_each_other_out(studio: Studio, renderer: SlowRenderer) -> None:
    seen, done = [], Event()
    for view, time_s in ((ROBOT_VIEW, 1.0), (OVERVIEW_VIEW, 2.0), (ROBOT_VIEW, 3.0)):
        studio.wish(view, at(time_s), collector(seen, done, 3))
    renderer.let.set()
    assert done.wait(LIMIT_S) and 2 in seen


def test_closing_frees_the_renderer(renderer: SlowRenderer) -> None:
    studio = Studio(lambda: renderer)  # type: ignore[arg-type,return-value]
    studio.close()
    assert renderer.closed


def test_a_machine_that_cannot_render_says_why() -> None:
    def make() -> Any:
        raise GraphicsError("no OpenGL library")

    studio = Studio(make)
    studio.close()
    assert studio.failure == "no OpenGL library"
