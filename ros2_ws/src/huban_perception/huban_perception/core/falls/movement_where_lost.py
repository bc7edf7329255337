"""How high what moves reaches, where somebody was last seen."""

from collections.abc import Iterable, Sequence

from huban_perception.core.bodies.foreground import Silhouette
from huban_perception.core.camera import CameraView
from huban_perception.core.falls.silhouette_height import top_m
from huban_perception.core.types import Region


class MovementWhereLost:
    """Remembers where in the picture people were last seen."""

    def __init__(self) -> None:
        self._regions: dict[str, Region] = {}

    def see(self, person: str, region: Region) -> None:
        self._regions[person] = region

    def keep(self, people: Iterable[str]) -> None:
        """Forgets all others."""
        kept = set(people)
        self._regions = {person: region for person, region in self._regions.items() if person in kept}

    def reached_m(self, person: str, moving: Sequence[Silhouette], view: CameraView, camera_m: float) -> float | None:
        """How high it reaches, seen from the side by a camera `camera_m` above the floor; None where nothing moves."""
        region = self._regions.get(person)
        here = [one.region for one in moving if region is not None and _overlap(one.region, region)]
        return top_m(_around(here), view, camera_m) if here else None

    def covered(self, person: str, others: Iterable[str]) -> bool:
        """Whether somebody else of these is seen where this person was last, who may be behind them or be them."""
        region = self._regions.get(person)
        return region is not None and any(
            other != person and other in self._regions and _overlap(self._regions[other], region) for other in others
        )


def _around(regions: Sequence[Region]) -> Region:
    return Region(
        min(one.x_min for one in regions),
        min(one.y_min for one in regions),
        max(one.x_max for one in regions),
        max(one.y_max for one in regions),
    )


def _overlap(one: Region, other: Region) -> bool:
    beside = one.x_max < other.x_min or other.x_max < one.x_min
    above = one.y_max < other.y_min or other.y_max < one.y_min
    return not (beside or above)
