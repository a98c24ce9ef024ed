"""A run on drawn pictures in a process of its own, alone or one of several; see test_processes."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np

from medview.domain.case import ImageRef
from medview.domain.training import Request, TrainingCase, TrainingPlan
from medview.learning.fit import fit


def main(folder: Path) -> None:
    """Train what lies in folder; the first process writes losses.json beside it."""
    plan = TrainingPlan.from_json(json.loads((folder / "plan.json").read_text()))
    pictures = np.load(folder / "pictures.npy", mmap_mode="r", allow_pickle=False)
    rows = json.loads((folder / "cases.json").read_text())
    cases = [TrainingCase(ImageRef(path), *rest) for path, *rest in rows]
    losses: list[float] = []

    def heard(done: int, total: int, loss: float, left: float | None) -> None:
        losses.append(loss)

    fit(
        plan, pictures, cases, folder / "run", start=None, on_step=heard,
        on_epoch=lambda report: None, tell=lambda words: None, request=lambda: Request.GO_ON,
    )  # fmt: skip
    if losses:
        (folder / "losses.json").write_text(json.dumps(losses))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
