"""Measure the free-response curves of a nodule package that is there already.

`MEDVIEW_DATA=DIR python -m medview.bench.fit_free_response PACKAGE`: the network stays as it is,
the card changes. A package that is trained has the curve of held-out candidates from the start; the
one of a series with four readers' marks needs the program that searches it, so it is added here.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

from medview.bench.nodules import LEAST_SHOWN, READERS, SCAN, look_at, opened_scans, steps
from medview.bench.public_sets import data_folder
from medview.domain.nodules import free_response, margins
from medview.inference.detection import NoduleDetector
from medview.inference.encoder import OnnxEncoder
from medview.learning.card import write_card
from medview.learning.dataset import read_radiology
from medview.learning.export import Runner
from medview.learning.free_response_card import candidate_free_response
from medview.learning.nodules_card import NODULE_LIMITS, shown_margin
from medview.learning.radiology import radiology_embeddings
from medview.store.models import ModelPackage, read_package

SERIES_ON = (
    "LIDC-IDRI-0001, the {slices} slices around its nodules and not the whole scan, not learned "
    "from: what all four readers marked, as the program searches a series. Marks on what fewer "
    "readers saw do not count. Too few nodules for an interval, or for a curve."
)


def fit_free_response(package: Path) -> None:
    """Write both curves of the data folder into the card of a package."""
    card = json.loads((package / "card.json").read_text("utf-8"))
    card["validation"]["free_response"] = {
        "candidates": of_candidates(package, card),
        "one_series": of_one_series(read_package(package)),
    }
    card["limits"] = NODULE_LIMITS
    write_card(package, card)


def of_candidates(package: Path, card: dict[str, Any]) -> dict[str, Any]:
    """Return the curve over LUNA16's held-out candidates, as training measures it."""
    held = [
        e for e in read_radiology(data_folder()) if e.group in card["modalities"]
        and e.split == "val"
    ]  # fmt: skip
    found = radiology_embeddings(Runner(package / "encoder.onnx"), held, card["preprocess"])
    with np.load(package / "gallery.npz", allow_pickle=False) as gallery:
        scores = margins(found, gallery["embeddings"], gallery["labels"].tolist())
    told = card["calibration"]
    shown = shown_margin(told["slope"], told["intercept"], told["threshold"])
    return candidate_free_response(held, scores, shown)


def of_one_series(package: ModelPackage) -> dict[str, Any]:
    """Return what is found of the nodules that all four readers of one series marked."""
    gallery = package.gallery()
    encoder = OnnxEncoder(package.card, package.onnx_file)
    detector = NoduleDetector(encoder, gallery.embeddings, gallery.labels, LEAST_SHOWN)
    (scan,) = opened_scans(SCAN)
    known, seen = next(
        (known, seen)
        for _, known, seen in look_at(detector, scan)
        if known and known[0].readers == READERS
    )
    false, found = seen.at(float(package.card.calibration["threshold"]))
    curve = steps(free_response(seen.scores, seen.hits, len(known)))
    return {
        "on": SERIES_ON.format(slices=scan.grid.shape[0]),
        "scans": 1,
        "nodules": len(known),
        "found_at_false_marks": {f"{wrong:g}": {"value": share} for wrong, share in curve}
        or {f"{false}": {"value": 0.0}},
        "shown": {"false_marks": {"value": false}, "found": {"value": found / len(known)}},
    }


if __name__ == "__main__":
    fit_free_response(Path(sys.argv[1]))
