"""The open cases as rows: patient, study, then the eyes and series of the study."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from medview.domain.case import Case, CaseId, Eye, Patient
from medview.ui.words import case_detail, case_title, date_words, modality_words, patient_title


class Kind(Enum):
    """What a row is."""

    PATIENT = 1
    STUDY = 2
    CASE = 3


@dataclass(frozen=True)
class Row:
    """One line of the list; `case` is None for a heading."""

    kind: Kind
    title: str
    detail: str
    key: str
    case: Case | None = None


def search_text(case: Case) -> str:
    """Return what the filter box looks in, in lower case."""
    parts = (
        case.patient.name,
        case.patient.key,
        case_title(case),
        case.images[0].name,
        case.modality,
        modality_words(case.modality),
        case.study_description,
        case.series_description,
        case.study_date,
        case.body_part,
        case.label,
    )
    return " ".join(parts).lower()


def rows_of(cases: Iterable[Case], made: dict[CaseId, Row]) -> list[Row]:
    """Return the rows of the cases, grouped by patient and study in the order of first sight.

    Rows of cases are taken from `made`, and added to it when they are new.
    """
    patients: dict[str, dict[str, list[Case]]] = {}
    for case in cases:
        studies = patients.setdefault(case.patient.key, {})
        studies.setdefault(case.study_uid or case.study_date, []).append(case)
    rows: list[Row] = []
    for studies in patients.values():
        rows += _patient_rows(studies, made)
    return rows


def _patient_rows(studies: dict[str, list[Case]], made: dict[CaseId, Row]) -> list[Row]:
    rows = [patient_row(next(iter(studies.values()))[0].patient)]
    for cases in studies.values():
        if has_study_heading(cases[0]):
            rows.append(study_row(cases[0]))
        rows += [row_of(case, made) for case in by_side(cases)]
    return rows


def by_side(cases: Iterable[Case]) -> list[Case]:
    """Return the cases of one study with the photographs of an eye together, right eye first."""
    order = {Eye.OD: 0, Eye.OS: 1, None: 2}
    return sorted(cases, key=lambda case: order[case.eye])


def row_of(case: Case, made: dict[CaseId, Row]) -> Row:
    """Return the row of a case, made once."""
    if case.id not in made:
        made[case.id] = case_row(case)
    return made[case.id]


def patient_row(patient: Patient) -> Row:
    """Return the heading of a patient."""
    detail = patient.key if patient.name and patient.key != patient.name else ""
    return Row(Kind.PATIENT, patient_title(patient), detail, patient.key)


def has_study_heading(case: Case) -> bool:
    """True when something is known of the study."""
    return bool(case.study_date or case.study_description)


def study_row(case: Case) -> Row:
    """Return the heading of a study."""
    title = " · ".join(x for x in (date_words(case.study_date), case.study_description) if x)
    return Row(Kind.STUDY, title, "", f"{case.patient.key}/{case.study_uid or case.study_date}")


def case_row(case: Case) -> Row:
    """Return the row of one eye or series."""
    return Row(Kind.CASE, case_title(case), case_detail(case), case.id, case)
