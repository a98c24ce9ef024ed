"""A small dense network: every pixel around a place gets an embedding of unit length."""

from __future__ import annotations

from itertools import pairwise

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from medview.learning.pixel_network import Convolution

PLANES = 6  # see imaging.around_seed
WIDTHS = (24, 32, 48, 64)  # at a half, 4th, 8th, 16th of the side


class Step(nn.Module):
    """Two convolutions, the second added to what the first gave."""

    def __init__(self, inputs: int, outputs: int) -> None:
        """Start untrained."""
        super().__init__()
        self.first, self.second = Convolution(inputs, outputs), Convolution(outputs, outputs)

    def forward(self, x: Tensor) -> Tensor:
        """Return (N, C', H, W) of x (N, C, H, W)."""
        x = F.relu(self.first(x))
        return F.relu(self.second(x)) + x


class RegionEncoder(nn.Module):
    """A U-Net (Ronneberger et al., arXiv 1505.04597) at half the side, with steps added on.

    The way to half the side and back is a sub-pixel convolution (Shi et al., arXiv 1609.05158): a
    quarter of the work. `scale` and `limit` are learned with it and only teach: a pixel is like
    the place when its cosine to it is beyond the limit.
    """

    def __init__(self, dimension: int) -> None:
        """Start untrained."""
        super().__init__()
        first = 4 * PLANES
        self.stem = nn.Sequential(
            Convolution(first, WIDTHS[0]), nn.ReLU(), Convolution(WIDTHS[0], WIDTHS[0]), nn.ReLU()
        )
        self.down = nn.ModuleList(Step(a, b) for a, b in pairwise(WIDTHS))
        self.up = nn.ModuleList(Step(a + b, b) for a, b in pairwise(WIDTHS[::-1]))
        self.embed = Convolution(WIDTHS[0] + first, 4 * dimension, side=1)
        self.scale = nn.Parameter(torch.tensor(8.0))
        self.limit = nn.Parameter(torch.tensor(0.5))

    def forward(self, images: Tensor) -> Tensor:
        """Return unit-length embeddings (N, D, S, S) of planes (N, PLANES, S, S)."""
        seen = F.pixel_unshuffle(images, 2)
        x = self.stem(seen)
        kept = [x]
        for step in self.down:
            x = step(F.max_pool2d(x, 2))
            kept.append(x)
        x = kept.pop()
        for step in self.up:
            x = step(torch.cat([_doubled(x), kept.pop()], dim=1))
        whole = F.pixel_shuffle(self.embed(torch.cat([x, seen], dim=1)), 2)
        return F.normalize(whole, dim=1)


def _doubled(x: Tensor) -> Tensor:
    return F.interpolate(x, scale_factor=2.0, mode="bilinear", align_corners=False)
