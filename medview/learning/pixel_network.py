"""A dense encoder: every pixel of the retina gets an embedding of unit length."""

from __future__ import annotations

from itertools import pairwise

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from medview.learning.networks import IMAGENET_MEAN, IMAGENET_STD, Trunk

# Of EfficientNet-Lite0: after which blocks a map is kept, and its channels; at a 4th, 8th and
# 16th of the side. The stem's 32 channels, at a half, are kept too.
TAPS = {2: 24, 4: 40, 7: 80}
STEM = 32
WIDTHS = (24, 32, 40, 48)  # of the way up: at a half, 4th, 8th, 16th of the side


class Convolution(nn.Module):
    """A 3 x 3 (or 1 x 1) convolution without normalisation."""

    def __init__(self, inputs: int, outputs: int, side: int = 3) -> None:
        """Start as He et al., arXiv 1502.01852, with zero biases."""
        super().__init__()
        self.weight = nn.Parameter(torch.empty(outputs, inputs, side, side))
        self.bias = nn.Parameter(torch.zeros(outputs))
        nn.init.kaiming_normal_(self.weight, nonlinearity="relu")

    def forward(self, x: Tensor) -> Tensor:
        """Return (N, C', H, W) of x (N, C, H, W)."""
        return F.conv2d(x, self.weight, self.bias, padding=self.weight.shape[-1] // 2)


class PixelEncoder(nn.Module):
    """The first blocks of EfficientNet-Lite0 and a way back up (U-Net, arXiv 1505.04597).

    No normalisation layer: what a patch says of a pixel is what the whole retina says of it, up to
    the reach of the network. The last step from half to full side is a sub-pixel convolution (Shi
    et al., arXiv 1609.05158), which costs a twentieth of convolutions at the full side.
    """

    def __init__(
        self, dimension: int, prototypes: int, frozen: int = 3, weights: str | None = None
    ) -> None:
        """Start from the ImageNet weights in the file `weights`, or untrained when None.

        `prototypes` directions (P, dimension) are learned with the network; the stem and the first
        `frozen` blocks are not.
        """
        super().__init__()
        trunk = Trunk(frozen, weights)
        self.frozen = frozen
        self.stem = trunk.stem
        self.blocks = nn.ModuleList(list(trunk.blocks)[: max(TAPS) + 1])
        self.top = Convolution(TAPS[7], WIDTHS[-1], side=1)
        skips = (TAPS[4], TAPS[2], STEM + 12)
        self.up = nn.ModuleList(
            Convolution(above + skip, here)
            for (above, here), skip in zip(pairwise(WIDTHS[::-1]), skips, strict=True)
        )
        self.embed = Convolution(WIDTHS[0], 4 * dimension, side=1)
        self.prototypes = nn.Parameter(torch.randn(prototypes, dimension))
        self.register_buffer("mean", torch.tensor(IMAGENET_MEAN).view(1, 3, 1, 1))
        self.register_buffer("std", torch.tensor(IMAGENET_STD).view(1, 3, 1, 1))

    def forward(self, images: Tensor) -> Tensor:
        """Return unit-length embeddings (N, D, S, S) of images (N, 3, S, S) in [0, 1]."""
        x = (images - self.get_buffer("mean")) / self.get_buffer("std")
        x = x.contiguous(memory_format=torch.channels_last)
        maps = self.maps(x)
        maps[0] = torch.cat([maps[0], F.pixel_unshuffle(x, 2)], dim=1)
        y = F.relu(self.top(maps.pop()))
        for up in self.up:
            y = F.relu(up(torch.cat([_doubled(y), maps.pop()], dim=1)))
        return F.normalize(F.pixel_shuffle(self.embed(y), 2), dim=1)

    def maps(self, x: Tensor) -> list[Tensor]:
        """Return the stem's map and those at TAPS of x (N, 3, S, S), normalised as ImageNet is."""
        with torch.set_grad_enabled(torch.is_grad_enabled() and self.frozen == 0):
            x = F.relu6(self.stem(x))
        kept = [x]
        for number, block in enumerate(self.blocks):
            with torch.set_grad_enabled(torch.is_grad_enabled() and number >= self.frozen):
                x = block(x)
            if number in TAPS:
                kept.append(x)
        return kept


def _doubled(x: Tensor) -> Tensor:
    return F.interpolate(x, scale_factor=2.0, mode="bilinear", align_corners=False)
