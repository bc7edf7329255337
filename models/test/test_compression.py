"""A matrix that is written in Kaldi's compressed format and read as Kaldi's source reads it."""

import struct

import numpy as np
import pytest

from tiny_vosk.compression import compressed


def read(content):
    assert content[:3] == b"CM "
    low, spread, rows, columns = struct.unpack_from("<ffii", content, 3)
    headers = np.frombuffer(content, "<u2", 4 * columns, 19).reshape(columns, 4)
    numbers = np.frombuffer(content, np.uint8, offset=19 + 8 * columns).reshape(columns, rows)
    marks = low + headers * np.float64(spread) / 65535
    pairs = zip(marks, numbers, strict=True)
    return np.stack([np.interp(each.astype(float), (0, 64, 192, 255), ends) for ends, each in pairs], axis=1)


@pytest.mark.parametrize("scale", [1e-3, 1.0, 1e3])
def test_a_matrix_of_usual_weights_comes_back_nearly_as_it_was(scale):
    values = np.random.default_rng(1).normal(0.0, scale, (300, 40)).astype(np.float32)
    values[:, 0] *= 50.0
    error = np.abs(read(compressed(values)) - values).max(axis=0)
    assert np.all(error < 0.01 * (values.max(axis=0) - values.min(axis=0)) + 1e-4 * np.ptp(values))


@pytest.mark.parametrize("values", [np.zeros((3, 2)), np.full((1, 1), 7.0), np.array([[0.0, 1.0], [0.0, 1.0]])])
def test_columns_without_any_spread_come_back(values):
    assert np.allclose(read(compressed(values.astype(np.float32))), values, atol=1e-3)


def test_a_number_takes_a_byte():
    assert len(compressed(np.ones((100, 10), dtype=np.float32))) == 3 + 16 + 10 * 8 + 1000
