"""How much each opinion on a face counts: stacked generalisation (Wolpert 1992), a logistic regression.

It learns from what networks say of people they do not know, else it would trust those most that remember best.
"""

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from huban_perception.core.faces.expression_types import EMOTIONS

EVENNESS, DECAY = 0.5, 2e-3
"""1 counts each face once, 0 each emotion equally; and how dear large weights are."""
_ROUNDS = 200


def stacked(opinions: NDArray[np.float64], labels: NDArray[np.int64]) -> nn.Linear:
    """From (n, m) log-probabilities to (n, 7) scores, which tell how well each emotion explains a face."""
    mean, spread = opinions.mean(axis=0), opinions.std(axis=0)
    x = torch.tensor((opinions - mean) / spread, dtype=torch.float32)
    counts = np.bincount(labels, minlength=len(EMOTIONS)).astype(float)
    shares = counts**EVENNESS / (counts**EVENNESS).sum()
    often, worth = (torch.tensor(each, dtype=torch.float32) for each in (np.log(shares), (shares / counts)[labels]))
    return _in_their_units(_fitted(x, torch.from_numpy(labels), often, worth), mean, spread)


def _fitted(x: Tensor, labels: Tensor, often: Tensor, worth: Tensor) -> nn.Linear:
    layer = nn.Linear(x.shape[1], len(often))
    nn.init.zeros_(layer.weight)
    nn.init.zeros_(layer.bias)
    optimiser = torch.optim.LBFGS(layer.parameters(), max_iter=_ROUNDS, line_search_fn="strong_wolfe")

    def loss() -> Tensor:
        optimiser.zero_grad()
        each = functional.cross_entropy(layer(x) + often, labels, reduction="none")
        value = (worth * each).sum() + DECAY * layer.weight.square().sum()
        value.backward()
        return value

    optimiser.step(loss)
    return layer


def _in_their_units(layer: nn.Linear, mean: NDArray[np.float64], spread: NDArray[np.float64]) -> nn.Linear:
    with torch.no_grad():
        layer.weight /= torch.tensor(spread, dtype=torch.float32)
        layer.bias -= layer.weight @ torch.tensor(mean, dtype=torch.float32)
    return layer.requires_grad_(False)
