"""Cross-validation by person, and the model that is kept."""

import json
from collections.abc import Callable, Mapping, Sequence
from itertools import combinations_with_replacement
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from emotion_training.calibration import probabilities, sharpness
from emotion_training.card import card
from emotion_training.export import export
from emotion_training.faces import FOLDS, People
from emotion_training.learning import Draw, Recipe, learn
from emotion_training.network import Borrowed, Head, Whole
from emotion_training.samples import Samples
from emotion_training.stacking import stacked
from huban_perception.core.faces.expression import USUAL
from huban_perception.core.faces.expression_types import EMOTIONS, FaceReading
from huban_perception.evaluation.emotion import Answer, figures, group_hash
from huban_perception.evaluation.emotion_data import LabelledFace

HELD_OUT = 4
"""The fold whose people the kept model never sees."""
_SHORT = ("faces", "people", "accuracy", "balanced_accuracy", "macro_f1", "macro_f1_3")

Tell = Callable[[str], None]
HeadsWithout = Mapping[frozenset[int], Sequence[Head]]
"""By the folds that they do not know."""


def train(samples: Samples, borrowed: Borrowed, folder: Path, recipe: Recipe, tell: Tell) -> dict[str, Any]:
    """Writes the model, whom it knows, its figures and its card into a folder; answers with the figures."""
    heads = learned(samples, recipe, tell)
    scores, stacks = cross_validate(samples, heads)
    sharp = sharpness(scores, samples.people.labels)
    report = validated(samples.people, probabilities(scores, sharp))
    folder.mkdir(parents=True, exist_ok=True)
    kept = Whole(borrowed, heads[frozenset({HELD_OUT})], stacks[HELD_OUT], USUAL, sharp)
    export(kept, folder / "emotion.onnx")
    known = _known(samples.people)
    (folder / "trained_on.txt").write_text("\n".join(known) + "\n", encoding="utf-8")
    (folder / "cross_validation.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    (folder / "README.md").write_text(card(report, len(known), folder / "emotion.onnx"), encoding="utf-8")
    return report


def learned(samples: Samples, recipe: Recipe, tell: Tell) -> HeadsWithout:
    """Heads for each fold that do not know it; and one for each two folds that knows neither, for the stack."""
    heads = {}
    for without in combinations_with_replacement(range(FOLDS), 2):
        tell(f"without fold {' and '.join(str(fold + 1) for fold in sorted(set(without)))} of {FOLDS}")
        count = recipe.heads if without[0] == without[1] else 1
        heads[frozenset(without)] = [_learned(samples, recipe, without, seed, tell) for seed in range(count)]
    return heads


def cross_validate(samples: Samples, heads: HeadsWithout) -> tuple[NDArray[np.float64], list[nn.Linear]]:
    """(n, 7) log-likelihoods of each face by what does not know the person; how opinions count, by fold."""
    scores = np.zeros((len(samples.people.labels), len(EMOTIONS)))
    stacks = []
    for fold in range(FOLDS):
        said, unseen = _opinions(samples, heads, fold), samples.people.folds == fold
        stacks.append(stacked(said[~unseen], samples.people.labels[~unseen]))
        scores[unseen] = _by_stack(stacks[-1], said[unseen])
    return scores, stacks


def validated(people: People, found: NDArray[np.float64]) -> dict[str, Any]:
    """The figures of (n, 7) probabilities, and those of each fold in short."""
    answers = [
        Answer(LabelledFace("", EMOTIONS[label], group), FaceReading(row))
        for label, group, row in zip(people.labels, people.groups, found, strict=True)
    ]
    by_fold = []
    for fold in range(FOLDS):
        part = figures([answers[index] for index in np.flatnonzero(people.folds == fold)])
        by_fold.append({key: part[key] for key in _SHORT})
    return {**figures(answers), "folds": by_fold, "held_out": by_fold[HELD_OUT]}


def _known(people: People) -> list[str]:
    return sorted(
        {group_hash(group) for group, fold in zip(people.groups, people.folds, strict=True) if fold != HELD_OUT}
    )


def _opinions(samples: Samples, heads: HeadsWithout, fold: int) -> NDArray[np.float64]:
    """(n, 7 + OPINIONS) What is said of each face by heads that know neither it nor the fold, and by the teachers."""
    own = np.zeros((len(samples.people.labels), len(EMOTIONS)))
    for other in range(FOLDS):
        faces = np.flatnonzero(samples.people.folds == other)
        own[faces] = np.mean([_scores(samples, head, faces) for head in heads[frozenset({fold, other})]], axis=0)
    return np.concatenate([own, samples.taught], axis=1)


def _learned(samples: Samples, recipe: Recipe, without: tuple[int, int], seed: int, tell: Tell) -> Head:
    members = np.flatnonzero(~np.isin(samples.people.folds, without))
    seen = samples.plain.landmarks[members]
    head = Head(seen.mean(axis=0), seen.std(axis=0) + 1e-3, recipe.dropout)
    draw = Draw(samples.plain, samples.altered, samples.people.labels, members, recipe)
    return learn(draw, head, recipe, FOLDS * (FOLDS * seed + without[0]) + without[1], tell)


def _scores(samples: Samples, head: Head, faces: NDArray[np.int64]) -> NDArray[np.float64]:
    with torch.no_grad():
        scores = torch.log_softmax(head(*samples.plain.tensors(faces)), 1)
    return np.asarray(scores.numpy(), dtype=np.float64)


def _by_stack(stack: nn.Linear, opinions: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(torch.log_softmax(stack(torch.tensor(opinions, dtype=torch.float32)), 1), dtype=np.float64)
