"""Every backbone: its maps, its export, and finding it again by its weights."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from medview.learning.backbones import ResNet18, build_encoder, encoder_of
from medview.learning.export import export_onnx, largest_difference, output_names, round_to_half
from medview.learning.networks import Encoder

KINDS = [
    ("efficientnet-lite0", True, False),
    ("resnet18", True, False),
    ("small-cnn", True, False),
    ("small-cnn", False, True),
]


def made(backbone: str, grades: bool, volumes: bool) -> Encoder:
    torch.manual_seed(0)
    return build_encoder(backbone, 8, grades=grades, volumes=volumes, untrained=True).eval()


@pytest.mark.parametrize(("backbone", "grades", "volumes"), KINDS)
def test_maps_have_the_shapes_the_heads_ask_for(backbone, grades, volumes):
    encoder = made(backbone, grades, volumes)
    maps = encoder.maps(torch.rand(2, *encoder.input_shape(64)))
    side = (4, 4, 4) if volumes else (2, 2)
    assert maps.top.shape == (2, encoder.trunk.top_channels, *side)
    assert maps.texture.shape == (2, encoder.trunk.texture_channels)
    assert float(maps.top.min()) >= 0  # what the power mean asks
    lengths = encoder.read(maps).embedding.norm(dim=1)
    assert torch.allclose(lengths, torch.ones(2), atol=1e-5)


@pytest.mark.parametrize(("backbone", "grades", "volumes"), KINDS)
def test_the_stages_are_the_whole_trunk_in_order(backbone, grades, volumes):
    trunk = made(backbone, grades, volumes).trunk
    listed = [id(p) for stage in trunk.stages() for part in stage for p in part.parameters()]
    assert listed == [id(p) for p in trunk.parameters()]


@pytest.mark.parametrize(("backbone", "grades", "volumes"), KINDS)
def test_onnx_equals_torch(backbone, grades, volumes, tmp_path):
    encoder = made(backbone, grades, volumes)
    round_to_half(encoder)
    export_onnx(encoder, 64, tmp_path / "encoder.onnx")
    rng = np.random.default_rng(0)
    images = rng.random((3, *encoder.input_shape(64))).astype(np.float32)
    assert largest_difference(encoder, tmp_path / "encoder.onnx", images) < 1e-4
    assert len(output_names(encoder)) == (5 if grades else 1)


@pytest.mark.parametrize(("backbone", "grades", "volumes"), KINDS)
def test_an_encoder_is_found_again_by_its_weights(backbone, grades, volumes):
    encoder = made(backbone, grades, volumes)
    again = encoder_of(encoder.state_dict()).eval()
    images = torch.rand(2, *encoder.input_shape(64))
    assert torch.equal(encoder(images).embedding, again(images).embedding)


def test_weights_of_no_known_network_are_refused():
    with pytest.raises(KeyError):
        encoder_of({"embed.weight": torch.zeros(8, 4), "trunk.other": torch.zeros(1)})


def test_resnet_18_has_its_eighteen_layers():
    convolutions = [m for m in ResNet18().modules() if isinstance(m, torch.nn.Conv2d)]
    # Table 1: 17 and a classifier, which the embedding replaces; three 1 x 1 short cuts beside.
    assert len(convolutions) == 17 + 3


def test_a_frozen_trunk_gets_no_gradient():
    encoder = made("small-cnn", True, False).train()
    encoder.trunk_learns = False
    encoder(torch.rand(2, 3, 64, 64)).embedding.sum().backward()
    assert encoder.embed.weight.grad is not None
    assert all(p.grad is None for p in encoder.trunk.parameters())
