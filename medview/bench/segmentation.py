"""Regions from one click: against drawn nodules and tumour boxes, beside region growing.

`medview bench segmentation` reads ../shared/data (or MEDVIEW_DATA). The model's limit and the
parameters of region growing were, and are, chosen on the same structures, of which neither is
tested; all start from the same voxel. Dice by slice and by volume on held-out nodules of LIDC-IDRI,
overlap of boxes on brain MRs of other patients.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from medview.bench.public_sets import data_folder
from medview.bench.speed import Result, model_package
from medview.domain.agreement import with_interval
from medview.domain.similarity import first_limit
from medview.inference.encoder import OnnxEncoder
from medview.learning.region_data import (
    TEST,
    TUNE,
    BoxedTumour,
    read_boxed_tumours,
    read_drawn_nodules,
)
from medview.learning.region_measures import (
    Grower,
    box_of,
    box_overlap,
    growers,
    nodule_scores,
    similar,
)

Scores = NDArray[np.float64]
TUNED_ON = 3  # every so many of the tuning brain MRs: region growing has many settings


def bench_segmentation() -> Iterator[Result]:
    """Dice and overlap of one click, ours and region growing's, at what each does best."""
    package = model_package("regions")
    encoder, side = OnnxEncoder(package.card, package.onnx_file), package.card.input_size
    limit = first_limit(package.card.calibration)

    def embed(planes: NDArray[np.float32]) -> NDArray[np.float32]:
        return encoder.maps(planes)["embedding"]

    nodules = read_drawn_nodules(data_folder())
    drawn = {split: [one for one in nodules if one.split == split] for split in (TUNE, TEST)}
    tumours = read_boxed_tumours(data_folder(), (TUNE, TEST))
    boxed = {split: [one for one in tumours if one.split == split] for split in (TUNE, TEST)}
    ours = np.array([similar(embed, side, one, [limit])[0] for one in drawn[TEST]])
    rivals = {
        name: [
            (
                np.array([nodule_scores(one, grow) for one in drawn[TUNE]]),
                np.array([nodule_scores(one, grow) for one in drawn[TEST]]),
            )
            for grow in settings
        ]
        for name, settings in growers().items()
    }
    names = [one.name for one in drawn[TEST]]
    for column, what in enumerate(("slice", "volume")):
        best = {
            name: max(runs, key=lambda run: float(run[0][:, column].mean()))[1][:, column]
            for name, runs in rivals.items()
        }
        yield _result(f"nodule from one click, Dice of its {what}", ours[:, column], best, names)
    ours = np.array([similar(embed, side, one, [limit])[0, 0] for one in boxed[TEST]])
    best = {}
    for name, settings in growers().items():
        tuned = [_overlaps(boxed[TUNE][::TUNED_ON], grow).mean() for grow in settings]
        best[name] = _overlaps(boxed[TEST], settings[int(np.argmax(tuned))])
    patients = [one.patient for one in boxed[TEST]]
    yield _result("brain tumour from one click, overlap of boxes", ours, best, patients)


def _overlaps(tumours: Sequence[BoxedTumour], grow: Grower) -> Scores:
    boxes = [box_of(grow(one.pixels[None], one.seed)[0]) for one in tumours]
    return np.array([box_overlap(box, one.box) for box, one in zip(boxes, tumours, strict=True)])


def _result(name: str, ours: Scores, rivals: dict[str, Scores], patients: Sequence[str]) -> Result:
    """Return a score beside the better rival; ok where the difference's interval is above 0."""
    rival = max(rivals, key=lambda key: float(rivals[key].mean()))
    gain = ours - rivals[rival]
    low, high = _interval(gain, patients)
    others = "; ".join(f"{key} {_words(values, patients)}" for key, values in rivals.items())
    return {
        "name": name, "value": float(ours.mean()), "unit": "",
        "target": f"> {rivals[rival].mean():.3f} ({rival})", "ok": low > 0,
        "detail": f"{_words(ours, patients)}; {others}; better by {gain.mean():.3f} "
        f"({low:.3f}-{high:.3f}), {len(ours)} images of {len(set(patients))} patients",
    }  # fmt: skip


def _words(values: Scores, patients: Sequence[str]) -> str:
    low, high = _interval(values, patients)
    return f"{values.mean():.3f} ({low:.3f}-{high:.3f})"


def _interval(values: Scores, patients: Sequence[str]) -> tuple[float, float]:
    found = with_interval(lambda rows: float(values[rows].mean()), patients)["ci95"]
    assert isinstance(found, list)
    return found[0], found[1]
