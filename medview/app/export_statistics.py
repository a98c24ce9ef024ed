"""The clinic's figures as one JSON object, as lines for a person, and the referrals as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Any

from medview.app.csv_table import neutral
from medview.app.finding_cells import oedema_cells, oedema_record
from medview.domain.case import printable
from medview.domain.grade import Grade
from medview.domain.model import NOTICE
from medview.domain.statistics import (
    Agreement,
    FoundCounts,
    Mix,
    Month,
    Referral,
    Share,
    Statistics,
)

REFERRAL_COLUMNS = (
    "patient", "name", "eye", "grade", "grade_words", "status", "date", "examined", "reader",
    "source", "file", "model", "lesions_present", "oedema", "oedema_words", "oedema_by", "notice",
)  # fmt: skip


def referrals_csv(referrals: Sequence[Referral]) -> str:
    """Return the referral list as CSV text, with no cell that a spreadsheet would run."""
    table = io.StringIO()
    writer = csv.DictWriter(table, REFERRAL_COLUMNS)
    writer.writeheader()
    for referral in referrals:
        writer.writerow({k: _cell(v) for k, v in referral_record(referral).items()})
    return table.getvalue()


def _cell(value: Any) -> Any:
    return neutral(printable(value)) if isinstance(value, str) else value


def referral_record(referral: Referral) -> dict[str, Any]:
    """Return one referable eye as one JSON object."""
    oedema = oedema_cells(oedema_record(referral.known.oedema))
    return {
        "patient": referral.patient,
        "name": referral.name,
        "eye": str(referral.eye or ""),
        "grade": None if referral.grade is None else int(referral.grade),
        "grade_words": _grade_words(referral),
        "status": "signed" if referral.is_signed else "not signed",
        "date": referral.at.astimezone().date().isoformat(),
        "examined": _iso_day(referral.study_date),
        "reader": referral.reader,
        "source": referral.source,
        "file": referral.title,
        "model": referral.model,
        "lesions_present": ", ".join(referral.known.present()),
        **{name: oedema[name] for name in ("oedema", "oedema_words", "oedema_by")},
        "notice": NOTICE,
    }


def _grade_words(referral: Referral) -> str:
    if referral.grade is not None:
        return referral.grade.words
    return "Ungradable" if referral.is_signed else "No grade"


def as_record(figures: Statistics) -> dict[str, Any]:
    """Return the figures as one JSON object."""
    selection = figures.selection
    return {
        "since": selection.since and selection.since.isoformat(),
        "until": selection.until and selection.until.isoformat(),
        "reader": selection.reader or None,
        "source": selection.source or None,
        "signatures": figures.signatures,
        "signed": _mix(figures.signed),
        "shown": _mix(figures.shown),
        "confusion": [list(row) for row in figures.confusion],
        "agreement": _agreement(figures.agreement),
        "by_reader": {name: _agreement(own) for name, own in figures.by_reader.items()},
        "ungradable": [
            {
                "camera": by.camera or None,
                "source": by.source or None,
                "month": month_text(month),
                **_share(share),
            }
            for (by, month), share in figures.ungradable.items()
        ],
        "signed_by_month": [
            {"reader": reader, "month": month_text(month), "cases": cases}
            for (reader, month), cases in figures.signed_by_month.items()
        ],
        "findings": _found(figures.found),
        "referrals": [referral_record(referral) for referral in figures.referrals],
        "models": list(figures.models),
        "notice": NOTICE,
    }


def lines(figures: Statistics) -> Iterator[str]:
    """Yield the figures for a person to read."""
    if figures.is_empty:
        yield "Nothing was graded or signed yet in this selection."
        return
    yield f"signed\t{_mix_text(figures.signed)}"
    yield f"model\t{_mix_text(figures.shown)}, no grade {figures.shown.abstained}"
    yield f"agreement\t{agreement_text(figures.agreement)}"
    for reader, own in figures.by_reader.items():
        yield f"agreement, {reader}\t{agreement_text(own)}"
    for (by, month), share in figures.ungradable.items():
        yield f"ungradable, {by.name or 'unknown camera'}, {month_text(month)}\t{_of(share)}"
    for (reader, month), cases in figures.signed_by_month.items():
        yield f"signed by {reader}, {month_text(month)}\t{cases}"
    yield from _found_lines(figures.found)
    yield f"referable\t{len(figures.referrals)} eyes (--csv writes the list)"
    yield f"{NOTICE} Models: {', '.join(figures.models) or 'none used'}"


def _found(found: FoundCounts) -> dict[str, Any]:
    return {
        "looked_at": found.looked_at,
        "lesions": {str(lesion): count for lesion, count in found.lesions.items()},
        "evidence_accepted": found.evidence,
        "oedema_by_reader": {risk.words: n for risk, n in found.oedema.items()},
        "oedema_by_model": _by_model(found),
    }


def _by_model(found: FoundCounts) -> dict[str, int]:
    return {
        "not estimated" if risk is None else risk.words: n for risk, n in found.by_model.items()
    }


def _found_lines(found: FoundCounts) -> Iterator[str]:
    """Yield what readers found on signed photographs, where they looked."""
    if found.looked_at:
        counted = ", ".join(f"{lesion} {count}" for lesion, count in found.lesions.items())
        yield f"lesions, on {found.looked_at} looked at\t{counted or 'none present'}"
    for whose, counts in (
        ("by reader", {risk.words: n for risk, n in found.oedema.items()}),
        ("by model", _by_model(found)),
    ):
        if counts:
            yield f"macular oedema, {whose}\t{', '.join(f'{w} {n}' for w, n in counts.items())}"


def agreement_text(agreement: Agreement) -> str:
    """Return kappa, interval and override rate in words."""
    kappa = "too little to tell" if agreement.kappa is None else f"kappa {agreement.kappa:.2f}"
    if agreement.interval:
        kappa += f" (95 % {agreement.interval[0]:.2f}-{agreement.interval[1]:.2f})"
    return f"{kappa}, {agreement.pairs} pairs; overridden {_of(agreement.overrides)}"


def month_text(month: Month) -> str:
    """Return "2026-03"."""
    return f"{month[0]:04d}-{month[1]:02d}"


def _of(share: Share) -> str:
    return f"{share.part} of {share.whole}" + (f" ({share.rate:.0%})" if share.whole else "")


def _mix_text(mix: Mix) -> str:
    grades = ", ".join(f"{grade.words} {mix.grades[grade]}" for grade in Grade)
    return f"{mix.total}: {grades}, ungradable {mix.ungradable}"


def _mix(mix: Mix) -> dict[str, Any]:
    return {
        "grades": list(mix.grades),
        "ungradable": mix.ungradable,
        "abstained": mix.abstained,
        "total": mix.total,
    }


def _share(share: Share) -> dict[str, Any]:
    return {"part": share.part, "whole": share.whole, "rate": share.rate}


def _agreement(agreement: Agreement) -> dict[str, Any]:
    return {
        "kappa": agreement.kappa,
        "ci95": agreement.interval and list(agreement.interval),
        "pairs": agreement.pairs,
        "patients": agreement.patients,
        "overrides": _share(agreement.overrides),
    }


def _iso_day(date: str) -> str:
    """Return the day of a DICOM date (PS3.5 6.2, DA: YYYYMMDD) as ISO text."""
    return f"{date[:4]}-{date[4:6]}-{date[6:]}" if len(date) == 8 and date.isdigit() else date
