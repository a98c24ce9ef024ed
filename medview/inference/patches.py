"""The patch embeddings of an encoder that does not return them.

The map its embedding is pooled from, and the layer that makes the embedding, are in its ONNX file:
see feature_maps for how they come out, with the weights as they are.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

from medview.domain.errors import ModelDamaged
from medview.domain.model import ModelCard
from medview.inference.feature_maps import telling_more

FloatArray = npt.NDArray[np.float32]

TOP = "/encoder/Clip_output_0"  # what the power mean is taken over, whatever the trunk
WEIGHT, BIAS = "encoder.embed.weight", "encoder.embed.bias"
NO_PATCHES = "The model in use has no places to compare."


class PatchMaps:
    """Runs the network up to its pooling; safe to call from several threads."""

    def __init__(self, card: ModelCard, onnx_file: Path, threads: int = 2) -> None:
        """Load the network; raise ModelDamaged when it has no such layers."""
        self.card = card
        try:
            self._session = telling_more(onnx_file, (TOP, WEIGHT, BIAS), threads)
            side = card.input_size
            nothing = np.zeros((1, 3, side, side), np.float32)
            top, self._weight, self._bias = self._session.run(
                [TOP, WEIGHT, BIAS], {"image": nothing}
            )
        except Exception as error:  # ONNX Runtime raises bare RuntimeErrors of its own
            raise ModelDamaged(NO_PATCHES, hint="Use the model that MedView brings.") from error
        self.cells: int = top.shape[-1]

    def __call__(self, images: FloatArray) -> FloatArray:
        """Return (N, D, h, w) of images (N, 3, S, S): the embedding each place has by itself.

        Of unit length, as `learning.networks.Encoder.patches` has them.
        """
        (top,) = self._session.run([TOP], {"image": images})
        patches = np.einsum("dc,nchw->ndhw", self._weight, top, optimize=True)
        patches += self._bias[:, None, None]
        patches /= np.linalg.norm(patches, axis=1, keepdims=True)
        return np.asarray(patches, np.float32)
