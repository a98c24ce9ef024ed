"""How well a model package does on labelled cases it is asked about, among its own gallery."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from medview.domain.case import ImageRef
from medview.domain.model import ModelCard
from medview.domain.training import TRAIN, VALIDATION, TrainingCase, TrainingPlan
from medview.learning.answers import GRADES, Outputs, Voters, held_out, known_patients
from medview.learning.evaluation import evaluate, worst_mistakes


def package_figures(
    card: ModelCard, voters: Voters, cases: Sequence[TrainingCase], outputs: Outputs
) -> dict[str, Any]:
    """Return figures with intervals by patient, mistakes, and how many cases the model had seen.

    `outputs` are the package's, rows in the order of cases. Neighbours are those of its gallery,
    never of the query's own patient. Raises PlanError for a label that the model does not know.
    """
    plan = _as_plan(card, voters)
    names = known_patients(voters, outputs["embedding"], [case.patient for case in cases])
    asked = [
        replace(case, patient=name, split=VALIDATION)
        for case, name in zip(cases, names, strict=True)
    ]
    known = [row for row, label in enumerate(voters.labels) if label in plan.classes]
    gallery = [
        TrainingCase(ImageRef(f"gallery {row}"), voters.labels[row], voters.patients[row], TRAIN)
        for row in known
    ]
    both = _stacked(outputs, voters.embeddings[known])
    held = held_out(plan, [*asked, *gallery], both, card.calibration, voters)
    return {
        "figures": evaluate(held).figures(),
        "mistakes": worst_mistakes(held),
        "images": len(held),
        "patients": len(set(held.patients)),
        "seen": int(held.seen.sum()),
    }


def _as_plan(card: ModelCard, voters: Voters) -> TrainingPlan:
    classes = GRADES if card.task == "dr-grading" else tuple(sorted(set(voters.labels)))
    return TrainingPlan(
        id=card.ref.id,
        title=card.title,
        task=card.task,
        kind=card.preprocess["kind"],
        modalities=card.modalities,
        classes=classes,
        input_size=card.input_size,
        dimension=card.dimension,
    )


def _stacked(outputs: Outputs, embeddings: Any) -> dict[str, Any]:
    """Return the outputs with the gallery's embeddings below; of those nothing else is asked."""
    rest = {
        name: np.full((len(embeddings), *values.shape[1:]), np.nan, np.float32)
        for name, values in outputs.items()
    }
    rest["embedding"] = embeddings
    return {name: np.concatenate([values, rest[name]]) for name, values in outputs.items()}
