"""Today's photograph and an earlier visit's: side by side, and laid over each other.

    view = VisitsView(desk)
    view.closed.connect(...)          # Esc
    view.show_visits(visits)          # domain.visits.Visits with at least one earlier visit

Two photographs count as aligned only once a person accepted it; until then the words say so.
"""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, Qt
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from medview.domain.errors import MedViewError
from medview.domain.visits import Alignment, AlignmentDecision, LaidOver, Visit, Visits
from medview.ui.compare_view import Caption, CompareView
from medview.ui.desk import Desk
from medview.ui.latest import Latest
from medview.ui.reasons import in_full
from medview.ui.swipe_canvas import Layer, SwipeCanvas
from medview.ui.visit_header import VisitHeader
from medview.ui.visit_words import (
    quality_words,
    said_words,
    state_words,
    unaligned_words,
    visit_words,
)
from medview.ui.widgets import label

FLICKER_MS = 250  # each photograph: two changes back and forth a second, below what may harm
# (WCAG 2.2, 2.3.1: nothing flashes more than three times in a second)


class VisitsView(QWidget):
    """Chooses an earlier visit, shows both photographs, and keeps what the reader decides."""

    closed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._desk = desk
        self._visits: Visits | None = None
        self._laid: LaidOver | None = None
        self._asking, self._aligning = Latest(desk.jobs), Latest(desk.jobs)
        self._flicker = QTimer(self, interval=FLICKER_MS)
        self.header = VisitHeader()
        self.quality = label("", "small", wraps=True)
        self.compare = CompareView(desk.jobs, desk.services.picture)
        self.canvas = SwipeCanvas()
        self._arrange()
        self._connect()

    @property
    def visit(self) -> Visit | None:
        """The earlier visit that is shown."""
        at = self.header.choice.currentIndex()
        return self._visits.earlier[at] if self._visits is not None and at >= 0 else None

    @property
    def is_flickering(self) -> bool:
        """True while both are shown one after the other."""
        return self._flicker.isActive()

    @property
    def is_laid_over(self) -> bool:
        """True while both lie over each other."""
        return self._stack.currentWidget() is self.canvas

    def show_visits(self, visits: Visits) -> None:
        """Show the latest of the earlier visits beside today's photograph."""
        self._visits = visits
        self.header.list_visits(visits.earlier)
        self._show_visit()

    def retell(self, visits: Visits) -> None:
        """Say the grades anew: one was signed meanwhile. What is shown stays."""
        shown = self._visits
        if shown is None or shown.case.id != visits.case.id:
            return
        if [v.case.id for v in shown.earlier] != [v.case.id for v in visits.earlier]:
            return
        self._visits = visits
        self.header.retell(visits.earlier)
        assert self.visit is not None
        self.header.show_change(self.visit)
        self.compare.caption(*self._captions(visits, self.visit))

    def clear(self) -> None:
        """Show nothing, and stop what runs."""
        self._asking.drop()
        self._aligning.drop()
        self._stop_flicker()
        self._visits = self._laid = None
        self.compare.clear()
        self.canvas.clear()

    def align(self) -> None:
        """Look for the map between both photographs, to be looked at and accepted."""
        visit = self.visit
        if visit is None or self._visits is None:
            return
        if self._laid is not None and not self._laid.alignment.fault:
            self.show_laid_over()
            return
        self._update_tools()
        self.header.say(self.tr("Not aligned. Looking for the same vessels in both …"))
        self._aligning.run(
            self._desk.services.visits.lay_over,
            self._visits.case,
            visit.case,
            then=self._take_laid_over,
            on_error=self._show_error,
            title=self.tr("Aligning two photographs"),
        )

    def show_laid_over(self) -> None:
        """Show both over each other, with the handle."""
        self._stop_flicker()
        self.canvas.show_layer(Layer.BOTH)
        self._stack.setCurrentWidget(self.canvas)
        self.canvas.setFocus()
        self._update_tools()

    def show_side_by_side(self) -> None:
        """Show both beside each other."""
        self._stop_flicker()
        self._stack.setCurrentWidget(self.compare)
        self.compare.setFocus()
        self._update_tools()

    def flicker(self, is_on: bool) -> None:
        """Show one after the other, twice a second, until it is switched off."""
        self._flicker.start() if is_on else self._flicker.stop()
        self.header.show_flicker(is_on)
        self.canvas.show_layer(Layer.EARLIER if is_on else Layer.BOTH)

    def show_other_by_key(self) -> None:
        """Stop the flicker, and show the other one."""
        self._stop_flicker()
        self.canvas.show_other()

    def accept(self) -> None:
        """Accept the alignment that is shown."""
        self._decide(True)

    def reject(self) -> None:
        """Reject the alignment that is shown: back to two photographs that move alone."""
        self._decide(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to side by side first, then closes."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.is_laid_over:
            self.show_side_by_side()
        else:
            self.closed.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        """Flicker for nobody costs a processor."""
        self._stop_flicker()
        super().hideEvent(event)

    def _show_visit(self) -> None:
        visits, visit = self._visits, self.visit
        if visits is None or visit is None:
            return
        self._aligning.drop()
        self._laid = None
        self.header.show_change(visit)
        self.quality.setText("")
        self.compare.show_pair(visit.case, visits.case, captions=self._captions(visits, visit))
        self.canvas.clear()
        self.canvas.name_layers(
            self.tr("Earlier visit: {day}").format(day=visit.date),
            self.tr("This visit: {day}").format(day=visits.date),
        )
        self._show_state(None, None)
        self.show_side_by_side()
        self._asking.run(
            self._desk.services.visits.decision, visits.case, visit.case, then=self._take_decision
        )

    def _captions(self, visits: Visits, visit: Visit) -> tuple[Caption, Caption]:
        today = f"{visits.date} · {said_words(visits.said)}"
        return Caption(visit_words(visit)), Caption(today)

    def _take_decision(self, decision: AlignmentDecision | None) -> None:
        if decision is not None:
            self._show_state(decision.alignment, decision)

    def _take_laid_over(self, laid: LaidOver) -> None:
        self._laid = laid
        self._show_state(laid.alignment, laid.decision)
        if not laid.alignment.fault:
            self.canvas.show_layers(laid)
            self.show_laid_over()
        self._update_tools()

    def _show_error(self, error: MedViewError) -> None:
        self.header.say(unaligned_words(in_full(error)))

    def _decide(self, accepted: bool) -> None:
        if self._laid is None or self._laid.alignment.fault:
            return
        self._desk.jobs.run(
            self._desk.services.visits.decide,
            self._laid.alignment,
            accepted,
            then=self._keep_decision,
            on_error=self._show_error,
            must_finish=True,
        )

    def _keep_decision(self, decision: AlignmentDecision) -> None:
        visits, visit, said = self._visits, self.visit, decision.alignment
        if visits is None or visit is None:
            return
        if (said.case_id, said.earlier_id) != (visits.case.id, visit.case.id):
            return
        self._show_state(said, decision)
        if not decision.accepted:
            self._laid = None
            self.canvas.clear()
            self.compare.link(False)
            self.show_side_by_side()

    def _show_state(self, alignment: Alignment | None, decision: AlignmentDecision | None) -> None:
        is_aligned = decision is not None and decision.accepted
        self.header.say(state_words(alignment, decision), is_aligned=is_aligned)
        is_rejected = decision is not None and not decision.accepted
        is_told = alignment is not None and not alignment.fault and not is_rejected
        self.quality.setText(quality_words(alignment) if alignment and is_told else "")
        self.compare.lead_by(alignment if is_aligned else None)
        self._update_tools()

    def _stop_flicker(self) -> None:
        if self.is_flickering:
            self.flicker(False)

    def _update_tools(self) -> None:
        has_proposal = self._laid is not None and not self._laid.alignment.fault
        self.header.enable(is_laid_over=self.is_laid_over, has_proposal=has_proposal)

    def _connect(self) -> None:
        header, canvas = self.header, self.canvas
        self._flicker.timeout.connect(canvas.show_other)
        header.chosen.connect(self._show_visit)
        header.side_by_side_asked.connect(self.show_side_by_side)
        header.laid_over_asked.connect(self.align)
        header.flicker_asked.connect(self.flicker)
        header.other_asked.connect(self.show_other_by_key)
        header.left_asked.connect(canvas.swipe_left)
        header.right_asked.connect(canvas.swipe_right)
        header.fit_asked.connect(canvas.fit)
        header.accepted.connect(self.accept)
        header.rejected.connect(self.reject)
        header.closed.connect(self.closed)
        self.compare.closed.connect(self.closed)

    def _arrange(self) -> None:
        views = QWidget()
        self._stack = QStackedLayout(views)
        self._stack.addWidget(self.compare)
        self._stack.addWidget(self.canvas)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.header)
        column.addWidget(views, 1)
        column.addWidget(self.quality)
        self.setFocusProxy(self.compare)
