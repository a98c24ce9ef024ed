"""What readers saw in files becomes cases: photographs at once, DICOM files by series."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any

from medview.domain.case import (
    EYE_CONFLICT,
    FUNDUS,
    GREY,
    PHOTO,
    Case,
    CaseId,
    Eye,
    EyeFrom,
    ImageRef,
    Patient,
    Problem,
)
from medview.domain.eyes import DiscSide
from medview.domain.image import Notice
from medview.imaging.dicom_facts import SPATIAL, Header
from medview.imaging.volume import Stack, arrange, slices_of
from medview.sources.names import eye_of, patient_of, visit_of
from medview.sources.wire import disc_from_json, notices_from_json

Digest = Callable[[ImageRef], str]
INCOMPLETE = "incomplete"  # the notice of a slice whose pixels are cut off
UNDECIDED = DiscSide()
_SIDES = {"R": Eye.OD, "L": Eye.OS}


@dataclass(frozen=True)
class Found:
    """One DICOM image file.

    `fingerprint` is that of a file which is a case by itself; `disc` where its optic disc lies.
    """

    ref: ImageRef
    header: Header
    is_fundus: bool
    source: str
    fingerprint: str = ""
    disc: DiscSide = UNDECIDED


def photo_case(ref: ImageRef, seen: Mapping[str, Any], source: str) -> Case:
    """Return the case of one picture file."""
    stem = PurePath(ref.name).stem
    own = case_id(ref, str(seen["fingerprint"]))
    case = Case(
        id=own,
        modality=FUNDUS if seen["is_fundus"] else PHOTO,
        images=tuple(replace(ref, frame=page) for page in range(int(seen["pages"]))),
        patient=Patient(patient_of(stem) or f"unknown-{own}"),
        title=shown(ref.name),
        study_date=visit_of(stem),
        camera=str(seen["camera"]),
        source=source,
        notices=notices_from_json(seen["notices"]),
    )
    case = with_eye(case, eye_of(stem), EyeFrom.NAME, disc_from_json(seen["disc"]))
    return case if case.eye is None else _without_grey(case)


def _without_grey(case: Case) -> Case:
    """Return the case of a picture that is said to be of an eye, be it grey (red-free) or not."""
    return replace(case, notices=tuple(n for n in case.notices if n.code != GREY))


def with_eye(case: Case, written: Eye | None, source: EyeFrom, disc: DiscSide) -> Case:
    """Return the case with the eye that is written, else the one its optic disc tells.

    A disc that lies clearly as in the other eye is a notice: somebody must decide.
    """
    if written is None:
        return replace(case, eye=disc.eye, eye_from=EyeFrom.DISC if disc.eye else None)
    named = replace(case, eye=written, eye_from=source)
    if disc.eye is not written.other or not disc.is_sure:
        return named
    text = f"The {source} says {written}, but the optic disc lies as in {written.other}."
    return replace(named, notices=(*case.notices, Notice(EYE_CONFLICT, text)))


def case_id(ref: ImageRef, *more: str) -> CaseId:
    """Return a stable id: the same place gives the same id, on every day.

    `more` tells what is there from what may be saved in its place later: another eye under the
    same name must not inherit the grade that somebody signed for the first.
    """
    words = "\n".join((ref.path, ref.member, *more))
    return CaseId(hashlib.sha256(words.encode("utf-8", "surrogateescape")).hexdigest()[:16])


def shown(name: str) -> str:
    """Return a name that can be shown: bytes that are no text become marks."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def series_cases(found: Sequence[Found], digest: Digest) -> Iterator[Case | Problem]:
    """Yield the cases of all DICOM files of one opening, by patient, study and series."""
    groups: dict[tuple[str, ...], list[Found]] = defaultdict(list)
    for item in found:
        groups[_series_key(item)].append(item)
    for key in sorted(groups, key=lambda key: _reading_order(groups[key][0].header)):
        yield from _cases_of(groups[key], digest)


def _series_key(item: Found) -> tuple[str, ...]:
    """Return what the files of one case share: the series, or the file when it has frames.

    The patient is left out on purpose: one series of two patients must be noticed.
    """
    header = item.header
    own = (item.ref.path, item.ref.member) if header.is_alone or item.is_fundus else ()
    return (header.study_uid, header.series_uid, *own)


def _reading_order(header: Header) -> tuple[Any, ...]:
    """Return patient, study and series in the order of a worklist."""
    number = header.series_number
    return (
        header.patient_name,
        header.patient_id,
        header.study_date,
        header.study_uid,
        float("inf") if number is None else number,
        header.series_uid,
    )


