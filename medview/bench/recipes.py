"""The minutes that the Recipe step foretells, beside what a real run then takes.

`medview bench recipes` probes a plan on slices of the brain MR of ../shared/data (or MEDVIEW_DATA)
as the window does, then has a process of its own run it from the first picture to the package.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from medview.app.services import Services
from medview.bench.public_sets import data_folder
from medview.bench.speed import Result, scratch_services
from medview.domain.errors import MedViewError
from medview.domain.job import JobContext
from medview.domain.recipes import recipe_plans
from medview.domain.training import SIMILARITY, RunStatus, TrainingCase, TrainingPlan

EVERY = 16  # of the slices
SHARE = 0.2  # held out
# A whole recipe takes too long to be run for its own sake: these epochs are the same, but fewer.
EPOCHS = {"fast": 4, "balanced": 3}
MOST = 1.5  # times the estimate, or the estimate times the run
POLL = 0.2


def bench_recipes() -> Iterator[Result]:
    """Minutes of real runs over the minutes that were foretold for them."""
    with scratch_services() as (services, _):
        cases = _cases(services)
        plans = recipe_plans("Bench", SIMILARITY, ("MR",), [case.label for case in cases])
        for name, epochs in EPOCHS.items():
            frozen = epochs if plans[name].frozen_epochs == plans[name].epochs else 1
            plan = replace(plans[name], epochs=epochs, frozen_epochs=frozen, patience=0)
            yield _compared(services, name, plan, cases)


def _cases(services: Services) -> tuple[TrainingCase, ...]:
    folder = data_folder() / "mri-brain"
    found = services.collect.table(folder / "labels.csv", folder, JobContext()).cases
    some = tuple(replace(case, split="") for case in found[::EVERY])
    return services.ready_cases(some, JobContext(), SHARE)[0]


def _compared(
    services: Services, name: str, plan: TrainingPlan, cases: tuple[TrainingCase, ...]
) -> Result:
    (recipe,) = services.training.measured(cases, {name: plan}, JobContext())
    began = time.monotonic()
    status = _awaited(services, services.training.start(recipe.plan, cases))
    minutes = (time.monotonic() - began) / 60
    if status.package is None:
        raise MedViewError(f"The run came to nothing: {status.failure}")
    ratio = minutes / recipe.minutes
    return {
        "name": f"a run of '{name}' over its estimate",
        "value": ratio,
        "unit": "times",
        "target": f"{1 / MOST:.2f}-{MOST:g} times",
        "ok": 1 / MOST <= ratio <= MOST,
        "detail": f"{minutes:.2f} minutes, {recipe.minutes:.2f} foretold; {plan.epochs} epochs of "
        f"{len(cases)} slices, {plan.input_size} pixels, {recipe.device.kind}",
    }


def _awaited(services: Services, run: Path) -> RunStatus:
    while not (status := services.training.status(run)).state.ended:
        time.sleep(POLL)
    return status
