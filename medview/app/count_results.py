"""From signatures and shown grades to the figures of a clinic; plain counting."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np
import numpy.typing as npt

from medview.app.count_findings import count_findings
from medview.domain.agreement import confusion, quadratic_kappa
from medview.domain.case import CaseId
from medview.domain.findings import KnownFindings
from medview.domain.grade import Grade, SignedGrade
from medview.domain.statistics import (
    Agreement,
    Mix,
    Month,
    Referral,
    SeenCase,
    Selection,
    Share,
    ShownGrade,
    Statistics,
    TakenBy,
)

CLASSES = len(Grade)
LEAST_PATIENTS = 10  # fewer tell nothing about how far a kappa may be off
DRAWS = 1000


@dataclass(frozen=True)
class Results:
    """Everything there is to count."""

    signed: Sequence[SignedGrade]
    shown: Sequence[ShownGrade]
    seen: Mapping[CaseId, SeenCase]
    known: Mapping[CaseId, KnownFindings] = field(default_factory=dict)

    def patient(self, case_id: CaseId) -> str:
        """Return whose a case is; one that nobody knows is a patient of its own."""
        seen = self.seen.get(case_id)
        return seen.patient if seen else case_id

    def source(self, case_id: CaseId) -> str:
        """Return where a case came from, "" when nobody knows."""
        seen = self.seen.get(case_id)
        return seen.source if seen else ""

    def taken_by(self, case_id: CaseId) -> TakenBy:
        """Return what took a case; where the file names no camera, where the case came from."""
        seen = self.seen.get(case_id)
        if seen is None:
            return TakenBy()
        return TakenBy(camera=seen.camera) if seen.camera else TakenBy(source=seen.source)

    def is_photograph(self, case_id: CaseId) -> bool:
        """Return False for what is known to be something else."""
        seen = self.seen.get(case_id)
        return seen is None or seen.is_photograph


def count(results: Results, selection: Selection) -> Statistics:
    """Return the figures of what is selected.

    With a reader selected, only the cases this reader signed count. Of several results of one case
    the newest in the selection counts.
    """
    signed = [s for s in results.signed if _is_signed_in(results, s, selection)]
    newest = {s.case_id: s for s in signed}
    shown = {
        s.case_id: s
        for s in results.shown
        if results.is_photograph(s.case_id) and _is_in(results, s.case_id, s.at, selection)
        if not selection.reader or s.case_id in newest
    }
    reads = list({(s.case_id, s.reader): s for s in signed}.values())
    table = confusion(*_pairs(reads).T)  # rows the signed grade, columns the model's
    return Statistics(
        selection=selection,
        signatures=len(signed),
        signed=_signed_mix(newest.values()),
        shown=_shown_mix(shown.values()),
        confusion=tuple(tuple(int(n) for n in row) for row in table),
        agreement=agreement(reads, results),
        by_reader=_by_reader(reads, results),
        ungradable=_ungradable(newest, shown, results),
        signed_by_month=_signed_by_month(signed),
        referrals=tuple(_referrals(newest, shown, results)),
        readers=tuple(sorted({s.reader for s in results.signed})),
        sources=_sources(results),
        models=_models(newest.values(), shown.values()),
        found=count_findings([results.known[i] for i in newest if i in results.known]),
    )


def _is_signed_in(results: Results, signed: SignedGrade, selection: Selection) -> bool:
    is_readers = selection.reader in ("", signed.reader)
    return is_readers and _is_in(results, signed.case_id, signed.signed_at, selection)


def _is_in(results: Results, case_id: CaseId, at: datetime, selection: Selection) -> bool:
    if selection.source and results.source(case_id) != selection.source:
        return False
    if selection.since is None and selection.until is None:
        return True
    day = at.astimezone().date()  # a day is a day of the clinic, not of Greenwich
    starts = selection.since is None or day >= selection.since
    return starts and (selection.until is None or day <= selection.until)


def _signed_mix(signed: Iterable[SignedGrade]) -> Mix:
    counts = Counter(s.grade for s in signed)
    return Mix(_five(counts), counts[None])


def _shown_mix(shown: Iterable[ShownGrade]) -> Mix:
    shown = list(shown)
    open_ones = [s for s in shown if s.grade is None]
    ungradable = sum(not s.gradable for s in open_ones)
    return Mix(_five(Counter(s.grade for s in shown)), ungradable, len(open_ones) - ungradable)


def _five(counts: Mapping[Grade | None, int]) -> tuple[int, int, int, int, int]:
    none, mild, moderate, severe, proliferative = (counts.get(grade, 0) for grade in Grade)
    return none, mild, moderate, severe, proliferative


# --- agreement


def agreement(reads: Sequence[SignedGrade], results: Results) -> Agreement:
    """Return kappa with its interval by patient, and how often a shown grade was overridden."""
    told = [s for s in reads if s.estimate_grade is not None]
    paired = [s for s in told if s.grade is not None]
    pairs = _pairs(paired)
    names, owners = np.unique([results.patient(s.case_id) for s in paired], return_inverse=True)
    tables = np.zeros((len(names), CLASSES**2), dtype=np.int64)
    np.add.at(tables, (owners, pairs[:, 0] * CLASSES + pairs[:, 1]), 1)
    is_telling = len(np.unique(pairs)) > 1  # of one grade alone, kappa is 0 / 0
    return Agreement(
        pairs=len(pairs),
        patients=len(names),
        kappa=quadratic_kappa(pairs[:, 0], pairs[:, 1]) if is_telling else None,
        interval=kappa_interval(tables) if is_telling else None,
        overrides=Share(sum(s.is_override for s in told), len(told)),
    )


def _pairs(reads: Iterable[SignedGrade]) -> npt.NDArray[np.int64]:
    """Return (N, 2): the signed grade, and what the model had shown, where there are both."""
    both = [
        (s.grade, s.estimate_grade)
        for s in reads
        if s.grade is not None and s.estimate_grade is not None
    ]
    return np.array(both, dtype=np.int64).reshape(-1, 2)


def kappa_interval(
    tables: npt.NDArray[np.int64], draws: int = DRAWS, seed: int = 0
) -> tuple[float, float] | None:
    """Return the 95 % bootstrap interval of the quadratic kappa; None for too few patients.

    `tables` (P, 25) holds each patient's own confusion table. Patients are drawn with replacement
    (Efron, Annals of Statistics 1979;7:1-26); those with one and the same table are drawn together,
    by the multinomial law, which is the same draw and takes milliseconds for 10,000 patients.
    """
    if len(tables) < LEAST_PATIENTS:
        return None
    # Sorted as small numbers, which is quicker: a patient has few photographs.
    kinds, often = np.unique(tables.astype(np.int16), axis=0, return_counts=True)
    drawn = np.random.default_rng(seed).multinomial(len(tables), often / len(tables), size=draws)
    kappas = _kappas((drawn @ kinds.astype(np.int64)).reshape(draws, CLASSES, CLASSES))
    low, high = np.nanpercentile(kappas, [2.5, 97.5])
    return float(low), float(high)


def _kappas(tables: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """Return the quadratic kappa (T,) of tables (T, 5, 5); NaN where it is 0 / 0."""
    grid = np.arange(CLASSES)
    weights = (grid[:, None] - grid[None]) ** 2
    chance = tables.sum(2)[:, :, None] * tables.sum(1)[:, None] / tables.sum((1, 2))[:, None, None]
    expected = (weights * chance).sum((1, 2))
    observed = (weights * tables).sum((1, 2))
    known = expected > 0
    return np.where(known, 1 - observed / np.where(known, expected, 1), np.nan)


def _by_reader(reads: Sequence[SignedGrade], results: Results) -> dict[str, Agreement]:
    own: defaultdict[str, list[SignedGrade]] = defaultdict(list)
    for read in reads:
        own[read.reader].append(read)
    return {reader: agreement(own[reader], results) for reader in sorted(own)}


# --- by camera, month and patient


def _ungradable(
    newest: Mapping[CaseId, SignedGrade],
    shown: Mapping[CaseId, ShownGrade],
    results: Results,
) -> dict[tuple[TakenBy, Month], Share]:
    """Count by camera and month; a signature outweighs what the model showed."""
    counts: defaultdict[tuple[TakenBy, Month], list[bool]] = defaultdict(list)
    for signed in newest.values():
        place = results.taken_by(signed.case_id), month_of(signed.signed_at)
        counts[place].append(signed.grade is None)
    for case_id in shown.keys() - newest.keys():
        place = results.taken_by(case_id), month_of(shown[case_id].at)
        counts[place].append(not shown[case_id].gradable)
    return {place: Share(sum(found), len(found)) for place, found in sorted(counts.items())}


def _signed_by_month(signed: Iterable[SignedGrade]) -> dict[tuple[str, Month], int]:
    """Count each case once per reader and month."""
    once = {(s.reader, month_of(s.signed_at), s.case_id) for s in signed}
    return dict(sorted(Counter((reader, month) for reader, month, _ in once).items()))


def month_of(at: datetime) -> Month:
    """Return year and month in the clinic's own time."""
    local = at.astimezone()
    return local.year, local.month


