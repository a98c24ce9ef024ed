"""Two model cards side by side, and the history of the models, as pages to read."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QCoreApplication

from medview.domain.card_figures import CardFigure, FigurePair, side_by_side
from medview.domain.model import ModelCard
from medview.domain.registry import ModelEvent
from medview.ui.card_figure_words import card_figure_words
from medview.ui.registry_words import model_name, step_words, task_words
from medview.ui.words import modality_words, when, with_interval


def compare_html(one: ModelCard, other: ModelCard) -> str:
    """Return facts and figures of two cards in rows, with the difference of each figure."""
    heading = QCoreApplication.translate("models", "{one} beside {other}").format(
        one=model_name(one.ref), other=model_name(other.ref)
    )
    figures = QCoreApplication.translate("models", "Figures")
    note = QCoreApplication.translate(
        "models",
        "Figures measured on different data cannot be weighed against each other: look at what "
        "each card was validated on, and measure both on your own cases.",
    )
    return "".join(
        [
            f"<h2>{escape(heading)}</h2>",
            _table([_head(one, other), *_facts(one, other)]),
            f"<h3>{escape(figures)}</h3>",
            f"<p>{escape(note)}</p>",
            _table([_figure_head(one, other), *map(_figure_row, side_by_side(one, other))]),
        ]
    )


def history_html(events: Sequence[ModelEvent]) -> str:
    """Return what happened to the models, newest first."""
    if not events:
        nothing = QCoreApplication.translate(
            "models", "Nothing happened yet: the models in use are those that were installed."
        )
        return f"<p>{escape(nothing)}</p>"
    return _table(
        [[when(event.at), step_words(event), event.model.digest[:12]] for event in events]
    )


def _head(one: ModelCard, other: ModelCard) -> list[str]:
    return ["", one.title, other.title]


def _figure_head(one: ModelCard, other: ModelCard) -> list[str]:
    difference = QCoreApplication.translate("models", "Difference")
    return ["", model_name(one.ref), model_name(other.ref), difference]


def _facts(one: ModelCard, other: ModelCard) -> list[list[str]]:
    cards = (one, other)
    names = {
        QCoreApplication.translate("models", "For"): [task_words(c.task) for c in cards],
        QCoreApplication.translate("models", "Images"): [
            ", ".join(map(modality_words, c.modalities)) for c in cards
        ],
        QCoreApplication.translate("models", "Learned from"): [_data(c) for c in cards],
        QCoreApplication.translate("models", "Validated on"): [
            str(c.validation.get("on", "–")) for c in cards
        ],
        QCoreApplication.translate("models", "Input"): [
            f"{c.input_size} × {c.input_size} → {c.dimension}" for c in cards
        ],
        QCoreApplication.translate("models", "Licence"): [c.licence for c in cards],
        QCoreApplication.translate("models", "Digest"): [c.ref.digest[:12] for c in cards],
    }
    return [[name, *values] for name, values in names.items()]


def _data(card: ModelCard) -> str:
    parts = (f"{entry.get('name', '')} ({entry.get('images', '–')})" for entry in card.data)
    return "; ".join(parts) or "–"


def _figure_row(pair: FigurePair) -> list[str]:
    difference = "–" if pair.difference is None else f"{pair.difference:+.3f}"
    return [
        card_figure_words(pair.name),
        _estimate(pair.one),
        _estimate(pair.other),
        difference.replace("-", "\N{MINUS SIGN}"),
    ]


def _estimate(figure: CardFigure | None) -> str:
    if figure is None:
        return "–"
    ends = ("" if end is None else f"{end:.3f}" for end in (figure.low, figure.high))
    return with_interval(f"{figure.value:.3f}", *ends)


def _table(rows: Sequence[Sequence[str]]) -> str:
    lines = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f'<table cellpadding="4">{lines}</table>'
