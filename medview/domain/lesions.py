"""Lesions of diabetic retinopathy: what a pixel embedding says, and the candidates it leads to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
import numpy.typing as npt

from medview.domain.case import Case, CaseId
from medview.domain.model import ModelRef

FloatArray = npt.NDArray[np.floating]
Point = tuple[float, float]  # x, y in pixels of the original photograph

# The order of the masks, the prototypes and everything counted by lesion.
LESIONS = ("microaneurysm", "haemorrhage", "hard_exudate", "soft_exudate")
OPTIC_DISC, BACKGROUND = "optic_disc", "background"
DRAWN = (*LESIONS, OPTIC_DISC)
CLASSES = (*DRAWN, BACKGROUND)
SCALE = 16.0  # of a cosine before the softmax, in training and at work


@dataclass(frozen=True)
class LesionCalibration:
    """How a margin becomes a probability, one number for each of DRAWN; from the model's card.

    `slopes`, `intercepts`: of a pixel; `region_slopes`, `region_intercepts`: of a region's largest
    margin, for "this region touches a drawn lesion". `thresholds`: the margin from which a pixel
    belongs to a candidate.
    """

    slopes: FloatArray
    intercepts: FloatArray
    region_slopes: FloatArray
    region_intercepts: FloatArray
    thresholds: FloatArray

    @classmethod
    def from_card(cls, calibration: Mapping[str, Any]) -> LesionCalibration:
        """Read the card's numbers; raise KeyError, TypeError or ValueError when they are not."""
        names = cls.__dataclass_fields__
        lists = {name: np.asarray(calibration[name], dtype=np.float64) for name in names}
        for name, numbers in lists.items():
            if numbers.shape != (len(DRAWN),) or not np.isfinite(numbers).all():
                raise ValueError(f"'{name}' of 'calibration' must hold {len(DRAWN)} numbers")
        return cls(**lists)

    def of_pixels(self, kind: str, margins: FloatArray) -> FloatArray:
        """Return the probability that pixels of these margins are of a kind of DRAWN."""
        place = DRAWN.index(kind)
        return _sigmoid(self.slopes[place] * margins + self.intercepts[place])

    def of_region(self, kind: str, largest: float) -> float:
        """Return the probability that a candidate with this largest margin is of a kind."""
        place = DRAWN.index(kind)
        logit = self.region_slopes[place] * largest + self.region_intercepts[place]
        return float(_sigmoid(np.array(logit)))


def _sigmoid(logits: FloatArray) -> FloatArray:
    value: FloatArray = 1.0 / (1.0 + np.exp(-np.clip(logits, -30, 30)))
    return value


def class_margins(
    embeddings: npt.NDArray[np.float32],
    prototypes: npt.NDArray[np.float32],
    labels: Sequence[str],
    scale: float = SCALE,
) -> npt.NDArray[np.float32]:
    """Return how much nearer embeddings (N, D) are to each of DRAWN than to all else, (5, N).

    With l_c = log sum_k exp(scale s_ck) over the cosines s to the prototypes (P, D) of class c,
    named by `labels`: l_c - log sum_(b != c) exp(l_b), the log odds of the softmax over classes.
    """
    return margins_of(embeddings @ prototypes.T, labels, scale)


def margins_of(
    cosines: npt.NDArray[np.float32], labels: Sequence[str], scale: float = SCALE
) -> npt.NDArray[np.float32]:
    """Return class_margins (5, N) of the cosines (N, P) to the prototypes named by `labels`."""
    weights = np.exp(scale * (cosines - 1.0))
    names = np.asarray(labels)
    shares = np.stack([weights[:, names == name].sum(axis=1) for name in CLASSES])
    total = shares.sum(axis=0)
    drawn = shares[: len(DRAWN)]
    odds = np.log(drawn + 1e-20) - np.log(np.maximum(total - drawn, 0) + 1e-20)
    return odds.astype(np.float32)


@dataclass(frozen=True)
class LesionRegion:
    """One candidate. Lengths and areas are in pixels of the original photograph.

    `disc_areas` is the area over that of the optic disc, None where no disc was found;
    `retina_share` over that of the retina in view; `mm2` in mm², None without a trusted spacing.
    """

    kind: str
    probability: float
    centre: Point
    outline: tuple[Point, ...]
    area: float
    retina_share: float
    disc_areas: float | None = None
    mm2: float | None = None


@dataclass(frozen=True)
class Landmarks:
    """Where the retina, the optic disc and the macula are, in pixels of the photograph.

    `disc_diameter` is that of a circle of the disc's area. The macula is where the darkest blurred
    place is near the point 2.5 disc diameters from the disc, towards the middle of the picture.
    """

    retina_area: float
    disc: Point | None = None
    disc_diameter: float = 0.0
    macula: Point | None = None


@dataclass(frozen=True)
class MacularExudate:
    """Hard exudate within one disc diameter of the macula's centre, the classic sign of DME.

    `area` in pixels of the photograph, weighed by probability; `share` of that circle; `nearest`:
    the distance of the nearest candidate to the macula in disc diameters, None when there is none.
    `anywhere` is the hard exudate of the whole retina in view, as a share of it.
    """

    area: float
    share: float
    nearest: float | None
    anywhere: float = 0.0


@dataclass(frozen=True)
class LesionFindings:
    """The candidates of one photograph, most probable first, and who found them.

    `unlike` is True when the photograph is unlike those the model learned from. `fault` says why
    nothing was looked for, "" when it was.
    """

    case_id: CaseId
    model: ModelRef
    candidates: tuple[LesionRegion, ...] = ()
    landmarks: Landmarks | None = None
    macular: MacularExudate | None = None
    unlike: bool = False
    fault: str = ""

    def counts(self) -> dict[str, int]:
        """Return how many candidates there are of each of LESIONS."""
        found = Counter(region.kind for region in self.candidates)
        return {kind: found[kind] for kind in LESIONS}


@dataclass(frozen=True)
class LesionDecision:
    """What a reader made of a candidate; the newest of a place is what counts."""

    case_id: CaseId
    region: LesionRegion
    accepted: bool
    reader: str
    decided_at: datetime
    model: ModelRef


def newest_of_each(decisions: Sequence[LesionDecision]) -> tuple[LesionDecision, ...]:
    """Return the newest decision on each place, of the decisions on one photograph in time."""
    newest = {(one.region.kind, one.region.centre): one for one in decisions}
    return tuple(newest.values())


@dataclass(frozen=True)
class LesionReview:
    """What the model found on a photograph, and the newest decision on each place of it."""

    findings: LesionFindings
    decisions: tuple[LesionDecision, ...] = ()


@dataclass(frozen=True, eq=False)
class SimilarPlace:
    """A place on a photograph that looks like the one that was asked for.

    `similarity` is the mean cosine of its pixels' embeddings to the asked region's mean, 1 for the
    same. `crop` (h, w, 3) shows the place with its surroundings.
    """

    case: Case
    region: LesionRegion
    similarity: float
    crop: npt.NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class SimilarPlaces:
    """The region around a point, and where else it looks like that, most similar first.

    `searched` counts the photographs that were looked at, the region's own among them.
    """

    case_id: CaseId
    model: ModelRef
    region: LesionRegion
    places: tuple[SimilarPlace, ...] = ()
    searched: int = 1
