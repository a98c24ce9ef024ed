"""What a model is worth at this site, in words and as a page to read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape

from PySide6.QtCore import QCoreApplication, QLocale

from medview.domain.site import ENOUGH, Figures, SiteDecision, SiteReport, Truth
from medview.ui.words import notice, percent, when, with_interval

Row = Sequence[str]


def truth_words(truth: Truth) -> str:
    """Return whose word counts."""
    return {
        Truth.SIGNED: QCoreApplication.translate("site", "Signed here"),
        Truth.LABELLED: QCoreApplication.translate("site", "Labelled in the library"),
        Truth.BOTH: QCoreApplication.translate("site", "Both; a signature goes before a label"),
    }[truth]


def decision_words(decision: SiteDecision | None) -> str:
    """Return which calibration counts for the model, since when and by whom."""
    if decision is None:
        return QCoreApplication.translate("site", "The model reads as it came: nobody changed it.")
    text = QCoreApplication.translate("site", "The model reads as it came: taken back {0} by {1}.")
    if decision.accepted:
        text = QCoreApplication.translate("site", "Calibrated for this site: accepted {0} by {1}.")
    return text.format(when(decision.decided_at), decision.reader)


def report_html(report: SiteReport) -> str:
    """Return the figures before and after, what a week brings, and what to keep in mind."""
    heading = QCoreApplication.translate("site", "{0} on your cases").format(report.model.short)
    return "".join(
        [
            f"<h3>{escape(heading)}</h3>",
            f"<p>{escape(cases_words(report))}</p>",
            f"<p><b>{escape(verdict_words(report))}</b></p>",
            _table([_head(), *figure_rows(report), *_week_rows(report)]),
            "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in caveats(report)) + "</ul>",
            f"<p><b>{escape(notice())}</b></p>",
        ]
    )


def verdict_words(report: SiteReport) -> str:
    """Return what the fit changes, in a sentence a doctor understands; "" where nothing is fitted.

    It also says when the probability gains nothing by it.
    """
    figures, keys = report.figures, ("sensitivity_before", "sensitivity")
    if not report.fitted or not {*keys, "specificity", "specificity_before"} <= set(figures):
        return ""
    found = [round(100 * figures[key]["value"]) for key in keys]
    alarms = [
        round(100 * (1 - figures[key]["value"])) for key in ("specificity_before", "specificity")
    ]
    text = QCoreApplication.translate(
        "site",
        "Calibrated, it refers {found} of 100 referable eyes (as it came: {found_before}), and "
        "{alarms} of 100 others (as it came: {alarms_before}).",
    ).format(found=found[1], found_before=found[0], alarms=alarms[1], alarms_before=alarms[0])
    before, after = figures["calibration_error_before"], figures["calibration_error"]
    if after["value"] < before["value"]:
        return text
    gain = QCoreApplication.translate(
        "site",
        "Its probability is no closer to the truth than before: it may well stay as it came.",
    )
    return f"{text} {gain}"


def cases_words(report: SiteReport) -> str:
    """Return what was measured on, and what was left out."""
    text = QCoreApplication.translate(
        "site", "{images} photographs of {patients} patients, {referable} of them referable."
    ).format(images=report.images, patients=report.patients, referable=report.referable)
    left = {
        "known": QCoreApplication.translate("site", "{n} of patients the model learned from"),
        "ungradable": QCoreApplication.translate("site", "{n} of too low a quality"),
        "unread": QCoreApplication.translate("site", "{n} that could not be read"),
    }
    parts = [left[name].format(n=n) for name, n in report.left_out.items() if n]
    if not parts:
        return text
    out = QCoreApplication.translate("site", "Left out: {0}.").format("; ".join(parts))
    return f"{text} {out}"


def figure_rows(report: SiteReport) -> list[Row]:
    """Return each figure with its interval, as the model came and as it was fitted."""
    shares = {
        "sensitivity": QCoreApplication.translate("site", "Referable found (sensitivity)"),
        "specificity": QCoreApplication.translate("site", "Not referable left alone (specificity)"),
    }
    rows: list[Row] = [
        (name, _share(report.figures, f"{key}_before"), _share(report.figures, key))
        for key, name in shares.items()
    ]
    error = QCoreApplication.translate("site", "Calibration error of the probability")
    keys = ("calibration_error_before", "calibration_error")
    threshold = QCoreApplication.translate("site", "Refers from a probability of")
    came, fitted = report.shipped_threshold, report.numbers["threshold"]
    return [
        (_kappa(), *[_number(report.figures, "kappa")] * 2),
        *rows,
        (error, *(_number(report.figures, key) for key in keys)),
        (threshold, percent(came), percent(fitted)),
    ]


def caveats(report: SiteReport) -> list[str]:
    """Return what the reader must know to weigh the figures."""
    lines = [
        QCoreApplication.translate(
            "site",
            "In brackets: 95 % intervals by patient. The right column is measured on patients the "
            "fit did not see.",
        ),
        QCoreApplication.translate(
            "site", "The grade and its agreement (kappa) stay the model's: only referral is fitted."
        ),
    ]
    if report.choice.truth is not Truth.LABELLED:
        lines.append(
            QCoreApplication.translate(
                "site",
                "Grades that were signed with the model's answer in view agree with it too well.",
            )
        )
    if report.images < ENOUGH:
        text = QCoreApplication.translate(
            "site", "Fewer than {0} photographs: the intervals are wide."
        )
        lines.append(text.format(ENOUGH))
    if report.choice.referable_share is None:
        lines.append(
            QCoreApplication.translate(
                "site",
                "The week is true only if as many of your patients are referable as of these "
                "cases.",
            )
        )
    return lines


def _kappa() -> str:
    return QCoreApplication.translate("site", "Agreement on the grade (kappa)")


def _head() -> Row:
    return (
        "",
        QCoreApplication.translate("site", "As it came"),
        QCoreApplication.translate("site", "Calibrated for this site"),
    )


def _week_rows(report: SiteReport) -> list[Row]:
    if not report.choice.eyes_a_week:
        return []
    names = {
        "referrals": QCoreApplication.translate("site", "Eyes referred a week"),
        "false_alarms": QCoreApplication.translate("site", "of these not referable"),
        "missed": QCoreApplication.translate("site", "Referable eyes missed a week"),
    }
    return [
        (name, _count(report.week_before, key), _count(report.week, key))
        for key, name in names.items()
    ]


def _share(figures: Figures, key: str) -> str:
    return _interval(figures.get(key), percent)


def _number(figures: Figures, key: str) -> str:
    return _interval(figures.get(key), lambda value: QLocale().toString(value, "f", 3))


def _count(figures: Figures, key: str) -> str:
    return _interval(figures.get(key), lambda value: QLocale().toString(value, "f", 1))


def _interval(figure: Mapping[str, float] | None, words: Callable[[float], str]) -> str:
    if figure is None:
        return "–"
    return with_interval(*(words(figure[part]) for part in ("value", "low", "high")))


def _table(rows: Sequence[Row]) -> str:
    head, *rest = rows
    first = "".join(f"<th align='left'>{escape(cell)}</th>" for cell in head)
    lines = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rest
    )
    return f'<table cellpadding="5"><tr>{first}</tr>{lines}</table>'
