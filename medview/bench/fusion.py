"""What searching with two series of a study together is worth, beside each of them alone.

`medview bench fusion` reads ../shared/data (or MEDVIEW_DATA): a PET/CT and a prostate MR (T2 and
ADC), of one patient each, and one lung tumour in CT and PET with its outline. There are no two
patients with the same pair of series, so that nothing here says how well a fused query finds other
patients. What can be asked is whether both together know better than one where in a body a slice
lies, and what is tumour:

- "place": each slice among the others of its series, without those beside it; right is what lies
  near it. "place, moved" asks with the slice turned, scaled, shifted and brighter or darker, both
  series alike, as another recording might be; "noisy" adds noise to both, and of "half of them
  without" the second series is not known, which counts as last where it is searched alone.
- "tumour": each region within the tumour among regions of slices 8 mm away and more; right is what
  lies within the tumour too.

Intervals are by blocks of neighbouring positions: of one patient there is nothing else to draw.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from medview.app.services import Services
from medview.bench.public_sets import data_folder
from medview.bench.speed import Result, model_package, opened_cases, scratch_services
from medview.domain.case import Case
from medview.domain.image import Window
from medview.domain.neighbours import cosine
from medview.domain.together import fused_distances, kind_of
from medview.imaging.display import shade
from medview.imaging.preprocess import prepare
from medview.imaging.suv import SUV_WINDOWS
from medview.inference.encoder import OnnxEncoder
from medview.learning.intervals import Figure, Sampled, sampled
from medview.sources.reader_tasks import eight_bit

CT_WINDOW = Window(-300.0, 1400.0, function="LINEAR_EXACT")  # as the readers prepare a CT
BATCH = 8
TURN, SCALE, SHIFT, GAMMA = 4.0, 0.04, 0.02, 0.15  # spread of what a slice is moved by
NOISE = 6.0  # of 255 shades
SIDE, STEP = 24, 6  # pixels of 1 mm: a region, and from one to the next
APART = 8  # mm between the slices of a region and of what it is searched among
OTHERS = 400  # regions without tumour
Pixels = NDArray[np.uint8]
Floats = NDArray[np.floating]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Queries:
    """Distances (Q, N) by each of two kinds, what may be found and what is right, and blocks (Q,).

    Each kind is measured on the same queries among the same N.
    """

    name: str
    kinds: tuple[str, str]
    distances: tuple[Floats, Floats]
    allowed: Flags
    right: Flags
    blocks: Sequence[str]

    def ways(self) -> dict[str, Floats]:
        """Return distances (Q, N) by each kind, fused, and fused in two other ways."""
        first, second = self.distances
        ways = {
            self.kinds[0]: first,
            self.kinds[1]: second,
            "both": np.stack([fused_distances(*pair) for pair in zip(first, second, strict=True)]),
        }
        if not np.isnan(second).any():
            ways["standardised sum"] = _standardised(first) + _standardised(second)
            ways["plain sum"] = first + second
        return ways

    def figures(self, distances: Floats) -> Floats:
        """Return recall@1 and average precision (Q, 2) of the order of distances (Q, N)."""
        rows = zip(distances, self.allowed, self.right, strict=True)
        return np.array([_precision(*row) for row in rows])


def bench_fusion() -> Iterator[Result]:
    """Recall@1 and MAP of both series together, less those of the better one alone."""
    package = model_package("radiology")
    embed = Embedding(OnnxEncoder(package.card, package.onnx_file), dict(package.card.preprocess))
    root = data_folder()
    gains = []
    for queries in _all_queries(root, embed):
        results, gain = _measured(queries)
        yield from results
        gains.append(gain)
    yield _over_all(gains)


def _all_queries(root: Path, embed: Embedding) -> Iterator[Queries]:
    with scratch_services() as (services, _):
        for where in (
            Where("PET/CT", "dicom/petct-ACRIN-042", ("CT", "PT"), 5.0, 15.0, 10.0, 30.0),
            Where("prostate", "dicom/mr-prostate-PROSTATEx-0207", ("MR T2", "MR ADC"),
                  3.5, 9.5, 3.5, 9.0),
        ):  # fmt: skip
            yield from _places(services, root, where, embed)
    yield _tumour(root / "multimodal/petct-lung-tumour-roi", embed)


@dataclass(frozen=True)
class Where:
    """Two series of a folder, and mm: slices up to `beside` are left out, up to `near` are right.

    Of moved slices those up to `again` are right; `block` is drawn as one.
    """

    name: str
    folder: str
    kinds: tuple[str, str]
    beside: float
    near: float
    again: float
    block: float


@dataclass(frozen=True)
class Embedding:
    """The radiology model, and how its card prepares a picture."""

    encoder: OnnxEncoder
    preprocess: dict[str, object]

    def of(self, pictures: Sequence[Pixels]) -> Floats:
        """Return the embeddings (N, D) of pictures (H, W)."""
        starts = range(0, len(pictures), BATCH)
        parts = (
            np.stack([prepare(one, self.preprocess) for one in pictures[i : i + BATCH]])
            for i in starts
        )
        return np.concatenate([self.encoder.embed(part) for part in parts])


def _places(services: Services, root: Path, where: Where, embed: Embedding) -> Iterator[Queries]:
    """Yield the questions of where a slice lies: as it is, moved, and noisy besides."""
    opened = opened_cases(services, [root / where.folder])
    cases = {kind_of(c.modality, c.series_description).word: c for c in opened if c.position_mm}
    pictures, places = _paired(services, *(cases[kind] for kind in where.kinds))
    held = [embed.of(side) for side in pictures]
    away = np.abs(places[:, None] - places[None])
    blocks = [f"{int(place // where.block)}" for place in places - places.min()]
    still = (cosine(held[0], held[0]), cosine(held[1], held[1]))
    name, kinds = where.name, where.kinds
    allowed, right = away > where.beside, away <= where.near
    yield Queries(f"{name}, place", kinds, still, allowed, right, blocks)
    every, again = np.ones_like(away, bool), away <= where.again
    for words, noise in (("moved", 0.0), ("moved and noisy", NOISE)):
        asked = [
            embed.of([_moved(one, row, number, noise) for row, one in enumerate(side)])
            for number, side in enumerate(pictures)
        ]
        moved = (cosine(asked[0], held[0]), cosine(asked[1], held[1]))
        yield Queries(f"{name}, place, {words}", kinds, moved, every, again, blocks)
        if not noise:
            without = np.random.default_rng(5).random(len(places)) < 0.5
            half = (moved[0], np.where(without, np.nan, moved[1]))
            words = f"moved, half of them without {kinds[1]}"
            yield Queries(f"{name}, place, {words}", kinds, half, every, again, blocks)


def _paired(
    services: Services, first: Case, second: Case
) -> tuple[tuple[list[Pixels], list[Pixels]], Floats]:
    """Return the slices of both that lie at one place, and the places (N,) in mm."""
    here, there = np.array(first.position_mm), np.array(second.position_mm)
    nearest = np.abs(here[:, None] - there[None]).argmin(axis=1)
    pairs = [(i, int(j)) for i, j in enumerate(nearest) if abs(here[i] - there[j]) < 2.0]

    def read(case: Case, images: Iterator[int]) -> list[Pixels]:
        return [eight_bit(services.picture(case.images[image])) for image in images]

    sides = read(first, (i for i, _ in pairs)), read(second, (j for _, j in pairs))
    return sides, here[[i for i, _ in pairs]]


def _moved(picture: Pixels, seed: int, side: int, noise: float) -> Pixels:
    """Return a picture turned, scaled, shifted, and brighter or darker: alike for one seed.

    The noise is of each `side` alone.
    """
    turn, scale, right, down, gamma = np.random.default_rng(1000 + seed).normal(size=5)
    height, width = picture.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), TURN * turn, 1 + SCALE * scale)
    matrix[:, 2] += SHIFT * right * width, SHIFT * down * height
    edge = int(picture.min())
    warped = cv2.warpAffine(picture, matrix, (width, height), borderValue=edge)
    shades = 255.0 * (np.arange(256) / 255.0) ** np.exp(GAMMA * gamma)
    grain = noise * np.random.default_rng((seed, side)).normal(size=picture.shape)
    return np.rint(np.clip(shades[warped] + grain, 0, 255)).astype(np.uint8)


def _tumour(folder: Path, embed: Embedding) -> Queries:
    """Return regions within the tumour, searched among regions of other slices."""
    import SimpleITK as sitk

    def volume(name: str) -> Floats:
        return np.asarray(sitk.GetArrayFromImage(sitk.ReadImage(str(folder / f"{name}.nii.gz"))))

    tumour = volume("GTV_Primary_ROI_CT") > 0
    sides = (
        shade(volume("InputCT_ROI"), CT_WINDOW),
        shade(volume("InputPET_SUV_ROI"), SUV_WINDOWS[0]),
    )
    corners, is_tumour = _regions(tumour)
    held = [embed.of([_cut(side, corner) for corner in corners]) for side in sides]
    rows = np.flatnonzero(is_tumour)
    slices = corners[:, 0]
    allowed = np.abs(slices[rows, None] - slices[None]) >= APART
    return Queries(
        "lung tumour",
        ("CT", "PT"),
        (cosine(held[0][rows], held[0]), cosine(held[1][rows], held[1])),
        allowed,
        np.broadcast_to(is_tumour, allowed.shape),
        [f"slice {z}" for z in slices[rows].tolist()],
    )


def _regions(tumour: Flags) -> tuple[NDArray[np.int64], Flags]:
    """Return corners (N, 3) as z, y, x of regions, and which have their middle in the tumour.

    What has tumour at its side alone is neither, and left out.
    """
    depth, height, width = tumour.shape
    places = [
        (z, y, x)
        for z in range(0, depth, 2)
        for y in range(0, height - SIDE + 1, STEP)
        for x in range(0, width - SIDE + 1, STEP)
    ]
    inside = np.array([tumour[z, y + SIDE // 2, x + SIDE // 2] for z, y, x in places])
    touched = np.array([_cut(tumour, place).any() for place in places])
    without = np.random.default_rng(0).permutation(np.flatnonzero(~touched))[:OTHERS]
    chosen = np.concatenate([np.flatnonzero(inside), without])
    return np.array(places)[chosen], inside[chosen]


def _cut(volume: NDArray[np.generic], corner: Sequence[int] | NDArray[np.int64]) -> Pixels:
    z, y, x = (int(each) for each in corner)
    return np.asarray(volume[z, y : y + SIDE, x : x + SIDE])


def _standardised(distances: Floats) -> Floats:
    """Return distances (Q, N) with mean 0 and spread 1 of each query."""
    middle, spread = distances.mean(axis=1), distances.std(axis=1)
    return np.asarray((distances - middle[:, None]) / spread[:, None])


def _precision(distances: Floats, allowed: Flags, right: Flags) -> tuple[float, float]:
    """Return whether the nearest is right, and the average precision; NaN where nothing is."""
    hits = right[allowed][np.argsort(distances[allowed], kind="stable")]
    if not hits.any():
        return float("nan"), float("nan")
    precision = np.cumsum(hits) / np.arange(1, len(hits) + 1)
    return float(hits[0]), float(precision[hits].mean())


def _measured(queries: Queries) -> tuple[list[Result], float]:
    """Return recall@1 and MAP beside each kind alone, and the gain in MAP over the better one."""
    tables = {name: queries.figures(distances) for name, distances in queries.ways().items()}
    told = {name: _sampled(table, queries.blocks) for name, table in tables.items()}
    results, gained = [], 0.0
    for measure in ("recall@1", "MAP"):
        values = {name: float(one.whole[measure]) for name, one in told.items()}  # type: ignore[arg-type]
        better = max(queries.kinds, key=lambda kind: values[kind])
        gain: Figure = told["both"].minus(told[better]).figures()[measure]
        gained = gain["value"]
        others = ", ".join(f"{name} {values[name]:.3f}" for name in told if name != "both")
        results.append(
            {
                "name": f"{queries.name}: {measure} of {' with '.join(queries.kinds)}",
                "value": values["both"],
                "unit": "",
                "target": f">= {better} {values[better]:.3f}",
                "ok": round(gained, 4) >= 0,
                "detail": f"{others}; over {better} alone {_said(gain)}; "
                f"{len(queries.blocks)} queries, {len(set(queries.blocks))} blocks, one patient",
            }
        )
    return results, gained


def _sampled(table: Floats, blocks: Sequence[str]) -> Sampled:
    def measure(rows: NDArray[np.int64]) -> dict[str, float]:
        recall, precision = np.nanmean(table[rows], axis=0)
        return {"recall@1": float(recall), "MAP": float(precision)}

    return sampled(measure, list(blocks))


def _over_all(gains: Sequence[float]) -> Result:
    """Return the mean gain in MAP, and how often there was one."""
    wins = sum(gain >= 0 for gain in gains)
    return {
        "name": "gain in MAP over the better single one, mean of all questions",
        "value": float(np.mean(gains)),
        "unit": "",
        "target": ">= 0",
        "ok": float(np.mean(gains)) >= 0,
        "detail": f"{min(gains):+.3f} to {max(gains):+.3f}; no loss in {wins} of {len(gains)}; "
        "three patients: no interval by patient",
    }


def _said(gain: Figure) -> str:
    return f"{gain['value']:+.3f} ({gain['low']:+.3f} to {gain['high']:+.3f})"
