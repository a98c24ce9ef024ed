"""Training runs of benchmarks: labelled pictures of the public sets in, embeddings out."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from medview.app.resources import resource
from medview.domain.case import ImageRef
from medview.domain.ports import DeafListener
from medview.domain.training import TRAIN, VALIDATION, TrainingCase, TrainingPlan
from medview.imaging.preprocess import Pixels
from medview.store.files import write_atomically

if TYPE_CHECKING:
    from medview.learning.dataset import Example

PLAN = "plan.json"
Outputs = dict[str, NDArray[np.float32]]
SIDE_TO_SPARE = 1.25  # decoded pictures are so much larger than the input, as in a run


@contextmanager
def kept_folder(name: str) -> Iterator[Path]:
    """Yield where a benchmark keeps what it trains: in MEDVIEW_BENCH, to go on later, or not."""
    kept = os.environ.get("MEDVIEW_BENCH")
    if kept:
        folder = Path(kept) / name
        folder.mkdir(parents=True, exist_ok=True)
        yield folder
    else:
        with tempfile.TemporaryDirectory() as passing:
            yield Path(passing)


class Pictures:
    """Labelled pictures, decoded once: `examples` (N,) of learning.dataset with their pixels."""

    def __init__(self, examples: Sequence[Example], kind: str, size: int) -> None:
        """Decode for the input side `size`, as a run does."""
        from medview.learning.dataset import grey_squares, retina_squares

        self.examples = list(examples)
        side = round(SIDE_TO_SPARE * size)
        if kind == "grey":
            self.pixels: Pixels = grey_squares(self.examples, side)[..., None]
        else:
            with tempfile.TemporaryDirectory() as cache:
                self.pixels = np.array(retina_squares(self.examples, side, Path(cache)))

    def cases(self, held: NDArray[np.bool_], used: NDArray[np.bool_]) -> list[TrainingCase]:
        """Return all as cases: `held` (N,) are validation, `used` (N,) are learned from."""
        splits = np.where(held, VALIDATION, np.where(used, TRAIN, "unused"))
        return [
            TrainingCase(ImageRef(str(e.path), frame=max(e.item, 0)), e.label, e.patient, str(s))
            for e, s in zip(self.examples, splits, strict=True)
        ]


def trained(
    plan: TrainingPlan,
    pictures: Pictures,
    cases: Sequence[TrainingCase],
    package: Path,
    start: Path | None = None,
) -> Path:
    """Train plan on the cases that are to be used, and write network and plan into `package`.

    One that stands there already, from a benchmark that was broken off, is taken. `start` is the
    package it begins from; a grader that begins elsewhere learns from the bundled model what a good
    picture is, and nothing else.
    """
    from medview.learning.fit import fit

    if (package / PLAN).exists():
        return package
    rows = [row for row, case in enumerate(cases) if case.split in (TRAIN, VALIDATION)]
    with tempfile.TemporaryDirectory() as folder:
        network = fit(
            plan,
            pictures.pixels[rows],
            [cases[row] for row in rows],
            Path(folder),
            start=start or resource("models") / "dr-fundus",
            listener=DeafListener(),
        )
        shutil.copytree(network, package, dirs_exist_ok=True)
    write_atomically(package / PLAN, json.dumps(plan.as_json()).encode())
    return package


def answers(package: Path, pictures: Pictures, plan: TrainingPlan) -> Outputs:
    """Return what the ONNX file of a package says of all pictures, by name."""
    from medview.learning.export import Runner
    from medview.learning.views import Views

    size = _input_size(package)
    run, views = Runner(package / "encoder.onnx"), Views(pictures.pixels, plan.kind, size)
    parts = [run(views.plain(rows)) for rows in _in_blocks(len(pictures.examples))]
    return {
        name: np.concatenate([part[name] for part in parts])
        for name in ("embedding", "grade_logits")
        if name in parts[0]
    }


def raw_features(pictures: Pictures, plan: TrainingPlan) -> Outputs:
    """Return the ImageNet features (N, 1280) of all pictures, of unit length."""
    import torch

    from medview.learning.networks import Encoder, generalised_mean, imagenet_weights
    from medview.learning.views import Views

    encoder = Encoder(weights=imagenet_weights()).eval()
    views = Views(pictures.pixels, plan.kind, plan.input_size)
    parts = []
    with torch.no_grad():
        for rows in _in_blocks(len(pictures.examples)):
            top = encoder.maps(torch.from_numpy(views.plain(rows))).top
            parts.append(generalised_mean(top).numpy())
    features = np.concatenate(parts)
    return {"embedding": features / np.linalg.norm(features, axis=1, keepdims=True)}


def _input_size(package: Path) -> int:
    return int(json.loads((package / PLAN).read_text("utf-8"))["input_size"])


def _in_blocks(count: int, each: int = 32) -> list[list[int]]:
    return [list(range(first, min(first + each, count))) for first in range(0, count, each)]
