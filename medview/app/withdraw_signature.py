"""Take a signature back: it stays in the library, with the withdrawal beside it."""

from __future__ import annotations

from datetime import UTC, datetime

from medview.domain.case import CaseId
from medview.domain.errors import MedViewError
from medview.domain.grade import SignedGrade
from medview.domain.ports import CaseLibrary


def withdraw_signature(library: CaseLibrary, case_id: CaseId, reader: str) -> SignedGrade:
    """Take back the reader's own last signature of a case durably, and return it.

    Raises MedViewError when none of theirs stands: another's signature is not theirs to take back.
    """
    taken_back = library.withdraw(case_id, reader.strip(), datetime.now(UTC))
    if taken_back is None:
        raise MedViewError(
            "There is no signature of yours to take back.",
            hint="Only who signed can take a signature back; you can sign a grade of your own.",
        )
    return taken_back
