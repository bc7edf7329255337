"""The slow part of seeing: models over one picture, without memory of people or places."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from huban_perception.core.bodies.foreground import Foreground, Silhouette
from huban_perception.core.faces.faces import FaceWatch
from huban_perception.core.ports import PeopleFinder
from huban_perception.core.types import RgbImage, SeenBody


@dataclass(frozen=True)
class Look:
    """What the models found in one picture, and what moves in it, largest first."""

    bodies: tuple[SeenBody, ...]
    moving: tuple[Silhouette, ...] = ()


class Eyes:
    """A model of bodies, and one of faces on the heads it found."""

    def __init__(self, people: PeopleFinder, faces: FaceWatch) -> None:
        self._people = people
        self._faces = faces
        self._foreground = Foreground()
        self._beside = ThreadPoolExecutor(1, "foreground")

    def look(self, image: RgbImage, stamp_s: float) -> Look:
        """Runs the models, and beside them what sees movement, for which they need not wait; frames come in order."""
        moving = self._beside.submit(self._foreground.update, image)
        bodies = [body for body in self._people.find(image) if body.pose.is_finite()]
        faces = self._faces.look(image, [body.pose for body in bodies], stamp_s)
        seen = tuple(replace(body, face=face) for body, face in zip(bodies, faces, strict=True))
        return Look(seen, moving.result())

    def close(self) -> None:
        self._beside.shutdown()
        self._people.close()
        self._faces.close()
