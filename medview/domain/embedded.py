"""What the library knows of one embedding, but for its numbers."""

from __future__ import annotations

from typing import NamedTuple

from medview.domain.case import CaseId


class Embedded(NamedTuple):
    """A row of the library: which image it is of (None: the middle one), and the case's facts."""

    seq: int
    image: int | None
    case_id: CaseId
    label: str
    patient: str
    source: str
    modality: str
    body_part: str
    study_date: str
    findings: str
    outcome: str
    tags: str

    @property
    def key(self) -> tuple[CaseId, int | None, int]:
        """What tells it from every other: a number alone may be given again after a removal."""
        return self.case_id, self.image, self.seq
