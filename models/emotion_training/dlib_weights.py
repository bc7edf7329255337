"""Reads the weights of dlib's face network (King 2017, CC0) from the file that face-recognition-models carries.

The format is dlib's own (dlib/serialize.h, dlib/dnn): integers as a length and that many bytes; a layer is its name,
then its parameters as a version, four dimensions and little-endian floats.
"""

import re
from collections.abc import Iterator
from math import prod
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Weights = NDArray[np.float32]

_LAYER = re.compile(rb"con_4|affine_")
_TENSOR_VERSION = 2
_MOST = 1 << 24
"""More figures than this are none of that network's tensors."""


def convolutions(path: Path) -> Iterator[tuple[Weights, Weights]]:
    """Figures of each convolution and of the scaling after it, from the picture on; raises ValueError."""
    content = path.read_bytes()
    layers = iter(list(_layers(content)))
    for (name, figures), (after, scaling) in zip(layers, layers, strict=True):
        if (name, after) != (b"con_4", b"affine_"):
            raise ValueError(f"{path}: a convolution without its scaling: is this dlib's face network?")
        yield figures, scaling


def _layers(content: bytes) -> Iterator[tuple[bytes, Weights]]:
    at = 0
    while (found := _LAYER.search(content, at)) is not None:
        version, at = _integer(content, found.end())
        dimensions = []
        for _ in range(4):
            size, at = _integer(content, at)
            dimensions.append(size)
        count = prod(dimensions)
        if version != _TENSOR_VERSION or not 0 < count < _MOST:
            raise ValueError(f"byte {found.start()}: a layer of another version of dlib")
        yield found.group(), np.frombuffer(content, "<f4", count, at)
        at += 4 * count


def _integer(content: bytes, at: int) -> tuple[int, int]:
    """The integer at a byte and the byte after it."""
    size, negative = content[at] & 0x0F, content[at] & 0x80
    value = int.from_bytes(content[at + 1 : at + 1 + size], "little")
    return (-value if negative else value), at + 1 + size
