"""The card of a radiology encoder: what its neighbours say of held-out patients, by modality."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medview.domain.agreement import with_interval
from medview.imaging.preprocess import prepare
from medview.learning.card import DOUBT_QUANTILE, counted, frame, imagenet_features
from medview.learning.dataset import Example, read_grey
from medview.learning.export import Network
from medview.learning.gallery import Gallery
from medview.learning.measures import area_under_curve
from medview.learning.radiology import RadiologyTask, radiology_embeddings

FloatArray = NDArray[np.floating]

RADIOLOGY_K, RADIOLOGY_TEMPERATURE = 9, 0.1
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


def radiology_card(task: RadiologyTask, network: Network) -> tuple[Gallery, dict[str, Any]]:
    """Return the gallery and the card (without digests) of a trained radiology encoder."""
    plan = task.plan
    held = task.validation_examples
    gallery = _limited(
        Gallery.of(task.training, radiology_embeddings(network, task.training, plan.preprocess)),
        plan.gallery_limit,
    )
    found = radiology_embeddings(network, held, plan.preprocess)
    features = Gallery.of(task.training, imagenet_features(task.training, plan.preprocess))
    pixels = Gallery.of(task.training, _raw_pixels(task.training))
    return gallery, frame(plan) | {
        "modalities": list(plan.sources),
        "intended_use": RADIOLOGY_USE,
        "limits": RADIOLOGY_LIMITS,
        "data": counted(RADIOLOGY_DATA, task.training),
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
