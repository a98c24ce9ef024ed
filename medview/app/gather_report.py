"""Gather what a report of one patient says: pictures, estimates, signatures, earlier visits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from medview.app.earlier_photographs import (
    EarlierPhotograph,
    earlier_photographs,
    local_day,
)
from medview.domain.case import Case, CaseId, Eye
from medview.domain.errors import CannotOpen, MedViewError
from medview.domain.findings import KnownFindings
from medview.domain.grade import GradeEstimate
from medview.domain.job import JobContext
from medview.domain.ports import CaseLibrary, Reader
from medview.domain.report import EyeFindings, Marked, MarkedPicture, PatientReport
from medview.domain.visits import day_of
from medview.imaging.marked_picture import evidence_drawn, lesions_drawn

PICTURE_SIDE = 1200  # pixels; 8 cm of paper at 380 dots per inch
_SIDES = (Eye.OD, Eye.OS, None)

Estimates = Mapping[CaseId, GradeEstimate]
Findings = Callable[[Sequence[CaseId]], Mapping[CaseId, KnownFindings]]


class GatherReport:
    """Makes a PatientReport of the photographs of one patient."""

    def __init__(
        self,
        reader: Reader,
        library: CaseLibrary,
        grade: Callable[[Case], GradeEstimate],
        findings: Findings,
    ) -> None:
        """Take what decodes, what remembers, and what grades a case that has no estimate.

        `findings` recalls what readers accepted, listed and said of cases.
        """
        self._reader = reader
        self._library = library
        self._grade = grade
        self._recall = findings

    def __call__(
        self, cases: Sequence[Case], estimates: Estimates, context: JobContext
    ) -> PatientReport:
        """Return the report of the patient's latest visit; earlier ones are compared with.

        `cases` are of one patient. Raises MedViewError when none is an eye photograph.
        """
        eyes = [case for case in cases if case.is_photograph]
        if not eyes:
            raise MedViewError(
                "There is no eye photograph to report on.", hint="Open one, and choose it."
            )
        visit = max(case.study_date for case in eyes)
        shown = sorted((c for c in eyes if c.study_date in (visit, "")), key=_reading_order)
        day = day_of(visit) or local_day(datetime.now().astimezone())
        earlier = earlier_photographs(self._library, eyes, shown, day)
        known = self._recall([case.id for case in shown])
        found = []
        for number, case in enumerate(shown):
            context.step(number, len(shown), case.images[0].name)
            of_case = known.get(case.id, KnownFindings())
            found.append(self._findings(case, estimates, earlier, of_case))
        context.step(len(shown), len(shown))
        return PatientReport(
            patient=eyes[0].patient,
            eyes=tuple(found),
            made_at=datetime.now().astimezone(),
            visit_date=visit,
        )

    def _findings(
        self,
        case: Case,
        estimates: Estimates,
        earlier: Sequence[EarlierPhotograph],
        findings: KnownFindings,
    ) -> EyeFindings:
        signed = self._library.signed(case.id)
        before = next(
            (e for e in earlier if e.signed and e.case.eye == case.eye and case.eye), None
        )
        known = EyeFindings(
            case=case,
            signed=signed[-1] if signed else None,
            earlier=before.signed if before else None,
            earlier_date=before.date if before else "",
            known=findings,
            estimate=estimates.get(case.id),
        )
        try:
            whole = replace(
                known,
                pixels=self._reader.thumbnail(case.images[0], PICTURE_SIDE),
                estimate=known.estimate or self._grade(case),
                source=self._reader.identity(case.images[0]),
            )
            return replace(whole, marked=self._marked(whole))
        except CannotOpen as error:
            return replace(known, problem=str(error))

    def _marked(self, eye: EyeFindings) -> tuple[MarkedPicture, ...]:
        """Return the pictures of what a reader accepted."""
        if eye.evidence is None and not eye.known.lesions:
            return ()
        picture = self._reader.picture(eye.case.images[0], PICTURE_SIDE)
        drawn = []
        if eye.evidence is not None:
            pixels = evidence_drawn(picture, eye.evidence.found)
            drawn.append(MarkedPicture(Marked.EVIDENCE, pixels))
        if eye.known.lesions:
            regions = [decision.region for decision in eye.known.lesions]
            drawn.append(MarkedPicture(Marked.LESIONS, lesions_drawn(picture, regions)))
        return tuple(drawn)


def by_patient(cases: Iterable[Case]) -> dict[str, list[Case]]:
    """Return the eye photographs of each patient, in the order of first sight."""
    patients: dict[str, list[Case]] = {}
    for case in cases:
        if case.is_photograph:
            patients.setdefault(case.patient.key, []).append(case)
    return patients


def _reading_order(case: Case) -> tuple[int, str]:
    return _SIDES.index(case.eye), case.images[0].name
