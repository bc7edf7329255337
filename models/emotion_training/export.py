"""The network as an ONNX file that OpenCV runs, its weights in 16 bits."""

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from emotion_training.network import LANDMARKS, Whole
from huban_perception.core.faces.face_alignment import SIDE_PX

_OPSET = 13
_SMALL = 64
"""Tensors with fewer figures stay in 32 bits."""


def export(network: Whole, path: Path) -> None:
    """Writes the file whole or not at all."""
    part = path.with_suffix(".part")
    examples = (torch.rand(1, 1, SIDE_PX, SIDE_PX), torch.rand(1, LANDMARKS))
    names = {"input_names": ["face", "landmarks"], "output_names": ["probabilities"]}
    torch.onnx.export(network.eval(), examples, str(part), dynamo=False, opset_version=_OPSET, **names)
    model = onnx.load(str(part))
    share(model)
    halve(model)
    onnx.checker.check_model(model)
    onnx.save(model, str(part))
    part.replace(path)


def share(model: onnx.ModelProto) -> None:
    """Uses equal weights in place of their copies, which OpenCV takes for something computed."""
    copies = {node.output[0]: node.input[0] for node in model.graph.node if node.op_type == "Identity"}
    nodes = [node for node in model.graph.node if node.op_type != "Identity"]
    for node in nodes:
        node.input[:] = [copies.get(name, name) for name in node.input]
    del model.graph.node[:]
    model.graph.node.extend(nodes)


def halve(model: onnx.ModelProto) -> None:
    """Keeps weights as 16-bit floats that are widened when the model is loaded."""
    kept, widened = [], []
    for tensor in model.graph.initializer:
        figures = numpy_helper.to_array(tensor)
        if figures.dtype != np.float32 or figures.size < _SMALL:
            kept.append(tensor)
            continue
        half = f"{tensor.name}.half"
        kept.append(numpy_helper.from_array(figures.astype(np.float16), half))
        widened.append(helper.make_node("Cast", [half], [tensor.name], to=TensorProto.FLOAT))
    nodes = [*widened, *model.graph.node]
    del model.graph.initializer[:], model.graph.node[:]
    model.graph.initializer.extend(kept)
    model.graph.node.extend(nodes)
