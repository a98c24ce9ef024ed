from __future__ import annotations

import pytest
import torch

from medview.learning.networks import (
    TEXTURE_CHANNELS,
    Encoder,
    generalised_mean,
    mean_and_spread,
    pooled_shares,
)


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    torch.manual_seed(0)
    return Encoder(16, grades=True).eval()


@torch.no_grad()
def test_the_evidence_adds_up_to_the_grade_logits(encoder):
    maps = encoder.maps(torch.rand(3, 3, 96, 96))
    logits = encoder.read(maps).grade_logits
    total = encoder.evidence(maps.top).sum(dim=(1, 2)) + encoder.grade.bias.sum()
    assert torch.allclose(total, logits.sum(dim=1), atol=1e-4)


def test_the_shares_of_a_power_mean_are_those_of_its_sum():
    x = torch.rand(2, 3, 4, 5) * 6
    shares = pooled_shares(x)
    for n in range(2):
        for c in range(3):
            cubes = [[float(v) ** 3 for v in line] for line in x[n, c].tolist()]
            total = sum(map(sum, cubes))
            assert float(generalised_mean(x)[n, c]) == pytest.approx((total / 20) ** (1 / 3), 1e-4)
            for row in range(4):
                for column in range(5):
                    share = cubes[row][column] / total
                    assert float(shares[n, c, row, column]) == pytest.approx(share, abs=1e-5)


@torch.no_grad()
def test_a_patch_has_the_embedding_of_a_picture_that_is_all_that_patch(encoder):
    top = encoder.maps(torch.rand(1, 3, 64, 64)).top
    patches = encoder.patches(top)
    alone = top[:, :, 1:2, 0:1].expand(1, -1, 2, 2)
    embedding = torch.nn.functional.normalize(encoder.embed(generalised_mean(alone)), dim=1)
    assert torch.allclose(patches[:, :, 1, 0], embedding, atol=1e-3)


@torch.no_grad()
def test_texture_is_mean_and_spread_of_each_channel(encoder):
    x = torch.randn(2, 3, 4, 5)
    texture = mean_and_spread(x)
    for n in range(2):
        for c in range(3):
            values = x[n, c].flatten().tolist()
            mean = sum(values) / 20
            spread = (sum((v - mean) ** 2 for v in values) / 20) ** 0.5
            assert float(texture[n, c]) == pytest.approx(mean, abs=1e-5)
            assert float(texture[n, 3 + c]) == pytest.approx(spread, abs=1e-5)
    assert encoder.maps(torch.rand(1, 3, 64, 64)).texture.shape == (1, TEXTURE_CHANNELS)
