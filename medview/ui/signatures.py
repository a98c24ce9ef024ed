"""What was signed on earlier days, fetched for every case that is opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject

from medview.domain.case import Case, CaseId
from medview.domain.grade import SignedGrade
from medview.domain.pairs import VisitKey
from medview.ui.desk import Desk


@dataclass(frozen=True)
class Found:
    """The signatures of cases that have any, and the visits that wait for a second reader."""

    signed: dict[CaseId, list[SignedGrade]]
    second_reads: frozenset[VisitKey]


class Signatures(QObject):
    """Fills the worklist with signatures in the background."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        """Follow what is opened."""
        super().__init__(parent)
        self._desk = desk
        desk.worklist.added.connect(self._ask)

    def refresh(self) -> None:
        """Look again for which visits a second reader is wanted."""
        self._ask([])

    def ask_again(self) -> None:
        """Look again who signed what is open: another window may have."""
        self._ask(self._desk.worklist.cases)

    def _ask(self, cases: Sequence[Case]) -> None:
        self._desk.jobs.run(self._find, [case.id for case in cases], then=self._keep)

    def _find(self, ids: Sequence[CaseId]) -> Found:
        """Run in a thread: the signatures of those that have any."""
        services = self._desk.services
        found = {case_id: services.signed_grades(case_id) for case_id in ids}
        signed = {case_id: signed for case_id, signed in found.items() if signed}
        return Found(signed, services.worklists.second_reads())

    def _keep(self, found: Found) -> None:
        self._desk.worklist.set_second_reads(found.second_reads)
        for case_id, signed in found.signed.items():
            if len(signed) > len(self._desk.worklist.all_signatures(case_id)):
                self._desk.worklist.set_signatures(case_id, signed)
