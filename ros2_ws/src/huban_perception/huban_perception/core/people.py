"""Which face and body belong to which person (REP-155)."""

from collections.abc import Callable
from dataclasses import dataclass
from math import inf

_REMEMBERED = 50


@dataclass
class Person:
    """A person known by a body; `face_id` once a face was seen, last at `face_seen_s`."""

    id: str
    body_id: str
    face_id: str = ""
    face_seen_s: float = -inf


class People:
    """Gives each body a person and each person's face an id; a face counts as tracked for `face_kept_s`."""

    def __init__(self, new_id: Callable[[], str], face_kept_s: float) -> None:
        self._new_id = new_id
        self._face_kept_s = face_kept_s
        self._by_body: dict[str, Person] = {}

    def of_body(self, body_id: str) -> Person:
        """The person of a body, a new one for a new body; the longest known of too many are forgotten."""
        if body_id not in self._by_body:
            self._by_body[body_id] = Person(self._new_id(), body_id)
            if len(self._by_body) > _REMEMBERED:
                del self._by_body[next(iter(self._by_body))]
        return self._by_body[body_id]

    def see_face(self, body_id: str, stamp_s: float) -> Person:
        """Notes that the face of a body is seen."""
        person = self.of_body(body_id)
        person.face_id = person.face_id or self._new_id()
        person.face_seen_s = stamp_s
        return person

    def tracked_face(self, person: Person, stamp_s: float) -> str:
        """The id of the person's face, empty where it is not in view."""
        return person.face_id if 0.0 <= stamp_s - person.face_seen_s <= self._face_kept_s else ""
