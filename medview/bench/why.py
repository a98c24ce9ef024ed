"""What the places are worth that are shown to say why a grey neighbour is similar.

`medview bench why` reads ../shared/data (or MEDVIEW_DATA): of the validation part of mri-brain
every third picture, each with the nearest of another patient there, of which the encoder has seen
neither. A box is drawn around each tumour; chance is the share of the head that lies in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from medview.app.explain_similar import square_frame
from medview.bench.public_sets import data_folder
from medview.bench.speed import Result, model_package
from medview.domain.explanation import Frame
from medview.imaging.preprocess import prepare
from medview.inference import alike
from medview.inference.encoder import OnnxEncoder
from medview.inference.explanation import Mask, Place
from medview.inference.patches import PatchMaps

EVERY = 3  # of the pictures: a few minutes of one core
Box = tuple[float, float, float, float]  # left, top, right, bottom, in pixels
FloatArray = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Boxed:
    """A picture as the encoder sees it (3, S, S), and the box of its tumour."""

    image: FloatArray
    frame: Frame
    box: Box
    patient: str

    def holds(self, place: Place) -> bool:
        """True when a place, in shares of the square, lies in the box."""
        return bool(self._inside(np.array(place[0]), np.array(place[1])))

    def chance(self, body: Mask) -> float:
        """Return the share of the body (S, S) that lies in the box."""
        side = body.shape[0]
        rows, columns = np.nonzero(body)
        return float(self._inside((columns + 0.5) / side, (rows + 0.5) / side).mean())

    def has_middle(self, body: Mask) -> bool:
        """True when the middle of the body (S, S) lies in the box."""
        rows, columns = np.nonzero(body)
        side = body.shape[0]
        return self.holds(((columns.mean() + 0.5) / side, (rows.mean() + 0.5) / side))

    def _inside(self, x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Return which places, x and y in shares of the square, lie in the box."""
        left, top, right, bottom = self.box
        across, down = (
            self.frame.left + x * self.frame.width,
            self.frame.top + y * self.frame.height,
        )
        inside = (left <= across) & (across <= right) & (top <= down) & (down <= bottom)
        return np.asarray(inside, np.bool_)


class _Network:
    """The shipped model on one core."""

    def __init__(self) -> None:
        package = model_package("radiology")
        self.preprocess = dict(package.card.preprocess)
        self.embed = OnnxEncoder(package.card, package.onnx_file, threads=1).embed
        self.patches = PatchMaps(package.card, package.onnx_file, threads=1)


def bench_why() -> Iterator[Result]:
    """How often places are shown, and the first ring then lies in the box of a tumour."""
    from medview.learning.intervals import with_intervals

    network = _Network()
    pictures = validation(network.preprocess)
    embeddings = network.embed(np.stack([one.image for one in pictures]))
    patients = np.array([one.patient for one in pictures])
    asked = range(0, len(pictures), EVERY)
    table = np.array([_row(network, pictures, embeddings, patients, row) for row in asked])

    def measure(rows: NDArray[np.int64]) -> dict[str, float]:
        drawn = table[rows]
        stood = drawn[drawn[:, 0] > 0]
        names = ("here", "chance", "middle", "there", "chance_there")
        every = dict(zip((f"all_{n}" for n in names), drawn[:, 3:].mean(axis=0), strict=True))
        shown = stood if len(stood) else np.full((1, table.shape[1]), np.nan)
        of_shown = dict(zip(names, shown[:, 3:].mean(axis=0), strict=True))
        tests = dict(zip(("shown", "stood_here", "stood_there"), drawn[:, :3].mean(axis=0),
                         strict=True))  # fmt: skip
        gain = {"gain": of_shown["here"] - of_shown["chance"]}
        return {**tests, **every, **of_shown, **gain}

    found = with_intervals(measure, patients[list(asked)].tolist())
    said = {name: _said(one) for name, one in found.items()}
    count = f"{len(asked)} pictures of {len(set(patients[list(asked)]))} patients"
    yield {
        "name": "neighbours whose places stand both deletion tests", "unit": "of them",
        "value": found["shown"]["value"], "target": "> 0.08 (chance of one test)",
        "ok": found["shown"]["low"] > 1 / 12,
        "detail": f"{said['shown']}, {count}; the case's test alone {said['stood_here']}, "
                  f"the neighbour's {said['stood_there']}; the places were chosen by covering "
                  "each, which favours them",
    }  # fmt: skip
    yield {
        "name": "first ring in the box of the tumour, where shown", "unit": "of them",
        "value": found["here"]["value"], "target": f"> {found['chance']['value']:.2f} (chance)",
        "ok": found["gain"]["low"] > 0,
        "detail": f"{said['here']}, chance {said['chance']}, the head's middle {said['middle']}; "
                  f"its partner in the neighbour's box {said['there']}, chance "
                  f"{said['chance_there']}; shown or not: {said['all_here']}, chance "
                  f"{said['all_chance']}, middle {said['all_middle']}",
    }  # fmt: skip


def validation(preprocess: dict[str, object]) -> list[Boxed]:
    """Return the boxed MRs of the validation part, prepared as the program does."""
    from medview.learning.dataset import read_grey, read_radiology
    from medview.learning.region_data import TEST, read_boxed_tumours

    boxes = {one.name: one.box for one in read_boxed_tumours(data_folder(), (TEST,))}
    found = []
    for example in read_radiology(data_folder()):
        if example.case_id in boxes and example.split == "val":
            pixels = read_grey(example)
            frame = square_frame((0, 0), pixels.shape[1], pixels.shape[0])
            image = prepare(pixels, preprocess)
            found.append(Boxed(image, frame, boxes[example.case_id], example.patient))
    return found


def _row(
    network: _Network,
    pictures: list[Boxed],
    embeddings: FloatArray,
    patients: NDArray[np.str_],
    row: int,
) -> list[float]:
    """Return what is counted of one picture and its nearest of another patient."""
    near = np.where(patients == patients[row], -np.inf, embeddings @ embeddings[row])
    pair = (pictures[row], pictures[int(near.argmax())])
    found = alike.find((pair[0].image, pair[1].image), network)
    bodies = [alike.body_of(one.image) for one in pair]
    stood = [bool(found.pairs) and test.passed for test in found.tests]
    hits = [one.holds(at) for first in found.pairs[:1] for one, at in zip(pair, first, strict=True)]
    hits = hits or [False, False]
    return [
        all(stood), *stood, hits[0], pair[0].chance(bodies[0]), pair[0].has_middle(bodies[0]),
        hits[1], pair[1].chance(bodies[1]),
    ]  # fmt: skip


def _said(figure: dict[str, float]) -> str:
    return f"{figure['value']:.2f} ({figure['low']:.2f} to {figure['high']:.2f})"
