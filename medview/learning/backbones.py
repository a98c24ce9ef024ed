"""The backbones an encoder of one's own can have, beside EfficientNet-Lite0 (networks.Trunk).

Both learn from scratch and use group normalisation (Wu and He, arXiv 1803.08494): batches balanced
by class have other statistics than the pictures at work, two processes that share a batch would
not agree on them, and averaged weights could not go on with them.
"""

from __future__ import annotations

from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from medview.learning.networks import Encoder, Maps, Trunk, imagenet_weights, mean_and_spread

GROUP = 8  # channels that are normalised together
FROZEN_BLOCKS = 3  # of EfficientNet-Lite0: edges and colours serve every picture as they are
RESNET_STAGES = (64, 128, 256, 512)
SMALL_STAGES = (32, 64, 96, 128, 192)
SMALL_VOLUME_STAGES = (16, 32, 64, 128)


def _convolution(inside: int, out: int, side: int, stride: int = 1, *, volume: bool = False) -> Any:
    """Return a convolution with its normalisation, without its non-linearity."""
    kind: Any = nn.Conv3d if volume else nn.Conv2d
    layer = kind(inside, out, side, stride, side // 2, bias=False)
    nn.init.kaiming_normal_(layer.weight, mode="fan_out", nonlinearity="relu")
    return nn.Sequential(layer, nn.GroupNorm(out // GROUP, out))


class ResidualBlock(nn.Module):
    """Two 3 x 3 convolutions beside a short cut: He et al., arXiv 1512.03385, figure 2."""

    def __init__(self, inside: int, out: int, stride: int) -> None:
        """Build the block; the short cut is a 1 x 1 convolution where the shape changes."""
        super().__init__()
        self.first = _convolution(inside, out, 3, stride)
        self.second = _convolution(out, out, 3)
        same = stride == 1 and inside == out
        self.short_cut = nn.Identity() if same else _convolution(inside, out, 1, stride)

    def forward(self, x: Tensor) -> Tensor:
        """Return (N, out, H / stride, W / stride) of x (N, inside, H, W)."""
        return F.relu(self.second(F.relu(self.first(x))) + self.short_cut(x))


class StagedTrunk(nn.Module):
    """Stages in a row; what each gives tells sharpness, light and field."""

    def __init__(self, stages: list[nn.Module], channels: tuple[int, ...]) -> None:
        """Take the stages and the channels each gives."""
        super().__init__()
        self.parts = nn.ModuleList(stages)
        self.top_channels = channels[-1]
        self.texture_channels = 2 * sum(channels)

    def stages(self) -> list[list[nn.Module]]:
        """Return the parts in the order of the input's way."""
        return [[part] for part in self.parts]

    def forward(self, x: Tensor) -> Maps:
        """Return the maps of x; `middle` is what the last stage but one gives."""
        maps = []
        for part in self.parts:
            x = part(x)
            maps.append(x)
        texture = torch.cat([mean_and_spread(each) for each in maps], dim=1)
        return Maps(maps[-2], maps[-1], texture)


class ResNet18(StagedTrunk):
    """ResNet-18 for pictures (N, 3, S, S): He et al., arXiv 1512.03385, table 1."""

    def __init__(self) -> None:
        """Build it with random weights."""
        stem = nn.Sequential(_convolution(3, 64, 7, 2), nn.ReLU(), nn.MaxPool2d(3, 2, 1))
        stages, inside = [], 64
        for out in RESNET_STAGES:
            first = ResidualBlock(inside, out, 1 if out == inside else 2)
            stages.append(nn.Sequential(first, ResidualBlock(out, out, 1)))
            inside = out
        stages[0] = nn.Sequential(stem, stages[0])
        super().__init__(list(stages), RESNET_STAGES)


class SmallCnn(StagedTrunk):
    """A convolution and a halving a stage: pictures (N, 3, S, S), or volumes (N, 1, S, S, S)."""

    def __init__(self, *, volumes: bool = False) -> None:
        """Build it with random weights; five stages, of volumes four."""
        channels = SMALL_VOLUME_STAGES if volumes else SMALL_STAGES
        pool: Any = nn.MaxPool3d if volumes else nn.MaxPool2d
        stages: list[nn.Module] = []
        inside = 1 if volumes else 3
        for out in channels:
            layer = _convolution(inside, out, 3, volume=volumes)
            stages.append(nn.Sequential(layer, nn.ReLU(), pool(2)))
            inside = out
        super().__init__(stages, channels)
        self.volumes = volumes


def build_encoder(
    backbone: str, dimension: int, *, grades: bool, volumes: bool = False, untrained: bool = False
) -> Encoder:
    """Return an encoder on a backbone of training.BACKBONES other than "in-use".

    EfficientNet-Lite0 starts from its ImageNet weights unless `untrained`; the others from random
    ones. Dropout is left out: two processes that share a batch would drop other features than one.
    """
    trunk: Any
    if volumes:
        trunk = SmallCnn(volumes=True)
    elif backbone == "efficientnet-lite0":
        trunk = Trunk(FROZEN_BLOCKS, None if untrained else imagenet_weights())
    else:
        trunk = {"resnet18": ResNet18, "small-cnn": SmallCnn}[backbone]()
    return Encoder(dimension, grades=grades, dropout=0.0, trunk=trunk)


# A tensor that only encoders on this backbone have, and where the name of its volumes' twin ends.
MARKS = {
    "efficientnet-lite0": "trunk.stem.weight",
    "resnet18": "trunk.parts.0.0.0.0.weight",
    "small-cnn": "trunk.parts.0.0.0.weight",
}


def encoder_of(weights: dict[str, Tensor]) -> Encoder:
    """Return an encoder that has these weights, on whichever backbone they are of.

    Raises KeyError where they are of none of them.
    """
    backbone = next((name for name, mark in MARKS.items() if mark in weights), "")
    first, embed = weights[MARKS[backbone]], weights["embed.weight"]
    encoder = build_encoder(
        backbone,
        embed.shape[0],
        grades="grade.weight" in weights,
        volumes=first.ndim == 5,
        untrained=True,
    )
    encoder.load_state_dict({name: value.float() for name, value in weights.items()}, strict=False)
    return encoder
