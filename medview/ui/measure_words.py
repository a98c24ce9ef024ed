"""Measures in words: beside the line, in the list, and as text to paste."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from medview.domain.case import Case
from medview.domain.measures import DETECTOR_MILLIMETRE, PIXELS, Kind, Measure, Reading, Values
from medview.ui.words import units_words

KINDS = {
    Kind.LENGTH: QT_TRANSLATE_NOOP("measures", "Length"),
    Kind.ANGLE: QT_TRANSLATE_NOOP("measures", "Angle"),
    Kind.ELLIPSE: QT_TRANSLATE_NOOP("measures", "Ellipse"),
    Kind.FREEHAND: QT_TRANSLATE_NOOP("measures", "Free-hand"),
    Kind.PROBE: QT_TRANSLATE_NOOP("measures", "Probe"),
}


def kind_words(kind: Kind) -> str:
    """Return what kind of measure it is."""
    return QCoreApplication.translate("measures", str(KINDS[kind]))


def reading_lines(reading: Reading) -> list[str]:
    """Return what was measured, a line each; nothing that cannot be trusted is among them."""
    found = []
    if reading.length is not None:
        found.append(f"{number_words(reading.length)} {_unit(reading.unit)}")
    if reading.angle is not None:
        words = f"{reading.angle:.1f}°"
        is_guess = reading.unit == PIXELS
        found.append(
            QCoreApplication.translate("measures", "{0} (pixels taken as square)").format(words)
            if is_guess
            else words
        )
    if reading.area is not None:
        found.append(f"{number_words(reading.area)} {_square(reading.unit)}")
    if reading.values is not None:
        found += _value_lines(reading.values)
    return found


def _unit(unit: str) -> str:
    return (
        QCoreApplication.translate("measures", "mm (on the detector)")
        if unit == DETECTOR_MILLIMETRE
        else unit
    )


def _square(unit: str) -> str:
    return (
        QCoreApplication.translate("measures", "mm² (on the detector)")
        if unit == DETECTOR_MILLIMETRE
        else f"{unit}²"
    )


def _value_lines(values: Values) -> list[str]:
    if values.count == 1:
        return [f"{number_words(values.mean)} {units_words(values.units)}".strip()]
    mean = QCoreApplication.translate("measures", "mean {0} ± {1} {2}").format(
        number_words(values.mean), number_words(values.sd), units_words(values.units)
    )
    return [
        mean.strip(),
        QCoreApplication.translate("measures", "{0} to {1}").format(
            number_words(values.low), number_words(values.high)
        ),
    ]


def number_words(value: float) -> str:
    """Return a number as exact as it means something, with a true minus sign."""
    digits = f"{value:.0f}" if abs(value) >= 1000 else f"{value:.4g}"
    return digits.replace("-", "\N{MINUS SIGN}")


def measure_words(measure: Measure) -> str:
    """Return kind and reading in one line: "Length 34.2 mm"."""
    return f"{kind_words(measure.shape.kind)}  {' · '.join(reading_lines(measure.reading))}"


def place_words(measure: Measure, case: Case) -> str:
    """Return on which image of its case a measure is; "" when the case has only one."""
    if not case.is_series or measure.image not in case.images:
        return ""
    return QCoreApplication.translate("measures", "image {0}").format(
        case.images.index(measure.image) + 1
    )


def as_text(case: Case, measures: Sequence[Measure]) -> str:
    """Return measures as lines with tabs between the cells, to paste into a report or a sheet."""
    rows = (
        (place_words(m, case), kind_words(m.shape.kind), *reading_lines(m.reading))
        for m in measures
    )
    return "\n".join("\t".join(row) for row in rows)
