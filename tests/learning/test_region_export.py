"""The network of regions: what is exported says what was trained."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from medview.domain.errors import ModelDamaged
from medview.learning import export
from medview.learning.export import check_pixels, write_pixel_network
from medview.learning.region_network import PLANES, RegionEncoder

SIDE = 32


def test_the_exported_network_is_the_trained_one_and_another_is_refused(tmp_path):
    torch.manual_seed(1)
    encoder = RegionEncoder(8)
    network = write_pixel_network(tmp_path, encoder, (PLANES, SIDE, SIDE))
    images = np.random.default_rng(0).normal(size=(3, PLANES, SIDE, SIDE)).astype(np.float32)
    assert network(images)["embedding"].shape[0] == 3
    assert check_pixels(encoder, network, images) <= export.TOLERANCE
    with pytest.raises(ModelDamaged, match="differs"):
        check_pixels(RegionEncoder(8), network, images)
