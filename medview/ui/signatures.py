"""What was signed on earlier days, fetched for every case that is opened."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from medview.domain.case import Case, CaseId
from medview.domain.grade import SignedGrade
from medview.ui.desk import Desk

Found = dict[CaseId, list[SignedGrade]]


class Signatures(QObject):
    """Fills the worklist with signatures in the background."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        """Follow what is opened."""
        super().__init__(parent)
        self._desk = desk
        desk.worklist.added.connect(self._ask)

    def _ask(self, cases: Sequence[Case]) -> None:
        self._desk.jobs.run(self._find, [case.id for case in cases], then=self._keep)

    def _find(self, ids: Sequence[CaseId]) -> Found:
        """Run in a thread: the signatures of those that have any."""
        found = {case_id: self._desk.services.signed_grades(case_id) for case_id in ids}
        return {case_id: signed for case_id, signed in found.items() if signed}

    def _keep(self, found: Found) -> None:
        for case_id, signed in found.items():
            if len(signed) > len(self._desk.worklist.signatures(case_id)):
                self._desk.worklist.set_signatures(case_id, signed)
