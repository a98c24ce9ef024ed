"""Findings and outcomes of neighbours in words: counts and their intervals, never a forecast."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from medview.domain.neighbours import Neighbour
from medview.domain.outcomes import Outcomes


def outcome_words(outcomes: Outcomes) -> str:
    """Say what became of the neighbours, one outcome a line, and of how many nothing is known."""
    if not outcomes.known:
        return QCoreApplication.translate("outcome_words", "No outcome is known.")
    lines = [
        QCoreApplication.translate(
            "outcome_words", "{0}: {1} of {2} (95 % interval {3}-{4} %)"
        ).format(
            share.outcome,
            share.count,
            outcomes.known,
            round(100 * share.low),
            round(100 * share.high),
        )
        for share in outcomes.shares
    ]
    if outcomes.known < outcomes.cases:
        unknown = QCoreApplication.translate("outcome_words", "Not known of {0}.")
        lines.append(unknown.format(outcomes.cases - outcomes.known))
    return "\n".join(lines)


def note_words(neighbour: Neighbour) -> str:
    """Return findings, outcome and tags of a neighbour on one line; "" when nothing is known."""
    outcome = QCoreApplication.translate("outcome_words", "Outcome: {0}")
    parts = [
        neighbour.findings,
        outcome.format(neighbour.outcome) if neighbour.outcome else "",
        ", ".join(neighbour.tags),
    ]
    return " · ".join(part for part in parts if part)