def _referrals(
    newest: Mapping[CaseId, SignedGrade],
    shown: Mapping[CaseId, ShownGrade],
    results: Results,
) -> list[Referral]:
    """Return the referable eyes, worst first: of one eye its worst result, signed before shown.

    An eye of a low grade, or of none, is referable when a reader suspects macular oedema.
    """
    signed_ever = {s.case_id for s in results.signed}
    found = [
        *(
            _of_signed(s, results)
            for case_id, s in newest.items()
            if (s.grade is not None and s.grade.is_referable) or _has_oedema(case_id, results)
        ),
        *(
            _of_shown(s, results)
            for case_id, s in shown.items()
            if case_id not in signed_ever
            if (s.grade is not None and s.refer) or _has_oedema(case_id, results)
        ),
    ]
    found.sort(key=lambda r: (r.is_signed, _severity(r), r.at))
    eyes = {(r.patient, r.eye or r.case_id): r for r in found}
    return sorted(eyes.values(), key=lambda r: (-_severity(r), -r.at.timestamp()))


def _severity(referral: Referral) -> int:
    return -1 if referral.grade is None else int(referral.grade)


def _has_oedema(case_id: CaseId, results: Results) -> bool:
    known = results.known.get(case_id)
    return known is not None and known.has_oedema


