"""A trained pixel encoder to a model package."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file

from medview.domain.lesions import CLASSES
from medview.imaging.preprocess import prepare
from medview.learning.card import tell_making
from medview.learning.dataset import read_picture
from medview.learning.export import check_pixels, complete_package, write_pixel_network
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
    size = task.plan.input_size
    network = write_pixel_network(part, encoder, (3, size, size))
    samples = [
        prepare(read_picture(e), task.plan.preprocess) for e in task.calibration_examples[:3]
    ]
    difference = check_pixels(encoder, network, np.stack(samples))
    prototypes = prototype_gallery(encoder, task.plan)
    card = lesions_card(task, network, prototypes)
    tell_making(card, plan_path, minutes, difference)
    return complete_package(part, folder, plan_path, prototypes, card)


def load_pixel_encoder(package: Path) -> tuple[Plan, PixelEncoder]:
    """Return the plan and the network of a model package."""
    plan = Plan.read(package / "plan.json")
    encoder = PixelEncoder(plan.dimension, sum(plan.prototypes), plan.frozen)
    encoder.load_state_dict(load_file(package / "weights.safetensors"))
    return plan, encoder.eval()


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
