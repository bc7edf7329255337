"""How well faces are told apart, from looks at photographs: pure figures."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from huban_perception.core.faces.face_template import Embedding, fused, similarity
from huban_perception.core.faces.recognition import chances
from huban_perception.core.types import Array
from huban_perception.evaluation.faces_data import LookedAt

FALSE_MATCH = 0.01
_NO_FACE = -1.0
_FOLDS, _REPEATS = 5, 20
_LEAST_PEOPLE = 10
"""Fewer cannot be parted into those who set the threshold and those who are measured."""

Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Comparisons:
    """Every probe against every template.

    `scores` (probes, templates): cosines, -1 where no face was found in the probe or for the template.
    `people` (probes,) and `templates` (templates,): whose they are.
    """

    scores: Array
    people: NDArray[np.str_]
    templates: NDArray[np.str_]

    @property
    def own(self) -> Flags:
        """(probes, templates): probe and template are of one person."""
        return np.asarray(self.people[:, None] == self.templates[None, :])

    @property
    def found(self) -> Flags:
        """(probes,): a face was found."""
        return np.asarray(self.scores.max(axis=1) > _NO_FACE)

    @property
    def others(self) -> Flags:
        """(probes, templates): a face of one person against the template of another."""
        return ~self.own & (self.scores > _NO_FACE)

    def among(self, some: NDArray[np.str_]) -> "Comparisons":
        """Only these people, as probes and as templates."""
        rows, columns = np.isin(self.people, some), np.isin(self.templates, some)
        return Comparisons(self.scores[np.ix_(rows, columns)], self.people[rows], self.templates[columns])


def templates_of(seen: Sequence[LookedAt]) -> dict[str, Embedding]:
    """A template of each person's enrolment photographs: of the good ones if there are any."""
    photos: defaultdict[str, list[LookedAt]] = defaultdict(list)
    for each in seen:
        if not each.photo.is_probe and each.look is not None:
            photos[each.photo.person].append(each)
    return {person: _template(own) for person, own in photos.items()}


def compare(seen: Sequence[LookedAt], templates: Mapping[str, Embedding], enrolled: Sequence[str]) -> Comparisons:
    """All probes among what was seen against everybody who was to be enrolled, also those who have no template."""
    probes = [each for each in seen if each.photo.is_probe]
    scores = [[_score(probe.look, templates.get(person)) for person in enrolled] for probe in probes]
    return Comparisons(np.array(scores), np.array([probe.photo.person for probe in probes]), np.array(enrolled))


def _score(look: Embedding | None, template: Embedding | None) -> float:
    return _NO_FACE if look is None or template is None else similarity(look, template)


def figures(compared: Comparisons, same_face: float) -> dict[str, Any]:
    """`same_face`: the robot's own threshold. A probe in which no face was found counts as not recognised."""
    known = compared.own.any(axis=1)
    right = compared.found & compared.own[np.arange(len(known)), compared.scores.argmax(axis=1)]
    meant = _named(compared.scores, same_face)
    strangers, unknowns = _strangers(compared)
    match = _cross_validated(compared) if _parts(compared) else _same_people(compared)
    return {
        "top1": _mean(right[known]),
        **match,
        "unknown_rejection": _mean(~_named(strangers, same_face)),
        "undetected": int((~compared.found).sum()),
        "probes": len(known),
        "people": len(compared.templates),
        "unknowns": unknowns,
        "tpr_at_fpr_1pct_same_people": _same_people(compared)["tpr_at_fpr_1pct"],
        "at_the_robots_threshold": {
            "threshold": same_face,
            "identified": _mean((right & meant)[known]),
            "misnamed": _mean((~right & meant)[known]),
            "false_match": _mean(compared.scores[compared.others] >= same_face),
        },
    }


def _template(photos: Sequence[LookedAt]) -> Embedding:
    good = [each.look for each in photos if each.good and each.look is not None]
    return fused(good or [each.look for each in photos if each.look is not None])


def _named(scores: Array, same_face: float) -> Flags:
    """(probes,): whether the robot would give that face a name."""
    return np.asarray((chances(scores, same_face) >= 0.5).any(axis=1))


def _strangers(compared: Comparisons) -> tuple[Array, str]:
    """The scores of each face that should be nobody's, and whose they are."""
    unknown = ~compared.own.any(axis=1) & compared.found
    if unknown.any():
        return compared.scores[unknown], "people without enrolment"
    if len(compared.templates) < 2:
        return np.empty((0, 1)), "none"
    others = np.where(compared.own, _NO_FACE, compared.scores)
    return others[compared.found], "everybody, each compared with the others' templates only"


def _parts(compared: Comparisons) -> bool:
    return len(compared.templates) >= _LEAST_PEOPLE


def _same_people(compared: Comparisons) -> dict[str, Any]:
    limit = _limit(compared)
    return {
        "tpr_at_fpr_1pct": _mean(compared.scores[compared.own] > limit),
        "fpr_measured": _mean(compared.scores[compared.others] > limit),
        "threshold_from": "the same people",
    }


def _cross_validated(compared: Comparisons) -> dict[str, Any]:
    """Each fifth of the people is measured at the threshold of the others, in many partings."""
    people = np.unique(np.concatenate([compared.people, compared.templates]))
    dice = np.random.default_rng(0)
    matches: list[Flags] = []
    mistakes: list[Flags] = []
    for _ in range(_REPEATS):
        folds = dice.permutation(len(people)) % _FOLDS
        for fold in range(_FOLDS):
            limit = _limit(compared.among(people[folds != fold]))
            measured = compared.among(people[folds == fold])
            if len(measured.templates):
                matches.append(measured.scores[measured.own] > limit)
                mistakes.append(measured.scores[measured.others] > limit)
    return {
        "tpr_at_fpr_1pct": _mean(np.concatenate(matches)),
        "fpr_measured": _mean(np.concatenate(mistakes)),
        "threshold_from": "other people than those measured",
    }


def _limit(compared: Comparisons) -> float:
    """The score that one in a hundred comparisons of different people exceeds."""
    others = compared.scores[compared.others] if len(compared.templates) else np.array([])
    return float(np.quantile(others, 1.0 - FALSE_MATCH)) if others.size else np.inf


def _mean(flags: Flags) -> float | None:
    return round(float(flags.mean()), 4) if flags.size else None
