"""A matrix in a quarter of its size: Kaldi's compressed format "CM", a byte for each number.

Format as read by Kaldi's matrix/compressed-matrix.cc: each column has its lowest value, its quartiles and its highest
value on a scale of 16 bits that the matrix shares; a byte says where between two of them a number lies.
"""

import struct

import numpy as np
from numpy.typing import NDArray

from tiny_vosk.types import Floats

_MARKS = np.array([0, 64, 192, 255])
"""Which bytes stand for the four values of the header."""
_FINEST = 65535


def compressed(values: Floats) -> bytes:
    """(rows, columns) as Kaldi reads it wherever it expects a matrix; an error is under 1 % of a column's spread."""
    low = float(values.min())
    spread = max(float(values.max()) - low, 1e-6)
    headers = _headers(values, low, spread)
    known = low + spread / _FINEST * headers
    columns = [_bytes(values[:, column], known[:, column]) for column in range(values.shape[1])]
    sizes = struct.pack("<ffii", low, spread, *values.shape)
    return b"CM " + sizes + headers.T.astype("<u2").tobytes() + b"".join(columns)


def _headers(values: Floats, low: float, spread: float) -> NDArray[np.int64]:
    """(4, columns): the ends and quartiles, none equal to the one before, as the reader divides by their distance."""
    found = np.quantile(values, (0.0, 0.25, 0.75, 1.0), axis=0)
    order = np.arange(4)[:, None]
    rising = np.round((found - low) / spread * _FINEST).astype(np.int64) + order
    return np.asarray(np.minimum(rising, _FINEST - 3 + order))


def _bytes(column: Floats, known: NDArray[np.float64]) -> bytes:
    return np.round(np.interp(column, known, _MARKS)).astype(np.uint8).tobytes()
