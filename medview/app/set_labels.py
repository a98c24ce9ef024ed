"""Give each photograph of a recognised public set what its table says of it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace

from medview.app.label_cases import some_of
from medview.app.recognise_sets import FoundSet, Key, SetRow
from medview.domain.case import FUNDUS, PHOTO, Case, Patient, Problem
from medview.domain.errors import LabelsError


class SetLabels:
    """A labeller (see label_cases) for public sets; pictures they do not list are left out."""

    def __init__(self, sets: Sequence[FoundSet], others: int) -> None:
        """Take the sets, and how many pictures lie beside them; raise LabelsError for none whole.

        Sets that lie side by side are independent: a broken table of one is told at the end.
        """
        self._sets = sets
        self._others = others
        self._rows: dict[Key, tuple[FoundSet, SetRow]] = {
            key: (found, row) for found in sets for key, row in found.rows.items()
        }
        if not self._rows:
            fault = next((found for found in sets if found.fault), sets[0])
            raise LabelsError(fault.fault or f"{fault.name} is empty.", hint=fault.hint)

    def look_over(self, cases: Sequence[Case]) -> None:
        """Need nothing: a line is bound to its file already."""

    def __call__(self, case: Case) -> Case | None:
        """Return the case as its set describes it, or None."""
        image = case.images[0]
        found = self._rows.get((os.path.abspath(image.path), image.member))
        if found is None:
            return None
        of, row = found
        return replace(
            case,
            label=row.label,
            patient=Patient(row.patient) if row.patient else case.patient,
            eye=row.eye or case.eye,
            source=of.of.name,
            study_description=row.facts or case.study_description,
            modality=FUNDUS if case.modality in (FUNDUS, PHOTO) else case.modality,
        )

    def unused(self) -> list[Problem]:
        """Return what of the sets could not be imported, and what beside them was not."""
        problems: list[Problem] = []
        for found in self._sets:
            if found.fault:
                problems.append(Problem(found.place, found.fault, found.hint))
            for texts in (found.missing, found.remarks):
                problems += some_of(found.place, [Problem(found.place, text) for text in texts])
        if self._others > 0:
            words = f"Left out, because no table of the set lists them: {self._others} pictures."
            problems.append(Problem(self._sets[0].place, words))
        return problems
