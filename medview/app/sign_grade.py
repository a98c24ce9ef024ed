"""Put one's name to a grade: accept the estimate or override it."""

from __future__ import annotations

from datetime import UTC, datetime

from medview.domain.case import Case
from medview.domain.errors import MedViewError
from medview.domain.grade import Grade, GradeEstimate, SignedGrade
from medview.domain.ports import CaseLibrary


def sign_grade(
    library: CaseLibrary,
    case: Case,
    estimate: GradeEstimate | None,
    grade: Grade | None,
    reader: str,
    note: str = "",
) -> SignedGrade:
    """Keep a reader's grade (None: ungradable) durably, with what the model had shown.

    Raises MedViewError when no reader is named or the eye is contradicted, LibraryNotWritable when
    it cannot be kept.
    """
    if not reader.strip():
        raise MedViewError(
            "A signature needs a name.", hint="Enter your name in Settings, then sign again."
        )
    if case.eye_is_contradicted:
        raise MedViewError(
            "It is not decided which eye this is: nothing was signed.",
            hint="Choose OD or OS, then sign again.",
        )
    signed = SignedGrade(
        case_id=case.id,
        grade=grade,
        estimate_grade=estimate.grade if estimate else None,
        reader=reader.strip(),
        signed_at=datetime.now(UTC),
        model=estimate.model if estimate else None,
        note=note.strip(),
    )
    library.sign(signed)
    return signed
