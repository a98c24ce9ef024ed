"""The card of a fundus encoder: its figures on held-out patients, calibration and doubt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medview.domain.agreement import with_interval
from medview.domain.grade import Calibration, Grade, read_grades
from medview.learning.card import DOUBT_QUANTILE, counted, frame, imagenet_features
from medview.learning.dataset import Example
from medview.learning.doubt import risk_coverage, set_figures, set_limits, set_scores
from medview.learning.export import Network
from medview.learning.fundus import FundusTask, fundus_outputs, gallery_shares
from medview.learning.gallery import Gallery
from medview.learning.grading import (
    cross_fitted,
    fit_calibration,
    grading_figures,
    referable_threshold,
)
from medview.learning.quality import quality_calibration, quality_figures

FloatArray = NDArray[np.floating]
Outputs = dict[str, NDArray[np.float32]]

FUNDUS_DATA = [
    {
        "name": "DeepDRiD (official train part)",
        "licence": "CC BY 4.0",
        "credit": "Liu et al., DeepDRiD: Diabetic Retinopathy - Grading and Image Quality "
        "Estimation Challenge, Patterns 2022;3:100512",
        "used_for": "training and gallery; the official validation part chose and calibrated",
    },
    {
        "name": "IDRiD (official train part, with lesion masks)",
        "licence": "CC BY 4.0",
        "credit": "Porwal et al., Indian Diabetic Retinopathy Image Dataset, Data 2018;3:25",
        "used_for": "training and gallery",
    },
]
FUNDUS_USE = (
    "Helps an ophthalmologist grade diabetic retinopathy (ICDR 0-4) on colour fundus photographs "
    "of adults with diabetes, and find similar graded cases. Decision support, not a diagnosis."
)
FUNDUS_LIMITS = [
    "Trained on photographs of two sites (DeepDRiD, IDRiD). On a camera it had not seen the same "
    "recipe, at a smaller budget, fell to kappa 0.72-0.75 (DeepDRiD to IDRiD) and 0.66 (IDRiD to "
    "DeepDRiD): see ablations.",
    "Grades 1 and 4 are rare in the training data; their figures have wide intervals.",
    "Not for macular oedema, other eye diseases, children, ultra-widefield or autofluorescence "
    "pictures.",
    "The probability is calibrated on DeepDRiD's validation patients, where disease is more "
    "frequent than in screening.",
]


def fundus_card(task: FundusTask, network: Network) -> tuple[Gallery, dict[str, Any]]:
    """Return the gallery and the card (without digests) of a trained fundus encoder."""
    plan = task.plan
    gallery = Gallery.of(
        task.gallery_examples,
        fundus_outputs(network, task.gallery_examples, plan.preprocess)["embedding"],
        task.modality,
    )
    held = task.validation_examples
    outputs = fundus_outputs(network, held, plan.preprocess)
    calibration, validation = _fundus_validation(gallery, outputs, held)
    limit = float(np.quantile(_unlikeness(gallery, outputs, held), DOUBT_QUANTILE))
    validation["without_flips"] = _without_flips(task, network, gallery)
    validation["untrained_imagenet_features"] = _untrained_fundus(task)
    validation["doubt"] = _doubt_figures(task, network, gallery, limit)
    if task.left_out_examples:
        validation["unseen_camera"] = _unseen_camera(task, network, gallery, calibration, limit)
    return gallery, frame(plan) | {
        "modalities": [task.modality],
        "intended_use": FUNDUS_USE,
        "limits": FUNDUS_LIMITS,
        "data": counted(FUNDUS_DATA, task.gallery_examples),
        "validation": validation,
        "calibration": calibration,
        "doubt": {task.modality: {"distance": limit, "disagreement": 2}},
    }


def _truth(examples: Sequence[Example]) -> tuple[NDArray[np.int64], list[str]]:
    return np.array([int(e.label) for e in examples]), [e.patient for e in examples]


def _unlikeness(gallery: Gallery, outputs: Outputs, held: Sequence[Example]) -> FloatArray:
    return gallery.unlikeness(outputs["embedding"], [e.patient for e in held])


def _fundus_validation(
    gallery: Gallery, outputs: Outputs, held: Sequence[Example]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the calibration fitted on all of held, and the figures cross-fitted by patient."""
    grades, patients = _truth(held)
    logits = outputs["grade_logits"].astype(np.float64)
    shares = gallery_shares(gallery, outputs, held)
    readings = cross_fitted(logits, shares, grades, patients)
    calibration = fit_calibration(logits, shares, grades, patients)
    threshold = referable_threshold(readings.referable, grades >= 2)
    calibration["referable"]["threshold"] = threshold
    calibration["quality"] = quality_calibration(outputs["quality_logits"], held)
    calibration["sets"] = set_limits(set_scores(readings.shown, readings.shown_grades, grades))
    refer = (readings.referable >= threshold) | (readings.shown_grades >= Grade.MODERATE)
    figures = {
        "on": "DeepDRiD official validation part; calibration cross-fitted by patient",
        **grading_figures(readings, grades, patients),
        "referable_sensitivity": with_interval(
            lambda rows: float((readings.referable[rows] >= threshold)[grades[rows] >= 2].mean()),
            patients,
        ),
        "referable_specificity": with_interval(
            lambda rows: float((readings.referable[rows] < threshold)[grades[rows] < 2].mean()),
            patients,
        ),
        "confusion_shown": _confusion(grades, readings.shown_grades),
        "prediction_sets": set_figures(readings, grades, patients),
        "risk_coverage": risk_coverage(readings, refer, grades, patients),
        "quality": quality_figures(outputs["quality_logits"], held, calibration["quality"]),
        "two_shots_averaged": _two_shots(logits, shares, held),
    }
    return calibration, figures


