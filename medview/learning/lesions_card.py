"""The card of a lesion model: what it finds on held-out photographs, beside two baselines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medview.domain.agreement import resampled
from medview.domain.lesions import DRAWN, LESIONS, LesionCalibration
from medview.imaging.lesion_map import (
    LEAST_SHARE,
    RetinaSquare,
    map_unlikeness,
    margin_maps,
    on_photograph,
    spots,
)
from medview.imaging.preprocess import Floats, find_retina, prepare, whole_picture
from medview.learning.card import frame
from medview.learning.dataset import Example, read_rgb
from medview.learning.export import Network
from medview.learning.gallery import Gallery
from medview.learning.lesion_baselines import UntrainedPrototypes, filter_margins
from medview.learning.lesion_data import drawn_layers, label_square
from medview.learning.lesion_macula import tell_oedema
from medview.learning.lesions import LesionTask
from medview.learning.measures import calibration_error, platt
from medview.learning.pixel_measures import (
    BINS,
    LARGEST_SCORE,
    average_precision,
    best_threshold,
    counts_by_score,
)

Maps = NDArray[np.float32]
Scorer = Callable[[Floats], Maps]  # an encoder input (3, S, S) to margins (5, S, S)

LESION_DATA = {
    "name": "IDRiD, segmentation part",
    "licence": "CC BY 4.0",
    "credit": "Porwal et al., Data 2018;3:25 (IDRiD)",
    "used_for": "training, calibration, validation",
}
OEDEMA_DATA = {
    "name": "IDRiD, grading part",
    "licence": "CC BY 4.0",
    "credit": "Porwal et al., Data 2018;3:25 (IDRiD)",
    "used_for": "cut points and validation of the risk of macular oedema",
}
LESION_USE = (
    "Marks candidates of microaneurysms, haemorrhages, hard and soft exudates on a fundus "
    "photograph for a reader to accept or reject, and finds places that look like a chosen one. "
    "Tells the risk of macular oedema by hard exudate near the macula, for a reader to judge. "
    "Decision support, not a diagnosis."
)
LESION_LIMITS = [
    "Learned from 42 photographs of one camera and one clinic; on other cameras it will err more.",
    "Microaneurysms are 2-4 pixels wide at the resolution it works at: many are missed, and small "
    "haemorrhages are taken for them.",
    "Soft exudates were drawn on few photographs; their figures have wide intervals.",
    "Probabilities are calibrated on nine photographs, all of diabetic eyes: on healthy eyes a "
    "candidate is less likely to be true than it says.",
    "The risk of macular oedema rests on hard exudate alone: swelling without exudate is not seen, "
    "and drusen near the macula may be taken for it.",
    "Does not know drusen, scars, laser marks, new vessels or dust on the lens.",
]
UNLIKE_ROOM = 1.25  # how much farther than the calibration photographs is still alike
PIXELS_TOLD = 4  # every so manieth pixel calibrates


def lesions_card(task: LesionTask, network: Network, prototypes: Gallery) -> dict[str, Any]:
    """Return the card (without digests) of a trained pixel encoder and its prototypes."""
    plan = task.plan
    embed = network_embeddings(network)
    learned = learned_margins(embed, prototypes.embeddings, prototypes.labels.tolist())
    untrained = UntrainedPrototypes.of(task.training, plan)
    calibration = calibrate(task.calibration_examples, learned, plan.preprocess)
    held = task.validation_examples
    cuts, oedema = tell_oedema(task.macular_examples, learned, plan.preprocess, calibration)
    return frame(plan) | {
        "modalities": ["FUNDUS"],
        "intended_use": LESION_USE,
        "limits": LESION_LIMITS,
        "data": [
            LESION_DATA | {"images": len(task.training)},
            OEDEMA_DATA | {"images": len(task.macular_examples)},
        ],
        "validation": {
            "on": "the held-out third of IDRiD's segmentation part: AUPR over all pixels of the "
            "768 x 510 photographs, intervals by photograph",
            **held_out_figures(held, learned, plan.preprocess, calibration),
            "hard_exudate_near_the_macula": oedema,
            "untrained_imagenet_prototypes": held_out_figures(held, untrained, plan.preprocess),
            "green_channel_filter": held_out_figures(held, filter_margins, plan.preprocess),
        },
        "calibration": {"flips": False} | calibration | ({"oedema": cuts} if cuts else {}),
        "doubt": {"FUNDUS": {"distance": _limit_of_doubt(task, embed, prototypes)}},
    }


def network_embeddings(network: Network) -> Callable[[Floats], Maps]:
    """Return a function from one encoder input (3, S, S) to its embeddings (D, S, S)."""
    return lambda image: network(image[None])["embedding"][0]


def learned_margins(
    embed: Callable[[Floats], Maps], prototypes: NDArray[np.float32], labels: Sequence[str]
) -> Scorer:
    """Return the margins by similarity to prototypes (N, D) of these lesions."""
    return lambda image: margin_maps(embed(image), prototypes, labels)


def scored_photographs(
    examples: Sequence[Example], score: Scorer, preprocess: dict[str, Any]
) -> list[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Return counts_by_score of every photograph, (5, BINS) positives and negatives."""
    answers = []
    for example in examples:
        photograph = read_rgb(example.path)
        height, width = photograph.shape[:2]
        square = RetinaSquare(
            find_retina(photograph) or whole_picture(photograph), int(preprocess["size"])
        )
        margins = score(prepare(photograph, preprocess))
        maps = on_photograph(margins, square, width, height, -LARGEST_SCORE)
        truth = drawn_layers(example, photograph.shape) > 0
        pairs = [counts_by_score(truth[..., c], maps[c]) for c in range(len(DRAWN))]
        answers.append((np.stack([p for p, _ in pairs]), np.stack([n for _, n in pairs])))
    return answers


