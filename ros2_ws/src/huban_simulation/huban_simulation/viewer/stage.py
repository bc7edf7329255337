"""What the view shows and directs, safe to ask from the web server's thread."""

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from typing import Any

from huban_common.core.floor_plan import wall_boxes
from huban_common.core.home import Home
from huban_simulation.backends.mailbox import Mailbox
from huban_simulation.backends.renderer import Picture, View
from huban_simulation.backends.studio import Studio
from huban_simulation.simulation import Simulation


class Stage:
    """The simulation behind a mailbox: every answer is a future that the simulation's thread fulfils."""

    def __init__(
        self, simulation: Simulation, studio: Studio, mailbox: Mailbox, describe: Callable[[], dict[str, Any]]
    ) -> None:
        """`describe` returns what the page shows of the present state; it runs in the simulation's thread."""
        self._simulation, self._studio, self._mailbox, self._describe = simulation, studio, mailbox, describe

    def plan(self) -> dict[str, Any]:
        """The floor plan, which never changes."""
        return floor_plan(self._simulation.home)

    def state(self) -> "Future[dict[str, Any]]":
        return self._mailbox.call(self._describe)

    def act(self, actor: str, act: str, args: Mapping[str, Any]) -> "Future[None]":
        return self._mailbox.call(lambda: self._simulation.act(actor, act, args))

    def picture(self, view: View) -> "Future[Picture]":
        """The home as it is now; never fulfilled where nothing can render, so wait with a limit."""
        picture: Future[Picture] = Future()
        self._mailbox.call(
            lambda: self._studio.wish(view, self._simulation.snapshot(), lambda done, _: _give(picture, done))
        )
        return picture


def _give(future: "Future[Picture]", picture: Picture) -> None:
    if future.set_running_or_notify_cancel():
        future.set_result(picture)


def floor_plan(home: Home) -> dict[str, Any]:
    """Rectangles and outlines in metres, names in every language."""
    return {
        "name": home.name,
        "people": {person_id: person.name for person_id, person in home.people.items()},
        "rooms": {room_id: {"name": room.name, "area": room.area} for room_id, room in home.rooms.items()},
        "walls": [[box.x_min, box.y_min, box.x_max, box.y_max] for box in wall_boxes(home)],
        "furniture": {
            item_id: {"corners": item.corners(), "name": home.places[item_id].name if item_id in home.places else None}
            for item_id, item in home.furniture.items()
            if item.blocks
        },
    }
