"""A run on drawn pictures in a process of its own, alone or one of several; see test_processes."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np

from medview.domain.case import ImageRef
from medview.domain.ports import DeafListener
from medview.domain.training import TrainingCase, TrainingPlan
from medview.learning.fit import fit


def main(folder: Path) -> None:
    """Train what lies in folder; the first process writes losses.json beside it."""
    plan = TrainingPlan.from_json(json.loads((folder / "plan.json").read_text()))
    pictures = np.load(folder / "pictures.npy", mmap_mode="r", allow_pickle=False)
    rows = json.loads((folder / "cases.json").read_text())
    cases = [TrainingCase(ImageRef(path), *rest) for path, *rest in rows]
    losses: list[float] = []

    class Listener(DeafListener):
        def on_step(self, done: int, total: int, loss: float, seconds_left: float | None) -> None:
            losses.append(loss)

    fit(plan, pictures, cases, folder / "run", start=None, listener=Listener())
    if losses:
        (folder / "losses.json").write_text(json.dumps(losses))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
