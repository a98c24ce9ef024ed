"""Which photographs can take part in a reading study, and what it keeps of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from medview.domain.case import Case, Patient, Problem
from medview.domain.errors import CannotOpen
from medview.domain.job import JobContext


def fit_photos(
    cases: Sequence[Case], content: Callable[[Case], str], context: JobContext
) -> tuple[list[Case], list[Problem]]:
    """Return each photograph once, without its name and label, and what is left out.

    `content` digests the pixels of a case; a copy would be a repeat that nobody planned.
    """
    kept: dict[str, Case] = {}
    left_out = []
    for number, case in enumerate(cases):
        context.step(number, len(cases))
        fault, digest = _fault(case, content)
        if digest in kept:
            fault = "It is a copy of another photograph of the study."
        if fault:
            left_out.append(Problem(case.images[0].path, fault))
        else:
            kept[digest] = _nameless(case)
    return list(kept.values()), left_out


def _fault(case: Case, content: Callable[[Case], str]) -> tuple[str, str]:
    """Return why a case cannot take part ("" if it can), and the digest of its pixels."""
    if not case.may_be_graded or case.is_series:
        return "This is not an eye photograph that may be graded.", ""
    try:
        return "", content(case)
    except CannotOpen as error:
        return error.message, ""


def _nameless(case: Case) -> Case:
    """Return what a study keeps of a case: no name, no title, no label."""
    return replace(case, patient=Patient(case.patient.key), title="", label="", notices=())
