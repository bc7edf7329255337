"""Who a face, a body or a voice probably belongs to, as evidence comes in and grows old."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from types import MappingProxyType

_HALF_LIFE_S = 600.0
"""Evidence that nobody repeats is worth half after this: ids of faces and voices are kept while they are tracked, and
trackers err now and then.
"""

_NOBODY: Mapping[str, float] = MappingProxyType({})


class Kind(IntEnum):
    """What ids name; the values are those of hri_msgs/IdsMatch."""

    PERSON = 1
    FACE = 2
    BODY = 3
    VOICE = 4


@dataclass(frozen=True)
class Feature:
    """A face, a body or a voice by its id."""

    kind: Kind
    id: str


@dataclass
class _Owners:
    """The probabilities (sum at most 1) that a feature is somebody's, as they were at a time."""

    stamp_s: float
    of: dict[str, float]


class Matches:
    """A bipartite graph of features and known persons; each feature has at most one owner."""

    def __init__(self) -> None:
        self._owners: dict[Feature, _Owners] = {}

    def observe(self, feature: Feature, person_id: str, confidence: float, stamp_s: float) -> None:
        """Takes evidence: with `confidence` 0..1 the feature is this person's, and with the rest as it was before.

        Confidence 0 takes back what was believed of the two.
        """
        before = self.owners(feature, stamp_s)
        others = {other: (1.0 - confidence) * p for other, p in before.items() if other != person_id}
        mine = confidence + (1.0 - confidence) * before.get(person_id, 0.0) if confidence > 0.0 else 0.0
        self._owners[feature] = _Owners(stamp_s, {**others, person_id: mine} if mine > 0.0 else others)

    def owners(self, feature: Feature, stamp_s: float) -> Mapping[str, float]:
        """The probabilities that this feature is each person's."""
        known = self._owners.get(feature)
        if known is None:
            return _NOBODY
        worth = 0.5 ** (max(0.0, stamp_s - known.stamp_s) / _HALF_LIFE_S)
        return {person: worth * p for person, p in known.of.items()}

    def forget(self, feature: Feature) -> None:
        """The feature is no longer tracked; its id never comes back."""
        self._owners.pop(feature, None)
