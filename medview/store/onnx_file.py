"""Looking over an ONNX file before ONNX Runtime loads it, without the onnx package.

A network may keep its numbers in other files, named by paths of its own choosing; such files are
refused. Field numbers: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto; wire format:
https://protobuf.dev/programming-guides/encoding/.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from medview.domain.errors import ModelDamaged
from medview.store.card import REIMPORT

LARGEST_ONNX = 2**30
DEEPEST = 16

MODEL_GRAPH, MODEL_FUNCTIONS = 7, 25
GRAPH_NODE, GRAPH_INITIALIZER, GRAPH_INPUT, GRAPH_OUTPUT, GRAPH_SPARSE = 1, 5, 11, 12, 15
NODE_ATTRIBUTE, FUNCTION_NODE = 5, 7
ATTRIBUTE_TENSOR, ATTRIBUTE_GRAPH, ATTRIBUTE_TENSORS, ATTRIBUTE_GRAPHS = 5, 6, 10, 11
ATTRIBUTE_SPARSE, ATTRIBUTE_SPARSES = 22, 23
SPARSE_VALUES, SPARSE_INDICES = 1, 2
TENSOR_EXTERNAL_DATA, TENSOR_DATA_LOCATION = 13, 14
VALUE_NAME = 1

# What leads from a message to the tensors inside it: {kind: {field: kind of the field}}.
_INSIDE: dict[str, dict[int, str]] = {
    "model": {MODEL_GRAPH: "graph", MODEL_FUNCTIONS: "function"},
    "function": {FUNCTION_NODE: "node"},
    "graph": {GRAPH_NODE: "node", GRAPH_INITIALIZER: "tensor", GRAPH_SPARSE: "sparse"},
    "node": {NODE_ATTRIBUTE: "attribute"},
    "attribute": {
        ATTRIBUTE_TENSOR: "tensor",
        ATTRIBUTE_TENSORS: "tensor",
        ATTRIBUTE_GRAPH: "graph",
        ATTRIBUTE_GRAPHS: "graph",
        ATTRIBUTE_SPARSE: "sparse",
        ATTRIBUTE_SPARSES: "sparse",
    },
    "sparse": {SPARSE_VALUES: "tensor", SPARSE_INDICES: "tensor"},
    "tensor": {},
}

Field = tuple[int, "memoryview | int"]


def check_onnx(path: Path, outputs: set[str]) -> None:
    """Raise ModelDamaged unless `path` holds a whole network with input `image` and `outputs`."""
    try:
        if path.stat().st_size > LARGEST_ONNX:
            raise ValueError("it is too large")
        content = memoryview(path.read_bytes())
        _refuse_external_data("model", content, DEEPEST)
        _check_names(content, outputs)
    except (OSError, ValueError, IndexError) as error:
        raise ModelDamaged(f"{path.name} is no sound network: {error}.", hint=REIMPORT) from error


def _refuse_external_data(kind: str, message: memoryview, depth: int) -> None:
    if depth == 0:
        raise ValueError("it is nested too deeply")
    for number, value in _fields(message):
        if kind == "tensor" and number in (TENSOR_EXTERNAL_DATA, TENSOR_DATA_LOCATION) and value:
            raise ValueError("it keeps its numbers in other files")
        if number in _INSIDE[kind] and isinstance(value, memoryview):
            _refuse_external_data(_INSIDE[kind][number], value, depth - 1)


def _check_names(model: memoryview, outputs: set[str]) -> None:
    graphs = [v for n, v in _fields(model) if n == MODEL_GRAPH and isinstance(v, memoryview)]
    if len(graphs) != 1:
        raise ValueError("it is not an ONNX model")
    found = _names(graphs[0], GRAPH_OUTPUT)
    if "image" not in _names(graphs[0], GRAPH_INPUT):
        raise ValueError("it has no input 'image'")
    if missing := outputs - found:
        raise ValueError(f"it has no output '{min(missing)}'")


def _names(graph: memoryview, field: int) -> set[str]:
    values = [v for n, v in _fields(graph) if n == field and isinstance(v, memoryview)]
    return {
        bytes(name).decode("utf-8")
        for value in values
        for number, name in _fields(value)
        if number == VALUE_NAME and isinstance(name, memoryview)
    }


def _fields(message: memoryview) -> Iterator[Field]:
    """Yield (field number, value) of a protobuf message; sub-messages as they are, unread."""
    at = 0
    while at < len(message):
        key, at = _varint(message, at)
        wire = key & 7
        if wire == 0:
            value, at = _varint(message, at)
            yield key >> 3, value
            continue
        if wire == 2:
            length, at = _varint(message, at)
        else:
            length = {1: 8, 5: 4}.get(wire, len(message) + 1)
        if length > len(message) - at:
            raise ValueError("it is cut short or not ONNX")
        yield key >> 3, message[at : at + length]
        at += length


def _varint(message: memoryview, at: int) -> tuple[int, int]:
    value = 0
    for shift in range(0, 70, 7):
        byte = message[at]
        value |= (byte & 0x7F) << shift
        at += 1
        if byte < 0x80:
            return value, at
    raise ValueError("it is not ONNX")
