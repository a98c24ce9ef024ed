"""Training in the window: its page, the line and the badge that say a run is at work."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from medview.domain.case import Case, ImageRef, OpenSummary
from medview.domain.model import ModelCard
from medview.domain.training import RunState, RunStatus, TrainingCase
from medview.ui.desk import Desk
from medview.ui.registry_words import model_name
from medview.ui.training_line import TrainingLine
from medview.ui.training_watch import TrainingWatch
from medview.ui.training_words import state_words

if TYPE_CHECKING:
    from medview.ui.main_window import MainWindow
    from medview.ui.training_page import TrainingPage


class OwnTraining(QObject):
    """Joins the page of training with the window; a run outlives both."""

    def __init__(self, desk: Desk, window: MainWindow) -> None:
        """Look whether a run is at work; the page is made when first asked for."""
        super().__init__(window)
        self._desk, self._window = desk, window
        self._wanted: ImageRef | None = None
        self.watch = TrainingWatch(desk, self)
        self.line = TrainingLine()

    @cached_property
    def page(self) -> TrainingPage:
        """The five steps, made when first asked for: starting must be quick."""
        from medview.ui.training_page import TrainingPage

        page = TrainingPage(self._desk, self.watch)
        self._window.pages.addWidget(page)
        page.problems.connect(self._window.problems.add_unopened)
        page.case_asked.connect(self.open_case)
        page.registered.connect(self._take_registered)
        return page

    def connect_parts(self) -> None:
        """Connect once the window has all its parts."""
        self._window.menus.connect_to(train=self.show_page)
        self._window.activity.add_line(self.line)
        self._window.rail.training.clicked.connect(self.show_page)
        self.line.open_asked.connect(self.show_page)
        self.watch.changed.connect(self._show_at_work)
        self.watch.listed.connect(self._show_at_work)
        self.watch.ended.connect(self._tell_ended)
        self.watch.look()

    def show_page(self) -> None:
        """Show the steps, or the run that is at work."""
        self._window.show_page(self._window.pages.indexOf(self.page))
        self.page.show_newest()
        self.watch.look()
        self.page.focus()

    def open_case(self, case: TrainingCase) -> None:
        """Show a picture of the training in the viewer."""
        self._wanted = case.ref
        self._desk.jobs.run(
            self._desk.services.open_cases,
            [Path(case.ref.path)],
            title=self.tr("Opening {0}").format(case.ref.name),
            on_item=self._take_opened,
            then=self._tell_opened,
        )

    def _take_opened(self, case: Case) -> None:
        if self._wanted in case.images:
            self._wanted = None
            self._window.show_case(case)
            self._window.activity.say(self.tr("Ctrl+T leads back to the training."))

    def _tell_opened(self, summary: OpenSummary) -> None:
        self._window.problems.add_unopened(list(summary.problems))

    def _show_at_work(self) -> None:
        at_work = self.watch.at_work
        self.line.show_runs(at_work)
        self._window.rail.show_training(at_work[0] if at_work else None)
        self._window.activity.update_visible()

    def _tell_ended(self, status: RunStatus) -> None:
        words = self.tr("Training “{title}”: {state}.")
        state = state_words(status.state)
        self._window.activity.say(words.format(title=status.plan.title, state=state))
        if status.state is RunState.DONE and self._window.pages.currentWidget() is self.page:
            self.page.show_run(status.run)

    def _take_registered(self, card: ModelCard, is_to_be_used: bool) -> None:
        self._window.activity.say(self.tr("{0} is in the registry.").format(model_name(card.ref)))
        self._window.models_page.refresh()
        if is_to_be_used:
            self._desk.switching.ask(card.ref.digest)
