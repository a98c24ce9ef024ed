"""What every model card holds, and the figures of untrained features to compare with."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch

from medview.imaging.preprocess import prepare
from medview.learning.dataset import Example, read_picture
from medview.learning.networks import Encoder, generalised_mean, imagenet_weights
from medview.learning.plan import Plan

LICENCE = "Weights: CC BY 4.0, as the data they were learned from. ImageNet start: Apache-2.0."
ABLATIONS = "ablations.json"  # beside the plan: figures of runs that are not this one
DOUBT_QUANTILE = 0.99  # this share of held-out pictures of known cameras is not doubted


def frame(plan: Plan) -> dict[str, Any]:
    """Return what the card takes from the plan."""
    return {
        "id": plan.id,
        "version": plan.version,
        "title": plan.title,
        "task": plan.task,
        "input_size": plan.input_size,
        "dimension": plan.dimension,
        "preprocess": plan.preprocess,
        "recipe": plan.model_dump(mode="json"),
        "licence": LICENCE,
    }


def read_ablations(plan_file: Path) -> list[dict[str, Any]]:
    """Return the table of other runs kept beside the plan, [] when there is none."""
    path = plan_file.with_name(ABLATIONS)
    table: list[dict[str, Any]] = json.loads(path.read_text("utf-8")) if path.exists() else []
    return table


def tell_making(card: dict[str, Any], plan_file: Path, minutes: float, difference: float) -> None:
    """Write into a card what the plan tried, how long training took, and how true the export is.

    `difference` is the largest one between ONNX and torch.
    """
    card["ablations"] = read_ablations(plan_file)
    card["recipe"] |= {
        "minutes": round(minutes, 1),
        "torch": torch.__version__.split("+")[0],
        "onnx_difference": difference,
    }


def write_card(package: Path, card: dict[str, Any]) -> None:
    """Put a card in the place of the one a package has, whole or not at all."""
    part = package / "card.json.part"
    with part.open("w", encoding="utf-8") as stream:
        stream.write(json.dumps(card, indent=1, ensure_ascii=False) + "\n")
        stream.flush()
        os.fsync(stream.fileno())
    part.replace(package / "card.json")


def counted(data: list[dict[str, str]], examples: Sequence[Example]) -> list[dict[str, Any]]:
    """Return data with the number of training images of each set, in the order of its sets."""
    groups = list(dict.fromkeys(e.group for e in examples))
    counts = [sum(e.group == group for e in examples) for group in groups]
    return [{**row, "images": n} for row, n in zip(data, counts, strict=False)]


@torch.no_grad()
def imagenet_features(examples: Sequence[Example], preprocess: dict[str, Any]) -> Any:
    """Return unit-length features (N, 1280) of the network before any training of ours."""
    encoder = Encoder(weights=imagenet_weights()).eval()
    parts = []
    for start in range(0, len(examples), 32):
        images = [prepare(read_picture(e), preprocess) for e in examples[start : start + 32]]
        maps = encoder.maps(torch.from_numpy(np.stack(images)))
        parts.append(generalised_mean(maps.top).numpy())
    features = np.concatenate(parts)
    return features / np.linalg.norm(features, axis=1, keepdims=True)
