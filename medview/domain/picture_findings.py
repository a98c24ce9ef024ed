"""What is wrong with the pictures of labelled cases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from medview.domain.health import Action, Finding, Fix, Kind, Severity
from medview.domain.picture_facts import Fingerprint, Look, PictureFacts, Rows, flat, rows_by
from medview.domain.split import person
from medview.domain.training import TrainingCase

POOR_SHARE = 0.2  # from here on poor pictures are worth a warning
STAND_IN = "unknown-"  # how the key of a patient begins whom nothing names


def unreadable(seen: PictureFacts) -> Iterator[Finding]:
    """Find pictures that do not open."""
    remarks = {row: one.unreadable for row, one in enumerate(seen.prints) if one.unreadable}
    if remarks:
        words = f"Pictures that cannot be read: {len(remarks)}."
        yield _drop(Kind.UNREADABLE, words, remarks)


def conflicts(seen: PictureFacts) -> Iterator[Finding]:
    """Find pictures, and eyes, that were given several labels."""
    for rows in seen.twins:
        if len(labels := seen.labels(rows)) > 1:
            words = f"One picture has several labels ({', '.join(labels)})."
            yield _conflict(Kind.CONFLICT, words, rows, labels)
    twins = {row: rows for rows in seen.twins for row in rows}
    for rows in _eyes(seen.cases):
        labels = seen.labels(rows)
        if len(labels) > 1 and len({twins.get(row, (row,)) for row in rows}) > 1:
            words = f"One eye has several labels ({', '.join(labels)}); of several visits, perhaps."
            yield _conflict(Kind.EYE_CONFLICT, words, rows, labels)


def _conflict(kind: Kind, words: str, rows: Rows, labels: tuple[str, ...]) -> Finding:
    fix = Fix(Action.TAKE_LABEL, "Take one label for all, or leave them out.", labels)
    return Finding(kind, Severity.WARNING, words, rows, fix, (rows,))


def _eyes(cases: Sequence[TrainingCase]) -> Iterator[Rows]:
    known = [row for row, case in enumerate(cases) if case.eye and case.patient]
    for rows in rows_by(known, lambda row: (person(cases[row]), cases[row].eye)).values():
        yield tuple(rows)


def repeated(seen: PictureFacts) -> Iterator[Finding]:
    """Find copies, and shots that are nearly the same, of one label."""
    copies = set(flat(seen.copies))
    agreed = [rows for rows in seen.twins if len(seen.labels(rows)) == 1]
    same = [rows for rows in agreed if copies.issuperset(rows)]
    near = [rows for rows in agreed if not copies.issuperset(rows)]
    if same:
        words = f"Pictures that are there more than once: {len(same)}."
        yield _keep_one(Kind.COPIES, words, same, Severity.WARNING)
    if near:
        grave = any(len(_people(seen, rows)) > 1 for rows in near)
        severity = Severity.WARNING if grave else Severity.NOTE
        words = f"Pictures that are nearly the same as another: {len(near)}."
        yield _keep_one(Kind.ALIKE, words, near, severity)


def _people(seen: PictureFacts, rows: Rows) -> set[str]:
    return {person(seen.cases[row]) for row in rows}


def _keep_one(kind: Kind, words: str, groups: Sequence[Rows], severity: Severity) -> Finding:
    fix = Fix(Action.KEEP_ONE, "Keep one of each.")
    return Finding(kind, severity, words, flat(groups), fix, tuple(groups))


def mixed(seen: PictureFacts) -> Iterator[Finding]:
    """Find pictures of another kind than most."""
    usual = _usual_look(seen)
    if usual is None:
        return
    if rows := tuple(row for row in seen.readable if not _fits(seen.prints[row], usual)):
        named = {Look.FUNDUS: "fundus photographs", Look.GREY: "grey", Look.COLOUR: "coloured"}
        words = f"Most pictures are {named[usual]}; of another kind: {len(rows)}."
        yield _drop(Kind.MIXED, words, dict.fromkeys(rows, ""))


def _usual_look(seen: PictureFacts) -> Look | None:
    looks = Counter(seen.prints[row].look for row in seen.readable)
    looks.pop(Look.POOR, None)
    return looks.most_common(1)[0][0] if looks else None


def _fits(one: Fingerprint, usual: Look) -> bool:
    """Return True for a picture of the usual kind, or one too poor to tell."""
    return one.look in (usual, Look.POOR)


def unknown_patients(seen: PictureFacts) -> Iterator[Finding]:
    """Find cases that nothing names the patient of."""
    rows = tuple(row for row, case in enumerate(seen.cases) if _is_unknown(case))
    if rows:
        words = (
            f"Pictures whose patient is not known: {len(rows)}. Each counts as a patient of its "
            "own; where several are of one person, the figures will be too good."
        )
        yield Finding(Kind.NO_PATIENT, Severity.WARNING, words, rows)


def _is_unknown(case: TrainingCase) -> bool:
    return not case.patient.strip() or case.patient.startswith(STAND_IN)


def ungradable(seen: PictureFacts) -> Iterator[Finding]:
    """Find fundus photographs that are too poor to grade."""
    if _usual_look(seen) is not Look.FUNDUS:
        return
    shown = [row for row in seen.readable if _fits(seen.prints[row], Look.FUNDUS)]
    remarks = {row: seen.prints[row].fault for row in shown if seen.prints[row].fault}
    if remarks:
        grave = len(remarks) > POOR_SHARE * len(shown)
        words = f"Photographs that are too poor to grade: {len(remarks)} of {len(shown)}."
        severity = Severity.WARNING if grave else Severity.NOTE
        yield _drop(Kind.UNGRADABLE, words, remarks, severity)


def _drop(
    kind: Kind, words: str, remarks: Mapping[int, str], severity: Severity = Severity.WARNING
) -> Finding:
    fix = Fix(Action.DROP, "Leave them out.")
    return Finding(kind, severity, words, tuple(remarks), fix, remarks=remarks)
