"""What the steps of training have done in the background: read, measure, start, ask, register."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from medview.domain.model import ModelCard
from medview.domain.training import Request, TrainingCase, TrainingPlan
from medview.ui.desk import Desk
from medview.ui.latest import Latest
from medview.ui.training_source import Origin, SourceOrder


class TrainingErrands(QObject):
    """Each errand ends in its own signal, or in `failed` with a MedViewError."""

    failed = Signal(object)
    found = Signal(object)  # Collected
    columns_known = Signal(object, object)  # Path of a table, and its TableColumns
    measured = Signal(list)  # of Recipe
    unmeasured = Signal(object)  # MedViewError
    started = Signal(object)  # Path of the run
    asked = Signal()
    cases_known = Signal(list)  # TrainingCase of the run that was fetched last
    registered = Signal(object, object, bool)  # Path of the run, ModelCard, is it to be used
    removed = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        """Start without an errand."""
        super().__init__(parent)
        self._desk = desk
        self._reading, self._measuring = Latest(desk.jobs), Latest(desk.jobs)
        self._fetching, self._looking = Latest(desk.jobs), Latest(desk.jobs)

    def read(self, order: SourceOrder) -> None:
        """Look which images and labels there are."""
        collect = self._desk.services.collect
        work: Callable[..., Any]
        arguments: tuple[Path, ...]
        named: dict[str, Any] = {}
        if order.origin is Origin.FOLDER:
            work, arguments = collect.folder, (order.folder,)
            named = {"every_image": order.every_image}
        elif order.origin is Origin.TABLE:
            work, arguments = collect.table, (order.table, order.folder)
            named = {"columns": order.columns, "every_image": order.every_image}
        elif order.origin is Origin.LABELLED:
            work, arguments = collect.labelled, ()
            named = {"every_image": order.every_image}
        else:
            work, arguments = collect.signed, ()
        self._reading.run(
            work,
            *arguments,
            title=self.tr("Reading the labels"),
            then=self.found.emit,
            on_error=self.failed.emit,
            **named,
        )

    def look_up_columns(self, table: Path) -> None:
        """Look which columns a table has."""
        self._looking.run(
            self._desk.services.collect.columns,
            table,
            then=partial(self.columns_known.emit, table),
            on_error=self.failed.emit,
        )

    def measure(self, cases: Sequence[TrainingCase], task: str, modalities: Sequence[str]) -> None:
        """Measure what each recipe costs on this computer."""
        self._measuring.run(
            self._desk.services.training.recipes,
            cases,
            task,
            modalities=modalities,
            then=self.measured.emit,
            on_error=self.unmeasured.emit,
        )

    def stop_measuring(self) -> None:
        """Leave the computer to the run."""
        self._measuring.drop()

    def start(self, plan: TrainingPlan, cases: Sequence[TrainingCase]) -> None:
        """Start a run."""
        start = self._desk.services.training.start
        self._last(start, plan, cases, then=self.started.emit)

    def ask(self, run: Path, request: Request) -> None:
        """Ask something of a run."""
        self._last(self._desk.services.training.ask, run, request, then=self._tell_asked)

    def resume(self, run: Path) -> None:
        """Let a run go on that broke off."""
        self._last(self._desk.services.training.resume, run, then=self._tell_asked)

    def remove(self, run: Path) -> None:
        """Delete a run."""
        self._last(self._desk.services.training.remove, run, then=self._tell_removed)

    def register(self, run: Path, *, is_to_be_used: bool) -> None:
        """Keep the model of a run in the registry."""
        self._last(self._register, run, is_to_be_used, then=self._tell_registered)

    def fetch_cases(self, run: Path) -> None:
        """Learn what the rows of a run stand for."""
        self._fetching.run(
            self._desk.services.training.cases,
            run,
            then=self.cases_known.emit,
            on_error=self.failed.emit,
        )

    def _last(self, verb: Callable[..., Any], *arguments: Any, then: Callable[..., Any]) -> None:
        """Do what must last: in order, and also when the window closes meanwhile."""
        self._desk.jobs.run(
            verb, *arguments, then=then, on_error=self.failed.emit, must_finish=True
        )

    def _tell_asked(self, _: object) -> None:
        self.asked.emit()

    def _tell_removed(self, _: object) -> None:
        self.removed.emit()

    def _register(self, run: Path, is_to_be_used: bool) -> tuple[Path, ModelCard, bool]:
        """Run in a thread; what was asked stays with its answer, whatever is asked meanwhile."""
        return run, self._desk.services.training.register(run), is_to_be_used

    def _tell_registered(self, outcome: tuple[Path, ModelCard, bool]) -> None:
        self.registered.emit(*outcome)
