"""What each recipe costs on this machine: a few pictures decoded, a few steps trained."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from medview.app.decode_cases import decode_cases
from medview.app.launch_worker import worker_command
from medview.domain.errors import LibraryNotWritable, MedViewError
from medview.domain.job import JobContext
from medview.domain.ports import Reader
from medview.domain.recipes import Device, Recipe
from medview.domain.training import TrainingCase, TrainingPlan
from medview.store.files import aside, sweep
from medview.store.run_folder import RunFolder

PICTURES = 24
# Every picture is decoded once to train; once more for each model that is then asked about it: the
# new one, and the one in use.
PASSES = 3
# The process of a run starts as that of the probe; what it learned is then written down as a
# network and held against what was trained, which took about as long as such a start.
STARTS = 2
POLL = 0.1


class ProbeRecipes:
    """Measures in a process of its own: the window never loads torch, nor runs short of memory."""

    def __init__(
        self,
        folder: Path,
        reader: Callable[[], Reader],
        pinned: Callable[[TrainingPlan], TrainingPlan],
    ) -> None:
        """Take where runs are kept, what decodes, and what names the model a plan starts from."""
        self._folder = folder
        self._reader = reader
        self._pinned = pinned

    def __call__(
        self, cases: Sequence[TrainingCase], plans: Mapping[str, TrainingPlan], context: JobContext
    ) -> list[Recipe]:
        """Return the plans with minutes, megabytes and device. Raises Cancelled, MedViewError."""
        scratch = aside(self._folder, "probe")
        sweep(self._folder)
        try:
            return [
                self._recipe(RunFolder(scratch / name), name, plan, cases, context)
                for name, plan in plans.items()
            ]
        except OSError as error:
            raise LibraryNotWritable(
                f"The probe could not be set up ({error.strerror or error}).",
                hint=f"Free some disk space or check the rights of {self._folder}.",
            ) from error
        finally:
            shutil.rmtree(scratch, ignore_errors=True)

    def _recipe(
        self,
        run: RunFolder,
        name: str,
        plan: TrainingPlan,
        cases: Sequence[TrainingCase],
        context: JobContext,
    ) -> Recipe:
        """Decode a sample, have a process of its own train some steps of it, and reckon up."""
        run.path.mkdir(parents=True)
        run.set_up(self._pinned(plan), cases)
        sample = _sample(cases, PICTURES)
        started = time.perf_counter()
        found = decode_cases(sample, plan, self._reader(), run.pictures, context)
        decoding = (time.perf_counter() - started) * len(cases) / len(sample)
        run.keep_decoded(found.cases)
        asked = time.perf_counter()
        answer = _ask_worker(run.path, context)
        start = time.perf_counter() - asked - answer["measuring"]
        seconds = PASSES * decoding + STARTS * start + answer["around"]
        seconds += (plan.epochs + plan.pretraining_epochs) * answer["seconds"]
        device = Device(**answer["device"])
        return Recipe(name, run.plan(), seconds / 60, answer["megabytes"], device)


def _sample(cases: Sequence[TrainingCase], count: int) -> list[TrainingCase]:
    """Return cases of every label and both sides, as far as they go."""
    order = sorted(range(len(cases)), key=lambda row: (cases[row].label, cases[row].split, row))
    places = np.unique(np.linspace(0, len(cases) - 1, min(count, len(cases))).astype(int))
    return [cases[order[place]] for place in places]


def _ask_worker(run: Path, context: JobContext) -> Mapping[str, Any]:
    """Return what the probing process says of a run; Cancel ends it."""
    with (run / "said").open("wb") as said, (run / "log").open("wb") as log:
        command = worker_command("--probe", str(run))
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=said, stderr=log)
    try:
        while process.poll() is None:
            context.step(0, 0)
            time.sleep(POLL)
    finally:
        process.kill()
        process.wait()
    if process.returncode:
        told = (run / "log").read_text("utf-8", "replace").strip().splitlines()
        raise MedViewError(
            f"The probe of this computer failed: {(told or ['it ended without a word'])[-1]}",
            hint="A recipe can be chosen without it; how long it takes is then not known.",
        )
    # Libraries may have printed before: the answer is the last line.
    answer: Mapping[str, Any] = json.loads((run / "said").read_text("utf-8").splitlines()[-1])
    return answer
