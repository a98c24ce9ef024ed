"""A trained region encoder to a model package."""

from __future__ import annotations

import logging
import shutil
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import save_file

from medview.domain.errors import ModelDamaged
from medview.learning.card import read_ablations
from medview.learning.export import OPSET, TOLERANCE, Runner, complete_package
from medview.learning.plan import Plan
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
    network = write_region_network(part, encoder, task.plan)
    samples = task.batches(0)(0)["image"].numpy()
    difference = largest_difference(encoder, network, _padded(samples, task.plan.input_size))
    if difference > TOLERANCE:
        raise ModelDamaged(f"The exported network differs from the trained: {difference:.1e}.")
    gallery, card = regions_card(task, lambda planes: network(planes)["embedding"])
    card["ablations"] = read_ablations(plan_path)
    card["recipe"] |= {
        "minutes": round(minutes, 1),
        "torch": torch.__version__.split("+")[0],
        "onnx_difference": difference,
    }
    return complete_package(part, folder, plan_path, gallery, card)


def write_region_network(part: Path, encoder: RegionEncoder, plan: Plan) -> Runner:
    """Write weights.safetensors and encoder.onnx into part and return the latter at work."""
    encoder.eval()
    weights = {name: value.contiguous() for name, value in encoder.state_dict().items()}
    save_file(weights, part / "weights.safetensors")
    logging.getLogger("torch.onnx").setLevel(logging.ERROR)
    torch.onnx.export(
        encoder,
        (torch.rand(2, PLANES, plan.input_size, plan.input_size),),
        str(part / "encoder.onnx"),
        input_names=["image"],
        output_names=["embedding"],
        dynamic_axes={"image": {0: "batch"}, "embedding": {0: "batch"}},
        opset_version=OPSET,
        dynamo=False,
    )
    return Runner(part / "encoder.onnx")


def largest_difference(
    encoder: RegionEncoder, network: Runner, images: NDArray[np.float32]
) -> float:
    """Return the largest difference between ONNX and torch over the embeddings of images."""
    with torch.no_grad():
        expected = encoder.eval()(torch.from_numpy(images)).numpy()
    return float(np.abs(network(images)["embedding"] - expected).max())


def _padded(planes: NDArray[np.float32], side: int) -> NDArray[np.float32]:
    """Return squares mirrored out to the side the exported network takes."""
    more = side - planes.shape[-1]
    return np.pad(planes, ((0, 0), (0, 0), (0, more), (0, more)), mode="reflect")
