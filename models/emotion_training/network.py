"""The network: the lower part of dlib's face network as it is, the landmarks beside it, and heads that learn.

Needs torch, which Huban itself does not: see README.md.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from emotion_training.dlib_weights import Weights, convolutions
from huban_perception.backends.dlib_face import network_file
from huban_perception.core.faces.expression_types import EMOTIONS

MEAN_RGB = (122.782, 117.001, 104.298)
_GREY_LEVELS = 256.0
_BLOCKS = (
    *[(32, 32, False)] * 3, (32, 64, True), *[(64, 64, False)] * 3, (64, 128, True), *[(128, 128, False)] * 2,
)  # fmt: skip
"""Channels in and out and whether a block halves its picture: what comes later knows who somebody is."""
FEATURES = (128, 8, 8)
"""What is left of a face after these blocks."""
LANDMARKS = 140


class Convolution(nn.Module):
    """A convolution with the scaling after it made part of it."""

    def __init__(self, weights: Iterator[tuple[Weights, Weights]], inward: int, outward: int, side: int, step: int):
        super().__init__()
        figures, scaling = (torch.tensor(each) for each in next(weights))
        kernel, bias = figures[:-outward].reshape(outward, inward, side, side), figures[-outward:]
        gain, offset = scaling[:outward], scaling[outward:]
        self.convolution = nn.Conv2d(inward, outward, side, step, side // 2 if step == 1 else 0)
        self.convolution.weight.data = kernel * gain[:, None, None, None]
        self.convolution.bias.data = bias * gain + offset

    def forward(self, x: Tensor) -> Tensor:
        return self.convolution(x)


class Block(nn.Module):
    """A residual block (He et al. 2015); one that halves adds the mean of each 2 x 2."""

    def __init__(self, weights: Iterator[tuple[Weights, Weights]], inward: int, outward: int, halves: bool) -> None:
        super().__init__()
        self.halves, self.added = halves, outward - inward
        self.first = Convolution(weights, inward, outward, 3, 2 if halves else 1)
        self.second = Convolution(weights, outward, outward, 3, 1)

    def forward(self, x: Tensor) -> Tensor:
        y = self.second(functional.relu(self.first(x)))
        if self.halves:
            x = functional.avg_pool2d(x, 2)
        if self.added:
            x = functional.pad(x, (0, 0, 0, 0, 0, self.added))
        return functional.relu(x + y)


class Trunk(nn.Module):
    """dlib's network up to features of 8 x 8, which still have their places in the face."""

    def __init__(self) -> None:
        super().__init__()
        weights = convolutions(network_file())
        self.stem = Convolution(weights, 3, 32, 7, 2)
        self.blocks = nn.Sequential(*[Block(weights, *shape) for shape in _BLOCKS])

    def forward(self, faces: Tensor) -> Tensor:
        """(n, *FEATURES) of (n, 1, 150, 150) grey values from 0 to 1."""
        mean = torch.tensor(MEAN_RGB).reshape(1, 3, 1, 1)
        x = (faces * 255.0 - mean) / _GREY_LEVELS
        return self.blocks(functional.max_pool2d(functional.relu(self.stem(x)), 3, 2))


@dataclass(frozen=True)
class Borrowed:
    """Networks that stay as they are: a Trunk, and what gives opinions on (n, 1, 150, 150) faces, see teachers.py."""

    trunk: nn.Module
    teachers: nn.Module


class Head(nn.Module):
    """What learns: (n, *FEATURES) and (n, LANDMARKS) to (n, 7) scores."""

    def __init__(self, mean: np.ndarray, spread: np.ndarray, dropout: float) -> None:
        super().__init__()
        self.register_buffer("mean", torch.tensor(mean, dtype=torch.float32))
        self.register_buffer("spread", torch.tensor(spread, dtype=torch.float32))
        self.narrow = nn.Sequential(nn.Conv2d(128, 32, 1), nn.PReLU(32))
        seen = 32 * 8 * 8 + 128
        self.seen = nn.Sequential(
            nn.BatchNorm1d(seen), nn.Dropout(dropout), nn.Linear(seen, 96), nn.PReLU(96), nn.Dropout(dropout)
        )
        self.shape = nn.Sequential(
            nn.Linear(LANDMARKS, 96), nn.PReLU(96), nn.Dropout(dropout), nn.Linear(96, 64), nn.PReLU(64)
        )
        self.decide = nn.Linear(96 + 64, len(EMOTIONS))

    def forward(self, features: Tensor, landmarks: Tensor) -> Tensor:
        seen = self.seen(torch.cat([self.narrow(features).flatten(1), features.mean((2, 3))], 1))
        return self.decide(torch.cat([seen, self.shape((landmarks - self.mean) / self.spread)], 1))


class Whole(nn.Module):
    """What is exported: faces to (n, 7) probabilities.

    `stack`: how much the mean of the heads and the opinions of `teachers` count. `usual` (7,): how often each emotion
    is seen; `sharpness`: what makes the probabilities true, see calibration.py.
    """

    def __init__(
        self, borrowed: Borrowed, heads: Sequence[Head], stack: nn.Linear, usual: np.ndarray, sharpness: float
    ) -> None:
        super().__init__()
        self.trunk, self.teachers = borrowed.trunk, borrowed.teachers
        self.heads, self.stack, self.sharpness = nn.ModuleList(heads), stack, sharpness
        self.register_buffer("usual", torch.tensor(np.log(usual), dtype=torch.float32))

    def forward(self, faces: Tensor, landmarks: Tensor) -> Tensor:
        features = self.trunk(faces)
        own = sum(torch.log_softmax(head(features, landmarks), 1) for head in self.heads) / len(self.heads)
        scores = torch.log_softmax(self.stack(torch.cat([own, self.teachers(faces)], 1)), 1)
        return torch.softmax(self.sharpness * scores + self.usual, 1)
