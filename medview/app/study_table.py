"""The results of a reading study as one record, as lines of text and as a table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from medview.app.csv_table import csv_table
from medview.domain.model import NOTICE
from medview.domain.study import StudyProgress
from medview.domain.study_results import Agreement, Comparison, StudyResults
from medview.store.files import write_atomically

CELL_NAMES = ("0", "1", "2", "3", "4", "U")
TABLE_COLUMNS = tuple(f"{first}/{second}" for first in CELL_NAMES for second in CELL_NAMES)
COLUMNS = (
    "row", "first", "second", "photographs", "graded", "patients", "kappa", "ci95_low",
    "ci95_high", "equal", "ungradable", "passed_over", "median_seconds", *TABLE_COLUMNS,
    "model", "digest", "notice",
)  # fmt: skip
READER_ROW = "reader"


def progress_record(progress: StudyProgress) -> dict[str, Any]:
    """Return a study's plan and how far its readers are as one JSON object."""
    study = progress.study
    return asdict(study.plan) | {
        "id": study.id,
        "photographs": len(study.photos),
        "progress": {
            reader: {"done": done, "total": len(study.orders[reader])}
            for reader, done in progress.done.items()
        },
        "complete": progress.is_complete,
        "created_by": study.created_by,
        "created_at": study.created_at.isoformat(),
    }


def progress_line(progress: StudyProgress) -> str:
    """Return one line of a list of studies."""
    study = progress.study
    readers = ", ".join(
        f"{reader} {done} of {len(study.orders[reader])}" for reader, done in progress.done.items()
    )
    return f"{study.plan.name}\t{len(study.photos)} photographs\t{readers}"


def as_record(results: StudyResults) -> dict[str, Any]:
    """Return the results as one JSON object."""
    model = results.model
    return {
        "id": results.study_id,
        "name": results.name,
        "readers": [asdict(reader) for reader in results.readers],
        "agreements": [
            asdict(one) | {"photos": one.photos, "comparison": str(one.comparison)}
            for one in results.agreements
        ],
        "model": asdict(model) if model else None,
        "photographs_without_model": results.unasked,
        "to_decide": results.to_decide,
        "decided": results.decided,
        "patients": results.patients,
        "photographs_of_unknown_patients": results.unknown_patients,
        "notice": NOTICE,
    }


def lines_of(results: StudyResults) -> Iterator[str]:
    """Yield the results for a person to read."""
    for reader in results.readers:
        seconds = "" if reader.seconds is None else f", {reader.seconds:.0f} s each (median)"
        yield (
            f"{reader.reader}: read {reader.read} of {reader.photos}, "
            f"ungradable {reader.ungradable}{seconds}"
        )
    for one in results.agreements:
        yield (
            f"{one.comparison}\t{pair_words(one)}\tkappa {kappa_words(one)}\t"
            f"{one.graded} photographs of {one.patients} patients"
        )
    yield f"To decide: {results.to_decide}, decided: {results.decided}"
    yield f"{NOTICE} Model: {results.model.short if results.model else 'none asked'}"


def pair_words(one: Agreement) -> str:
    """Return who is compared; the model has no name of a person."""
    if one.comparison is Comparison.SELF:
        return one.first
    return f"{one.first or 'model'} - {one.second or _unnamed(one)}"


def _unnamed(one: Agreement) -> str:
    return "decided" if one.comparison is Comparison.REFERENCE else "model"


def kappa_words(one: Agreement) -> str:
    """Return kappa and its interval, "0.847 (0.799 to 0.888)"; "-" where it is not defined."""
    if one.kappa is None:
        return "-"
    if one.interval is None:
        return f"{one.kappa:.3f}"
    return f"{one.kappa:.3f} ({one.interval[0]:.3f} to {one.interval[1]:.3f})"


def write_csv(path: Path, results: StudyResults) -> Path:
    """Write a row for each reader and each agreement (UTF-8 with BOM); whole or not at all."""
    write_atomically(path, csv_table(_rows(results), COLUMNS))
    return path


def _rows(results: StudyResults) -> Iterator[dict[str, Any]]:
    model = results.model
    named = {
        "model": model and f"{model.id} {model.version}",
        "digest": model and model.digest,
        "notice": NOTICE,
    }
    for reader in results.readers:
        yield named | {
            "row": READER_ROW,
            "first": reader.reader,
            "photographs": reader.read,
            "ungradable": reader.ungradable,
            "passed_over": reader.passed_over,
            "median_seconds": reader.seconds,
        }
    for one in results.agreements:
        yield named | _agreement_row(one)


def _agreement_row(one: Agreement) -> dict[str, Any]:
    low, high = one.interval or (None, None)
    cells = [count for line in one.table for count in line]
    return dict(zip(TABLE_COLUMNS, cells, strict=True)) | {
        "row": str(one.comparison),
        "first": one.first or "model",
        "second": one.second or _unnamed(one),
        "photographs": one.photos,
        "graded": one.graded,
        "patients": one.patients,
        "kappa": one.kappa,
        "ci95_low": low,
        "ci95_high": high,
        "equal": one.equal,
    }
