"""Who that is: looks at a face gathered over time, compared with the people who agreed to be known by their face."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf
from threading import Lock

import numpy as np

from huban_common.core.parameters import param
from huban_perception.core.faces.face_template import Embedding, LookRules, fused, similarity
from huban_perception.core.ports import FaceStore
from huban_perception.core.types import Array

_STEEPNESS = 100.0
"""Of the odds over the cosine: the scores of the same and of other people overlap within 0.02."""


_REMEMBERED = 50
"""Faces; the one that was looked at longest ago is forgotten first."""


@dataclass(frozen=True)
class RecognitionRules(LookRules):
    same_face: float = param(0.94, "a face less similar (cosine) to a template is nobody's", minimum=0.0, maximum=1.0)
    sure_looks: int = param(3, "looks at a new face before it is looked at less often", minimum=1, maximum=20)
    recognise_period_s: float = param(1.0, "look at a new or doubtful face this often", minimum=0.1)
    recheck_s: float = param(10.0, "look at a face that is known this often", minimum=0.5)


@dataclass(frozen=True)
class Likeness:
    """The person whom a face is most like; `confidence` 0..1, from 0.5 on it is theirs."""

    person: str
    similarity: float
    confidence: float

    @property
    def is_meant(self) -> bool:
        return self.confidence >= 0.5


class Gallery:
    """The faces of people who have agreed to be known by them. For use in any thread."""

    def __init__(self, store: FaceStore, rules: RecognitionRules) -> None:
        self._store, self._rules = store, rules
        self._lock = Lock()
        self._templates = dict(store.load())

    @property
    def known(self) -> tuple[str, ...]:
        with self._lock:
            return tuple(sorted(self._templates))

    def learn(self, person: str, template: Embedding) -> None:
        """Takes a template in place of an older one; raises OSError where it will be lost with a restart."""
        with self._lock:
            self._templates[person] = template
            self._store.save(self._templates)

    def forget(self, person: str) -> None:
        """At once; raises OSError where the file cannot be written."""
        with self._lock:
            if self._templates.pop(person, None) is not None:
                self._store.save(self._templates)

    def nearest(self, face: Embedding, but: str = "") -> Likeness | None:
        """The person whom a face is most like, `but` one; None where nobody is known."""
        with self._lock:
            others = {person: template for person, template in self._templates.items() if person != but}
        return nearest(face, others, self._rules.same_face)


def nearest(face: Embedding, templates: Mapping[str, Embedding], same_face: float) -> Likeness | None:
    """The most similar of some people; None where there are none."""
    if not templates:
        return None
    alike = np.array([similarity(face, template) for template in templates.values()])
    best = int(alike.argmax())
    return Likeness(list(templates)[best], float(alike[best]), float(chances(alike, same_face)[best]))


def chances(alike: Array, same_face: float) -> Array:
    """How likely it is each of the people with these similarities (..., n), and nobody where they do not sum to 1.

    Softmax of the people and of nobody, who stands at the threshold: whoever is as much like somebody else is neither.
    """
    odds = np.exp(_STEEPNESS * (alike - same_face))
    likely: Array = odds / (1.0 + odds.sum(axis=-1, keepdims=True))
    return likely


@dataclass
class _Face:
    looks: list[Embedding] = field(default_factory=list)
    looked_s: float = -inf


class Acquaintance:
    """The last looks at each face in view, and when it is worth another one."""

    def __init__(self, rules: RecognitionRules) -> None:
        self._rules = rules
        self._faces: dict[str, _Face] = {}

    def is_due(self, face_id: str, stamp_s: float) -> bool:
        """Whether a face should be looked at now."""
        face = self._faces.get(face_id, _Face())
        sure = len(face.looks) >= self._rules.sure_looks
        period_s = self._rules.recheck_s if sure else self._rules.recognise_period_s
        return not 0.0 <= stamp_s - face.looked_s < period_s

    def look(self, face_id: str, look: Embedding, stamp_s: float) -> Embedding:
        """What all last looks at a face say together. One unlike the others begins anew: that is somebody else."""
        face = self._faces.setdefault(face_id, _Face())
        if face.looks and similarity(fused(face.looks), look) < self._rules.same_look:
            face.looks = []
        face.looks = [*face.looks, look][-self._rules.sure_looks :]
        face.looked_s = stamp_s
        if len(self._faces) > _REMEMBERED:
            del self._faces[min(self._faces, key=lambda each: self._faces[each].looked_s)]
        return fused(face.looks)