def _confusion(truth: NDArray[np.int64], given: NDArray[np.int64]) -> list[list[int]]:
    """Return the table [true grade][given grade]."""
    table: list[list[int]] = np.bincount(truth * 5 + given, minlength=25).reshape(5, 5).tolist()
    return table


def _two_shots(logits: FloatArray, shares: FloatArray, held: Sequence[Example]) -> dict[str, Any]:
    """Return the figures when both shots of an eye are averaged before they are read."""
    eyes, owner = np.unique([e.case_id[:-1] for e in held], return_inverse=True)
    first = [int(np.flatnonzero(owner == i)[0]) for i in range(len(eyes))]
    mean_logits = np.stack([logits[owner == i].mean(axis=0) for i in range(len(eyes))])
    mean_shares = np.stack([shares[owner == i].mean(axis=0) for i in range(len(eyes))])
    grades, patients = _truth([held[i] for i in first])
    readings = cross_fitted(mean_logits, mean_shares, grades, patients)
    return grading_figures(readings, grades, patients) | {
        "prediction_sets": set_figures(readings, grades, patients)
    }


def _without_flips(task: FundusTask, network: Network, gallery: Gallery) -> dict[str, Any]:
    """Return the figures when the mirror image is not looked at."""
    held = task.validation_examples
    outputs = fundus_outputs(network, held, task.plan.preprocess, flips=False)
    grades, patients = _truth(held)
    logits = outputs["grade_logits"].astype(np.float64)
    readings = cross_fitted(logits, gallery_shares(gallery, outputs, held), grades, patients)
    return grading_figures(readings, grades, patients)


def _doubt_figures(
    task: FundusTask, network: Network, gallery: Gallery, limit: float
) -> dict[str, Any]:
    """Return how many pictures that are no retina are beyond the limit of doubt."""
    if not task.strangers:
        return {}
    outputs = fundus_outputs(network, task.strangers, task.plan.preprocess)
    far = _unlikeness(gallery, outputs, task.strangers) > limit
    groups = np.array([e.group for e in task.strangers])
    return {
        "quantile_of_validation": DOUBT_QUANTILE,
        "no_retina_doubted": {
            group: round(float(far[groups == group].mean()), 4) for group in np.unique(groups)
        },
    }


def _untrained_fundus(task: FundusTask) -> dict[str, Any]:
    """Return what the same neighbours say on untrained features."""
    held = task.validation_examples
    features = imagenet_features(task.gallery_examples, task.plan.preprocess)
    gallery = Gallery.of(task.gallery_examples, features)
    outputs = {"embedding": imagenet_features(held, task.plan.preprocess)}
    shares = gallery_shares(gallery, outputs, held)
    grades, patients = _truth(held)
    readings = cross_fitted(np.zeros((len(held), 4)), shares, grades, patients)
    figures = grading_figures(readings, grades, patients)
    return {name: figures[name] for name in ("kappa_neighbours", "referable_auc_neighbours")}


def _unseen_camera(
    task: FundusTask,
    network: Network,
    gallery: Gallery,
    calibration: dict[str, Any],
    limit: float,
) -> dict[str, Any]:
    """Return the figures on the cameras the plan left out, nothing fitted on them."""
    away = task.left_out_examples
    outputs = fundus_outputs(network, away, task.plan.preprocess)
    readings = read_grades(
        outputs["grade_logits"].astype(np.float64),
        gallery_shares(gallery, outputs, away),
        Calibration.from_card(calibration),
    )
    grades, patients = _truth(away)
    return {
        **grading_figures(readings, grades, patients),
        "confusion_shown": _confusion(grades, readings.shown_grades),
        "doubted": round(float((_unlikeness(gallery, outputs, away) > limit).mean()), 4),
    }
