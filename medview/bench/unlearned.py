"""How well "nothing similar" is told of a class that the encoder never learned.

`medview bench unlearned` trains a small encoder on the brain MR of ../shared/data (or
MEDVIEW_DATA) once for each class, without it, and asks how far the validation pictures are from the
classes that are left: those of the class should be farther. Untrained ImageNet features beside it.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from medview.bench.public_sets import data_folder
from medview.bench.speed import Result
from medview.bench.trained import Pictures, answers, kept_folder, raw_features, trained
from medview.domain.training import TrainingPlan

ASKED = 0.8  # area under the curve
FOLDER, SIDE, EPOCHS, PER_CLASS, MARGIN = "mri-brain", 96, 4, 8, 0.5
FloatArray = NDArray[np.floating]


def bench_unlearned() -> Iterator[Result]:
    """Area under the curve of the distance to the nearest five, by class left out of training."""
    from medview.learning.dataset import read_radiology

    examples = [e for e in read_radiology(data_folder()) if e.group == "MR"]
    pictures = Pictures(examples, "grey", SIDE)
    labels = np.array([e.label for e in examples])
    held = np.array([e.split == "val" for e in examples])
    raw: FloatArray | None = None
    for name in np.unique(labels):
        known = labels != name
        plan = TrainingPlan(
            id="bench", title=str(name), task="similarity", kind="grey", modalities=("MR",),
            classes=tuple(np.unique(labels[known]).tolist()), backbone="efficientnet-lite0",
            input_size=SIDE, dimension=64, per_class=PER_CLASS, epochs=EPOCHS, patience=0,
            head_weight=0.0, loss="contrastive", margin=MARGIN,
        )  # fmt: skip
        cases = pictures.cases(held & known, ~held & known)
        if raw is None:
            raw = raw_features(pictures, plan)["embedding"]
        with kept_folder("unlearned") as folder:
            package = trained(plan, pictures, cases, folder / str(name))
            own = answers(package, pictures, plan)["embedding"]
        yield _result(str(name), pictures, own, raw)


def _result(name: str, pictures: Pictures, own: FloatArray, raw: FloatArray) -> Result:
    from medview.learning.gallery import Gallery
    from medview.learning.intervals import with_intervals
    from medview.learning.measures import area_under_curve

    asked = np.array([e.split == "val" for e in pictures.examples])
    patients = [e.patient for e, is_asked in zip(pictures.examples, asked, strict=True) if is_asked]
    strange = np.array([e.label == name for e in pictures.examples])[asked]

    def distances(embeddings: FloatArray) -> FloatArray:
        gallery = Gallery.of(pictures.examples, embeddings.astype(np.float32))
        left = gallery.take((gallery.splits == "train") & (gallery.labels != name))
        return left.unlikeness(gallery.embeddings[asked], patients)

    ours, theirs = distances(own), distances(raw)
    told = with_intervals(
        lambda rows: {
            "auc": area_under_curve(strange[rows], ours[rows]),
            "raw": area_under_curve(strange[rows], theirs[rows]),
        },
        patients,
    )
    auc, base = told["auc"], told["raw"]
    return {
        "name": f"unlike: {name} left out of training", "value": auc["value"], "unit": "AUC",
        "target": f">= {ASKED}", "ok": auc["value"] >= ASKED,
        "detail": f"95 % interval {auc['low']:.3f}-{auc['high']:.3f}; raw features "
        f"{base['value']:.3f} ({base['low']:.3f}-{base['high']:.3f}); {int(strange.sum())} of "
        f"{len(strange)} pictures; {EPOCHS} epochs, {SIDE} pixels, contrastive",
    }  # fmt: skip
