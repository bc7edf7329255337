"""How the network learns from few, unevenly spread and partly wrong labels."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.optim.lr_scheduler import OneCycleLR

from emotion_training.network import Head
from emotion_training.samples import Views
from huban_perception.core.faces.expression_types import EMOTIONS

_MOST_GRADIENT = 5.0
_WARM_UP = 0.15


@dataclass(frozen=True)
class Recipe:
    """What was settled by cross-validation.

    `evenness`: 1 draws faces as often as they come, 0 each emotion equally often. `altered`: share of faces that are
    shown altered. `doubt`: how often a label is taken to be wrong. `mixing`: of mixup (Zhang et al. 2018).
    `jitter`: of landmarks, in their usual spread. `memory`: of the running mean of the weights. `heads`: how many
    learn apart and answer together.
    """

    steps: int = 500
    batch: int = 64
    rate: float = 2e-3
    decay: float = 0.02
    dropout: float = 0.4
    evenness: float = 0.5
    altered: float = 0.65
    doubt: float = 0.05
    mixing: float = 0.3
    jitter: float = 0.08
    memory: float = 0.99
    heads: int = 1


class Draw:
    """Draws batches of views of some faces, rare emotions more often than they come."""

    def __init__(
        self, plain: Views, altered: Views, labels: NDArray[np.int64], members: NDArray[np.int64], recipe: Recipe
    ) -> None:
        self._sources = (plain, altered)
        self._recipe = recipe
        self._rows = [
            [
                np.flatnonzero(np.isin(views.face, members) & (labels[views.face] == label))
                for label in range(len(EMOTIONS))
            ]
            for views in self._sources
        ]
        counts = np.bincount(labels[members], minlength=len(EMOTIONS)).astype(float)
        self.shares = counts**recipe.evenness / (counts**recipe.evenness).sum()

    def batch(self, random: np.random.Generator) -> tuple[Tensor, Tensor, Tensor]:
        """Features, landmarks and how probable each emotion is taken to be."""
        parts = [self._part(source, random) for source in (0, 1)]
        features, landmarks, goals = (torch.cat(each) for each in zip(*parts, strict=True))
        landmarks = landmarks + self._recipe.jitter * torch.randn_like(landmarks) * landmarks.std(0)
        return self._mixed(features, landmarks, goals, random)

    def _part(self, source: int, random: np.random.Generator) -> tuple[Tensor, Tensor, Tensor]:
        share = self._recipe.altered if source else 1.0 - self._recipe.altered
        labels = random.choice(len(EMOTIONS), round(self._recipe.batch * share), p=self.shares)
        rows = np.array([random.choice(self._rows[source][label]) for label in labels])
        certain = nn.functional.one_hot(torch.from_numpy(labels), len(EMOTIONS)).float()
        doubt = self._recipe.doubt
        goals = (1.0 - doubt) * certain + doubt * torch.tensor(self.shares, dtype=torch.float32)
        return (*self._sources[source].tensors(rows), goals)

    def _mixed(
        self, features: Tensor, landmarks: Tensor, goals: Tensor, random: np.random.Generator
    ) -> tuple[Tensor, Tensor, Tensor]:
        share = torch.tensor(random.beta(self._recipe.mixing, self._recipe.mixing, len(goals)), dtype=torch.float32)
        share = torch.maximum(share, 1.0 - share)
        other = torch.from_numpy(random.permutation(len(goals)))

        def mix(each: Tensor) -> Tensor:
            weight = share.reshape(-1, *[1] * (each.dim() - 1))
            return weight * each + (1.0 - weight) * each[other]

        return mix(features), mix(landmarks), mix(goals)


def learn(draw: Draw, head: Head, recipe: Recipe, seed: int, tell: Callable[[str], None]) -> Head:
    """The head after learning, as a running mean of its weights.

    The logarithm of how often emotions are drawn is added to the scores, so that these tell how well each emotion
    explains a face, all being equally usual (logit adjustment, Menon et al. 2021).
    """
    torch.manual_seed(seed)
    random = np.random.default_rng(seed)
    often = torch.tensor(np.log(draw.shares), dtype=torch.float32)
    mean = deepcopy(head)
    optimiser = torch.optim.AdamW(head.parameters(), recipe.rate, weight_decay=recipe.decay)
    schedule = OneCycleLR(optimiser, recipe.rate, recipe.steps, pct_start=_WARM_UP)
    for step in range(recipe.steps):
        features, landmarks, goals = draw.batch(random)
        loss = nn.functional.cross_entropy(head.train()(features, landmarks) + often, goals)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(head.parameters(), _MOST_GRADIENT)
        optimiser.step()
        schedule.step()
        _follow(mean, head, min(recipe.memory, (1 + step) / (10 + step)))
        if step % 100 == 0:
            tell(f"step {step} of {recipe.steps}: loss {loss.item():.3f}")
    return mean.eval()


def _follow(mean: Head, head: Head, memory: float) -> None:
    with torch.no_grad():
        for kept, now in zip(mean.state_dict().values(), head.state_dict().values(), strict=True):
            kept.copy_(memory * kept + (1.0 - memory) * now if kept.is_floating_point() else now)
