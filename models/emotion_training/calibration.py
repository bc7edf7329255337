"""Probabilities that are right as often as they say."""

import numpy as np
from numpy.typing import NDArray

from huban_perception.core.faces.expression import USUAL

_SHARPNESS = np.linspace(0.4, 2.5, 43)


def sharpness(scores: NDArray[np.float64], labels: NDArray[np.int64]) -> float:
    """What (n, 7) log-likelihoods of faces that were not learned from are multiplied with to be true (Guo et al. 2017).

    Chosen by the likelihood of the labels among emotions as usual as they are.
    """
    return float(min(_SHARPNESS, key=lambda each: _surprise(probabilities(scores, each), labels)))


def probabilities(scores: NDArray[np.float64], sharp: float) -> NDArray[np.float64]:
    """(n, 7), which sum to 1."""
    weighed = sharp * scores + np.log(USUAL)
    raised = np.exp(weighed - weighed.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


def _surprise(found: NDArray[np.float64], labels: NDArray[np.int64]) -> float:
    return float(-np.log(np.maximum(found[np.arange(len(labels)), labels], 1e-12)).mean())
