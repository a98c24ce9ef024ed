"""The card of a nodule encoder: prototypes, and how well they tell held-out candidates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medview.domain.agreement import with_interval
from medview.domain.nodules import NODULE, RATED, margins
from medview.imaging.patches import patches
from medview.learning.card import DOUBT_QUANTILE, counted, frame
from medview.learning.dataset import Example, Rated
from medview.learning.export import Network
from medview.learning.free_response_card import candidate_free_response
from medview.learning.gallery import Gallery, centres_of
from medview.learning.measures import area_under_curve, platt, sensitivity_at
from medview.learning.nodules import NoduleTask
from medview.learning.radiology import radiology_embeddings

SHOWN_FROM = 0.5  # the probability from which a candidate is shown
FALSE_ALARMS = (0.01, 0.02, 0.05, 0.1)  # shares of what is no nodule
NODULE_DATA = [
    {
        "name": "LUNA16 candidates, from LIDC-IDRI",
        "licence": "CC BY 4.0 (LUNA16), CC BY 3.0 (LIDC-IDRI)",
        "credit": "Setio et al., Medical Image Analysis 2017;42:1-13; Armato et al., Medical "
        "Physics 2011;38:915-931",
        "used_for": "training, prototypes, validation",
    },
    {
        "name": "134 nodules of LIDC-IDRI with ratings",
        "licence": "CC BY 3.0",
        "credit": "Armato et al., Medical Physics 2011;38:915-931",
        "used_for": "what is shown beside a candidate",
    },
]
NODULE_LICENCE = "Weights: CC BY 4.0, as the data they were learned from."
NODULE_USE = (
    "Marks places of a chest CT that are nearer to lung nodules than to normal tissue, for a "
    "radiologist to accept or reject. Decision support, not a diagnosis: a series without marks "
    "may hold nodules."
)
NODULE_LIMITS = [
    "Learned on slices of candidates; the two planes across them are judged by what slices look "
    "like, which thick slices are not. The first and the last slice are not searched.",
    "Learned on nodules of 3 mm and more; smaller ones are missed.",
    "The figures are over LUNA16's candidates, which other programs had picked, in runs of about "
    "eight scans: on a whole scan there are more places to be wrong at.",
    "At the threshold by which marks are shown, and on LUNA16's candidates, there are many false "
    "marks a scan: see the free response. Most marks are no nodule.",
    "Ground-glass nodules are few in what it learned from, and faint: many are missed.",
]


def nodule_card(task: NoduleTask, network: Network) -> tuple[Gallery, dict[str, Any]]:
    """Return the prototypes and the card (without digests) of a trained nodule encoder."""
    plan, held = task.plan, task.validation_examples
    prototypes = nodule_prototypes(
        task.training, radiology_embeddings(network, task.training, plan.preprocess),
        plan.prototypes, plan.classes,
    )  # fmt: skip
    found = radiology_embeddings(network, held, plan.preprocess)
    rated = rated_gallery(task.rated, network, plan.input_size)
    scores = margins(found, prototypes.embeddings, prototypes.labels.tolist())
    slope, intercept = platt(scores, _truth(held))
    return prototypes.joined(rated), frame(plan) | {
        "licence": NODULE_LICENCE,
        "modalities": ["CT"],
        "intended_use": NODULE_USE,
        "limits": NODULE_LIMITS,
        "data": [
            counted(NODULE_DATA, task.training)[0],
            NODULE_DATA[1] | {"images": len(task.rated)},
        ],
        "validation": {
            "on": "candidates of held-out scans; intervals by runs of about eight scans",
            **held_out_figures(held, scores),
            "free_response": {
                "candidates": candidate_free_response(held, scores, shown_margin(slope, intercept))
            },
        },
        "calibration": {
            "flips": False,
            "slope": slope,
            "intercept": intercept,
            "threshold": SHOWN_FROM,
        },
        "doubt": {"CT": {"distance": _limit_of_doubt(found, prototypes)}},
    }


def shown_margin(slope: float, intercept: float, threshold: float = SHOWN_FROM) -> float:
    """Return the margin from which a candidate's probability is the threshold or more."""
    return float((np.log(threshold / (1 - threshold)) - intercept) / slope)


def nodule_prototypes(
    examples: Sequence[Example],
    embeddings: NDArray[np.float32],
    counts: Sequence[int],
    classes: Sequence[str],
) -> Gallery:
    """Return the centres of so many clusters of each class, of unit length, as a gallery."""
    labels = np.array([e.label for e in examples])
    centres = [
        centres_of(embeddings[labels == name], count)
        for name, count in zip(classes, counts, strict=True)
    ]
    names = [name for name, count in zip(classes, counts, strict=True) for _ in range(count)]
    return Gallery(
        embeddings=np.concatenate(centres),
        labels=np.array(names),
        case_ids=np.array([f"prototype/{name}/{i}" for i, name in enumerate(names)]),
        patients=np.array([f"prototype-{i}" for i in range(len(names))]),
        modalities=np.full(len(names), "CT"),
        sources=np.full(len(names), "centre of learned patches"),
        splits=np.full(len(names), "train"),
    )


def _truth(examples: Sequence[Example]) -> NDArray[np.bool_]:
    return np.array([e.label == NODULE for e in examples])


def held_out_figures(held: Sequence[Example], scores: NDArray[np.float32]) -> dict[str, Any]:
    """Return the AUC, and the sensitivity where so many of the other candidates are marked."""
    truth, scans = _truth(held), [e.patient for e in held]

    def found(share: float) -> dict[str, Any]:
        return with_interval(lambda rows: sensitivity_at(truth[rows], scores[rows], share), scans)

    return {
        "auc": with_interval(lambda rows: area_under_curve(truth[rows], scores[rows]), scans),
        "sensitivity": {f"{share:g}": found(share) for share in FALSE_ALARMS},
    }


def rated_gallery(rated: Sequence[Rated], network: Network, size: int) -> Gallery:
    """Return the rated nodules as a gallery; the label names the malignancy."""
    images = [
        patches(one.voxels, (1.0, 1.0, 1.0), [tuple(n // 2 for n in one.voxels.shape)], size)
        for one in rated
    ]
    return Gallery(
        embeddings=network(np.concatenate(images))["embedding"],
        labels=np.array([f"{RATED}{one.malignancy}" for one in rated]),
        case_ids=np.array([f"lidc/{one.name}" for one in rated]),
        patients=np.array([f"lidc-{one.name}" for one in rated]),
        modalities=np.full(len(rated), "CT"),
        sources=np.full(len(rated), "LIDC-IDRI, rated by radiologists"),
        splits=np.full(len(rated), "train"),
    )


def _limit_of_doubt(found: NDArray[np.float32], prototypes: Gallery) -> float:
    """Return how far held-out candidates lie from their nearest prototype at most, but for few."""
    nearest = 1.0 - (found @ prototypes.embeddings.T).max(axis=1)
    return float(np.quantile(nearest, DOUBT_QUANTILE))
