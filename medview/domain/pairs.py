"""Which photographs belong together: a patient's visit, and in it each eye."""

from __future__ import annotations

from collections.abc import Iterable

from medview.domain.case import Case, CaseId, Eye

VisitKey = tuple[str, str]  # patient key, date of the study ("" when unknown)
EyeKey = tuple[Eye | None, CaseId | None]


def visit_key(case: Case) -> VisitKey:
    """Return what the photographs of one visit of a patient share."""
    return case.patient.key, case.study_date


def eye_key(case: Case) -> EyeKey:
    """Return what the photographs of one eye share; a photograph of no known eye stands alone."""
    return (case.eye, None) if case.eye else (None, case.id)


def visits(cases: Iterable[Case]) -> dict[VisitKey, dict[EyeKey, list[Case]]]:
    """Return the photographs by visit and eye, each in the order of first sight.

    Two visits of a patient are kept apart: what was signed of one says nothing of the other.
    """
    found: dict[VisitKey, dict[EyeKey, list[Case]]] = {}
    for case in cases:
        eyes = found.setdefault(visit_key(case), {})
        eyes.setdefault(eye_key(case), []).append(case)
    return found
