"""Runs of training as the window and the command line see them: start, watch, ask, register."""

from __future__ import annotations

import contextlib
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from medview.app.launch_worker import launch_worker
from medview.app.probe_recipes import ProbeRecipes
from medview.app.starting_model import starting_model
from medview.domain.case import FUNDUS
from medview.domain.errors import LibraryNotWritable, ModelMissing, PlanError
from medview.domain.fitness import check_fitness
from medview.domain.job import JobContext
from medview.domain.model import ModelCard
from medview.domain.ports import Reader
from medview.domain.recipes import Recipe, recipe_plans
from medview.domain.training import Request, RunState, RunStatus, TrainingCase, TrainingPlan
from medview.store.models import ModelRegistry
from medview.store.packages import register_package
from medview.store.run_folder import RunFolder
from medview.store.runs import Runs


class Training:
    """The verbs about runs. Work is done by a process of its own, which outlives this one."""

    def __init__(self, runs: Runs, registry: ModelRegistry, reader: Callable[[], Reader]) -> None:
        """Take where runs are kept, which models there are, and who decodes for the probe."""
        self._runs = runs
        self._registry = registry
        self._probe = ProbeRecipes(runs.folder, reader, self._pinned)
        self._workers: dict[Path, subprocess.Popen[bytes]] = {}
        self._launching = threading.Lock()

    def start(self, plan: TrainingPlan, cases: Sequence[TrainingCase]) -> Path:
        """Set a run up and start its process; return its folder. Raises as `prepare` does."""
        run = self._prepared(plan, cases)
        self._launch(run)
        return run.path

    def prepare(self, plan: TrainingPlan, cases: Sequence[TrainingCase]) -> Path:
        """Set a run up for processes that are started by hand, as torchrun does.

        Raises PlanError when plan and cases do not go together (a patient on both sides, a class
        without cases), ModelMissing when there is no model to start from, LibraryNotWritable.
        """
        return self._prepared(plan, cases).path

    def runs(self) -> list[RunStatus]:
        """Return every run, the newest first; one whose plan cannot be read is passed over."""
        found = []
        for run in self._runs.all():
            with contextlib.suppress(PlanError):
                found.append(run.status())
        return found

    def status(self, run: str | Path) -> RunStatus:
        """Return all that is known of a run, by name or folder. Raises PlanError."""
        return self._runs.find(run).status()

    def cases(self, run: str | Path) -> list[TrainingCase]:
        """Return the cases of a run, in the order of its rows. Raises PlanError."""
        return self._runs.find(run).decoded()

    def ask(self, run: str | Path, request: Request) -> None:
        """Ask for something; a run whose process is gone is dropped at once, or goes on to stop.

        Raises PlanError when it has ended, LibraryNotWritable.
        """
        found = self._runs.find(run)
        state = found.status().state
        if state.ended and not state.resumable:
            raise PlanError("This run has ended.", hint="It can be removed.")
        with _written(found):
            found.ask(request)
            if state.resumable and request is Request.DROP:
                found.drop()
        if state.resumable and request is Request.STOP:
            self._launch_again(found)

    def resume(self, run: str | Path) -> None:
        """Go on from the last epoch; where a process is at work already, it is left to it.

        Raises PlanError when the run has ended, LibraryNotWritable.
        """
        found = self._runs.find(run)
        state = found.status().state
        if not state.ended:
            return
        if not state.resumable:
            raise PlanError("This run has ended.", hint="Start a new one.")
        if found.request() is not Request.STOP:  # asked before its process was gone
            with _written(found):
                found.ask(Request.GO_ON)
        self._launch_again(found)

    def register(self, run: str | Path) -> ModelCard:
        """Put the model of a finished run in the registry; `activate_model` puts it to use.

        Raises ModelMissing when there is none yet, ModelDamaged, LibraryNotWritable.
        """
        package = self._runs.find(run).status().package
        if package is None:
            raise ModelMissing(
                "This run has no model yet.", hint="Wait until it has ended, or resume it."
            )
        return register_package(self._registry, package).card

    def remove(self, run: str | Path) -> None:
        """Delete a run; a model that was registered stays. Raises PlanError while it is at work."""
        self._runs.remove(self._runs.find(run))

    def halt(self, run: str | Path) -> None:
        """End the process this one started for a run, if any; what is finished is kept."""
        process = self._workers.get(self._runs.find(run).path)
        if process is not None:
            process.terminate()
            process.wait()

    def recipes(
        self,
        cases: Sequence[TrainingCase],
        task: str,
        context: JobContext,
        *,
        title: str = "",
        modalities: Sequence[str] = (FUNDUS,),
    ) -> list[Recipe]:
        """Return the ready-made plans with what they cost on this machine, measured by a probe.

        Raises MedViewError when the probe fails, such as for want of torch.
        """
        labels = [case.label for case in cases]
        plans = recipe_plans(title, task, modalities, labels)
        return self.measured(cases, plans, context)

    def measured(
        self, cases: Sequence[TrainingCase], plans: Mapping[str, TrainingPlan], context: JobContext
    ) -> list[Recipe]:
        """Return plans of one's own with what they cost on this machine; raises as `recipes`."""
        return self._probe(cases, plans, context)

    def _prepared(self, plan: TrainingPlan, cases: Sequence[TrainingCase]) -> RunFolder:
        check_fitness(plan, cases)
        return self._runs.create(self._named_apart(self._pinned(plan)), cases)

    def _named_apart(self, plan: TrainingPlan) -> TrainingPlan:
        """Return the plan with a number added to its id where a model or a run has that id."""
        taken = {package.card.ref.id for package in self._registry.packages()}
        for run in self._runs.all():
            with contextlib.suppress(PlanError):
                taken.add(run.plan().id)
        names = (plan.id, *(f"{plan.id}-{number}" for number in range(2, len(taken) + 3)))
        return replace(plan, id=next(name for name in names if name not in taken))

    def _launch_again(self, run: RunFolder) -> None:
        with _written(run):
            run.enter(RunState.WAITING)  # what it failed of is over
        self._launch(run)

    def _launch(self, run: RunFolder) -> None:
        with self._launching:
            self._workers = {path: one for path, one in self._workers.items() if one.poll() is None}
            self._workers[run.path] = launch_worker(run)

    def _pinned(self, plan: TrainingPlan) -> TrainingPlan:
        """Return the plan with the model it starts from named, whatever is in use later."""
        package = starting_model(self._registry, plan)
        return replace(plan, start=package.card.ref.digest) if package else plan


@contextlib.contextmanager
def _written(run: RunFolder) -> Iterator[None]:
    """Say in words when the folder of a run cannot be written."""
    try:
        yield
    except OSError as error:
        raise LibraryNotWritable(
            f"The run could not be asked ({error.strerror or error}).",
            hint=f"Free some disk space or check the rights of {run.path}.",
        ) from error
