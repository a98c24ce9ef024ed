"""How well hard exudate near the macula tells diabetic macular edema (DME) on IDRiD."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medview.domain.agreement import with_interval
from medview.domain.lesions import LesionCalibration
from medview.imaging.lesion_map import RetinaSquare, landmarks, macular_exudate
from medview.imaging.preprocess import Floats, find_retina, prepare, whole_picture
from medview.learning.dataset import Example, read_rgb, read_table
from medview.learning.measures import area_under_curve

EVERY = 3  # of the photographs, one in so many is measured


def read_macular(root: Path, drawn: Sequence[Example]) -> list[tuple[Path, int]]:
    """Return IDRiD photographs under root with their DME risk 0-2, less those that were learned.

    `drawn` are the photographs with masks; all but the held-out ones are left out. One in EVERY
    of the others is taken.
    """
    folder = root / "fundus/idrid"
    learned = {e.patient for e in drawn if e.split != "test"}
    rows = [
        row
        for row in read_table(folder / "labels.csv")
        if row["exclude"] != "1" and row.get("dme_risk") and f"idrid/{row['image']}" not in learned
    ]
    return [(folder / row["image"], int(row["dme_risk"])) for row in rows[::EVERY]]


def macular_figures(
    photographs: Sequence[tuple[Path, int]],
    score: Callable[[Floats], NDArray[np.float32]],
    preprocess: dict[str, Any],
    calibration: dict[str, list[float]],
) -> dict[str, Any]:
    """Return the AUC of the exudate's share of the macula for DME risk >= 1 and for 2.

    Photographs without a disc in view have no macula; they count as without exudate.
    """
    numbers = LesionCalibration.from_card(calibration)
    shares = [_share(path, score, preprocess, numbers) for path, _ in photographs]
    seen = np.array([0.0 if share is None else share for share in shares])
    risk = np.array([risk for _, risk in photographs])
    names = [path.stem for path, _ in photographs]
    if not len(names):
        return {"on": "no photograph with a DME risk"}
    return {
        "on": f"one in {EVERY} of IDRiD's photographs, none that was learned from",
        "without_macula": sum(share is None for share in shares),
        "auc_risk_1_or_2": with_interval(
            lambda rows: area_under_curve(risk[rows] >= 1, seen[rows]), names
        ),
        "auc_risk_2": with_interval(
            lambda rows: area_under_curve(risk[rows] == 2, seen[rows]), names
        ),
    }


def _share(
    path: Path,
    score: Callable[[Floats], NDArray[np.float32]],
    preprocess: dict[str, Any],
    numbers: LesionCalibration,
) -> float | None:
    photograph = read_rgb(path)
    image = prepare(photograph, preprocess)
    square = RetinaSquare(
        find_retina(photograph) or whole_picture(photograph), int(preprocess["size"])
    )
    margins = score(image)
    marks = landmarks(margins, numbers, image[1], square)
    near = macular_exudate(margins, numbers, square, marks, [])
    return None if near is None else near.share
