"""Figures of a classification with answers that are missing."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from huban_perception.core.types import Array

MISSING = "undetected"


@dataclass(frozen=True)
class Confusion:
    """`counts` (n, n + 1): rows are true labels, columns answers, the last one where there was none: a miss."""

    labels: tuple[str, ...]
    counts: Array

    @classmethod
    def of(cls, labels: Sequence[str], truth: Sequence[str], answers: Sequence[str | None]) -> "Confusion":
        """Counts answers, None for a missing one."""
        counts = np.zeros((len(labels), len(labels) + 1))
        column = {label: index for index, label in enumerate(labels)}
        for true, answer in zip(truth, answers, strict=True):
            counts[column[true], len(labels) if answer is None else column[answer]] += 1
        return cls(tuple(labels), counts)

    @property
    def accuracy(self) -> float:
        return float(np.trace(self.counts) / max(self.counts.sum(), 1.0))

    @property
    def balanced_accuracy(self) -> float:
        """The mean recall of the labels that occur."""
        return float(np.mean(self._right[self._occurs] / self._true[self._occurs]))

    @property
    def macro_f1(self) -> float:
        """The mean F1 of the labels that occur."""
        answered = self.counts[:, :-1].sum(axis=0)
        return float(np.mean((2.0 * self._right / np.maximum(self._true + answered, 1.0))[self._occurs]))

    def table(self) -> dict[str, dict[str, int]]:
        """True label -> answer -> how often."""
        columns = (*self.labels, MISSING)
        return {
            label: {column: int(count) for column, count in zip(columns, row, strict=True)}
            for label, row in zip(self.labels, self.counts, strict=True)
        }

    @property
    def _right(self) -> Array:
        return np.diagonal(self.counts)

    @property
    def _true(self) -> Array:
        return np.asarray(self.counts.sum(axis=1))

    @property
    def _occurs(self) -> Array:
        return np.asarray(self._true > 0)
