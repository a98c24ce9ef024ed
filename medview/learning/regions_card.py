"""The card of a region encoder: its limit, and how well one click takes a region."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medview.domain.agreement import with_interval
from medview.imaging.similar_pixels import Embed, Pointed, embedding_of
from medview.learning.card import DOUBT_QUANTILE, frame
from medview.learning.gallery import Gallery
from medview.learning.region_data import TEST, TRAIN, TUNE, BoxedTumour, DrawnNodule
from medview.learning.region_measures import LIMITS, similar
from medview.learning.regions import RegionTask

LICENCE = "Weights: CC BY 4.0, as the data they were learned from."
USE = (
    "Takes the region around a click, or within a lasso, whose pixels are like the place that was "
    "pointed at, for a reader to adjust. Decision support, not a diagnosis: every border is to be "
    "looked at."
)
LIMITS_OF_USE = [
    "Learned on lung nodules of CT (masks of one reader each) and on brain tumours of MR (boxes "
    "alone): other structures are taken by what they share with these.",
    "Nothing further than 64 mm from the click is looked at.",
    "CT is seen over the window -1000 to 400 HU: soft tissues that differ by less than about 20 HU "
    "are hardly told apart.",
    "Slices thicker than 3 mm were not learned from.",
    "The masks are of nodules that radiologists rated, cut out at 51 mm; the brain MRs name no "
    "millimetres.",
]
DATA = [
    {
        "name": "134 nodules of LIDC-IDRI with masks",
        "licence": "CC BY 3.0",
        "credit": "Armato et al., Medical Physics 2011;38:915-931",
        "used_for": "training, limit, validation",
    },
    {
        "name": "Brain MR with tumour boxes",
        "licence": "CC BY 4.0",
        "credit": "Cheng, figshare 1512427",
        "used_for": "training, limit, validation",
    },
]


def regions_card(task: RegionTask, embed: Embed) -> tuple[Gallery, dict[str, Any]]:
    """Return the places that were learned from, and the card (without digests)."""
    side = task.plan.input_size
    gallery = _gallery([*task.nodules[TRAIN], *task.tumours[TRAIN][::30]], embed, side)
    limit = best_limit(
        scores(embed, side, task.nodules[TUNE]), scores(embed, side, task.tumours[TUNE])
    )
    nodules, tumours = task.nodules[TEST], task.tumours[TEST]
    at = LIMITS.index(limit)
    drawn, boxed = (scores(embed, side, part)[:, at] for part in (nodules, tumours))
    held = np.concatenate([_places(part, embed, side) for part in (nodules, tumours)])
    return gallery, frame(task.plan) | {
        "licence": LICENCE,
        "modalities": ["CT", "MR"],
        "intended_use": USE,
        "limits": LIMITS_OF_USE,
        "data": [
            DATA[0] | {"images": len(task.nodules[TRAIN])},
            DATA[1] | {"images": len(task.tumours[TRAIN])},
        ],
        "validation": {
            "on": "held-out nodules, and brain MRs of other patients; one click in the middle",
            "dice_slice": _interval(drawn[:, 0], [one.name for one in nodules]),
            "dice_volume": _interval(drawn[:, 1], [one.name for one in nodules]),
            "box_overlap": _interval(boxed[:, 0], [one.patient for one in tumours]),
        },
        "calibration": {"limit": limit},
        "doubt": {name: {"distance": _doubt(held, gallery)} for name in ("CT", "MR")},
    }


def scores(
    embed: Embed, side: int, structures: Sequence[DrawnNodule | BoxedTumour]
) -> NDArray[np.float64]:
    """Return the scores (N, L, 1 or 2) of structures at each of LIMITS."""
    return np.stack([similar(embed, side, one, LIMITS) for one in structures])


def best_limit(drawn: NDArray[np.float64], boxed: NDArray[np.float64]) -> float:
    """Return the limit of the highest mean over Dice by slice, by volume, and overlap of boxes."""
    means = np.column_stack([drawn.mean(axis=0), boxed.mean(axis=0)]).mean(axis=1)
    return LIMITS[int(means.argmax())]


def _places(
    structures: Sequence[DrawnNodule | BoxedTumour], embed: Embed, side: int
) -> NDArray[np.float32]:
    """Return the embedding (N, D) of the middle of each structure."""
    found = []
    for one in structures:
        is_drawn = isinstance(one, DrawnNodule)
        slices = one.voxels if isinstance(one, DrawnNodule) else one.pixels[None]
        spacing = (1.0, 1.0, 1.0) if is_drawn else None
        found.append(embedding_of(embed, side, slices, spacing, Pointed(*one.seed)))
    return np.stack(found)


def _gallery(structures: Sequence[DrawnNodule | BoxedTumour], embed: Embed, side: int) -> Gallery:
    is_drawn = [isinstance(one, DrawnNodule) for one in structures]
    return Gallery(
        embeddings=_places(structures, embed, side),
        labels=np.array(["nodule" if drawn else "tumour" for drawn in is_drawn]),
        case_ids=np.array([f"learned/{one.name}" for one in structures]),
        patients=np.array([f"learned-{one.name}" for one in structures]),
        modalities=np.array(["CT" if drawn else "MR" for drawn in is_drawn]),
        sources=np.array(["LIDC-IDRI" if drawn else "Cheng brain tumour" for drawn in is_drawn]),
        splits=np.full(len(structures), "train"),
    )


def _doubt(held: NDArray[np.float32], gallery: Gallery) -> float:
    """Return how far held-out places lie from the nearest that was learned, but for few."""
    nearest = 1.0 - (held @ gallery.embeddings.T).max(axis=1)
    return float(np.quantile(nearest, DOUBT_QUANTILE))


def _interval(values: NDArray[np.float64], patients: Sequence[str]) -> dict[str, Any]:
    return with_interval(lambda rows: float(values[rows].mean()), patients)
