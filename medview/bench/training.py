"""How quick training is, beside the loop one would write with PyTorch and pytorch-metric-learning.

Same network (EfficientNet-Lite0, an embedding of 128), batches of 20, same loss, float32, on
copies of the sample's photographs at a camera's size. Epochs of both are run in turn.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image

from medview.app.converse import Conversation
from medview.bench.speed import Result, at_most, photographs, scratch_services, seconds_of
from medview.domain.case import ImageRef
from medview.domain.ports import DeafListener, RunListener
from medview.domain.training import TRAIN, VALIDATION, TrainingCase, TrainingPlan
from medview.imaging.preprocess import crop_disc
from medview.store.run_folder import RunFolder

if TYPE_CHECKING:
    from medview.learning.fit import Run

PHOTOGRAPHS, GRADES, PER_CLASS, SIZE, SIDE = 80, 5, 4, 224, 280
ROUNDS = 3
HELD_OUT = 20  # of the photographs, where what a person sees of an epoch is timed
MOST_ADDED = 3.0  # % of an epoch
EPOCHS = 20  # of a usual run, over which the one decoding is spread
TARGET = 2.5


def bench_training() -> Iterator[Result]:
    """Images a second of an epoch, its checkpoint and its share of the decoding included."""
    with scratch_services() as (services, folder), tempfile.TemporaryDirectory() as run:
        paths = photographs(services, folder, PHOTOGRAPHS)
        began = time.perf_counter()
        pictures = np.stack([crop_disc(_rgb(path), SIDE) for path in paths])
        decoding = (time.perf_counter() - began) / EPOCHS
        ours = _our_run(paths, pictures, Path(run), DeafListener(), 0).train_epoch
        theirs = plain_epoch(paths)
        ours(), theirs()  # memory is fetched, libraries are loaded
        times = [(seconds_of(theirs), seconds_of(ours) + decoding) for _ in range(ROUNDS)]
        yield _compared(times)
        listener = Timed(Conversation(RunFolder(Path(run) / "seen")))
        yield _added(_our_run(paths, pictures, Path(run) / "seen", listener, HELD_OUT), listener)


def _compared(times: Sequence[tuple[float, float]]) -> Result:
    ratios = sorted(plain / own for plain, own in times)
    rates = [PHOTOGRAPHS / median(each) for each in zip(*times, strict=True)]
    return {
        "name": "training against the plain loop",
        "value": median(ratios),
        "unit": "times",
        "target": f">= {TARGET:g} times",
        "ok": median(ratios) >= TARGET,
        "detail": f"{rates[1]:.1f} against {rates[0]:.1f} photographs/s, {ROUNDS} epochs each, "
        f"{ratios[0]:.1f}-{ratios[-1]:.1f} times (PIL in two workers each epoch, float32)",
    }


def _added(run: Run, listener: Timed) -> Result:
    """Return what an epoch takes for what a person sees of it: map, examples, words on the disk."""
    shares = []
    for _ in range(ROUNDS):
        listener.seconds = 0.0
        epoch = seconds_of(run.train_epoch)
        embeddings, _ = run.answers(run.data.held.rows)
        shown = listener.seconds + seconds_of(partial(run.drawn, embeddings))
        shares.append(100 * shown / (epoch - shown))
    return at_most(
        "what the wizard adds to an epoch", median(shares), MOST_ADDED, "%",
        f"{min(shares):.2f}-{max(shares):.2f} %, {ROUNDS} epochs of {PHOTOGRAPHS} photographs, "
        f"{len(run.data.held.rows)} of them held out: map, examples, reports and requests on disk",
    )  # fmt: skip


class Timed:
    """A RunListener that counts the seconds another one takes."""

    def __init__(self, listener: RunListener) -> None:
        """Start at 0."""
        self._listener, self.seconds = listener, 0.0

    def __getattr__(self, name: str) -> Callable[..., Any]:
        """Return what the other one has, timed."""
        heard = getattr(self._listener, name)

        def timed(*told: Any) -> Any:
            began = time.perf_counter()
            try:
                return heard(*told)
            finally:
                self.seconds += time.perf_counter() - began

        return timed


def _our_run(
    paths: Sequence[Path],
    pictures: np.ndarray[Any, Any],
    folder: Path,
    listener: RunListener,
    held_out: int,
) -> Run:
    from medview.learning.engine import keep_freed_memory
    from medview.learning.fit import Run

    keep_freed_memory()
    folder.mkdir(exist_ok=True)
    cases = [
        TrainingCase(
            ImageRef(str(path)), str(i % GRADES), str(i), VALIDATION if i < held_out else TRAIN
        )
        for i, path in enumerate(paths)
    ]
    plan = TrainingPlan(
        "bench", "Bench", "similarity", "fundus", ("FUNDUS",), tuple(map(str, range(GRADES))),
        backbone="efficientnet-lite0", input_size=SIZE, per_class=PER_CLASS, epochs=EPOCHS,
        frozen_epochs=0, head_weight=0.0,
    )  # fmt: skip
    run = Run(plan, pictures, cases, folder, None, listener)
    run.begin()
    return run


def plain_epoch(paths: Sequence[Path]) -> Callable[[], None]:
    """Return an epoch of the loop a user would write: PIL and the network as it is."""
    import torch
    from efficientnet_lite_pytorch import EfficientNet
    from pytorch_metric_learning.losses import MultiSimilarityLoss
    from pytorch_metric_learning.samplers import MPerClassSampler
    from torch.utils.data import DataLoader

    from medview.learning.networks import imagenet_weights

    labels = [i % GRADES for i in range(len(paths))]
    network = EfficientNet.from_pretrained(
        "efficientnet-lite0", weights_path=imagenet_weights(), num_classes=128
    ).train()
    optimizer = torch.optim.AdamW(network.parameters(), 5e-4)
    loss_of, batch = MultiSimilarityLoss(), PER_CLASS * GRADES
    sampler = MPerClassSampler(labels, PER_CLASS, batch, len(paths))
    data: Any = _Photographs(paths, labels)
    loader = DataLoader(data, batch, sampler=sampler, num_workers=2)

    def epoch() -> None:
        for images, grades in loader:
            optimizer.zero_grad()
            loss_of(network(images), grades).backward()
            optimizer.step()

    return epoch


class _Photographs:
    """The data set of the plain loop: decode, make smaller, mirror at random."""

    def __init__(self, paths: Sequence[Path], labels: Sequence[int]) -> None:
        self.paths, self.labels = paths, labels

    def __len__(self) -> int:
        return len(self.paths)

    def __getitem__(self, row: int) -> tuple[Any, int]:
        with Image.open(self.paths[row]) as picture:
            small = picture.convert("RGB").resize((SIZE, SIZE))
        pixels = np.asarray(small, np.float32).transpose(2, 0, 1) / 255
        mirrored = pixels[..., ::-1] if np.random.random() < 0.5 else pixels
        return np.ascontiguousarray(mirrored), self.labels[row]


def _rgb(path: Path) -> Any:
    with Image.open(path) as picture:
        return np.asarray(picture.convert("RGB"))
