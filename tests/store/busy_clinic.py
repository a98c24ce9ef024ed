"""A process to be killed: imports and signs without end, and prints what it was told is safe.

Run as: busy_clinic.py LIBRARY PHOTOS ROUND. Lines: "imported ID", "signed ID NOTE".
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
from medview.domain.grade import Grade, SignedGrade
from medview.domain.job import JobContext
from medview.store.library import Library


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


def main(path: Path, photos: Path, name: str) -> None:
    library = Library(path)
    for visit in itertools.count():

        def sign(case: Case, visit: int = visit) -> None:
            say("imported", case.id)
            grade, note = Grade(visit % 5), f"{case.id}-{visit}"
            library.sign(SignedGrade(case.id, grade, None, "Dr", datetime.now(UTC), None, note))
            say("signed", case.id, note)

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
