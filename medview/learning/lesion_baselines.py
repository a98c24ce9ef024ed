"""What lesion candidates are compared with: a filter, and prototypes on untrained features."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray

from medview.domain.lesions import CLASSES, DRAWN, margins_of
from medview.imaging.preprocess import Floats, prepare
from medview.learning.dataset import Example, read_rgb
from medview.learning.gallery import centres_of
from medview.learning.lesion_data import label_square
from medview.learning.networks import imagenet_weights
from medview.learning.pixel_network import PixelEncoder
from medview.learning.plan import Plan

# Of each of DRAWN: dark (-1) or bright (+1) in green, and the spot's size in pixels of a
# retina of 704 across: microaneurysm, haemorrhage, hard exudate, soft exudate, optic disc.
SPOTS = ((-1, 1.2), (-1, 3.0), (1, 1.5), (1, 4.0), (1, 20.0))
GAIN = 20.0
PIXELS_OF_CLASS = 400  # of each photograph


def filter_margins(image: Floats) -> NDArray[np.float32]:
    """Return how dark or bright (5, S, S) the evened green channel is against its surroundings.

    A difference of two blurs, at the size of each lesion: the background difference that
    microaneurysm detectors start from (Spencer et al., Computers and Biomedical Research 1996).
    """
    green = np.ascontiguousarray(image[1])
    scale = len(green) / 704

    def contrast(sign: int, sigma: float) -> Floats:
        fine, coarse = (cv2.GaussianBlur(green, (0, 0), n * scale * sigma) for n in (1, 4))
        return GAIN * sign * (fine - coarse)

    return np.stack([contrast(*spot) for spot in SPOTS]).astype(np.float32)


class UntrainedPrototypes:
    """Nearest prototypes on the features of the network before any training of ours.

    The features are the maps the pixel encoder starts from, each of unit length at every place.
    """

    def __init__(self, prototypes: NDArray[np.float32], labels: Sequence[str]) -> None:
        """Take prototypes (P, C) of unit length and the class of each."""
        self._prototypes, self._labels = prototypes, labels
        self._network = _network()

    @classmethod
    def of(cls, examples: Sequence[Example], plan: Plan) -> UntrainedPrototypes:
        """Return the centres of k-means over the drawn pixels of each class, as many as the plan's.

        The photographs are prepared as the plan says.
        """
        pixels: list[list[NDArray[np.float32]]] = [[] for _ in CLASSES]
        network, rng = _network(), np.random.default_rng(0)
        for example in examples:
            features = _features(network, prepare(read_rgb(example.path), plan.preprocess))
            labels = label_square(example, plan.input_size).ravel()
            for place, own in enumerate(pixels):
                rows = np.flatnonzero(labels == place)
                own.append(_at(features, rng.permutation(rows)[:PIXELS_OF_CLASS]))
        centres = [
            centres_of(np.concatenate(p), n) for p, n in zip(pixels, plan.prototypes, strict=True)
        ]
        labels_of = [c for c, n in zip(CLASSES, plan.prototypes, strict=True) for _ in range(n)]
        return cls(np.concatenate(centres), labels_of)

    def __call__(self, image: Floats) -> NDArray[np.float32]:
        """Return the margins (5, S, S) of an encoder input (3, S, S)."""
        features = _features(self._network, image)
        depths = np.cumsum([m.shape[1] for m in features])[:-1]
        parts = np.split(self._prototypes, depths, axis=1)
        pieces = [_cosines(m, part) for m, part in zip(features, parts, strict=True)]
        side, most = image.shape[1], pieces[-1].shape[0]
        strips = []
        for strip in range(most):  # a row of the coarsest map at a time
            rows = [_strip(piece, strip, most, side) for piece in pieces]
            cosines = np.sum(rows, axis=0) / np.sqrt(len(rows))
            flat = cosines.reshape(-1, cosines.shape[2])
            strips.append(margins_of(flat, self._labels).reshape(len(DRAWN), -1, side))
        return np.concatenate(strips, axis=1)


def _cosines(features: torch.Tensor, prototypes: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the products (h, w, P) of a map (1, C, h, w) with a part of the prototypes (P, C)."""
    found: NDArray[np.float32] = np.tensordot(features[0].numpy(), prototypes, axes=(0, 1))
    return found


def _strip(piece: NDArray[np.float32], strip: int, strips: int, side: int) -> NDArray[np.float32]:
    """Return one of `strips` strips of a map (h, w, P), every place repeated to the full side."""
    rows, step = len(piece) // strips, side // piece.shape[1]
    part = piece[strip * rows : (strip + 1) * rows]
    return part.repeat(step, axis=0).repeat(step, axis=1)


def _network() -> PixelEncoder:
    return PixelEncoder(2, 1, 0, imagenet_weights()).eval()


@torch.no_grad()
def _features(network: PixelEncoder, image: Floats) -> list[torch.Tensor]:
    x = torch.from_numpy(image)[None]
    x = (x - network.get_buffer("mean")) / network.get_buffer("std")
    return [F.normalize(m, dim=1) for m in network.maps(x)]


def _at(features: Sequence[torch.Tensor], pixels: NDArray[np.int64]) -> NDArray[np.float32]:
    """Return unit-length features (N, C) at pixels (N,), counted by rows of the full side."""
    side = 2 * features[0].shape[2]
    y, x = np.divmod(pixels, side)
    found = [
        m[0][:, torch.from_numpy(y // step), torch.from_numpy(x // step)].T.numpy()
        for m in features
        for step in (side // m.shape[2],)
    ]
    return (np.concatenate(found, axis=1) / np.sqrt(len(found))).astype(np.float32)
