"""Model cards and licences as pages to read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from PySide6.QtCore import QCoreApplication

from medview.app.licences import Licence
from medview.domain.model import ModelCard
from medview.ui.card_figure_words import card_figure_words
from medview.ui.free_response_words import free_response_html
from medview.ui.theme import Tokens
from medview.ui.words import modality_words


def card_html(card: ModelCard, tokens: Tokens | None = None) -> str:
    """Return the whole card: use, limits, data, figures with intervals, recipe.

    Its curves are drawn in the colours of `tokens`; without them their tables alone are there.
    """
    free_response = free_response_html(card.validation, tokens)
    told = {
        name: value
        for name, value in card.validation.items()
        if name != "free_response" or not free_response
    }
    parts = [
        f"<h2>{escape(card.title)}</h2>",
        _paragraph(f"{card.ref.id} {card.ref.version} · SHA-256 {card.ref.digest}"),
        _site(card),
        _heading(QCoreApplication.translate("card", "Intended use")),
        _paragraph(card.intended_use),
        _heading(QCoreApplication.translate("card", "Limits")),
        _list(card.limits),
        _heading(QCoreApplication.translate("card", "Validation")),
        _tree(told),
        free_response,
        _heading(QCoreApplication.translate("card", "Data it learned from")),
        _list(_data_line(entry) for entry in card.data),
        _heading(QCoreApplication.translate("card", "Images and input")),
        _paragraph(
            QCoreApplication.translate(
                "card", "{modalities}; input {size} × {size} pixels, embedding of {length} numbers"
            ).format(
                modalities=", ".join(map(modality_words, card.modalities)),
                size=card.input_size,
                length=card.dimension,
            )
        ),
        _heading(QCoreApplication.translate("card", "Recipe")),
        _tree(card.recipe),
    ]
    if card.ablations:
        parts += [
            _heading(QCoreApplication.translate("card", "What was tried")),
            _table(card.ablations),
        ]
    parts += [_heading(QCoreApplication.translate("card", "Licence")), _paragraph(card.licence)]
    return "".join(parts)


def _site(card: ModelCard) -> str:
    """Return that referral is read otherwise here than the card says, where it is."""
    text = QCoreApplication.translate("card", "Referral is calibrated for this site ({0}).")
    return f"<p><b>{escape(text.format(card.site))}</b></p>" if card.site else ""


def licences_html(licences: Sequence[Licence]) -> str:
    """Return the parts MedView is made with, and their licences, as a table."""
    rows = "".join(
        f"<tr><td>{escape(part.name)}</td><td>{escape(part.version)}</td>"
        f"<td>{escape(part.licence)}</td></tr>"
        for part in licences
    )
    return f'<table cellpadding="5">{rows}</table>'


def figure(value: Any) -> str:
    """Return one figure for people: an interval in words, a number without noise."""
    if isinstance(value, bool) or value is None:
        return _truth(value)
    if isinstance(value, float):
        return f"{value:.4g}"
    if _is_pair(value):
        return f"[{figure(value[0])}, {figure(value[1])}]"
    if isinstance(value, list | tuple) and value and isinstance(value[0], list | tuple):
        return " | ".join(figure(line) for line in value)
    if isinstance(value, list | tuple):
        return ", ".join(figure(item) for item in value)
    return escape(str(value))


def _truth(value: bool | None) -> str:
    if value is None:
        return "–"
    yes, no = QCoreApplication.translate("card", "yes"), QCoreApplication.translate("card", "no")
    return yes if value else no


def _is_pair(value: Any) -> bool:
    return (
        isinstance(value, list | tuple)
        and len(value) == 2
        and all(isinstance(item, float) for item in value)
    )


def _heading(text: str) -> str:
    return f"<h3>{escape(text)}</h3>"


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def _list(items: Iterable[str]) -> str:
    return "<ul>" + "".join(f"<li>{escape(item)}</li>" for item in items) + "</ul>"


def _data_line(entry: Mapping[str, Any]) -> str:
    name = str(entry.get("name", ""))
    rest = (str(entry[key]) for key in ("images", "used_for", "licence", "credit") if key in entry)
    return " · ".join([name, *rest])


def _tree(values: Mapping[str, Any]) -> str:
    """Return nested figures as an indented list, an estimate together with its interval."""
    lines = []
    for name, value in values.items():
        words = escape(card_figure_words(str(name).replace("_", " ")))
        if not isinstance(value, Mapping):
            lines.append(f"<li>{words}: {figure(value)}</li>")
        elif (estimate := _with_interval(value)) is not None:
            lines.append(f"<li>{words}: {estimate}</li>")
        else:
            lines.append(f"<li>{words}{_tree(value)}</li>")
    return "<ul>" + "".join(lines) + "</ul>"


def _with_interval(value: Mapping[str, Any]) -> str | None:
    """Return "0.87 (95 %: 0.85 – 0.89; images 400)" for an estimate with interval, or None."""
    if not {"value", "ci95"} <= set(value):
        return None
    low, high = value["ci95"]
    rest = [f"{name} {figure(value[name])}" for name in value if name not in ("value", "ci95")]
    notes = "; ".join([f"95 %: {figure(low)} – {figure(high)}", *rest])
    return f"{figure(value['value'])} ({escape(notes)})"


def _table(entries: Sequence[Mapping[str, Any]]) -> str:
    columns = list(dict.fromkeys(key for entry in entries for key in entry))
    head = "".join(
        f"<th align='left'>{escape(column.replace('_', ' '))}</th>" for column in columns
    )
    rows = "".join(
        "<tr>" + "".join(f"<td>{figure(entry.get(c, ''))}</td>" for c in columns) + "</tr>"
        for entry in entries
    )
    return f'<table cellpadding="4"><tr>{head}</tr>{rows}</table>'
