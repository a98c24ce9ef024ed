"""What a model card says: figures on held-out patients, calibration, doubt, data and credit."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from medview.domain.grade import Calibration, read_grades
from medview.imaging.preprocess import prepare
from medview.learning.dataset import Example, read_grey, read_picture
from medview.learning.fundus import (
    FundusTask,
    cross_fitted,
    fit_calibration,
    fundus_outputs,
    gallery_shares,
    grading_figures,
    referable_threshold,
)
from medview.learning.gallery import Gallery
from medview.learning.measures import area_under_curve, platt, with_interval
from medview.learning.networks import Encoder, imagenet_weights
from medview.learning.plan import Plan
from medview.learning.radiology import RadiologyTask, radiology_embeddings

FloatArray = NDArray[np.floating]
Outputs = dict[str, NDArray[np.float32]]

LICENCE = "Weights: CC BY 4.0, as the data they were learned from. ImageNet start: Apache-2.0."
ABLATIONS = "ablations.json"  # beside the plan: figures of runs that are not this one
DOUBT_QUANTILE = 0.99  # this share of held-out pictures of known cameras is not doubted
GOOD_REFUSED = 0.01  # this share of officially good photographs falls below the quality gate
RADIOLOGY_K, RADIOLOGY_TEMPERATURE = 9, 0.1

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
RADIOLOGY_DATA = [
    {
        "name": "Brain tumour dataset",
        "licence": "CC BY 4.0",
        "credit": "Cheng, brain tumor dataset, figshare 1512427",
        "used_for": "training, gallery, validation (MR)",
    },
    {
        "name": "NIH ChestX-ray14 (part)",
        "licence": "no restriction on use, credit asked",
        "credit": "NIH Clinical Center; Wang et al., CVPR 2017",
        "used_for": "training, gallery, validation (DX)",
    },
    {
        "name": "LUNA16 candidates, from LIDC-IDRI",
        "licence": "CC BY 4.0 (LUNA16), CC BY 3.0 (LIDC-IDRI)",
        "credit": "Setio et al., Medical Image Analysis 2017;42:1-13; Armato et al., Medical "
        "Physics 2011;38:915-931",
        "used_for": "training, gallery, validation (CT)",
    },
]
FUNDUS_USE = (
    "Helps an ophthalmologist grade diabetic retinopathy (ICDR 0-4) on colour fundus photographs "
    "of adults with diabetes, and find similar graded cases. Decision support, not a diagnosis."
)
FUNDUS_LIMITS = [
    "Trained on photographs of two camera sites (DeepDRiD, IDRiD); on a camera it has not seen "
    "agreement is lower: see leave-one-camera-out under ablations.",
    "Grades 1 and 4 are rare in the training data; their figures have wide intervals.",
    "Not for macular oedema, other eye diseases, children, ultra-widefield or autofluorescence "
    "pictures.",
    "The probability is calibrated on DeepDRiD's validation patients, where disease is more "
    "frequent than in screening.",
]
RADIOLOGY_USE = (
    "Finds similar labelled pictures: contrast T1 MR slices of brain tumours, frontal chest "
    "radiographs, CT patches around lung nodules. Decision support, not a diagnosis."
)
RADIOLOGY_LIMITS = [
    "Knows glioma, meningioma and pituitary tumour; pneumonia or no finding; nodule or normal "
    "lung. Anything else is compared with these by appearance only.",
    "Chest radiograph labels were read from reports by a program and are noisy.",
    "CT was learned on 50 x 50 pixel patches centred on the candidate, window -1000..400 HU; mark "
    "a region of that kind rather than a whole slice.",
    "Patients of the MR set are known only by file order.",
]


def _frame(plan: Plan) -> dict[str, Any]:
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


def _counted(data: list[dict[str, str]], examples: Sequence[Example]) -> list[dict[str, Any]]:
    """Return data with the number of training images of each set, in the order of its sets."""
    groups = list(dict.fromkeys(e.group for e in examples))
    counts = [sum(e.group == group for e in examples) for group in groups]
    return [{**row, "images": n} for row, n in zip(data, counts, strict=False)]


# Fundus


def fundus_card(task: FundusTask, encoder: Encoder) -> tuple[Gallery, dict[str, Any]]:
    """Return the gallery and the card (without digests) of a trained fundus encoder."""
    plan = task.plan
    gallery = Gallery.of(
        task.gallery_examples,
        fundus_outputs(encoder, task.gallery_examples, plan.preprocess)["embedding"],
        task.modality,
    )
    held = task.validation_examples
    outputs = fundus_outputs(encoder, held, plan.preprocess)
    calibration, validation = _fundus_validation(gallery, outputs, held)
    limit = float(np.quantile(_unlikeness(gallery, outputs, held), DOUBT_QUANTILE))
    validation["untrained_imagenet_features"] = _untrained_fundus(task)
    validation["doubt"] = _doubt_figures(task, encoder, gallery, limit)
    return gallery, _frame(plan) | {
        "modalities": [task.modality],
        "intended_use": FUNDUS_USE,
        "limits": FUNDUS_LIMITS,
        "data": _counted(FUNDUS_DATA, task.gallery_examples),
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
    calibration["quality"] = _quality_gate(outputs["quality_logit"][:, 0], held)
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
        "quality_auc": _quality_auc(outputs["quality_logit"][:, 0], held),
        "two_shots_averaged": _two_shots(logits, shares, held),
    }
    return calibration, figures


def _confusion(truth: NDArray[np.int64], given: NDArray[np.int64]) -> list[list[int]]:
    """Return the table [true grade][given grade]."""
    table: list[list[int]] = np.bincount(truth * 5 + given, minlength=25).reshape(5, 5).tolist()
    return table


def _quality_gate(logits: NDArray[np.float32], held: Sequence[Example]) -> dict[str, float]:
    """Return the calibration of P(good quality) and the gate below which no grade is given."""
    quality = np.array([e.quality for e in held])
    known = ~np.isnan(quality)
    slope, intercept = platt(logits[known].astype(np.float64), quality[known] > 0.5)
    scores = 1 / (1 + np.exp(-(slope * logits + intercept)))
    gate = float(np.quantile(scores[known & (quality > 0.5)], GOOD_REFUSED))
    return {"slope": slope, "intercept": intercept, "threshold": gate}


def _quality_auc(logits: NDArray[np.float32], held: Sequence[Example]) -> dict[str, Any]:
    known = [i for i, e in enumerate(held) if not np.isnan(e.quality)]
    good = np.array([held[i].quality > 0.5 for i in known])
    scores = logits[known].astype(np.float64)
    return with_interval(
        lambda rows: area_under_curve(good[rows], scores[rows]), [held[i].patient for i in known]
    )


def _two_shots(logits: FloatArray, shares: FloatArray, held: Sequence[Example]) -> dict[str, Any]:
    """Return the figures when both shots of an eye are averaged before they are read."""
    eyes, owner = np.unique([e.case_id[:-1] for e in held], return_inverse=True)
    first = [int(np.flatnonzero(owner == i)[0]) for i in range(len(eyes))]
    mean_logits = np.stack([logits[owner == i].mean(axis=0) for i in range(len(eyes))])
    mean_shares = np.stack([shares[owner == i].mean(axis=0) for i in range(len(eyes))])
    grades, patients = _truth([held[i] for i in first])
    readings = cross_fitted(mean_logits, mean_shares, grades, patients)
    return grading_figures(readings, grades, patients)


def _doubt_figures(
    task: FundusTask, encoder: Encoder, gallery: Gallery, limit: float
) -> dict[str, Any]:
    """Return how many pictures that are no retina are beyond the limit of doubt."""
    if not task.strangers:
        return {}
    outputs = fundus_outputs(encoder, task.strangers, task.plan.preprocess)
    far = _unlikeness(gallery, outputs, task.strangers) > limit
    groups = np.array([e.group for e in task.strangers])
    return {
        "quantile_of_validation": DOUBT_QUANTILE,
        "no_retina_doubted": {
            group: round(float(far[groups == group].mean()), 4) for group in np.unique(groups)
        },
    }


@torch.no_grad()
def imagenet_features(examples: Sequence[Example], preprocess: dict[str, Any]) -> Any:
    """Return unit-length features (N, 1280) of the network before any training of ours."""
    encoder = Encoder(weights=imagenet_weights()).eval()
    parts = []
    for start in range(0, len(examples), 32):
        images = [prepare(read_picture(e), preprocess) for e in examples[start : start + 32]]
        parts.append(encoder.features(torch.from_numpy(np.stack(images)))[1].numpy())
    features = np.concatenate(parts)
    return features / np.linalg.norm(features, axis=1, keepdims=True)


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


def grade_elsewhere(
    task: FundusTask, encoder: Encoder, elsewhere: Sequence[Example]
) -> dict[str, Any]:
    """Return the figures on another camera's photographs, calibrated as on the validation set.

    Nothing is fitted on `elsewhere`: this is leave-one-camera-out.
    """
    plan = task.plan
    found = fundus_outputs(encoder, task.gallery_examples, plan.preprocess)["embedding"]
    gallery = Gallery.of(task.gallery_examples, found)
    held = task.validation_examples
    at_home = fundus_outputs(encoder, held, plan.preprocess)
    numbers, _ = _fundus_validation(gallery, at_home, held)
    away = fundus_outputs(encoder, elsewhere, plan.preprocess)
    readings = read_grades(
        away["grade_logits"].astype(np.float64),
        gallery_shares(gallery, away, elsewhere),
        Calibration.from_card(numbers),
    )
    grades, patients = _truth(elsewhere)
    limit = np.quantile(_unlikeness(gallery, at_home, held), DOUBT_QUANTILE)
    doubted = _unlikeness(gallery, away, elsewhere) > limit
    return {
        **grading_figures(readings, grades, patients),
        "confusion_shown": _confusion(grades, readings.shown_grades),
        "doubted": round(float(doubted.mean()), 4),
    }


# Radiology


def radiology_card(task: RadiologyTask, encoder: Encoder) -> tuple[Gallery, dict[str, Any]]:
    """Return the gallery and the card (without digests) of a trained radiology encoder."""
    plan = task.plan
    held = task.validation_examples
    gallery = _limited(
        Gallery.of(task.training, radiology_embeddings(encoder, task.training, plan.preprocess)),
        plan.gallery_limit,
    )
    found = radiology_embeddings(encoder, held, plan.preprocess)
    features = Gallery.of(task.training, imagenet_features(task.training, plan.preprocess))
    pixels = Gallery.of(task.training, _raw_pixels(task.training))
    return gallery, _frame(plan) | {
        "modalities": list(plan.sources),
        "intended_use": RADIOLOGY_USE,
        "limits": RADIOLOGY_LIMITS,
        "data": _counted(RADIOLOGY_DATA, task.training),
        "validation": {
            "on": "held-out patients; neighbours vote among the same modality's gallery",
            **neighbour_figures(gallery, found, held),
            "untrained_imagenet_features": neighbour_figures(
                features, imagenet_features(held, plan.preprocess), held
            ),
            "raw_pixels": neighbour_figures(pixels, _raw_pixels(held), held),
        },
        "calibration": {"flips": False},
        "doubt": _radiology_doubt(gallery, found, held),
    }


def _limited(gallery: Gallery, limits: dict[str, int]) -> Gallery:
    """Return the gallery with at most so many cases of a modality, spread over its order."""
    keep = [
        rows[np.linspace(0, len(rows) - 1, min(len(rows), limits.get(name, len(rows)))).astype(int)]
        for name in np.unique(gallery.modalities)
        for rows in (np.flatnonzero(gallery.modalities == name),)
    ]
    return gallery.take(np.sort(np.concatenate(keep)))


def _raw_pixels(examples: Sequence[Example], side: int = 32) -> NDArray[np.float32]:
    """Return the pictures themselves, small, centred and of unit length: (N, side * side)."""
    planes = np.stack(
        [prepare(read_grey(e), {"kind": "grey", "size": side})[0].ravel() for e in examples]
    )
    planes = planes - planes.mean(axis=1, keepdims=True)
    unit: NDArray[np.float32] = planes / np.linalg.norm(planes, axis=1, keepdims=True).clip(1e-6)
    return unit


def neighbour_figures(
    gallery: Gallery, embeddings: NDArray[np.float32], held: Sequence[Example]
) -> dict[str, Any]:
    """Return, by modality, accuracy of the neighbours' vote and, of two classes, its AUC."""
    groups = np.array([e.group for e in held])
    return {
        name: _one_modality(
            gallery.take(gallery.modalities == name),
            embeddings[groups == name],
            [e for e in held if e.group == name],
        )
        for name in np.unique(groups)
    }


