"""Recall what readers accepted, listed and said of photographs, for reports and tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from medview.domain.case import CaseId
from medview.domain.checklist import LesionChecklist
from medview.domain.explanation import EvidenceDecision, Verdict
from medview.domain.findings import KnownFindings
from medview.domain.lesions import LesionDecision, newest_of_each
from medview.domain.oedema import OedemaReading
from medview.store.checklists import ChecklistStore
from medview.store.evidence import EvidenceDecisions
from medview.store.lesions import LesionDecisions
from medview.store.library import Library

Readings = Callable[[Sequence[CaseId]], Mapping[CaseId, OedemaReading]]


class RecallFindings:
    """Reads them for many cases at once."""

    def __init__(self, library: Library, oedema: Readings) -> None:
        """Take the library, and what tells the risk of macular oedema."""
        self._library, self._oedema = library, oedema
        self._evidence = EvidenceDecisions(library.access)
        self._lesions = LesionDecisions(library.access)
        self._checklists = ChecklistStore(library.access)

    def __call__(self, ids: Sequence[CaseId]) -> dict[CaseId, KnownFindings]:
        """Return the findings of those cases that have any."""
        evidence, lesions = self._evidence.newest(ids), self._lesions.of_cases(ids)
        checklists, oedema = self._standing_checklists(ids), self._oedema(ids)
        known = {
            case_id: KnownFindings(
                accepted_evidence(evidence.get(case_id, ())),
                accepted_lesions(lesions.get(case_id, ())),
                checklists.get(case_id),
                oedema.get(case_id),
            )
            for case_id in ids
        }
        return {case_id: found for case_id, found in known.items() if found.has_any}

    def _standing_checklists(self, ids: Sequence[CaseId]) -> dict[CaseId, LesionChecklist]:
        """Return the checklist of each signature that counts, where one was kept with it."""
        kept = self._checklists.of_cases(ids)
        signed = self._library.signed_of(list(kept))
        return {
            case_id: listed
            for case_id, lists in kept.items()
            for listed in lists
            if case_id in signed and listed.signed_at == signed[case_id][-1].signed_at
        }


def accepted_evidence(decisions: Sequence[EvidenceDecision]) -> tuple[EvidenceDecision, ...]:
    """Return what counts as accepted of the newest decisions of each model."""
    return tuple(one for one in decisions if one.verdict is Verdict.ACCEPTED)


def accepted_lesions(decisions: Sequence[LesionDecision]) -> tuple[LesionDecision, ...]:
    """Return what was accepted and not rejected later."""
    return tuple(one for one in newest_of_each(decisions) if one.accepted)
