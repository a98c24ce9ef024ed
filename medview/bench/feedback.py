"""What two rounds of "more like this, less like this" gain, judged by label.

`medview bench feedback` searches each picture of the validation part of a set among the others of
it: of mri-brain, on which the rule was chosen, and of xray, on which nothing was. In each round the
ten nearest that were not judged yet are; what was judged is left out of the figures before and
after alike (residual collection: Chang, Cirillo and Razon, in Salton, The SMART Retrieval System,
1971, ch. 17). As a baseline the same judgements fall on the ten at random.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medview.bench.public_sets import data_folder
from medview.bench.speed import Result, model_package
from medview.domain.feedback import refined

JUDGED = 10  # neighbours, in each round
ROUNDS = 2
Judge = Callable[[NDArray[np.bool_]], NDArray[np.bool_]]
FloatArray = NDArray[np.float32]


@dataclass(frozen=True)
class Searched:
    """Embeddings (N, D) of unit length, with labels and patients (N,)."""

    embeddings: FloatArray
    labels: NDArray[np.str_]
    patients: NDArray[np.str_]

    def ranked(self, query: FloatArray, own: int) -> NDArray[np.int64]:
        """Return the cases of other patients than case `own`, nearest to `query` (D,) first."""
        order = np.argsort(-(self.embeddings @ query), kind="stable")
        return order[self.patients[order] != self.patients[own]]

    def rounds(self, own: int, judge: Judge) -> list[float]:
        """Return MAP@R before and after each round, over what was not judged; NaN without R."""
        query = self.embeddings[own]
        first = order = self.ranked(query, own)
        judged, right = np.zeros(0, np.int64), np.zeros(0, bool)
        figures = [self._map_at_r(first, own, judged)]
        for _ in range(ROUNDS):
            top = order[~np.isin(order, judged)][:JUDGED]
            judged = np.concatenate([judged, top])
            right = np.concatenate([right, judge(self.labels[top] == self.labels[own])])
            liked, disliked = self.embeddings[judged[right]], self.embeddings[judged[~right]]
            order = self.ranked(refined(query[None], liked, disliked)[0], own)
            figures += [self._map_at_r(each, own, judged) for each in (first, order)]
        return figures

    def _map_at_r(self, order: NDArray[np.int64], own: int, left_out: NDArray[np.int64]) -> float:
        """Return MAP@R (Musgrave et al., arXiv 2003.08505, section 2.2) of one ranking."""
        hits = self.labels[order[~np.isin(order, left_out)]] == self.labels[own]
        relevant = int(hits.sum())
        best = hits[:relevant]
        if not relevant:
            return float("nan")
        return float((best * np.cumsum(best) / np.arange(1, relevant + 1)).mean())


def bench_feedback() -> Iterator[Result]:
    """MAP@R of each round less that before it, on the same cases, and by chance."""
    for group, name in (("MR", "mri-brain val"), ("DX", "xray val")):
        yield from _gains(validation_of(group), name)


def _gains(searched: Searched, set_name: str) -> Iterator[Result]:
    shuffle = np.random.default_rng(0).permutation
    told, chance = _figures(searched, lambda right: right), _figures(searched, shuffle)
    for number in range(1, ROUNDS + 1):
        name, before, after = f"gain_{number}", f"before_{number}", f"after_{number}"
        yield {
            "name": f"MAP@R gained by {number} round(s) of {JUDGED} judged, {set_name}",
            "value": told[name]["value"],
            "unit": "",
            "target": "> 0",
            "ok": told[name]["low"] > 0,
            "detail": f"gain {_said(told[name])}, from {_said(told[before])} to "
            f"{_said(told[after])}; at random {_said(chance[name])}; "
            f"of all cases, none judged, {_said(told['before'])}",
        }


def validation_of(group: str) -> Searched:
    """Return the validation pictures of a modality, embedded by the radiology model."""
    from medview.inference.encoder import OnnxEncoder
    from medview.learning.dataset import read_radiology
    from medview.learning.radiology import radiology_embeddings

    package = model_package("radiology")
    encoder = OnnxEncoder(package.card, package.onnx_file)
    examples = [e for e in read_radiology(data_folder()) if (e.group, e.split) == (group, "val")]
    return Searched(
        radiology_embeddings(encoder.outputs, examples, dict(package.card.preprocess)),
        np.array([e.label for e in examples]),
        np.array([e.patient for e in examples]),
    )


def _figures(searched: Searched, judge: Judge) -> dict[str, dict[str, Any]]:
    """Return the mean figures of all queries, with intervals by patient."""
    from medview.learning.intervals import with_intervals

    table = np.array([searched.rounds(own, judge) for own in range(len(searched.labels))])

    def measure(rows: NDArray[np.int64]) -> dict[str, float]:
        means = np.nanmean(table[rows], axis=0)
        found = {"before": float(means[0])}
        for number, (before, after) in enumerate(means[1:].reshape(-1, 2), start=1):
            found |= {f"before_{number}": before, f"after_{number}": after}
            found[f"gain_{number}"] = after - before
        return found

    return with_intervals(measure, searched.patients.tolist())


def _said(figure: dict[str, Any]) -> str:
    return f"{figure['value']:.3f} ({figure['low']:.3f} to {figure['high']:.3f})"
