"""How well hard exudate tells diabetic macular edema (DME) on IDRiD, and from how much on.

Two thirds of the photographs that no network learned from choose the cut points, the last third
measures them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medview.domain.agreement import with_interval
from medview.domain.lesions import LesionCalibration, MacularExudate
from medview.imaging.lesion_map import RetinaSquare, landmarks, macular_exudate
from medview.imaging.preprocess import Floats, find_retina, prepare, whole_picture
from medview.learning.dataset import Example, read_rgb, read_table
from medview.learning.measures import area_under_curve

EVERY = 3  # of the photographs, one in so many is measured; the others choose the cut points

Score = Callable[[Floats], NDArray[np.float32]]
Photographs = Sequence[tuple[Path, int]]


@dataclass(frozen=True)
class Measured:
    """Photographs (N,) with their DME risk 0-2, and their hard exudate as shares.

    `macular` is of the circle around the macula, NaN where none was found; `anywhere` of the
    retina in view.
    """

    names: tuple[str, ...]
    risk: NDArray[np.int64]
    macular: NDArray[np.float64]
    anywhere: NDArray[np.float64]

    @property
    def seen(self) -> Measured:
        """Those with a macula."""
        rows = np.flatnonzero(~np.isnan(self.macular))
        names = tuple(self.names[row] for row in rows)
        return Measured(names, self.risk[rows], self.macular[rows], self.anywhere[rows])


def read_macular(root: Path, drawn: Sequence[Example]) -> list[tuple[Path, int]]:
    """Return IDRiD photographs under root with their DME risk 0-2, less those that were learned.

    `drawn` are the photographs with masks; all but the held-out ones are left out.
    """
    folder = root / "fundus/idrid"
    learned = {e.patient for e in drawn if e.split != "test"}
    rows = [
        row
        for row in read_table(folder / "labels.csv")
        if row["exclude"] != "1" and row.get("dme_risk") and f"idrid/{row['image']}" not in learned
    ]
    return [(folder / row["image"], int(row["dme_risk"])) for row in rows]


def tell_oedema(
    photographs: Photographs,
    score: Score,
    preprocess: dict[str, Any],
    calibration: dict[str, list[float]],
) -> tuple[dict[str, float] | None, dict[str, Any]]:
    """Return the cut points of domain OedemaCuts, and how well they tell on the last third.

    Both are of photographs with a macula in view; `without_macula` counts the others. There are no
    cut points where the photographs are too few to choose any.
    """
    numbers = LesionCalibration.from_card(calibration)
    choosing = [one for row, one in enumerate(photographs) if row % EVERY]
    fitted = measured(choosing, score, preprocess, numbers).seen
    held = measured(photographs[::EVERY], score, preprocess, numbers)
    if not (_tells(fitted) and _tells(held.seen)):
        return None, {"on": "too few photographs with a DME risk and a macula in view"}
    cuts = {
        "possible": best_cut(fitted.risk >= 1, fitted.anywhere),
        "referable": best_cut(fitted.risk == 2, fitted.macular),
    }
    return cuts, oedema_figures(held, cuts, len(fitted.names))


def _tells(some: Measured) -> bool:
    """True when there are photographs of risk 2 and of none, and exudate on some of them."""
    has_both = bool((some.risk == 2).any() and (some.risk == 0).any())
    return has_both and bool((some.macular > 0).any())


def measured(
    photographs: Photographs, score: Score, preprocess: dict[str, Any], numbers: LesionCalibration
) -> Measured:
    """Return how much hard exudate each photograph shows."""
    found = [_exudate(path, score, preprocess, numbers) for path, _ in photographs]
    return Measured(
        names=tuple(path.stem for path, _ in photographs),
        risk=np.array([risk for _, risk in photographs], np.int64),
        macular=np.array([np.nan if one is None else one.share for one in found]),
        anywhere=np.array([np.nan if one is None else one.anywhere for one in found]),
    )


def best_cut(truth: NDArray[np.bool_], scores: NDArray[np.float64]) -> float:
    """Return the score from which on sensitivity + specificity is largest.

    Youden, "Index for rating diagnostic tests", Cancer 1950;3:32-35. `truth` (N,) holds both
    kinds, `scores` (N,) some that are more than nought.
    """
    cuts = np.unique(scores[scores > 0])
    gains = [(scores[truth] >= cut).mean() - (scores[~truth] >= cut).mean() for cut in cuts]
    return float(cuts[int(np.argmax(gains))])  # not rounded: that one is still to be told


def oedema_figures(held: Measured, cuts: dict[str, float], fitted: int) -> dict[str, Any]:
    """Return AUC, sensitivity and specificity of both risks, each with its interval."""
    seen = held.seen
    told = {
        "possible": (seen.risk >= 1, seen.anywhere),
        "referable": (seen.risk == 2, seen.macular),
    }
    return {
        "on": f"one in {EVERY} of IDRiD's photographs, none that was learned from; cut points "
        f"chosen on {fitted} others",
        "without_macula": len(held.names) - len(seen.names),
        "auc_risk_1_or_2": _area(*told["possible"], seen.names),
        "auc_risk_2": _area(*told["referable"], seen.names),
        **{name: _at_cut(*told[name], cuts[name], seen.names) for name in told},
    }


def _area(
    truth: NDArray[np.bool_], scores: NDArray[np.float64], names: Sequence[str]
) -> dict[str, Any]:
    return with_interval(lambda rows: area_under_curve(truth[rows], scores[rows]), names)


def _at_cut(
    truth: NDArray[np.bool_], scores: NDArray[np.float64], cut: float, names: Sequence[str]
) -> dict[str, Any]:
    is_told = scores >= cut
    return {
        "sensitivity": with_interval(lambda rows: _share(is_told[rows], truth[rows]), names),
        "specificity": with_interval(lambda rows: _share(~is_told[rows], ~truth[rows]), names),
    }


def _share(told: NDArray[np.bool_], truth: NDArray[np.bool_]) -> float:
    return float(told[truth].mean()) if truth.any() else float("nan")


def _exudate(
    path: Path, score: Score, preprocess: dict[str, Any], numbers: LesionCalibration
) -> MacularExudate | None:
    photograph = read_rgb(path)
    image = prepare(photograph, preprocess)
    square = RetinaSquare(
        find_retina(photograph) or whole_picture(photograph), int(preprocess["size"])
    )
    margins = score(image)
    marks = landmarks(margins, numbers, image[1], square)
    return macular_exudate(margins, numbers, square, marks, [])