def _of_signed(signed: SignedGrade, results: Results) -> Referral:
    model = signed.model.short if signed.model else ""
    return _referral(
        results, signed.case_id, signed.grade, signed.signed_at, model, reader=signed.reader
    )


def _of_shown(shown: ShownGrade, results: Results) -> Referral:
    return _referral(results, shown.case_id, shown.grade, shown.at, shown.model.short)


def _referral(
    results: Results,
    case_id: CaseId,
    grade: Grade | None,
    at: datetime,
    model: str,
    reader: str = "",
) -> Referral:
    seen = results.seen.get(case_id) or SeenCase(patient=f"unknown-{case_id}")
    return Referral(
        patient=seen.patient,
        name=seen.name,
        eye=seen.eye,
        grade=grade,
        at=at,
        is_signed=bool(reader),
        reader=reader,
        source=seen.source,
        study_date=seen.study_date,
        case_id=case_id,
        title=seen.title,
        model=model,
        known=results.known.get(case_id, KnownFindings()),
    )


def _sources(results: Results) -> tuple[str, ...]:
    counted = {s.case_id for s in results.signed} | {s.case_id for s in results.shown}
    return tuple(sorted({results.source(case_id) for case_id in counted} - {""}))


def _models(signed: Iterable[SignedGrade], shown: Iterable[ShownGrade]) -> tuple[str, ...]:
    used = {s.model.digest: s.model for s in shown}
    used |= {s.model.digest: s.model for s in signed if s.model}
    return tuple(sorted(model.short for model in used.values()))
