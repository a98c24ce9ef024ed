"""Take signatures back: the last ones of this session by key, one's own of a case by button."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from medview.domain.case import CaseId
from medview.domain.grade import SignedGrade
from medview.ui.desk import Desk
from medview.ui.words import grade_in_full


class TakingBack(QObject):
    """`changed` says that there is more or less to take back; `done` tells what was."""

    changed = Signal()
    done = Signal(object)

    def __init__(self, desk: Desk, window: QWidget) -> None:
        """Ask on behalf of `window`."""
        super().__init__(window)
        self._desk, self._window = desk, window
        self._signed: list[CaseId] = []

    @property
    def has_any(self) -> bool:
        """True when something was signed in this session and not taken back."""
        return bool(self._signed)

    def remember(self, signed: SignedGrade) -> None:
        """Take note of a signature of this session."""
        self._signed.append(signed.case_id)
        self.changed.emit()

    def take_back_last(self) -> None:
        """Take back the last signature of this session, without a question."""
        if self._signed:
            self._run(self._signed.pop())

    def ask(self, case_id: CaseId, signed: SignedGrade) -> None:
        """Ask, then take back the reader's own signature of a case."""
        answer = QMessageBox.question(
            self._window,
            self.tr("Take the signature back?"),
            self.tr("Take back your signature: {0}?").format(grade_in_full(signed.grade))
            + "\n"
            + self.tr("It stays on record, with your name and the time it was taken back."),
            QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.No,
            QMessageBox.StandardButton.No,
        )
        if answer == QMessageBox.StandardButton.Yes:
            self._forget_last(case_id)
            self._run(case_id)

    def _forget_last(self, case_id: CaseId) -> None:
        """The key must not take back another signature of the same case afterwards."""
        if case_id in self._signed:
            self._signed.reverse()
            self._signed.remove(case_id)
            self._signed.reverse()

    def _run(self, case_id: CaseId) -> None:
        self._desk.jobs.run(self._withdraw, case_id, then=self._show, must_finish=True)
        self.changed.emit()

    def _withdraw(self, case_id: CaseId) -> tuple[SignedGrade, list[SignedGrade]]:
        """Run in a thread: what was taken back, and what stands now."""
        taken_back = self._desk.services.withdraw_signature(case_id)
        return taken_back, self._desk.services.signed_grades(case_id)

    def _show(self, outcome: tuple[SignedGrade, list[SignedGrade]]) -> None:
        taken_back, standing = outcome
        self._desk.worklist.set_signatures(taken_back.case_id, standing)
        self.done.emit(taken_back)
