"""A trained region encoder to a model package."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from medview.learning.card import tell_making
from medview.learning.export import check_pixels, complete_package, write_pixel_network
from medview.learning.region_network import PLANES, RegionEncoder
from medview.learning.regions import RegionTask
from medview.learning.regions_card import regions_card


def publish_regions(
    task: RegionTask, encoder: RegionEncoder, plan_path: Path, folder: Path, minutes: float
) -> Path:
    """Export encoder, evaluate it on held-out structures and write its package into folder."""
    part = folder.with_name(folder.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    size = task.plan.input_size
    network = write_pixel_network(part, encoder, (PLANES, size, size))
    samples = task.batches(0)(0)["image"].numpy()
    difference = check_pixels(encoder, network, _padded(samples, size))
    gallery, card = regions_card(task, lambda planes: network(planes)["embedding"])
    tell_making(card, plan_path, minutes, difference)
    return complete_package(part, folder, plan_path, gallery, card)


def _padded(planes: NDArray[np.float32], side: int) -> NDArray[np.float32]:
    """Return squares mirrored out to the side the exported network takes."""
    more = side - planes.shape[-1]
    return np.pad(planes, ((0, 0), (0, 0), (0, more), (0, more)), mode="reflect")
