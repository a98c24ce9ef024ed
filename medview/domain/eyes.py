"""The photographs of one eye at one visit, and what both eyes of a patient come to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

from medview.domain.case import Case, CaseId, Eye
from medview.domain.grade import Grade, GradeEstimate, SignedGrade

# More photographs than one visit makes of an eye (seven standard fields and one again: ETDRS
# report 10, Ophthalmology 1991;98:786-806) are of several people under one name: never averaged.
MOST_SHOTS = 8

EyeKey = tuple[str, str, Eye]


@dataclass(frozen=True)
class DiscSide:
    """Which eye a photograph is of by its optic disc, None when the disc is not clearly lateral.

    `is_sure`: clear enough to contradict what a file says.
    """

    eye: Eye | None = None
    is_sure: bool = False


def eye_key(case: Case) -> EyeKey | None:
    """Return patient, visit and eye: what the photographs of one eye share.

    None for what is no single photograph, and for an eye that is unknown or contradicted. A visit
    is a study; for plain files the day their name tells, in one folder.
    """
    if not case.is_photograph or case.eye is None or case.eye_is_contradicted:
        return None
    return case.patient.key, case.study_uid or f"{case.study_date} {_folder(case)}", case.eye


def is_of_eye(estimate: GradeEstimate, shots: Iterable[Case]) -> bool:
    """Return True when an estimate was read from exactly these photographs of an eye."""
    read = {*estimate.graded_with, *estimate.left_out} or {estimate.case_id}
    return read == {shot.id for shot in shots}


def visit_keys(case: Case) -> tuple[EyeKey, ...]:
    """Return the keys of both eyes at the visit of a photograph, right eye first; () if unknown."""
    key = eye_key(case)
    return () if key is None else tuple((*key[:2], eye) for eye in Eye)


def by_eye(cases: Iterable[Case]) -> list[tuple[Case, ...]]:
    """Return the cases in groups of one eye each, in the order of first sight.

    A case whose eye is not known is a group by itself, as is each of more than MOST_SHOTS.
    """
    groups: dict[object, list[Case]] = {}
    for case in cases:
        groups.setdefault(eye_key(case) or case.id, []).append(case)
    return [eye for group in groups.values() for eye in _plausible(group)]


def _plausible(group: Sequence[Case]) -> list[tuple[Case, ...]]:
    return [tuple(group)] if len(group) <= MOST_SHOTS else [(case,) for case in group]


def _folder(case: Case) -> str:
    image = case.images[0] if case.images else None
    if image is None:
        return ""
    inside = PurePath(image.member).parent.as_posix() if image.member else ""
    return f"{image.path}/{inside}" if image.member else PurePath(image.path).parent.as_posix()


@dataclass(frozen=True)
class EyeResult:
    """What is known of one eye: its signed grade, else the estimate of all its photographs.

    `grade` None: signed as ungradable, abstained, or not graded yet (`is_graded` tells). `refer`
    None: not stated. `used` are the photographs behind the grade, `left_out` those not gradable.
    """

    eye: Eye
    grade: Grade | None
    refer: bool | None
    used: tuple[CaseId, ...]
    left_out: tuple[CaseId, ...]
    is_graded: bool
    is_signed: bool
    is_gradable: bool


@dataclass(frozen=True)
class PatientResult:
    """Both eyes of one visit: the worse decides.

    `grade` and `refer` are None when no eye has one; `is_whole` is False when an eye is missing or
    has no grade: the patient may be worse than what is shown.
    """

    od: EyeResult | None
    os: EyeResult | None
    grade: Grade | None
    refer: bool | None
    is_whole: bool


def eye_result(
    eye: Eye,
    cases: Sequence[Case],
    estimates: Mapping[CaseId, GradeEstimate],
    signed: Mapping[CaseId, SignedGrade],
) -> EyeResult:
    """Return what is known of one eye, of which these are the photographs."""
    answers = [estimates[case.id] for case in cases if case.id in estimates]
    best = next((a for a in answers if a.case_id in a.graded_with), None)
    left_out = tuple(a.case_id for a in answers if a.case_id not in a.graded_with)
    newest = max((signed[c.id] for c in cases if c.id in signed), key=_moment, default=None)
    if newest is not None:
        refer = None if newest.grade is None else newest.grade.is_referable
    else:
        refer = best.refer if best is not None and best.grade is not None else None
    return EyeResult(
        eye=eye,
        grade=newest.grade if newest is not None else best.grade if best is not None else None,
        refer=refer,
        used=best.graded_with if best is not None else (),
        left_out=left_out,
        is_graded=bool(answers) or newest is not None,
        is_signed=newest is not None,
        is_gradable=newest.grade is not None if newest is not None else best is not None,
    )


def patient_result(od: EyeResult | None, os: EyeResult | None) -> PatientResult:
    """Return the result of a patient: the worse eye decides grade and referral."""
    eyes = [eye for eye in (od, os) if eye is not None]
    grades = [eye.grade for eye in eyes if eye.grade is not None]
    refers = [eye.refer for eye in eyes if eye.refer is not None]
    return PatientResult(
        od=od,
        os=os,
        grade=max(grades, default=None),
        refer=any(refers) if refers else None,
        is_whole=len(grades) == 2,
    )


def _moment(signed: SignedGrade) -> datetime:
    return signed.signed_at
