"""The acoustic model: a small feed-forward network on a window of features, trained with Adam in numpy."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from tiny_vosk.types import Floats, Integers

OFFSETS = (-44, -38, -32, -26, -21, -16, -12, -9, -6, -4, -2, 0, 2, 4, 6, 9, 12)
"""Feature frames (10 ms) around the one to be classified: words are told from other talk by what came before.

What comes after has to be waited for.
"""
_SMOOTHING = 0.05
_BATCH = 1024
_BETA1, _BETA2, _EPSILON = 0.9, 0.99, 1e-6


@dataclass(frozen=True)
class Layer:
    """x @ weights + bias; weights are (inputs, outputs)."""

    weights: Floats
    bias: Floats


@dataclass(frozen=True)
class Network:
    """Affine layers with rectifiers between them; the first one takes features as they come."""

    layers: tuple[Layer, ...]

    def log_likelihood(self, windows: Floats) -> Floats:
        """(frames, states): logarithms of the states' probabilities."""
        outputs = _forward(windows, self.layers)[-1]
        return np.asarray(outputs - _log_sum(outputs), dtype=np.float32)


def windows(features: Floats, every: int, first: int) -> Floats:
    """(frames, offsets * features): the surroundings of every so many frames; edges are repeated, as Kaldi does."""
    centres = np.arange(first, len(features), every)
    around = np.clip(centres[:, None] + np.array(OFFSETS), 0, len(features) - 1)
    return np.asarray(features[around].reshape(len(centres), -1), dtype=np.float32)


class Trainer:
    """Holds a network on inputs of zero mean and unit variance, and improves it."""

    def __init__(self, mean: Floats, deviation: Floats, widths: tuple[int, ...], outputs: int, seed: int) -> None:
        self._mean, self._deviation = mean, deviation
        self._draw = np.random.default_rng(seed)
        sizes = (mean.size, *widths, outputs)
        self._parameters = [part for pair in pairwise(sizes) for part in self._fresh(*pair)]
        self._first = [np.zeros_like(part) for part in self._parameters]
        self._second = [np.zeros_like(part) for part in self._parameters]
        self._steps = 0

    def epoch(self, inputs: Floats, targets: Integers, rates: tuple[float, float]) -> float:
        """Goes once through all frames while the learning rate falls evenly; returns the share classified right."""
        order = self._draw.permutation(len(inputs))
        right = 0
        for start in range(0, len(order), _BATCH):
            chosen = order[start : start + _BATCH]
            done = start / len(order)
            right += self._step(inputs[chosen], targets[chosen], rates[0] + (rates[1] - rates[0]) * done)
        return right / len(order)

    def network(self) -> Network:
        """The network for features as they come: the normalisation is part of the first layer."""
        first, *rest = self._layers()
        weights = first.weights / self._deviation[:, None]
        folded = Layer(weights, first.bias - self._mean @ weights)
        return Network((folded, *rest))

    def _layers(self) -> tuple[Layer, ...]:
        parts = self._parameters
        return tuple(Layer(weights, bias) for weights, bias in zip(parts[::2], parts[1::2], strict=True))

    def _fresh(self, inputs: int, outputs: int) -> tuple[Floats, Floats]:
        weights = self._draw.standard_normal((inputs, outputs)) * np.sqrt(2.0 / inputs)
        return weights.astype(np.float32), np.zeros(outputs, dtype=np.float32)

    def _step(self, inputs: Floats, targets: Integers, rate: float) -> int:
        layers = self._layers()
        reached = _forward((inputs - self._mean) / self._deviation, layers)
        outputs = reached[-1]
        error = np.exp(outputs - _log_sum(outputs))
        error -= _SMOOTHING / error.shape[1]
        error[np.arange(len(targets)), targets] -= 1.0 - _SMOOTHING
        self._adjust(list(_gradients(error / np.float32(len(targets)), reached, layers)), rate)
        return int(np.sum(outputs.argmax(axis=1) == targets))

    def _adjust(self, gradients: list[Floats], rate: float) -> None:
        """Adam (Kingma and Ba, 2015)."""
        self._steps += 1
        scale = rate * np.sqrt(1.0 - _BETA2**self._steps) / (1.0 - _BETA1**self._steps)
        for part, slope, first, second in zip(self._parameters, gradients, self._first, self._second, strict=True):
            first += (1.0 - _BETA1) * (slope - first)
            second += (1.0 - _BETA2) * (np.square(slope) - second)
            part -= np.float32(scale) * first / (np.sqrt(second) + np.float32(_EPSILON))


def _forward(inputs: Floats, layers: tuple[Layer, ...]) -> list[Floats]:
    """What each layer is given, and last what comes out."""
    reached = [inputs]
    for number, layer in enumerate(layers, start=1):
        outputs = reached[-1] @ layer.weights + layer.bias
        reached.append(np.maximum(outputs, 0.0) if number < len(layers) else outputs)
    return reached


def _gradients(error: Floats, reached: list[Floats], layers: tuple[Layer, ...]) -> Iterable[Floats]:
    """For weights and bias of each layer, first layer first."""
    backwards: list[Floats] = []
    for layer, inputs in zip(reversed(layers), reversed(reached[:-1]), strict=True):
        backwards += [error.sum(axis=0), inputs.T @ error]
        error = np.where(inputs > 0.0, error @ layer.weights.T, np.float32(0.0))
    return reversed(backwards)


def _log_sum(outputs: Floats) -> Floats:
    largest = outputs.max(axis=1, keepdims=True)
    return np.asarray(largest + np.log(np.exp(outputs - largest).sum(axis=1, keepdims=True)), dtype=np.float32)
