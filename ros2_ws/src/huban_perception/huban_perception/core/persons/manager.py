"""Persons: what belongs together of faces, bodies and voices, and whom of the known people it is (REP-155)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from huban_perception.core.persons.matches import Feature, Kind, Matches
from huban_perception.core.types import Array

_REMEMBERED = 200


@dataclass(frozen=True)
class Appearing:
    """Somebody in view: a body, and the face on it where it is seen."""

    body_id: str
    face_id: str = ""


@dataclass(frozen=True)
class Person:
    """A person now: ids are empty where nothing of that kind is tracked.

    `alias` is the id of the known person that an anonymous one has turned out to be.
    """

    id: str
    anonymous: bool
    body_id: str = ""
    face_id: str = ""
    voice_id: str = ""
    alias: str = ""


class PersonManager:
    """Joins what is in view and heard with known people, by the evidence of recognisers (match graph).

    A known person keeps their id whatever their face and body are called; a body that is nobody known gets an
    anonymous person, the same one as long as that body is tracked.
    """

    def __init__(self, new_id: Callable[[], str], match_threshold: float) -> None:
        self._new_id = new_id
        self._threshold = match_threshold
        self._matches = Matches()
        self._anonymous: dict[str, str] = {}
        self._face_of: dict[str, str] = {}
        self._known: dict[str, str] = {}
        self.known: set[str] = set()

    def match(self, feature: Feature, person_id: str, confidence: float, stamp_s: float) -> None:
        """Takes a recogniser's word about a known person; not a number counts as nothing said."""
        if person_id and feature.id and confidence == confidence:
            self._matches.observe(feature, person_id, min(1.0, max(0.0, confidence)), stamp_s)
            if confidence > 0.0:
                self.known.add(person_id)

    def persons(self, seen: Sequence[Appearing], voices: Sequence[str], stamp_s: float) -> list[Person]:
        """Everybody who is in view or heard and known, by the most probable assignment."""
        owners = self._assigned([self._evidence(one, stamp_s) for one in seen])
        speakers = self._assigned([self._matches.owners(Feature(Kind.VOICE, voice), stamp_s) for voice in voices])
        voice_of = {owner: voice for owner, voice in zip(speakers, voices, strict=True) if owner}
        found = [self._person(one, owner, voice_of) for one, owner in zip(seen, owners, strict=True)]
        unseen = [owner for owner in voice_of if owner not in owners]
        aliases = [
            Person(self._anonymous[one.body_id], anonymous=True, alias=owner)
            for one, owner in zip(seen, owners, strict=True)
            if owner and one.body_id in self._anonymous
        ]
        return found + aliases + [Person(owner, anonymous=False, voice_id=voice_of[owner]) for owner in unseen]

    def of_body(self, body_id: str) -> str:
        """The id of the person whose body this is: the known one of the last frame, else the anonymous one."""
        return self._known.get(body_id) or self._nobody_known(body_id)

    def _person(self, one: Appearing, owner: str, voice_of: dict[str, str]) -> Person:
        if owner:
            self._known[one.body_id] = owner
            return Person(owner, False, one.body_id, one.face_id, voice_of.get(owner, ""))
        self._known.pop(one.body_id, None)
        return Person(self._nobody_known(one.body_id), True, one.body_id, one.face_id)

    def _nobody_known(self, body_id: str) -> str:
        """The anonymous person of a body; the longest known of too many are forgotten."""
        if body_id not in self._anonymous:
            self._anonymous[body_id] = self._new_id()
            if len(self._anonymous) > _REMEMBERED:
                self._forget(next(iter(self._anonymous)))
        return self._anonymous[body_id]

    def _forget(self, body_id: str) -> None:
        del self._anonymous[body_id]
        self._known.pop(body_id, None)
        self._matches.forget(Feature(Kind.BODY, body_id))
        self._matches.forget(Feature(Kind.FACE, self._face_of.pop(body_id, "")))

    def _evidence(self, one: Appearing, stamp_s: float) -> dict[str, float]:
        """For each known person how probably somebody in view is they: by face or by body (noisy or).

        A face that looks away is still that of its body.
        """
        if one.face_id:
            self._face_of[one.body_id] = one.face_id
        features = [Feature(Kind.BODY, one.body_id), Feature(Kind.FACE, self._face_of.get(one.body_id, ""))]
        against: dict[str, float] = {}
        for feature in features:
            for person, p in self._matches.owners(feature, stamp_s).items():
                against[person] = against.get(person, 1.0) * (1.0 - p)
        return {person: 1.0 - doubt for person, doubt in against.items()}

    def _assigned(self, evidence: Sequence[Mapping[str, float]]) -> list[str]:
        """For each of some features the known person, "" for nobody, so that nobody is there twice."""
        people = sorted({person for each in evidence for person in each})
        if not people:
            return [""] * len(evidence)
        probable = np.array([[each.get(person, 0.0) for person in people] for each in evidence])
        return _most_probable(np.where(probable >= self._threshold, probable, 0.0), people)


def _most_probable(usable: Array, people: Sequence[str]) -> list[str]:
    """The owners of the rows of (features, people) probabilities, 0 where somebody cannot be it."""
    owners = [""] * len(usable)
    for row, column in zip(*linear_sum_assignment(-usable), strict=True):
        if usable[row, column] > 0.0:
            owners[row] = people[column]
    return owners
