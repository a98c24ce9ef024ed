"""A run so small that a test can train it: drawn pictures, a small network, a few seconds."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

from medview.domain.case import ImageRef
from medview.domain.training import TRAIN, VALIDATION, TrainingCase, TrainingPlan

PLAN = TrainingPlan(
    id="tiny",
    title="Tiny",
    task="similarity",
    kind="grey",
    modalities=("MR",),
    classes=("ring", "spot"),
    backbone="small-cnn",
    input_size=32,
    dimension=8,
    loss="contrastive",
    sampler="pairs",
    batch_size=4,
    epochs=3,
    frozen_epochs=0,
    patience=0,
    margin=1.0,
)


def tiny_cases(folder: Path, count: int = 24, seed: int = 0) -> list[TrainingCase]:
    """Draw pictures of rings and spots, two of each patient, a third of them held out."""
    folder.mkdir(parents=True, exist_ok=True)
    chance = np.random.default_rng(seed)
    cases = []
    for number in range(count):
        label, patient = PLAN.classes[number % 2], number // 2
        path = folder / f"{number}.png"
        picture = chance.integers(0, 60, (48, 48), np.uint8)
        cv2.circle(picture, (24, 24), 14, 230, 3 if label == "ring" else -1)
        cv2.imwrite(str(path), picture)
        split = VALIDATION if patient % 3 == 0 else TRAIN
        cases.append(TrainingCase(ImageRef(str(path)), label, f"p{patient}", split))
    return cases
