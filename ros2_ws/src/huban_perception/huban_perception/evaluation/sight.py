"""What is looked with at a clip: as the robot looks at a room, or as a camera on the ceiling does."""

from typing import Protocol

from huban_perception.core.bodies.foreground import Foreground, Silhouette
from huban_perception.core.bodies.silhouette_search import SilhouetteSearch
from huban_perception.core.ports import PeopleFinder, PoseEstimator
from huban_perception.core.types import RgbImage, SeenBody


class Sight(Protocol):
    """Sees the frames of one clip in order."""

    def look(self, picture: RgbImage) -> tuple[list[SeenBody], tuple[Silhouette, ...]]:
        """The bodies in a picture and what moves in it."""
        ...

    def close(self) -> None:
        """Frees the models."""
        ...


class RoomSight:
    """People seen from the side."""

    def __init__(self, people: PeopleFinder) -> None:
        self._people = people
        self._foreground = Foreground()

    def look(self, picture: RgbImage) -> tuple[list[SeenBody], tuple[Silhouette, ...]]:
        return list(self._people.find(picture)), self._foreground.update(picture)

    def close(self) -> None:
        self._people.close()


class OverheadSight:
    """People seen from above."""

    def __init__(self, still: PoseEstimator) -> None:
        self._search = SilhouetteSearch(still)

    def look(self, picture: RgbImage) -> tuple[list[SeenBody], tuple[Silhouette, ...]]:
        found = self._search.find(picture)
        return [SeenBody(found)] if found is not None else [], self._search.moving

    def close(self) -> None:
        self._search.close()
