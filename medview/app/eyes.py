"""Eyes: read all photographs of one together, correct which it is, and join both to a result."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from medview.app.grade_eye import GradeEye
from medview.domain.case import EYE_CONFLICT, Case, CaseId, Eye, EyeFrom, Problem
from medview.domain.eyes import PatientResult, eye_result, patient_result
from medview.domain.grade import GradeEstimate, SignedGrade
from medview.domain.job import JobContext
from medview.store.eye_corrections import EyeCorrections
from medview.store.settings import SettingsStore


class Eyes:
    """The verbs about eyes; safe to call from any thread."""

    def __init__(
        self,
        grade: GradeEye,
        corrections: EyeCorrections,
        settings: SettingsStore,
        remember: Callable[[Sequence[Case]], None],
    ) -> None:
        """Take what grades, the corrections, who corrects, and what remembers whose a case is."""
        self._remember = remember
        self._grade = grade
        self._corrections = corrections
        self._settings = settings
        self._lock = threading.Lock()
        self._corrected: dict[CaseId, Eye] | None = None

    def grade(self, cases: Sequence[Case]) -> list[GradeEstimate | Problem]:
        """Return the answer for each photograph of one eye, read together, in their order."""
        self._remember(cases)
        return self._grade.eye(cases)

    def correct(self, case: Case, eye: Eye) -> Case:
        """Keep durably that a photograph is of this eye; return the case as it is from now on."""
        reader = self._settings.get().reader_name.strip()
        self._corrections.add(case.id, eye, case.eye, reader)
        with self._lock:
            if self._corrected is not None:
                self._corrected[case.id] = eye
        corrected = _of_eye(case, eye)
        self._remember([corrected])
        return corrected

    def known(self, case: Case) -> Case:
        """Return the case with the eye a person said it is of."""
        with self._lock:
            if self._corrected is None:
                self._corrected = self._corrections.all()
            eye = self._corrected.get(case.id)
        return case if eye is None else _of_eye(case, eye)

    def of_patient(
        self,
        cases: Iterable[Case],
        estimates: Mapping[CaseId, GradeEstimate],
        signed: Mapping[CaseId, SignedGrade],
    ) -> PatientResult:
        """Return what both eyes of one visit come to, by what is known of its photographs."""
        eyes: dict[Eye, list[Case]] = {}
        for case in cases:
            if case.eye is not None and not case.eye_is_contradicted:
                eyes.setdefault(case.eye, []).append(case)
        found = {eye: eye_result(eye, shots, estimates, signed) for eye, shots in eyes.items()}
        return patient_result(found.get(Eye.OD), found.get(Eye.OS))

    def correcting(self, context: JobContext) -> JobContext:
        """Return a context that hands cases over as they are known, progress and Cancel shared."""
        return context.mapped(self.known)


def _of_eye(case: Case, eye: Eye) -> Case:
    notices = tuple(notice for notice in case.notices if notice.code != EYE_CONFLICT)
    return replace(case, eye=eye, eye_from=EyeFrom.PERSON, notices=notices)
