"""Comparing what is read with what was before: visits of an eye, priors of a series.

Holds the two views, made when first asked for: starting must be quick.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedLayout

from medview.domain.case import Case
from medview.domain.visits import Visits
from medview.ui.desk import Desk
from medview.ui.latest import Latest
from medview.ui.prior_view import PriorView
from medview.ui.reasons import in_window_language
from medview.ui.visit_words import no_visit_words
from medview.ui.visits_view import VisitsView


class Comparing(QObject):
    """Finds what there is to compare with, and shows it in the viewer's stack."""

    closed = Signal()
    said = Signal(str)
    shown = Signal(object)  # the QWidget that is to be looked at
    decided = Signal()  # an alignment of series was accepted or taken back

    def __init__(self, desk: Desk, stack: QStackedLayout, parent: QObject | None = None) -> None:
        """Take the stack that the views go into."""
        super().__init__(parent)
        self._desk, self._stack = desk, stack
        self._finding = Latest(desk.jobs)
        self._case: Case | None = None

    @cached_property
    def visits(self) -> VisitsView:
        """Today's photograph with earlier visits' of the same eye."""
        view = VisitsView(self._desk)
        view.closed.connect(self.closed)
        self._stack.addWidget(view)
        return view

    @cached_property
    def prior(self) -> PriorView:
        """A series with an earlier one."""
        view = PriorView(self._desk)
        view.closed.connect(self.closed)
        view.decided.connect(self.decided)
        self._stack.addWidget(view)
        return view

    def compare(self, case: Case, index: int) -> None:
        """Show a photograph with the latest visit, a series with the nearest prior, or say why."""
        self._case = case
        if case.is_photograph:
            self._ask(self._show_visits)
            return
        found = self._desk.services.priors.of(case, self._desk.worklist.cases)
        if found.why:
            self.said.emit(in_window_language(found.why))
            return
        self.shown.emit(self.prior)
        self.prior.show_priors(case, found, index)
        self.prior.setFocus()

    def retell(self, case: Case) -> None:
        """Say the grades of the visits that are compared anew: one was signed."""
        if isinstance(self._stack.currentWidget(), VisitsView):
            self._case = case
            self._ask(self.visits.retell)

    def _ask(self, then: Callable[[Visits], None]) -> None:
        verbs, opened = self._desk.services.visits, self._desk.worklist.cases
        self._finding.run(verbs.of, self._case, opened, then=then)

    def _show_visits(self, found: Visits) -> None:
        if self._case is None or found.case.id != self._case.id:
            return
        if not found.earlier:
            self.said.emit(no_visit_words(found.case))
            return
        self.visits.show_visits(found)
        self.shown.emit(self.visits)
        self.visits.setFocus()

    def forget(self) -> None:
        """Show nothing of what is still being looked for."""
        self._case = None
