"""Whom a face looks like: directions in the space of a face model, and how far two of them point the same way."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from huban_common.core.parameters import param
from huban_perception.core.types import Array

SIZE = 128

Embedding = Array
"""(SIZE,), length 1: one photograph, or the template of a person. No picture can be made of it again."""


@dataclass(frozen=True)
class LookRules:
    same_look: float = param(0.9, "looks less similar (cosine) are not of one face", minimum=0.0, maximum=1.0)


def embedding(figures: Array) -> Embedding:
    """What a model says of a face, as a direction; raises ValueError for figures that are none."""
    length = float(np.linalg.norm(figures))
    if figures.shape != (SIZE,) or not np.isfinite(length) or length == 0.0:
        raise ValueError(
            f"a face needs {SIZE} finite figures that are not all 0, not {figures.shape} of length {length}"
        )
    direction: Embedding = np.asarray(figures, dtype=np.float64) / length
    return direction


def fused(looks: Sequence[Embedding]) -> Embedding:
    """The middle of several looks at one face; raises ValueError for none."""
    return embedding(np.sum(looks, axis=0)) if len(looks) else embedding(np.zeros(SIZE))


def similarity(first: Embedding, second: Embedding) -> float:
    """The cosine of the angle between two looks: 1 for the same."""
    return float(first @ second)