def _one_modality(
    gallery: Gallery, embeddings: NDArray[np.float32], held: Sequence[Example]
) -> dict[str, Any]:
    classes = np.unique(gallery.labels).tolist()
    patients = [e.patient for e in held]
    truth = np.array([classes.index(e.label) for e in held])
    shares = gallery.shares(embeddings, patients, classes, RADIOLOGY_K, RADIOLOGY_TEMPERATURE)
    hit = shares.argmax(axis=1) == truth
    figures = {"accuracy": with_interval(lambda rows: float(hit[rows].mean()), patients)}
    if len(classes) == 2:
        scores = _nearness(gallery, embeddings, patients, classes)
        figures["auc_by_distance"] = with_interval(
            lambda rows: area_under_curve(truth[rows] == 1, scores[rows]), patients
        )
    return figures


def _nearness(
    gallery: Gallery,
    embeddings: NDArray[np.float32],
    patients: Sequence[str],
    classes: Sequence[str],
) -> FloatArray:
    """Return how much nearer (N,) the second class's nearest cases are than the first's."""
    first, second = (
        gallery.take(gallery.labels == name)
        .nearest(embeddings, patients, RADIOLOGY_K)[0]
        .mean(axis=1)
        for name in classes
    )
    return first - second


def _radiology_doubt(
    gallery: Gallery, embeddings: NDArray[np.float32], held: Sequence[Example]
) -> dict[str, dict[str, float]]:
    """Return the limit of doubt of each modality."""
    groups = np.array([e.group for e in held])
    limits = {}
    for name in np.unique(groups):
        patients = [e.patient for e in held if e.group == name]
        own = gallery.take(gallery.modalities == name)
        far = own.unlikeness(embeddings[groups == name], patients)
        limits[str(name)] = {"distance": float(np.quantile(far, DOUBT_QUANTILE))}
    return limits
