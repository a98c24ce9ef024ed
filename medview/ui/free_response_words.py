"""The free response of a nodule model as a part of its card's page: a picture, and a table."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from html import escape
from typing import Any

from PySide6.QtCore import QCoreApplication

from medview.domain.free_response import FreeResponse, Point
from medview.ui.free_response_picture import (
    HEIGHT,
    WIDTH,
    axis_words,
    count_words,
    picture_of,
)
from medview.ui.theme import Tokens
from medview.ui.words import percent, with_interval


def free_response_html(validation: Mapping[str, Any], tokens: Tokens | None = None) -> str:
    """Return the curves of a card, drawn in the theme's colours; "" where the card has none."""
    curves = FreeResponse.from_card(validation)
    if not curves:
        return ""
    heading = QCoreApplication.translate("free_response", "Free response")
    what = QCoreApplication.translate(
        "free_response",
        "How many of the nodules are found when so many marks a scan, on average, are wrong.",
    )
    parts = [f"<h4>{escape(heading)}</h4>", f"<p>{escape(what)}</p>"]
    for name, curve in curves.items():
        parts.append(_curve_html(name, curve, tokens))
    return "".join(parts)


def _curve_html(name: str, curve: FreeResponse, tokens: Tokens | None) -> str:
    title = _title(name)
    counts = QCoreApplication.translate("free_response", "Scans: {scans}; nodules: {nodules}")
    told = counts.format(scans=curve.scans, nodules=curve.nodules)
    return "".join(
        (
            f"<p><b>{escape(title)}</b><br>{escape(told)}</p>",
            _picture(title, curve, tokens) if tokens is not None and len(curve.points) > 1 else "",
            _table(curve),
            f"<p>{escape(curve.on)}</p>",
        )
    )


def _title(name: str) -> str:
    """Return the heading of a curve; one that is not known keeps its name."""
    titles = {
        "candidates": QCoreApplication.translate("free_response", "Held-out candidates of LUNA16"),
        "one_series": QCoreApplication.translate(
            "free_response", "A series that four readers marked"
        ),
    }
    return titles.get(name, name)


def _picture(title: str, curve: FreeResponse, tokens: Tokens) -> str:
    png = b64encode(picture_of(curve, tokens)).decode()
    return (
        f'<p><img src="data:image/png;base64,{png}" width="{WIDTH}" height="{HEIGHT}" '
        f'alt="{escape(title)}"></p>'
    )


def _table(curve: FreeResponse) -> str:
    across, _ = axis_words()
    found = QCoreApplication.translate("free_response", "Nodules found")
    shown = QCoreApplication.translate("free_response", "{0} (as MedView shows marks)")
    rows = [(count_words(point.false_marks), _found_words(point)) for point in curve.points]
    at = curve.shown
    rows.append((shown.format(count_words(round(at.false_marks, 1))), _found_words(at)))
    lines = "".join(f"<tr><td>{escape(a)}</td><td>{escape(b)}</td></tr>" for a, b in rows)
    head = f"<th align='left'>{escape(across)}</th><th align='left'>{escape(found)}</th>"
    return f'<table cellpadding="4"><tr>{head}</tr>{lines}</table>'


def _found_words(point: Point) -> str:
    if point.interval is None:
        return percent(point.found)
    return with_interval(percent(point.found), *map(percent, point.interval))