def held_out_figures(
    examples: Sequence[Example],
    score: Scorer,
    preprocess: dict[str, Any],
    calibration: dict[str, list[float]] | None = None,
) -> dict[str, Any]:
    """Return the AUPR of each of DRAWN, pooled over pixels, and with calibration its error."""
    counts = scored_photographs(examples, score, preprocess)
    positives = np.stack([p for p, _ in counts])
    negatives = np.stack([n for _, n in counts])
    names = [e.patient for e in examples]
    figures: dict[str, Any] = {}
    for place, kind in enumerate(DRAWN):
        own, other = positives[:, place], negatives[:, place]
        figures[f"aupr_{kind}"] = _with_interval(own, other, names)
    if calibration:
        figures["pixel_calibration_error"] = {
            kind: _calibration_error(positives[:, place], negatives[:, place], calibration, place)
            for place, kind in enumerate(LESIONS)
        }
    return figures


def _with_interval(
    positives: NDArray[np.int64], negatives: NDArray[np.int64], names: Sequence[str]
) -> dict[str, Any]:
    draws = [
        average_precision(positives[rows].sum(0), negatives[rows].sum(0))
        for rows in resampled(names, 1000)
    ]
    low, high = np.nanpercentile(draws, [2.5, 97.5])
    return {
        "value": round(average_precision(positives.sum(0), negatives.sum(0)), 4),
        "ci95": [round(float(low), 4), round(float(high), 4)],
        "images": len(names),
        "with_lesion": int((positives.sum(1) > 0).sum()),
    }


def _calibration_error(
    positives: NDArray[np.int64],
    negatives: NDArray[np.int64],
    calibration: dict[str, list[float]],
    place: int,
) -> float | None:
    """Return the expected calibration error of pixels told 5 % or more, None if there are none."""
    centres = (np.arange(BINS) + 0.5) / BINS * 2 * LARGEST_SCORE - LARGEST_SCORE
    numbers = LesionCalibration.from_card(calibration)
    sure = numbers.of_pixels(DRAWN[place], centres)
    told = sure >= 0.05
    own, other = positives.sum(0)[told], negatives.sum(0)[told]
    truth = np.repeat([True, False], [own.sum(), other.sum()])
    given = np.concatenate([np.repeat(sure[told], own), np.repeat(sure[told], other)])
    return round(calibration_error(truth, given), 4) if len(truth) else None


def calibrate(
    examples: Sequence[Example], score: Scorer, preprocess: dict[str, Any]
) -> dict[str, list[float]]:
    """Return the numbers of domain LesionCalibration, from photographs that were not learned."""
    side = int(preprocess["size"])
    margins = [score(prepare(read_rgb(e.path), preprocess)) for e in examples]
    labels = [label_square(e, side) for e in examples]
    rows = [_calibrated(place, margins, labels) for place in range(len(DRAWN))]
    names = ("slopes", "intercepts", "thresholds", "region_slopes", "region_intercepts")
    return {name: [round(row[i], 5) for row in rows] for i, name in enumerate(names)}


def _calibrated(
    place: int, margins: Sequence[Maps], labels: Sequence[NDArray[Any]]
) -> tuple[float, float, float, float, float]:
    seen = [square < 255 for square in labels]
    scores = np.concatenate([m[place][s] for m, s in zip(margins, seen, strict=True)])
    truth = np.concatenate([sq[s] == place for sq, s in zip(labels, seen, strict=True)])
    slope, intercept = platt(scores[::PIXELS_TOLD].astype(np.float64), truth[::PIXELS_TOLD])
    threshold = best_threshold(*counts_by_score(truth, scores))
    least = LEAST_SHARE[DRAWN[place]]
    largest, hits = [], []
    for margin, square in zip(margins, labels, strict=True):
        for spot in spots(margin[place], threshold, least):
            box = square[spot.y : spot.y + spot.mask.shape[0], spot.x : spot.x + spot.mask.shape[1]]
            largest.append(spot.largest)
            hits.append(bool((box[spot.mask] == place).any()))
    of_region = platt(np.array(largest or [0.0]), np.array(hits or [True]))
    return slope, intercept, threshold, *of_region


def _limit_of_doubt(
    task: LesionTask, embed: Callable[[Floats], Maps], prototypes: Gallery
) -> float:
    far = [
        map_unlikeness(
            embed(prepare(read_rgb(e.path), task.plan.preprocess)), prototypes.embeddings
        )
        for e in task.calibration_examples
    ]
    return round(UNLIKE_ROOM * max(far), 5)
