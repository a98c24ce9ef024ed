"""The encoder of a model package, run by ONNX Runtime."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime

from medview.domain.errors import ModelDamaged, ModelMismatch
from medview.domain.model import ModelCard

FloatArray = npt.NDArray[np.float32]

# Beyond this, a larger batch only costs memory on a CPU.
LARGEST_BATCH = 16


class OnnxEncoder:
    """Runs encoder.onnx; safe to call from several threads."""

    def __init__(self, card: ModelCard, onnx_file: Path, threads: int | None = None) -> None:
        """Load the network; raise ModelDamaged when it is none. `threads` None: all cores."""
        self._card = card
        onnxruntime.disable_telemetry_events()  # its Windows builds report usage by default
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads or os.cpu_count() or 1
        options.log_severity_level = 3
        try:
            self._session = onnxruntime.InferenceSession(
                str(onnx_file), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # ONNX Runtime raises bare RuntimeErrors of its own
            raise ModelDamaged(
                f"The network of model '{card.ref.id}' cannot be loaded.",
                hint="Install MedView again, or import the model package again.",
            ) from error
        self._outputs = self._session.get_outputs()
        planes = self._session.get_inputs()[0].shape[1]
        self._planes = planes if isinstance(planes, int) else 3  # more where a place is pointed at

    @property
    def card(self) -> ModelCard:
        """The card of the model."""
        return self._card

    def embed(self, images: FloatArray) -> FloatArray:
        """Return unit-length embeddings (N, D) of images (N, 3, S, S) in [0, 1].

        Raises ModelMismatch when the card asks another S.
        """
        return self.outputs(images)["embedding"]

    def outputs(self, images: FloatArray) -> dict[str, FloatArray]:
        """Return every output of the image as a whole, (N, ...), for images (N, 3, S, S) in [0, 1].

        Raises ModelMismatch when the card asks another S.
        """
        return self._run(images, [o.name for o in self._outputs if len(o.shape) == 2])

    def maps(self, images: FloatArray) -> dict[str, FloatArray]:
        """Return every output that has a value for each place, (N, ..., h, w), of images.

        Empty for a network without such outputs. Raises ModelMismatch as `outputs` does.
        """
        names = [o.name for o in self._outputs if len(o.shape) > 2]
        return self._run(images, names) if names else {}

    def _run(self, images: FloatArray, names: list[str]) -> dict[str, FloatArray]:
        side = self._card.input_size
        if images.ndim != 4 or images.shape[1:] != (self._planes, side, side):
            raise ModelMismatch(
                f"Model '{self._card.ref.id}' takes images of {self._planes} × {side} × {side}, "
                f"not {' × '.join(map(str, images.shape[1:]))}.",
            )
        parts = [
            self._session.run(names, {"image": images[i : i + LARGEST_BATCH]})
            for i in range(0, len(images), LARGEST_BATCH)
        ]
        return {name: np.concatenate([part[j] for part in parts]) for j, name in enumerate(names)}

    def outputs_with_flip(self, images: FloatArray) -> dict[str, FloatArray]:
        """Return the outputs averaged over each image and its mirror image.

        Embeddings are brought back to unit length after averaging.
        """
        plain, mirrored = self.outputs(images), self.outputs(images[..., ::-1].copy())
        mean = {name: (plain[name] + mirrored[name]) / np.float32(2) for name in plain}
        mean["embedding"] /= np.linalg.norm(mean["embedding"], axis=1, keepdims=True)
        return mean
