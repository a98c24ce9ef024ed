"""A patient's photographs of earlier days: for a report, and to compare with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from medview.domain.case import Case, CaseId
from medview.domain.grade import SignedGrade
from medview.domain.ports import CaseLibrary
from medview.domain.visits import day_of


@dataclass(frozen=True)
class EarlierPhotograph:
    """A photograph, its last standing signature, and its day (YYYY-MM-DD).

    `is_signing_day` is True where the file does not say when it was taken.
    """

    case: Case
    signed: SignedGrade | None
    date: str
    is_signing_day: bool


def earlier_photographs(
    library: CaseLibrary,
    others: Iterable[Case],
    shown: Sequence[Case],
    day: str,
    known: Callable[[Case], Case] = lambda case: case,
) -> list[EarlierPhotograph]:
    """Return the photographs of the patient of `shown` before `day`, the latest first.

    Looked at are the library's and `others`. A photograph that does not say when it was taken
    counts as of the day it was signed; one that was not signed either is left out. `known` gives
    a case with what people said of it since.
    """
    key = shown[0].patient.key
    kept = [*library.cases(text=key), *others]
    found = {c.id: known(c) for c in kept if c.patient.key == key and c.is_photograph}
    for case in shown:
        found.pop(case.id, None)
    dated = [_dated(case, library.signed(case.id)) for case in found.values()]
    before = [photograph for photograph in dated if "" < photograph.date < day]
    return sorted(before, key=_time, reverse=True)


def day_seen(case: Case, signed: Sequence[SignedGrade]) -> str:
    """Return the day of a photograph: as its file says, else of its first signature, else today."""
    if case.study_date:
        return day_of(case.study_date)
    return local_day(signed[0].signed_at if signed else datetime.now().astimezone())


def local_day(moment: datetime) -> str:
    """Return the day (YYYY-MM-DD) of a moment where the user is."""
    return moment.astimezone().strftime("%Y-%m-%d")


def _dated(case: Case, signed: Sequence[SignedGrade]) -> EarlierPhotograph:
    last = signed[-1] if signed else None
    day = day_of(case.study_date) or (local_day(last.signed_at) if last else "")
    return EarlierPhotograph(case, last, day, not case.study_date)


def _time(photograph: EarlierPhotograph) -> tuple[str, float, CaseId]:
    signed = photograph.signed
    moment = signed.signed_at.timestamp() if signed else 0.0
    return photograph.date, moment, photograph.case.id
