"""How well two photographs of an eye lie over each other.

`medview bench registration` reads the validation part of DeepDRiD: both shots of an eye belong
together, those of the same side of another patient do not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medview.app.services import Services
from medview.app.visits import RETINA
from medview.bench.public_sets import data_folder
from medview.bench.speed import Result, opened_cases, scratch_services
from medview.domain.agreement import with_interval
from medview.domain.case import Case
from medview.domain.job import JobContext
from medview.domain.visits import Alignment
from medview.imaging import registration
from medview.imaging.preprocess import prepare

EVERY = 3  # of the eyes of the validation part
STEPS = np.linspace(-0.6, 0.6, 7)


@dataclass(frozen=True)
class Shots:
    """Two photographs that are laid over each other; `patient` is that of the first."""

    first: Path
    second: Path
    patient: str


def bench_registration() -> Iterator[Result]:
    """How many right pairs are laid over each other, how many wrong ones, and how exactly."""
    right, wrong = pairs_of_shots(data_folder())
    with scratch_services() as (services, _):
        paths = {path for pair in (*right, *wrong) for path in (pair.first, pair.second)}
        cases = {c.images[0].path: c for c in opened_cases(services, sorted(paths))}
        there = [_laid(services, cases, pair) for pair in right]
        back = [_laid(services, cases, Shots(p.second, p.first, p.patient)) for p in right]
        strangers = [_laid(services, cases, pair) for pair in wrong]
    patients = [pair.patient for pair in right]
    plain = [_by_vessels_alone(pair) for pair in right]
    yield _share("both shots of an eye laid over each other", [not a.fault for a in there],
                 patients, ">= 0.8", 0.8,
                 f"by vessels alone, without learned embeddings: {np.mean(plain):.3f}")  # fmt: skip
    yield _share("other eyes laid over each other", [not a.fault for a in strangers],
                 [pair.patient for pair in wrong], "<= 0.02", 0.02, "this must not be")  # fmt: skip
    kept = [(a, b) for a, b in zip(there, back, strict=True) if not a.fault and not b.fault]
    gaps = [gap(a, b) for a, b in kept]
    before, after = (np.mean([getattr(a, name) for a, _ in kept]) for name in ("before", "after"))
    middle = float(np.median(gaps))
    yield {
        "name": "there and back, median distance from where it began", "value": middle,
        "unit": "% of the retina's radius", "target": "<= 1", "ok": middle <= 1,
        "detail": f"95 % of the pairs within {np.quantile(gaps, 0.95):.2f} %, {len(gaps)} pairs; "
        f"the vessels correlate at {after:.2f}, before at {before:.2f}",
    }  # fmt: skip


def pairs_of_shots(root: Path) -> tuple[list[Shots], list[Shots]]:
    """Return the pairs that belong together, and pairs of the same side of two patients."""
    from medview.learning.dataset import read_fundus

    shots: dict[tuple[str, str], list[Path]] = {}
    for example in read_fundus(root):
        if example.group == "deepdrid" and example.split == "val":
            side = example.path.stem.rstrip("0123456789")[-1]  # 347_l2.jpg is the left eye's second
            shots.setdefault((example.patient, side), []).append(example.path)
    whole = [(key, sorted(paths)) for key, paths in sorted(shots.items()) if len(paths) == 2]
    chosen = whole[::EVERY]
    right = [Shots(a, b, patient) for (patient, _), (a, b) in chosen]
    wrong = [
        Shots(paths[0], other[1], key[0])
        for place, (key, paths) in enumerate(chosen)
        for other_key, other in [chosen[(place + 2) % len(chosen)]]
        if other_key[0] != key[0] and other_key[1] == key[1]
    ]
    return right, wrong


def gap(there: Alignment, back: Alignment) -> float:
    """Return how far a point lands from itself when sent there and back, in % of the radius."""
    assert there.here is not None
    away = []
    for u, v in ((u, v) for u in STEPS for v in STEPS if np.hypot(u, v) <= max(STEPS)):
        x, y = there.here.absolute(u, v)
        home = there.here.relative(*back.earlier_point(*there.earlier_point(x, y)))
        away.append(np.hypot(home[0] - u, home[1] - v))
    return float(100 * np.mean(away))


def _laid(services: Services, cases: dict[str, Case], pair: Shots) -> Alignment:
    return services.visits.align(cases[str(pair.first)], cases[str(pair.second)], JobContext())


def _by_vessels_alone(pair: Shots) -> bool:
    from medview.learning.dataset import read_rgb

    seen = [registration.see(prepare(read_rgb(p), RETINA)[1]) for p in (pair.first, pair.second)]
    fit = registration.register(*seen)
    return fit is not None and fit.is_good


def _share(
    name: str, values: Sequence[bool], patients: Sequence[str], words: str, target: float, more: str
) -> Result:
    table: NDArray[np.bool_] = np.asarray(values)
    figure: dict[str, Any] = with_interval(lambda rows: float(table[rows].mean()), patients)
    low, high = figure["ci95"]
    value = float(figure["value"])
    return {
        "name": name, "value": value, "unit": "of them", "target": words,
        "ok": value >= target if words.startswith(">") else value <= target,
        "detail": f"95 % interval {low:.3f}-{high:.3f}, {len(values)} pairs; {more}",
    }  # fmt: skip
