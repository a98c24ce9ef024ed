"""Accept or reject the evidence for a grade, or take that back: reports show what is accepted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from medview.domain.case import CaseId
from medview.domain.errors import MedViewError
from medview.domain.explanation import EvidenceDecision, Explanation, Verdict
from medview.domain.grade import Grade
from medview.domain.readers import named_reader
from medview.store.evidence import EvidenceDecisions


class DecideEvidence:
    """Keeps what readers decide; safe to call from any thread."""

    def __init__(self, decisions: EvidenceDecisions, reader_name: Callable[[], str]) -> None:
        """Take where it is kept, and who reads."""
        self._decisions, self._reader_name = decisions, reader_name

    def __call__(
        self, found: Explanation, grade: Grade | None, verdict: Verdict
    ) -> EvidenceDecision:
        """Keep durably what the reader of the settings makes of the evidence for a grade.

        Raises MedViewError when no reader is named, or there is no evidence to accept.
        """
        reader = named_reader(self._reader_name())
        if not found.is_shown:
            raise MedViewError("There is no evidence to decide on.")
        decision = EvidenceDecision(found, grade, verdict, reader, datetime.now(UTC))
        self._decisions.add(decision)
        return decision

    def of(self, case_id: CaseId, digest: str) -> EvidenceDecision | None:
        """Return the decision that counts on a photograph's evidence of this model."""
        kept = self._decisions.newest([case_id]).get(case_id, ())
        newest = next((one for one in kept if one.found.model.digest == digest), None)
        is_open = newest is None or newest.verdict is Verdict.TAKEN_BACK
        return None if is_open else newest
