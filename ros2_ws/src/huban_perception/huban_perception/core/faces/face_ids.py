"""Ids of faces: each belongs to a body and is kept with it."""

from collections.abc import Callable
from dataclasses import dataclass

_REMEMBERED = 200


@dataclass
class _Face:
    id: str
    seen_s: float


class FaceIds:
    """Gives the face on each body an id; a face counts as tracked for `kept_s` after it was seen."""

    def __init__(self, new_id: Callable[[], str], kept_s: float) -> None:
        self._new_id = new_id
        self._kept_s = kept_s
        self._by_body: dict[str, _Face] = {}

    def see(self, body_id: str, stamp_s: float) -> str:
        """Notes that the face of a body is seen; the longest known of too many are forgotten."""
        if body_id not in self._by_body:
            self._by_body[body_id] = _Face(self._new_id(), stamp_s)
        face = self._by_body[body_id]
        face.seen_s = stamp_s
        if len(self._by_body) > _REMEMBERED:
            del self._by_body[next(iter(self._by_body))]
        return face.id

    def tracked(self, body_id: str, stamp_s: float) -> str:
        """The id of the face of a body, empty where it is not in view."""
        face = self._by_body.get(body_id)
        return face.id if face is not None and 0.0 <= stamp_s - face.seen_s <= self._kept_s else ""
