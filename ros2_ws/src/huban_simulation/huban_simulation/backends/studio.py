"""A thread that renders, so that physics and lidar never wait for a picture."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Condition, Thread

from huban_simulation.backends.renderer import Picture, Renderer, Snapshot, View

Deliver = Callable[[Picture, Snapshot], None]
_CLOSING_S = 5.0


@dataclass(frozen=True)
class _Wish:
    view: View
    moment: Snapshot
    delivers: list[Deliver]


class Studio:
    """Renders the newest moment wished for per view; everybody who wished for that view gets that picture."""

    def __init__(self, make_renderer: Callable[[], Renderer]) -> None:
        self._make_renderer = make_renderer
        self._wishes: dict[View, _Wish] = {}
        self._changed = Condition()
        self._open = True
        self.failure = ""
        self._thread = Thread(target=self._work, name="studio", daemon=True)
        self._thread.start()

    def wish(self, view: View, moment: Snapshot, deliver: Deliver) -> None:
        """Returns at once; `deliver` is called in the studio's thread."""
        with self._changed:
            waiting = self._wishes[view].delivers if view in self._wishes else []
            self._wishes[view] = _Wish(view, moment, [*waiting, deliver])
            self._changed.notify()

    def close(self) -> None:
        with self._changed:
            self._open = False
            self._changed.notify()
        self._thread.join(_CLOSING_S)

    def _work(self) -> None:
        try:
            self._render(self._make_renderer())
        except Exception as error:  # a studio that died in silence would look like a frozen camera
            self.failure = str(error)

    def _render(self, renderer: Renderer) -> None:
        while (wish := self._next()) is not None:
            picture = renderer.picture(wish.view, wish.moment)
            for deliver in wish.delivers:
                deliver(picture, wish.moment)
        renderer.close()

    def _next(self) -> _Wish | None:
        """The wish of the view that waits longest; None when closing."""
        with self._changed:
            self._changed.wait_for(lambda: self._wishes or not self._open)
            return self._wishes.pop(next(iter(self._wishes))) if self._open else None
