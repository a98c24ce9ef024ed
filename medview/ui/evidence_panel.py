"""The strip below a photograph that says why it has its grade, and what the test of that said.

panel = EvidencePanel(desk, photo_view)     # adds its tool to the view's bar, itself below it
panel.show_case(case)                       # nothing is asked until E is pressed
panel.accept(), .reject(), .take_back()     # kept with name and time; reports show what is accepted
"""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from medview.domain.case import Case
from medview.domain.errors import MedViewError
from medview.domain.explanation import (
    EvidenceDecision,
    Explanation,
    Verdict,
)
from medview.ui.answer_panel import is_eye
from medview.ui.desk import Desk
from medview.ui.evidence_marks import EvidenceMarks
from medview.ui.latest import Latest
from medview.ui.photo_view import PhotoView
from medview.ui.reasons import in_full, reason_words
from medview.ui.widgets import button, label, panel, row, set_tone
from medview.ui.words import notice, when

LAYER = "evidence"


class EvidencePanel(QWidget):
    """Hidden until asked for; marks nothing that did not stand its deletion test."""

    def __init__(self, desk: Desk, view: PhotoView, parent: QWidget | None = None) -> None:
        """Build the strip, and give the view its tool."""
        super().__init__(parent)
        self._desk, self._view = desk, view
        self._case: Case | None = None
        self._found: Explanation | None = None
        self._decision: EvidenceDecision | None = None
        self._asking, self._recalling = Latest(desk.jobs), Latest(desk.jobs)
        self.status = label("", wraps=True)
        self.decision_line = label("", "small", wraps=True)
        self.model_line = label("", "small", wraps=True)
        self._make_buttons()
        self._toggle = view.bar.add_tool(
            self.tr("Evidence"),
            self.tr("Show where the grade comes from, if that can be told"),
            "E",
            self._toggle_on,
            icon_name="evidence",
            checkable=True,
        )
        self._arrange()
        desk.worklist.answer_changed.connect(self._take_answer)
        self._show_decision(None)
        self.hide()

    @property
    def is_on(self) -> bool:
        """True while evidence is asked for."""
        return self._toggle.isChecked()

    @property
    def found(self) -> Explanation | None:
        """What was found for the photograph that is shown."""
        return self._found

    @property
    def decision(self) -> EvidenceDecision | None:
        """What a reader made of it; None while nobody decided."""
        return self._decision

    @property
    def can_decide(self) -> bool:
        """True while there is evidence on the photograph to accept or reject."""
        return self.is_on and self._found is not None and self._found.is_shown

    def accept(self) -> None:
        """Accept the evidence: reports show it."""
        self._decide(Verdict.ACCEPTED)

    def reject(self) -> None:
        """Reject the evidence: no report shows it."""
        self._decide(Verdict.REJECTED)

    def take_back(self) -> None:
        """Leave the evidence undecided again; what was decided stays on record."""
        if self._decision is not None:
            self._decide(Verdict.TAKEN_BACK)

    def show_case(self, case: Case | None) -> None:
        """Follow the reading page to another case; ask for its evidence when the strip is open."""
        self._asking.drop()
        self._recalling.drop()
        self._case = case if case is not None and is_eye(case) else None
        self._toggle.setEnabled(self._case is not None)
        self._show(None)
        self._refresh()

    def _toggle_on(self, checked: bool) -> None:
        if not checked:
            self._asking.drop()
        self._refresh()

    def _refresh(self) -> None:
        wanted = self.is_on and self._case is not None
        self.setVisible(wanted)
        self._mark()
        self._show_decision(self._decision)
        if wanted and self._found is None:
            self._ask()

    def _ask(self) -> None:
        assert self._case is not None
        estimate = self._desk.worklist.estimate(self._case.id)
        if estimate is None:
            self._say(self.tr("Waiting for the grade …"))
            return
        self._say(self.tr("Looking for what the grade comes from …"))
        self._asking.run(
            self._desk.services.evidence,
            self._case,
            estimate,
            then=self._show,
            on_error=self._show_error,
            title=self.tr("Looking for evidence"),
        )

    def _take_answer(self, case_id: str) -> None:
        if self.is_on and self._case is not None and self._case.id == case_id:
            self._show(None)
            self._refresh()

    def _decide(self, verdict: Verdict) -> None:
        if not self.can_decide or self._found is None:
            return
        estimate = self._desk.worklist.estimate(self._found.case_id)
        self._desk.jobs.run(
            self._desk.services.decide_evidence,
            self._found,
            estimate.grade if estimate is not None else None,
            verdict,
            then=self._keep_decision,
            on_error=self._show_error,
            must_finish=True,
        )

    def _keep_decision(self, decision: EvidenceDecision) -> None:
        found = self._found
        if found is None or found.case_id != decision.found.case_id:
            return
        is_open = decision.verdict is Verdict.TAKEN_BACK
        self._say(self._test_words(found))
        self._show_decision(None if is_open else decision)

    def _recall(self, found: Explanation) -> None:
        """Ask what was decided on this evidence before."""
        verb = self._desk.services.decide_evidence.of
        self._recalling.run(verb, found.case_id, found.model.digest, then=self._show_decision)

    def _show_decision(self, decision: EvidenceDecision | None) -> None:
        self._decision = decision
        can_decide = self.can_decide
        self.decision_line.setText(self._decision_words(decision) if can_decide else "")
        self.decision_line.setVisible(can_decide)
        for part in (self.accept_button, self.reject_button):
            part.setVisible(can_decide)
        self.take_back_button.setVisible(can_decide and decision is not None)

    def _decision_words(self, decision: EvidenceDecision | None) -> str:
        if decision is None:
            return self.tr("Not decided: only what you accept is shown in the report.")
        words = self.tr("✓ Accepted by {reader}, {when}: shown in the report.")
        if decision.verdict is Verdict.REJECTED:
            words = self.tr("✗ Rejected by {reader}, {when}: not in the report.")
        return words.format(reader=decision.reader, when=when(decision.decided_at))

    def _show(self, found: Explanation | None) -> None:
        self._found = found
        self._show_decision(None)
        self._mark()
        self.model_line.setText("" if found is None else f"{found.model.short} · {notice()}")
        if found is None:
            self._say("")
        elif not found.is_shown:
            self._say(reason_words(found.reason), "warning")
        else:
            self._say(self._test_words(found))
            self._recall(found)

    def _test_words(self, found: Explanation) -> str:
        return self.tr(
            "Without the %n ringed place(s) the grade score falls by {effect}; without the same "
            "area anywhere else by {most} at most.",
            "",
            len(found.spots),
        ).format(
            effect=f"{found.deletion.effect:.2f}",
            most=f"{max(0.0, *found.deletion.elsewhere):.2f}",
        )

    def _mark(self) -> None:
        found = self._found
        is_marked = self.is_on and found is not None and found.is_shown
        marks = EvidenceMarks(found) if is_marked and found is not None else None
        self._view.canvas.set_marks(LAYER, marks)

    def _show_error(self, error: MedViewError) -> None:
        self._say(in_full(error), "warning")

    def _say(self, text: str, tone: str = "") -> None:
        self.status.setText(text)
        set_tone(self.status, tone)

    def _make_buttons(self) -> None:
        self.accept_button = button(
            self.tr("Accept"), self.tr("Accept the evidence: the report shows it"), "", "Y"
        )
        self.reject_button = button(
            self.tr("Reject"), self.tr("Reject the evidence: the report does not show it"), "", "X"
        )
        self.take_back_button = button(
            self.tr("Take back"),
            self.tr("Leave it undecided again; what was decided stays on record"),
            "link",
            "Shift+Y",
        )
        self.accept_button.clicked.connect(self.accept)
        self.reject_button.clicked.connect(self.reject)
        self.take_back_button.clicked.connect(self.take_back)

    def _arrange(self) -> None:
        frame, layout = panel(4)
        layout.setContentsMargins(10, 5, 10, 5)
        self.status.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        line = row(self.status, self.accept_button, self.reject_button)
        line.setStretch(0, 1)
        layout.addLayout(line)
        decided = row(self.decision_line, self.take_back_button)
        decided.setStretch(0, 1)
        layout.addLayout(decided)
        layout.addWidget(self.model_line)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)
        self._view.column.addWidget(self)
