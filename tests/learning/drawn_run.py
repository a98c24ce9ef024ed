"""A run whose network has learned as much as a test wants: its cases, and what it says of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from medview.domain.case import ImageRef
from medview.domain.training import TRAIN, VALIDATION, TrainingCase, TrainingPlan

GRADES = ("0", "1", "2", "3", "4")
SHARES = (0.45, 0.1, 0.25, 0.12, 0.08)  # of the grades


def plan(task: str = "dr-grading", **changes: Any) -> TrainingPlan:
    classes = GRADES if task == "dr-grading" else ("glioma", "meningioma", "pituitary")
    fields: dict[str, Any] = {
        "id": "drawn-run",
        "title": "Drawn",
        "task": task,
        "kind": "fundus" if task == "dr-grading" else "grey",
        "modalities": ("FUNDUS",) if task == "dr-grading" else ("MR",),
        "classes": classes,
        "input_size": 32,
        "dimension": 8,
    }
    return TrainingPlan(**fields | changes)


@dataclass(frozen=True)
class Run:
    """`noise` is what the network has not learned; patients have two photographs of one grade."""

    plan: TrainingPlan
    noise: float = 0.3
    patients: int = 150
    seed: int = 0
    shares: tuple[float, ...] = SHARES
    cases: list[TrainingCase] = field(init=False)
    outputs: dict[str, np.ndarray] = field(init=False)

    def __post_init__(self) -> None:
        # Cases hang on the patients alone, so that two runs of another noise are of the same cases.
        rng = np.random.default_rng(7)
        classes = self.plan.classes
        shares = np.array(self.shares[: len(classes)])
        kinds = rng.choice(len(classes), self.patients, p=shares / shares.sum())
        truth = kinds.repeat(2)
        cases = [
            TrainingCase(
                ref=ImageRef(f"/data/photo-{i}.png"),
                label=classes[kind],
                patient=f"Patient {i // 2}",
                split=TRAIN if i // 2 % 2 else VALIDATION,
                eye=("OD", "OS")[i % 2] if self.plan.task == "dr-grading" else "",
                source="Clinic",
            )
            for i, kind in enumerate(truth)
        ]
        object.__setattr__(self, "cases", cases)
        object.__setattr__(self, "outputs", said(truth, self.plan, self.noise, self.seed))


def said(truth: np.ndarray, plan: TrainingPlan, noise: float, seed: int) -> dict[str, np.ndarray]:
    """Return outputs of a network that sees the truth through noise."""
    rng = np.random.default_rng(seed)
    seen = truth + rng.normal(0, 2 * noise, len(truth))
    angles = seen * (0.35 if plan.task == "dr-grading" else 2.0)
    circle = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    rest = rng.normal(0, 0.1, (len(truth), plan.dimension - 2))
    embedding = np.concatenate([circle, rest], axis=1)
    embedding /= np.linalg.norm(embedding, axis=1, keepdims=True)
    outputs = {"embedding": embedding.astype(np.float32)}
    if plan.task == "dr-grading":
        outputs["grade_logits"] = (3 * (seen[:, None] - np.arange(4) - 0.5)).astype(np.float32)
        outputs["quality_logits"] = rng.normal(1, 1, (len(truth), 4)).astype(np.float32)
    return outputs
