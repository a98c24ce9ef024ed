"""The feature maps of an encoder's first layers, which its ONNX file computes but does not return.

An ONNX file is one message of Protocol Buffers. Two messages one after the other are read as one,
their lists joined (protobuf.dev, "Encoding: Last One Wins"): naming the layers as further outputs
is a matter of bytes at the end of the file, and needs no library.
"""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import onnxruntime

from medview.domain.errors import ModelDamaged
from medview.domain.model import ModelCard

LAYERS = (  # of EfficientNet-Lite: 24 maps every 4 pixels, 40 every 8
    "/encoder/trunk/blocks.2/Add_output_0",
    "/encoder/trunk/blocks.4/Add_output_0",
)
GRAPH, OUTPUT, NAME = 7, 12, 1  # fields of ModelProto, GraphProto and ValueInfoProto (onnx.proto)
NO_LAYERS = "The model in use has no feature maps to align by."

Maps = npt.NDArray[np.float32]


class FeatureMaps:
    """Runs the first layers; safe to call from several threads."""

    def __init__(self, card: ModelCard, onnx_file: Path, threads: int = 2) -> None:
        """Load the network; raise ModelDamaged when it has no such layers."""
        self.card = card
        try:
            self._session = telling_more(onnx_file, LAYERS, threads)
        except Exception as error:  # ONNX Runtime raises bare RuntimeErrors of its own
            raise ModelDamaged(NO_LAYERS, hint="Align by mutual information instead.") from error

    @property
    def side(self) -> int:
        """Pixels of a picture it takes."""
        return self.card.input_size

    def __call__(self, images: Maps) -> Maps:
        """Return the maps (N, 64, S / 4, S / 4) of pictures (N, 3, S, S) in [0, 1]."""
        fine, coarse = self._session.run(list(LAYERS), {"image": images})
        side = fine.shape[2]
        larger = [
            np.moveaxis(cv2.resize(np.moveaxis(one, 0, 2), (side, side)), 2, 0) for one in coarse
        ]
        return np.concatenate([fine, np.stack(larger)], axis=1)


def telling_more(
    onnx_file: Path, names: tuple[str, ...], threads: int
) -> onnxruntime.InferenceSession:
    """Return the network of a file, which also returns these of its inner values.

    Raises what ONNX Runtime raises, bare RuntimeErrors of its own, when it has no such values.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 4
    model = with_outputs(onnx_file.read_bytes(), names)
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def with_outputs(model: bytes, names: tuple[str, ...]) -> bytes:
    """Return an ONNX model that also returns these of its inner values."""
    outputs = b"".join(_field(OUTPUT, _field(NAME, name.encode())) for name in names)
    return model + _field(GRAPH, outputs)


def _field(number: int, content: bytes) -> bytes:
    """Return a field of Protocol Buffers that holds bytes."""
    return _varint(number << 3 | 2) + _varint(len(content)) + content


def _varint(value: int) -> bytes:
    found = bytearray()
    while value > 0x7F:
        found.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*found, value])
