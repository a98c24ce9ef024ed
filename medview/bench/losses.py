"""Every metric loss on one set at the same budget, beside untrained ImageNet features.

`medview bench losses` trains on the brain MR and the CT nodule patches of ../shared/data (or
MEDVIEW_DATA) and looks for held-out patients' pictures among those it learned from.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from medview.bench.public_sets import data_folder
from medview.bench.speed import Result
from medview.bench.trained import Outputs, Pictures, answers, kept_folder, raw_features, trained
from medview.domain.training import LOSSES, TrainingCase, TrainingPlan

if TYPE_CHECKING:
    from medview.learning.intervals import Sampled

SETS = {"MR": ("mri-brain", 96, 2), "CT": ("ct-nodules", 64, 4)}  # folder, input side, every n-th
EPOCHS, PER_CLASS = 4, 8
MARGINS = {"contrastive": 0.5, "triplet": 0.2, "proxy-anchor": 0.1, "arcface": 0.3}
# The ordinal triplet is for grades: these classes have no order.
COMPARED = tuple(loss for loss in LOSSES if loss != "ordinal-triplet")


def bench_losses() -> Iterator[Result]:
    """Mean average precision at R of each loss, with its gain over the raw features."""
    for group in SETS:
        yield from _on_one_set(group)


def _on_one_set(group: str) -> Iterator[Result]:
    from medview.learning.dataset import read_radiology

    name, side, every = SETS[group]
    examples = [e for e in read_radiology(data_folder()) if e.group == group][::every]
    plan = TrainingPlan(
        id="bench", title=name, task="similarity", kind="grey", modalities=(group,),
        classes=tuple(sorted({e.label for e in examples})), backbone="efficientnet-lite0",
        input_size=side, dimension=64, per_class=PER_CLASS, epochs=EPOCHS, patience=0,
        head_weight=0.0,
    )  # fmt: skip
    pictures = Pictures(examples, plan.kind, side)
    held = np.array([e.split == "val" for e in examples])
    cases = pictures.cases(held, ~held)
    raw = _figures(plan, cases, raw_features(pictures, plan))
    for loss in COMPARED:
        own = TrainingPlan(**{**vars(plan), "loss": loss, "margin": MARGINS.get(loss, 0.3)})
        with kept_folder("losses") as folder:
            package = trained(own, pictures, cases, folder / f"{name}-{loss}")
            found = _figures(own, cases, answers(package, pictures, own))
        yield _result(name, loss, found, raw)


def _figures(plan: TrainingPlan, cases: list[TrainingCase], outputs: Outputs) -> Sampled:
    from medview.learning.answers import held_out
    from medview.learning.evaluation import evaluate

    return evaluate(held_out(plan, cases, outputs))


def _result(name: str, loss: str, found: Sampled, raw: Sampled) -> Result:
    own, base, gain = (s.figures() for s in (found, raw, found.minus(raw)))
    low, high = gain["map@r"]["low"], gain["map@r"]["high"]
    return {
        "name": f"{loss} on {name}, MAP@R", "value": own["map@r"]["value"], "unit": "",
        "target": "> raw features", "ok": low > 0,
        "detail": f"raw features {base['map@r']['value']:.3f}, gain {gain['map@r']['value']:+.3f} "
        f"({low:+.3f} to {high:+.3f}); recall@1 {own['recall@1']['value']:.3f}, raw "
        f"{base['recall@1']['value']:.3f}",
    }  # fmt: skip