def _cases_of(group: Sequence[Found], digest: Digest) -> Iterator[Case | Problem]:
    """Yield the cases of one series, and what of it is left out."""
    source = Counter(item.source for item in group).most_common(1)[0][0]
    group, cut = _without_cut(group)
    for item in cut:
        yield Problem(shown(item.ref.name), "The image is cut off: it is left out of its series.")
    group, notices = _without_copies(group, digest)
    if group[0].is_fundus:
        yield from (_eye_case(item, source) for item in group)
        return
    mark = group[0].fingerprint if group[0].header.is_alone else ""
    for stack in _stacks(group):
        yield _stack_case(stack, notices, source, mark)


def _stacks(group: Sequence[Found]) -> list[Stack]:
    """Return the stacks of a series; only slices in the patient's space are ordered by place."""
    slices = [piece for item in group for piece in slices_of(item.ref, item.header)]
    if group[0].header.modality in SPATIAL or len({s.header.patient_id for s in slices}) > 1:
        return arrange(slices)
    return [Stack(tuple(sorted(slices, key=lambda piece: piece.number)))]


def _without_cut(group: Sequence[Found]) -> tuple[Sequence[Found], Sequence[Found]]:
    """Return the whole files of a series, and those cut off; a single file is kept as it is."""
    cut = [i for i in group if any(n.code == INCOMPLETE for n in i.header.notices)]
    if len(cut) == len(group):
        return group, []
    return [item for item in group if item not in cut], cut


def _without_copies(
    group: Sequence[Found], digest: Digest
) -> tuple[Sequence[Found], tuple[Notice, ...]]:
    """Return each image once, and what is to be said of copies and of false twins."""
    kept: dict[str, list[Found]] = defaultdict(list)
    copies = 0
    for item in group:
        twins = kept[item.header.sop_uid or f"{item.ref}"]
        if twins and any(digest(twin.ref) == digest(item.ref) for twin in twins):
            copies += 1
        else:
            twins.append(item)
    items = [item for twins in kept.values() for item in twins]
    return items, _copy_notices(copies, len(items) - len(kept))


def _copy_notices(copies: int, conflicts: int) -> tuple[Notice, ...]:
    """Return the notices about files with one identity."""
    found = []
    if copies:
        found.append(Notice("copies", f"{copies} of the files are copies: counted once."))
    if conflicts:
        found.append(
            Notice(
                "identity-conflict",
                f"{conflicts} of the images have the identity of another but differ from it: "
                "both are shown.",
            )
        )
    return tuple(found)


def _eye_case(item: Found, source: str) -> Case:
    """Return the case of one ophthalmic photograph."""
    case = _stack_case(Stack(tuple(slices_of(item.ref, item.header))), (), source, item.fingerprint)
    eye, source_of_eye = _SIDES.get(item.header.eye), EyeFrom.DICOM
    if eye is None:
        eye, source_of_eye = eye_of(PurePath(item.ref.name).stem), EyeFrom.NAME
    title = case.series_description or shown(item.ref.name)
    place = case_id(item.ref, item.header.series_uid, item.fingerprint)
    case = replace(case, id=place, modality=FUNDUS, title=title)
    return with_eye(case, eye, source_of_eye, item.disc)


def _stack_case(stack: Stack, notices: Iterable[Notice], source: str, mark: str) -> Case:
    """Return the case of one stack; `mark` is the fingerprint of the file that holds it alone."""
    first = stack.slices[0]
    header = first.header
    home = first.ref.path if first.ref.member else str(PurePath(first.ref.path).parent)
    folder = ImageRef(home)
    place = first.ref if header.is_alone else folder
    title = header.series_description or f"{header.modality} {shown(first.ref.name)}"
    marks = (stack.part, mark) if mark else (stack.part,)
    return Case(
        id=case_id(place, header.patient_id, header.study_uid, header.series_uid, *marks),
        modality=header.modality,
        images=tuple(piece.ref for piece in stack.slices),
        patient=_patient(header, first.ref),
        title=f"{title}, {stack.part}" if stack.part else title,
        study_uid=header.study_uid,
        study_date=header.study_date,
        study_description=header.study_description,
        series_uid=header.series_uid,
        series_number=header.series_number,
        series_description=header.series_description,
        body_part=header.body_part,
        camera=header.camera,
        source=source,
        position_mm=stack.positions,
        spacing=first.plane.spacing,
        notices=_merged(stack, notices),
    )


def _patient(header: Header, ref: ImageRef) -> Patient:
    """Return the patient; unknown ones are told apart by their study."""
    if header.patient_id:
        return Patient(header.patient_id, header.patient_name)
    stand_in = case_id(replace(ref, path=header.study_uid or ref.path, member="", frame=0))
    return Patient(f"unknown-{stand_in}", header.patient_name)


def _merged(stack: Stack, notices: Iterable[Notice]) -> tuple[Notice, ...]:
    """Return the notices of the stack, the series and all files, each code once."""
    of_files = (notice for piece in stack.slices for notice in piece.header.notices)
    unique: dict[str, Notice] = {}
    for notice in (*stack.notices, *notices, *of_files):
        unique.setdefault(notice.code, notice)
    return tuple(unique.values())
