"""How well "nothing similar" is told: pictures of a class the gallery has not, against the others.

`medview bench unlike` takes one class after the other out of the gallery of the radiology model and
asks how far the validation pictures are from what is left: those of the class should be farther.
The encoder itself was trained with all classes; only the gallery is without one.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from medview.bench.feedback import Searched, validation_of
from medview.bench.speed import Result, model_package

ASKED = 0.8  # area under the curve
FloatArray = NDArray[np.floating]


def bench_unlike() -> Iterator[Result]:
    """Area under the curve of the distance to the nearest five, by class left out."""
    from medview.learning.gallery import Gallery

    package = model_package("radiology")
    shipped = package.gallery()
    gallery = Gallery(
        shipped.embeddings,
        *(
            np.array(texts)
            for texts in (
                shipped.labels,
                shipped.case_ids,
                shipped.patients,
                shipped.modalities,
                shipped.sources,
                shipped.modalities,  # of no use here: splits are not in the package
            )
        ),
    )
    asked = {group: validation_of(group) for group in ("MR", "DX")}
    for group, searched in asked.items():
        own = gallery.take(gallery.modalities == group)
        limit = float(package.card.doubt[group]["distance"])
        for name in np.unique(searched.labels):
            left = own.take(own.labels != name)
            distances = left.unlikeness(searched.embeddings, searched.patients.tolist())
            yield _result(
                f"{name} left out of the gallery of {group}", name, distances, searched, limit
            )
    mixed = Searched(
        np.concatenate([one.embeddings for one in asked.values()]),
        np.repeat(list(asked), [len(one.labels) for one in asked.values()]),
        np.concatenate([one.patients for one in asked.values()]),
    )
    brains = gallery.take(gallery.modalities == "MR")
    distances = brains.unlikeness(mixed.embeddings, mixed.patients.tolist())
    limit = float(package.card.doubt["MR"]["distance"])
    yield _result("chest radiographs among brains", "DX", distances, mixed, limit)


def _result(
    words: str, name: str, distances: FloatArray, searched: Searched, limit: float
) -> Result:
    from medview.learning.intervals import with_intervals
    from medview.learning.measures import area_under_curve

    strange = searched.labels == name
    told = with_intervals(
        lambda rows: {
            "auc": area_under_curve(strange[rows], distances[rows]),
            "found": _share(distances[rows][strange[rows]] > limit),
            "false": _share(distances[rows][~strange[rows]] > limit),
        },
        searched.patients.tolist(),
    )
    auc, found, false = (told[key] for key in ("auc", "found", "false"))
    return {
        "name": f"unlike: {words}",
        "value": auc["value"],
        "unit": "AUC",
        "target": f">= {ASKED}",
        "ok": auc["value"] >= ASKED,
        "detail": f"95 % interval {auc['low']:.3f}-{auc['high']:.3f}; beyond the model's limit "
        f"{100 * found['value']:.0f} % of these, {100 * false['value']:.0f} % of the others; "
        f"{int(strange.sum())} of {len(strange)} pictures",
    }


def _share(flags: NDArray[np.bool_]) -> float:
    return float(flags.mean()) if len(flags) else float("nan")
