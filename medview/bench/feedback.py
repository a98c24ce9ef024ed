"""What two rounds of "more like this, less like this" gain, judged by label.

`medview bench feedback` searches each picture of the validation part of a set among the others of
it: of mri-brain, on which the rule was chosen, and of xray, on which nothing was. In each round the
ten nearest that were not judged yet are; what was judged is left out of the figures before and
after alike (residual collection: Chang, Cirillo and Razon, in Salton, The SMART Retrieval System,
1971, ch. 17). As a baseline the same judgements fall on the ten at random.

Of mri-brain also what is gained where the boxes of the tumours are judged, not whole pictures, on
the half of the patients on which its weight was not chosen: beside whole pictures, the same
judgements at random, boxes of other pictures in the place of the right ones, and the embeddings of
the boxes cut out.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from medview.app.explain_similar import square_frame
from medview.bench.public_sets import data_folder
from medview.bench.speed import Result, model_package
from medview.domain.feedback import emphasised, refined
from medview.domain.region import Region

if TYPE_CHECKING:
    from medview.learning.dataset import Example
    from medview.learning.intervals import Sampled

JUDGED = 10  # neighbours, in each round
ROUNDS = 2
BOXES, ELSEWHERE, CUT_OUT = "boxes", "boxes of other pictures", "boxes cut out"
Judge = Callable[[NDArray[np.bool_]], NDArray[np.bool_]]
FloatArray = NDArray[np.float32]


@dataclass(frozen=True)
class Searched:
    """Embeddings (N, D) of unit length, with labels and patients (N,).

    `regions` are embeddings (N, D) of what is judged in the place of whole pictures, by name.
    """

    embeddings: FloatArray
    labels: NDArray[np.str_]
    patients: NDArray[np.str_]
    regions: dict[str, FloatArray] = field(default_factory=dict)

    def ranked(self, query: FloatArray, own: int) -> NDArray[np.int64]:
        """Return the cases of other patients than case `own`, nearest to `query` (D,) first."""
        order = np.argsort(-(self.embeddings @ query), kind="stable")
        return order[self.patients[order] != self.patients[own]]

    def rounds(self, own: int, judge: Judge, region: str = "") -> list[float]:
        """Return MAP@R before and after each round, over what was not judged; NaN without R.

        With the name of a `region`, that of each picture is judged.
        """
        told = self.regions[region] if region else self.embeddings
        query = self.embeddings[own]
        first = order = self.ranked(query, own)
        judged, right = np.zeros(0, np.int64), np.zeros(0, bool)
        figures = [self._map_at_r(first, own, judged)]
        for _ in range(ROUNDS):
            top = order[~np.isin(order, judged)][:JUDGED]
            judged = np.concatenate([judged, top])
            right = np.concatenate([right, judge(self.labels[top] == self.labels[own])])
            liked, disliked = told[judged[right]], told[judged[~right]]
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
    brains = validation_of("MR")
    for searched, name in ((brains, "mri-brain val"), (validation_of("DX"), "xray val")):
        yield from _gains(searched, name)
    yield from _gains_by_region(brains)


def _gains(searched: Searched, set_name: str) -> Iterator[Result]:
    shuffle = np.random.default_rng(0).permutation
    told = _sampled(searched, _as_it_is).figures()
    chance = _sampled(searched, shuffle).figures()
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


def _gains_by_region(searched: Searched) -> Iterator[Result]:
    """Return what boxes of tumours gain on the patients on which their weight was not chosen."""
    half = np.unique(searched.patients, return_inverse=True)[1] % 2 == 1
    shuffle = np.random.default_rng(0).permutation
    ways = {"whole": _sampled(searched, _as_it_is, asked=half)}
    ways |= {name: _sampled(searched, _as_it_is, name, half) for name in searched.regions}
    ways["random"] = _sampled(searched, shuffle, BOXES, half)
    told = {name: way.figures() for name, way in ways.items()}
    more = ways[BOXES].minus(ways["whole"]).figures()
    for number in range(1, ROUNDS + 1):
        name, before, after = f"gain_{number}", f"before_{number}", f"after_{number}"
        boxes = told[BOXES]
        yield {
            "name": f"MAP@R gained by {number} round(s) of {JUDGED} boxes, half of mri-brain val",
            "value": boxes[name]["value"],
            "unit": "",
            "target": "> 0",
            "ok": boxes[name]["low"] > 0,
            "detail": f"gain {_said(boxes[name])}, from {_said(boxes[before])} to "
            f"{_said(boxes[after])}; whole pictures {_said(told['whole'][name])}, boxes less whole "
            f"{_said(more[name])}; boxes at random {_said(told['random'][name])}; "
            + "; ".join(f"{way} {_said(told[way][name])}" for way in (ELSEWHERE, CUT_OUT)),
        }


def validation_of(group: str) -> Searched:
    """Return the validation pictures of a modality, embedded by the radiology model."""
    from medview.inference.encoder import OnnxEncoder
    from medview.learning.dataset import read_radiology
    from medview.learning.radiology import radiology_embeddings

    package = model_package("radiology")
    encoder = OnnxEncoder(package.card, package.onnx_file)
    examples = [e for e in read_radiology(data_folder()) if (e.group, e.split) == (group, "val")]
    preprocess = dict(package.card.preprocess)
    whole = radiology_embeddings(encoder.outputs, examples, preprocess)
    return Searched(
        whole,
        np.array([e.label for e in examples]),
        np.array([e.patient for e in examples]),
        _boxes(encoder.embed, examples, preprocess, whole) if group == "MR" else {},
    )


def _boxes(
    embed: Callable[[FloatArray], FloatArray],
    examples: Sequence[Example],
    preprocess: dict[str, Any],
    whole: FloatArray,
) -> dict[str, FloatArray]:
    """Return the embeddings (N, D) of the boxes of tumours, and of what they are held against."""
    from medview.imaging.preprocess import prepare
    from medview.inference.alike import filled
    from medview.learning.dataset import read_grey
    from medview.learning.region_data import TEST, read_boxed_tumours

    by_name = {one.name: one.box for one in read_boxed_tumours(data_folder(), (TEST,))}
    boxes = [_region(by_name[e.case_id]) for e in examples]
    elsewhere = np.random.default_rng(1).permutation(len(boxes))
    parts: dict[str, list[FloatArray]] = {BOXES: [], ELSEWHERE: [], CUT_OUT: []}
    for example, box, other in zip(examples, boxes, elsewhere, strict=True):
        pixels = read_grey(example)
        image, frame = prepare(pixels, preprocess), square_frame((0, 0), *pixels.shape[::-1])
        for name, region in ((BOXES, box), (ELSEWHERE, boxes[other])):
            parts[name].append(filled(image, frame.mask(region, image.shape[-1])))
        box = box.clipped(*pixels.shape[::-1])
        rows, columns = slice(box.y, box.y + box.height), slice(box.x, box.x + box.width)
        parts[CUT_OUT].append(prepare(pixels[rows, columns], preprocess))
    found = {name: embed(np.stack(images)) for name, images in parts.items()}
    return found | {name: emphasised(whole, found[name]) for name in (BOXES, ELSEWHERE)}


def _region(box: tuple[float, float, float, float]) -> Region:
    """Return the whole pixels a box (left, top, right, bottom) touches."""
    left, top = math.floor(box[0]), math.floor(box[1])
    return Region(left, top, math.ceil(box[2]) - left, math.ceil(box[3]) - top)


def _as_it_is(right: NDArray[np.bool_]) -> NDArray[np.bool_]:
    return right


def _sampled(
    searched: Searched, judge: Judge, region: str = "", asked: NDArray[np.bool_] | None = None
) -> Sampled:
    """Return the mean figures of the queries `asked` (N,), all by default, drawn by patient."""
    from medview.learning.intervals import sampled

    rows = np.arange(len(searched.labels)) if asked is None else np.flatnonzero(asked)
    table = np.array([searched.rounds(own, judge, region) for own in rows.tolist()])

    def measure(drawn: NDArray[np.int64]) -> dict[str, float]:
        means = np.nanmean(table[drawn], axis=0)
        found = {"before": float(means[0])}
        for number, (before, after) in enumerate(means[1:].reshape(-1, 2), start=1):
            found |= {f"before_{number}": before, f"after_{number}": after}
            found[f"gain_{number}"] = after - before
        return found

    return sampled(measure, searched.patients[rows].tolist())


def _said(figure: dict[str, Any]) -> str:
    return f"{figure['value']:.3f} ({figure['low']:.3f} to {figure['high']:.3f})"
