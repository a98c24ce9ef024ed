"""How well a model package does on labelled cases it is asked about, among its own gallery."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from medview.domain.grade import GRADE_LABELS
from medview.domain.model import ModelCard
from medview.domain.pseudonym import Pseudonyms
from medview.domain.training import DR_GRADING, TrainingCase
from medview.learning.answers import (
    Outputs,
    Queries,
    Voters,
    answered,
    known_patients,
    voters_in,
)
from medview.learning.evaluation import evaluate, worst_mistakes


def package_figures(
    card: ModelCard,
    voters: Voters,
    cases: Sequence[TrainingCase],
    outputs: Outputs,
    pseudonyms: Pseudonyms,
) -> dict[str, Any]:
    """Return figures with intervals by patient, mistakes, and how many cases the model had seen.

    `outputs` are the package's, rows in the order of cases. Neighbours are those of its gallery,
    never of the query's own patient, who may stand there under `pseudonyms`. Raises PlanError for
    a label that the model does not know, and when there is nothing to measure on.
    """
    classes = GRADE_LABELS if card.task == DR_GRADING else tuple(sorted(set(voters.labels)))
    patients = [case.patient for case in cases]
    names = known_patients(voters, outputs["embedding"], patients, pseudonyms)
    asked = [replace(case, patient=name) for case, name in zip(cases, names, strict=True)]
    queries = Queries(np.arange(len(asked)), asked, outputs, names)
    gallery = voters_in(voters, classes)
    held = answered(queries, card.task, classes, gallery, card.calibration, voters)
    return {
        "figures": evaluate(held).figures(),
        "mistakes": worst_mistakes(held),
        "images": len(held),
        "patients": len(set(held.patients)),
        "seen": int(held.seen.sum()),
    }
