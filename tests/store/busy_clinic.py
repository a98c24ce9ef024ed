"""A process to be killed: works without end, and prints what it was told is safe.

Run as: busy_clinic.py LIBRARY PHOTOS ROUND. Lines: "imported ID", "signed ID NOTE",
"withdrawn ID NOTE", "graded ID", "listed NAME ID".
"""

from __future__ import annotations

import itertools
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from medview.app.import_cases import import_cases
from medview.domain.case import FUNDUS, Case, CaseId, ImageRef, OpenSummary, Patient
from medview.domain.grade import Grade, GradeEstimate, Quality, SignedGrade
from medview.domain.job import JobContext
from medview.domain.model import ModelRef
from medview.store.estimates import Estimates
from medview.store.library import Library
from medview.store.worklists import Worklists


class Photographs:
    """Writes new photographs as they are opened, so that there is always one more."""

    def __init__(self, name: str) -> None:
        self._name = name

    def open(self, paths: Sequence[Path], context: JobContext) -> OpenSummary:
        for number in range(40):
            name = f"{self._name}-{number}"
            path = paths[0] / f"{name}.png"
            path.write_text(name)
            refs = (ImageRef(str(path)),)
            context.emit(Case(CaseId(name), FUNDUS, refs, Patient(name), title=name))
        return OpenSummary(40)


def embed(cases: Sequence[Case]) -> Iterator[tuple[str, np.ndarray]]:
    for _ in cases:
        yield "m" * 64, np.ones(128, np.float32)


def say(*words: str) -> None:
    print(*words, flush=True)


def work_on(library: Library, case: Case, note: str) -> None:
    """Grade the photograph, put it on a worklist, and take its signature back."""
    Estimates(library.access).keep([estimate(case)])
    say("graded", case.id)
    Worklists(library.access).create(f"list-{note}", [case])
    say("listed", f"list-{note}", case.id)
    library.withdraw(case.id, "Dr", datetime.now(UTC))
    say("withdrawn", case.id, note)


def estimate(case: Case) -> GradeEstimate:
    model = ModelRef("dr-fundus", "1.0", "m" * 64)
    sound = Quality(0.9, True)
    return GradeEstimate(
        case.id, None, sound, Grade.MILD, (), 0.1, None, None, (), False, "", (), model
    )


def main(path: Path, photos: Path, name: str) -> None:
    library = Library(path)
    for visit in itertools.count():

        def sign(case: Case, visit: int = visit) -> None:
            say("imported", case.id)
            grade, note = Grade(visit % 5), f"{case.id}-{visit}"
            library.sign(SignedGrade(case.id, grade, None, "Dr", datetime.now(UTC), None, note))
            say("signed", case.id, note)
            work_on(library, case, note)

        import_cases(
            [photos],
            None,
            "Clinic",
            JobContext(on_item=sign),
            opener=Photographs(f"{name}-{visit}"),
            library=library,
            embed=embed,
            content=lambda case: case.id,
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
