"""A trained pixel encoder to a model package."""

from __future__ import annotations

import logging
import shutil
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file, save_file

from medview.domain.errors import ModelDamaged
from medview.domain.lesions import CLASSES
from medview.imaging.preprocess import prepare
from medview.learning.card import read_ablations
from medview.learning.dataset import read_picture
from medview.learning.export import OPSET, TOLERANCE, Runner, complete_package
from medview.learning.gallery import Gallery
from medview.learning.lesions import LesionTask
from medview.learning.lesions_card import lesions_card
from medview.learning.pixel_network import PixelEncoder
from medview.learning.plan import Plan


def publish_lesions(
    task: LesionTask, encoder: PixelEncoder, plan_path: Path, folder: Path, minutes: float
) -> Path:
    """Export encoder, evaluate it on the held-out photographs and write its package into folder."""
    part = folder.with_name(folder.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    network = write_pixel_network(part, encoder, task.plan.input_size)
    samples = [
        prepare(read_picture(e), task.plan.preprocess) for e in task.calibration_examples[:3]
    ]
    difference = largest_pixel_difference(encoder, network, np.stack(samples))
    if difference > TOLERANCE:
        raise ModelDamaged(f"The exported network differs from the trained: {difference:.1e}.")
    prototypes = prototype_gallery(encoder, task.plan)
    card = lesions_card(task, network, prototypes)
    card["ablations"] = read_ablations(plan_path)
    card["recipe"] |= {
        "minutes": round(minutes, 1),
        "torch": torch.__version__.split("+")[0],
        "onnx_difference": difference,
    }
    return complete_package(part, folder, plan_path, prototypes, card)


def write_pixel_network(part: Path, encoder: PixelEncoder, size: int) -> Runner:
    """Write weights.safetensors and encoder.onnx into part and return the latter at work."""
    encoder.eval()
    weights = {name: value.contiguous() for name, value in encoder.state_dict().items()}
    save_file(weights, part / "weights.safetensors")
    logging.getLogger("torch.onnx").setLevel(logging.ERROR)
    torch.onnx.export(
        encoder,
        (torch.rand(2, 3, size, size),),
        str(part / "encoder.onnx"),
        input_names=["image"],
        output_names=["embedding"],
        dynamic_axes={"image": {0: "batch"}, "embedding": {0: "batch"}},
        opset_version=OPSET,
        dynamo=False,
    )
    return Runner(part / "encoder.onnx")


def load_pixel_encoder(package: Path) -> tuple[Plan, PixelEncoder]:
    """Return the plan and the network of a model package."""
    plan = Plan.read(package / "plan.json")
    encoder = PixelEncoder(plan.dimension, sum(plan.prototypes), plan.frozen)
    encoder.load_state_dict(load_file(package / "weights.safetensors"))
    return plan, encoder.eval()


def largest_pixel_difference(
    encoder: PixelEncoder, network: Runner, images: NDArray[np.float32]
) -> float:
    """Return the largest difference between ONNX and torch over the embeddings of images."""
    with torch.no_grad():
        expected = encoder.eval()(torch.from_numpy(images)).numpy()
    return float(np.abs(network(images)["embedding"] - expected).max())


def prototype_gallery(encoder: PixelEncoder, plan: Plan) -> Gallery:
    """Return the learned prototypes, labelled with their class: what votes for a pixel."""
    with torch.no_grad():
        unit = torch.nn.functional.normalize(encoder.prototypes, dim=1).numpy()
    labels = [name for name, n in zip(CLASSES, plan.prototypes, strict=True) for _ in range(n)]
    count = len(labels)
    return Gallery(
        embeddings=unit.astype(np.float32),
        labels=np.array(labels),
        case_ids=np.array([f"prototype/{label}/{i}" for i, label in enumerate(labels)]),
        patients=np.array([f"prototype-{i}" for i in range(count)]),
        modalities=np.full(count, "FUNDUS"),
        sources=np.full(count, "learned from IDRiD segmentation"),
        splits=np.full(count, "train"),
    )
