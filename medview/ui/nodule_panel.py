"""The strip below a CT series that lists nodule candidates, to be accepted or rejected.

    panel = NodulePanel(desk, series_view)    # adds its tool to the view's bar, itself below it
    panel.show_case(case)                     # nothing is looked for until Shift+N is pressed

Keys: Shift+N shows and hides, "," and "." go through the candidates, Y accepts, X rejects (both
keys are heard by the viewer area, for they mean other things as well).
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QSizePolicy, QVBoxLayout, QWidget

from medview.domain.case import Case
from medview.domain.errors import MedViewError
from medview.domain.nodules import Nodule, NoduleDecision, NoduleFindings, NoduleReview
from medview.ui.desk import Desk
from medview.ui.jobs import Job
from medview.ui.latest import Latest
from medview.ui.nodule_marks import NoduleMarks
from medview.ui.nodule_words import found_words, line_words, nodule_words
from medview.ui.reasons import in_full
from medview.ui.series_view import SeriesView
from medview.ui.widgets import button, label, panel, row, set_tone
from medview.ui.words import notice

LAYER = "nodules"
HEIGHT = 92  # pixels of the list: four candidates


class NodulePanel(QWidget):
    """Hidden until asked for; the search is a job with Cancel, and the newest asking counts."""

    def __init__(self, desk: Desk, view: SeriesView, parent: QWidget | None = None) -> None:
        """Build the strip, and give the view its tool and keys."""
        super().__init__(parent)
        self._desk, self._view = desk, view
        self._case: Case | None = None
        self._findings: NoduleFindings | None = None
        self._decisions: dict[tuple[float, float, float], NoduleDecision] = {}
        self._finding = Latest(desk.jobs)
        self.marks = NoduleMarks()
        self.list = QListWidget()
        self.accept_button = button(
            self.tr("Accept"), self.tr("Keep this candidate as a nodule"), "", "Y"
        )
        self.reject_button = button(self.tr("Reject"), self.tr("This is no nodule"), "", "X")
        self.status = label("", wraps=True)
        self.model_line = label("", "small", wraps=True)
        self._arrange()
        self._toggle = view.bar.add_tool(
            self.tr("Nodules"),
            self.tr("Look for nodules in the lungs of a chest CT"),
            "Shift+N",
            self._toggle_on,
            icon_name="lesions",
            checkable=True,
        )
        view.bar.add_key(self.tr("Next nodule candidate"), ".", self.next)
        view.bar.add_key(self.tr("Previous nodule candidate"), ",", self.previous)
        self._connect()
        self.hide()

    @property
    def is_on(self) -> bool:
        """True while candidates are asked for."""
        return self._toggle.isChecked() and self._toggle.isVisible()

    @property
    def can_decide(self) -> bool:
        """True while a candidate is chosen."""
        return self.is_on and self.marks.selected is not None

    @property
    def findings(self) -> NoduleFindings | None:
        """What was found in the series that is shown."""
        return self._findings

    def show_case(self, case: Case | None) -> None:
        """Follow the reading page to another case; the strip closes."""
        self._finding.drop()
        self._case = case
        suits = case is not None and case.modality == "CT" and case.is_series
        self._toggle.setVisible(suits)
        self._toggle.setChecked(False)
        self._show_review(None)
        self.hide()

    def select(self, nodule: Nodule | None) -> None:
        """Choose a candidate and go to it."""
        self.marks.selected = nodule
        if nodule is not None and self._findings is not None:
            self.list.setCurrentRow(self._findings.candidates.index(nodule))
            self._view.show_index(nodule.slice)
        self._view.canvas.update()
        self._say_selected()

    def accept(self) -> None:
        """Accept the chosen candidate."""
        self._decide(True)

    def reject(self) -> None:
        """Reject the chosen candidate."""
        self._decide(False)

    def next(self) -> None:
        """Choose the next candidate, the most probable first."""
        self._step(1)

    def previous(self) -> None:
        """Choose the candidate before."""
        self._step(-1)

    def _find(self) -> None:
        self._say(self.tr("Looking for nodules …"))
        job = self._finding.run(
            self._desk.services.nodules.review,
            self._case,
            then=self._show_review,
            on_error=self._show_error,
            title=self.tr("Looking for nodules"),
        )
        job.cancelled.connect(self._close)

    def _close(self) -> None:
        """Close after Cancel; a search that was dropped for another one closes nothing."""
        job = self.sender()
        if isinstance(job, Job) and not job.was_dropped:
            self._toggle.setChecked(False)
            self._toggle_on(False)

    def _show_review(self, review: NoduleReview | None) -> None:
        findings = review.findings if review else None
        self._findings = findings
        known = review.decisions if review else ()
        self._decisions = {one.nodule.position: one for one in known}
        self.marks.nodules = findings.candidates if findings else ()
        self.marks.verdicts = {place: one.accepted for place, one in self._decisions.items()}
        self.marks.selected = None
        self._follow_slice()
        self.list.clear()
        for number, nodule in enumerate(self.marks.nodules, start=1):
            self.list.addItem(QListWidgetItem(self._line(number, nodule)))
        self.list.setVisible(self.list.count() > 0)
        self._view.canvas.set_marks(LAYER, self.marks if findings else None)
        self.model_line.setText(f"{findings.model.short} · {notice()}" if findings else "")
        self._say(found_words(findings) if findings else "")
        self._enable_decision()

    def _line(self, number: int, nodule: Nodule) -> str:
        verdict = self.marks.verdicts.get(nodule.position)
        sign = "" if verdict is None else ("  ✓" if verdict else "  ×")
        return line_words(number, nodule) + sign

    def _show_error(self, error: MedViewError) -> None:
        self._say(in_full(error), "warning")

    def _say_selected(self) -> None:
        chosen = self.marks.selected
        if chosen is not None:
            self._say(nodule_words(chosen, self._decisions.get(chosen.position)))
        elif self._findings is not None:
            self._say(found_words(self._findings))
        self._enable_decision()

    def _say(self, text: str, tone: str = "") -> None:
        self.status.setText(text)
        set_tone(self.status, tone)

    def _enable_decision(self) -> None:
        for part in (self.accept_button, self.reject_button):
            part.setEnabled(self.marks.selected is not None)

    def _step(self, by: int) -> None:
        found = list(self.marks.nodules)
        if not self.is_on or not found:
            return
        at = found.index(self.marks.selected) if self.marks.selected in found else -1
        self.select(found[(at + by) % len(found) if at >= 0 else 0])

    def _decide(self, accepted: bool) -> None:
        nodule = self.marks.selected
        if not self.can_decide or nodule is None or self._findings is None:
            return
        self._desk.jobs.run(
            self._desk.services.nodules.decide,
            self._findings,
            nodule,
            accepted,
            then=self._keep_decision,
            on_error=self._show_error,
            must_finish=True,
        )

    def _keep_decision(self, decision: NoduleDecision) -> None:
        if self._findings is None or self._findings.case_id != decision.case_id:
            return
        nodule = decision.nodule
        self._decisions[nodule.position] = decision
        self.marks.verdicts[nodule.position] = decision.accepted
        place = self._findings.candidates.index(nodule)
        self.list.item(place).setText(self._line(place + 1, nodule))
        self._view.canvas.update()
        self._say_selected()

    def _click(self, x: float, y: float) -> None:
        if self.is_on and (hit := self.marks.at((x, y), self._view.canvas.viewport)) is not None:
            self.select(hit)

    def _choose(self, place: int) -> None:
        if self._findings is not None and 0 <= place < len(self._findings.candidates):
            nodule = self._findings.candidates[place]
            if nodule is not self.marks.selected:
                self.select(nodule)

    def _follow_slice(self) -> None:
        case = self._case
        self.marks.slice = self._view.index
        if case is not None and case.spacing and len(case.position_mm) > 1:
            self.marks.spacing = case.spacing
            self.marks.slice_step = abs(case.position_mm[1] - case.position_mm[0])
        self._view.canvas.update()

    def _toggle_on(self, checked: bool) -> None:
        self.setVisible(checked)
        self._view.canvas.set_marks(LAYER, self.marks if checked and self._findings else None)
        if checked and self._findings is None:
            self._find()
        elif not checked:
            self._finding.drop()

    def _arrange(self) -> None:
        self.list.setFixedHeight(HEIGHT)
        self.list.setProperty("flat", True)
        self.list.setAccessibleName(self.tr("Nodule candidates"))
        self.list.setToolTip(self.tr("Choose a candidate to go to it"))
        frame, layout = panel(5)
        layout.setContentsMargins(10, 7, 10, 7)
        layout.addWidget(self.list)
        self.status.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        line = row(self.status, self.accept_button, self.reject_button)
        line.setStretch(0, 1)
        layout.addLayout(line)
        layout.addWidget(self.model_line)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)
        self._view.column.addWidget(self)
        self.list.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _connect(self) -> None:
        self.accept_button.clicked.connect(self.accept)
        self.reject_button.clicked.connect(self.reject)
        self.list.currentRowChanged.connect(self._choose)
        self._view.canvas.clicked.connect(self._click)
        self._view.index_changed.connect(self._follow_slice)
