"""The clinic's figures as charts, in the words and the language of the window."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from PySide6.QtCore import QCoreApplication

from medview.app.charts import Bars, Chart, Intervals, Look, Matrix, Series
from medview.domain import choices
from medview.domain.grade import Grade
from medview.domain.statistics import Agreement, Mix, Month, Share, Statistics, TakenBy
from medview.ui.checklist_words import lesion_words
from medview.ui.theme import FAMILIES, Tokens
from medview.ui.words import grade_in_full, notice, origin_words, percent, with_interval

MOST_MONTHS, MOST_ROWS = 12, 7
# Okabe and Ito's colours, which colour-blind eyes tell apart (jfly.uni-koeln.de/color, 2008), and
# lighter ones of the same order for a dark ground.
ON_LIGHT = ("#0072b2", "#e69f00", "#009e73", "#d55e00", "#cc79a7", "#56b4e9", "#8a8a8a")
ON_DARK = ("#56b4e9", "#f0b43c", "#2fc79b", "#f2855c", "#e0a3c8", "#9fd3f5", "#a9b6c3")

K = TypeVar("K")
N = TypeVar("N")


def look_of(tokens: Tokens) -> Look:
    """Return the colours of the theme for a chart."""
    colours = ON_DARK if tokens.name == choices.DARK else ON_LIGHT
    return Look(
        ground=tokens.surface,
        text=tokens.text,
        quiet=tokens.quiet,
        grid=tokens.border,
        colours=colours,
        families=tuple(FAMILIES),
    )


def charts_of(figures: Statistics) -> list[Chart]:
    """Return the charts of the page, in its order; one without anything to show is left out."""
    charts: list[Chart] = [mix_chart(figures)]
    if figures.agreement.pairs:
        charts += [confusion_chart(figures), agreement_chart(figures)]
    if figures.ungradable:
        charts.append(ungradable_chart(figures))
    if figures.signed_by_month:
        charts.append(signed_chart(figures))
    if figures.found.lesions:
        charts.append(lesion_chart(figures))
    return charts


def mix_chart(figures: Statistics) -> Bars:
    """Return how often each grade was signed, and shown by the model."""
    signed, shown = figures.signed, figures.shown
    names = (
        *(grade_short(grade) for grade in Grade),
        QCoreApplication.translate("charts", "Ungradable"),
        QCoreApplication.translate("charts", "No grade"),
    )
    return Bars(
        title=QCoreApplication.translate("charts", "Grades, signed and by the model"),
        categories=names,
        series=(
            _mix_series(QCoreApplication.translate("charts", "Signed"), signed),
            _mix_series(QCoreApplication.translate("charts", "Model"), shown),
        ),
        axis=QCoreApplication.translate("charts", "Photographs"),
        note=_model_note(figures),
    )


def lesion_chart(figures: Statistics) -> Bars:
    """Return on how many signed photographs readers saw each lesion."""
    found = figures.found
    counts = list(found.lesions.values())
    name = QCoreApplication.translate("charts", "Seen by a reader")
    note = QCoreApplication.translate(
        "charts", "Of {n} signed photographs whose lesions were listed or accepted."
    )
    return Bars(
        title=QCoreApplication.translate("charts", "Lesions on signed photographs"),
        categories=tuple(lesion_words(lesion).replace(" ", "\n") for lesion in found.lesions),
        series=(_reader_series(name, counts),),
        axis=QCoreApplication.translate("charts", "Photographs"),
        note=note.format(n=found.looked_at),
    )


def _mix_series(name: str, mix: Mix) -> Series:
    counts = (*mix.grades, mix.ungradable, mix.abstained)
    return Series(name, tuple(float(n) for n in counts), tuple(str(n) for n in counts))


def grade_short(grade: Grade) -> str:
    """Return number and name of a grade, a line for each word, as narrow as it can be."""
    return grade_in_full(grade).replace(" ", "\n")


def confusion_chart(figures: Statistics) -> Matrix:
    """Return what was signed beside what the model had shown."""
    most = max(max(row) for row in figures.confusion)
    names = tuple(grade_in_full(grade) for grade in Grade)
    return Matrix(
        title=QCoreApplication.translate("charts", "Signed grade and the model's, photographs"),
        rows=names,
        columns=tuple(grade_short(grade) for grade in Grade),
        shades=tuple(tuple((n / most) ** 0.5 for n in row) for row in figures.confusion),
        labels=tuple(tuple(str(n) for n in row) for row in figures.confusion),
        row_axis=QCoreApplication.translate("charts", "Signed"),
        column_axis=QCoreApplication.translate("charts", "Shown by the model"),
        note=_model_note(figures),
    )


def agreement_chart(figures: Statistics) -> Intervals:
    """Return kappa and override rate, of all readers and of each."""
    own = {
        QCoreApplication.translate("charts", "All readers"): figures.agreement,
        **_most(figures.by_reader, _pairs),
    }
    return Intervals(
        title=QCoreApplication.translate("charts", "Agreement of the readers with the model"),
        rows=tuple(own),
        values=tuple(a.kappa for a in own.values()),
        intervals=tuple(a.interval for a in own.values()),
        labels=tuple(agreement_words(a) for a in own.values()),
        axis=QCoreApplication.translate("charts", "Quadratic kappa, 95 % interval"),
        note=" ".join(
            (
                QCoreApplication.translate(
                    "charts", "Readers saw the model's grade before they signed."
                ),
                _model_note(figures),
            )
        ),
    )


def _pairs(agreement: Agreement) -> int:
    return agreement.pairs


def agreement_words(agreement: Agreement) -> str:
    """Return kappa with interval, and how many were overridden, on two lines."""
    kappa = (
        QCoreApplication.translate("charts", "too little to tell")
        if agreement.kappa is None
        else f"{agreement.kappa:.2f}"
    )
    if agreement.interval is not None:
        kappa = with_interval(kappa, *(f"{end:.2f}" for end in agreement.interval))
    overridden = QCoreApplication.translate("charts", "{n} pairs, {share} overridden")
    rate = agreement.overrides.rate
    share = "–" if rate is None else percent(rate)
    return f"{kappa}\n{overridden.format(n=agreement.pairs, share=share)}"


def ungradable_chart(figures: Statistics) -> Matrix:
    """Return the share of ungradable photographs by camera (else source) and month."""
    months = _newest_months(month for _, month in figures.ungradable)
    totals: dict[TakenBy, int] = {}
    for (camera, _), share in figures.ungradable.items():
        totals[camera] = totals.get(camera, 0) + share.whole
    cameras = list(_most(totals, int))
    cells = [[figures.ungradable.get((c, m), Share(0, 0)) for m in months] for c in cameras]
    return Matrix(
        title=QCoreApplication.translate("charts", "Ungradable photographs by camera and month"),
        rows=tuple(
            origin_words(camera.name) or QCoreApplication.translate("charts", "unknown camera")
            for camera in cameras
        ),
        columns=tuple(month_words(month) for month in months),
        shades=tuple(tuple(cell.rate or 0.0 for cell in row) for row in cells),
        labels=tuple(tuple(_share_words(cell) for cell in row) for row in cells),
        row_axis="",
        column_axis="",
        note=" ".join(
            (
                _left_out_note(len(totals), len({m for _, m in figures.ungradable})),
                _model_note(figures),
            )
        ).strip(),
    )


def _share_words(share: Share) -> str:
    if share.rate is None:
        return "–"
    return QCoreApplication.translate("charts", "{part} of {whole}").format(
        part=share.part, whole=share.whole
    ) + (f"\n{percent(share.rate)}")


def signed_chart(figures: Statistics) -> Bars:
    """Return how many photographs each reader signed in each month."""
    months = _newest_months(month for _, month in figures.signed_by_month)
    totals: dict[str, int] = {}
    for (reader, _), cases in figures.signed_by_month.items():
        totals[reader] = totals.get(reader, 0) + cases
    series = [
        _reader_series(reader, [figures.signed_by_month.get((reader, m), 0) for m in months])
        for reader in _most(totals, int)
    ]
    return Bars(
        title=QCoreApplication.translate("charts", "Photographs signed, by reader and month"),
        categories=tuple(month_words(month) for month in months),
        series=tuple(series),
        axis=QCoreApplication.translate("charts", "Photographs"),
        note=_left_out_note(len(totals), len({m for _, m in figures.signed_by_month})),
        stacked=True,
    )


def _reader_series(reader: str, counts: list[int]) -> Series:
    return Series(reader, tuple(float(n) for n in counts), tuple(str(n) for n in counts))


def month_words(month: Month) -> str:
    """Return "2026-03", which no country reads otherwise."""
    return f"{month[0]}-{month[1]:02d}"


def in_words(chart: Chart) -> str:
    """Return a chart as sentences, for who hears it."""
    heading, *rows = chart.table
    spoken = [chart.title]
    for name, *cells in rows:
        pairs = (f"{head} {cell}" for head, cell in zip(heading[1:], cells, strict=True))
        spoken.append(f"{name}: {', '.join(pairs)}")
    return ". ".join([*spoken, chart.note]).replace("\n", " ").strip()


def _newest_months(months: Iterable[Month]) -> list[Month]:
    return sorted(set(months))[-MOST_MONTHS:]


def _most(found: Mapping[N, K], size: object) -> dict[N, K]:
    """Return the largest few, in their own order."""
    assert callable(size)
    kept = sorted(found, key=lambda name: -size(found[name]))[:MOST_ROWS]
    return {name: value for name, value in found.items() if name in kept}


def _left_out_note(rows: int, months: int) -> str:
    """Say when a chart shows only the largest rows or the newest months."""
    notes = []
    if rows > MOST_ROWS:
        notes.append(
            QCoreApplication.translate("charts", "The {n} largest of {all}.").format(
                n=MOST_ROWS, all=rows
            )
        )
    if months > MOST_MONTHS:
        notes.append(
            QCoreApplication.translate("charts", "The newest {n} months.").format(n=MOST_MONTHS)
        )
    return " ".join(notes)


def _model_note(figures: Statistics) -> str:
    """Name the models whose results a chart counts; it may be saved and shown elsewhere."""
    if not figures.models:
        return ""
    named = QCoreApplication.translate("charts", "Model: {0}.").format(", ".join(figures.models))
    return f"{named} {notice()}"
