"""What a comparison comes to, in one sentence a doctor understands, and why to think twice."""

from __future__ import annotations

from collections.abc import Mapping
from math import isnan
from typing import Any

from PySide6.QtCore import QCoreApplication

from medview.ui.words import with_interval

NEAREST = "nearest"  # the measure of classes that are no grades (learning.compare)


def is_better(result: Mapping[str, Any]) -> bool:
    """Return whether the new model is shown to be better than the one in use."""
    return bool((result.get("verdict") or {}).get("kind") == "better")


def may_be_used(result: Mapping[str, Any]) -> bool:
    """Return whether nothing speaks against putting the model to use."""
    return not (result.get("gate") or {}).get("warn", True)


def verdict_words(result: Mapping[str, Any]) -> str:
    """Return the sentence: "Finds 4 more of 100 referable eyes at …; this could be chance."."""
    verdict = result.get("verdict") or {}
    if not result.get("in_use"):
        return QCoreApplication.translate(
            "verdict", "There is no model in use to compare with: see the figures below."
        )
    if "more_per_100" not in verdict:
        return QCoreApplication.translate(
            "verdict", "The held-out cases are too few to tell which model is better."
        )
    more = round(float(verdict["more_per_100"]["value"]))
    chance = _chance_words(bool(verdict.get("could_be_chance")))
    if verdict.get("measure") == NEAREST:
        return _nearest_words(more).format(
            new=_of_100(verdict.get("new_per_100")),
            old=_of_100(verdict.get("in_use_per_100")),
            n=abs(more),
            chance=chance,
        )
    return _referable_words(more).format(n=abs(more), chance=chance)


def order_words(result: Mapping[str, Any]) -> str:
    """Return how well like lies by like beyond the nearest case, "" where grades are judged.

    MAP@R of both models with intervals: of the R cases nearest to each, R its kind's number, the
    share of its kind, where an early one counts more (Musgrave et al., arXiv 2003.08505).
    """
    if (result.get("verdict") or {}).get("measure") != NEAREST:
        return ""
    new, old = (_share((result.get(side) or {}).get("map@r")) for side in ("new", "in_use"))
    if not new:
        return ""
    if not old:
        words = QCoreApplication.translate(
            "verdict", "Order of all near cases (MAP@R, 1 is best): {new}."
        )
        return words.format(new=new)
    words = QCoreApplication.translate(
        "verdict", "Order of all near cases (MAP@R, 1 is best): {new}, with the model in use {old}."
    )
    return words.format(new=new, old=old)


def _referable_words(more: int) -> str:
    if more > 0:
        return QCoreApplication.translate(
            "verdict",
            "Finds {n} more of 100 referable eyes at the same number of false alarms; {chance}.",
        )
    if more < 0:
        return QCoreApplication.translate(
            "verdict",
            "Misses {n} more of 100 referable eyes at the same number of false alarms; {chance}.",
        )
    return QCoreApplication.translate(
        "verdict", "Finds as many referable eyes at the same number of false alarms; {chance}."
    )


def _nearest_words(more: int) -> str:
    if more > 0:
        return QCoreApplication.translate(
            "verdict",
            "For {new} of 100 cases the nearest case is of the same kind, with the model in use "
            "for {old}: {n} more; {chance}.",
        )
    if more < 0:
        return QCoreApplication.translate(
            "verdict",
            "For {new} of 100 cases the nearest case is of the same kind, with the model in use "
            "for {old}: {n} fewer; {chance}.",
        )
    return QCoreApplication.translate(
        "verdict",
        "For {new} of 100 cases the nearest case is of the same kind, as often as with the model "
        "in use: {old}; {chance}.",
    )


def _of_100(figure: Mapping[str, float | None] | None) -> str:
    """Return "89 (80 – 95)": of 100 cases, with the interval."""
    return _figure(figure, ".0f")


def _share(figure: Mapping[str, float | None] | None) -> str:
    """Return "0.71 (0.64 – 0.78)"."""
    return _figure(figure, ".2f")


def _figure(figure: Mapping[str, float | None] | None, form: str) -> str:
    found = [(figure or {}).get(end) for end in ("value", "low", "high")]
    value, low, high = ("" if v is None or isnan(v) else format(v, form) for v in found)
    return with_interval(value, low, high) if value else ""


def _chance_words(could_be_chance: bool) -> str:
    if could_be_chance:
        return QCoreApplication.translate("verdict", "this could be chance")
    return QCoreApplication.translate("verdict", "this is more than chance")


def gate_words(result: Mapping[str, Any]) -> list[str]:
    """Return a sentence for each reason to think twice."""
    known = {
        "not better": QCoreApplication.translate(
            "verdict", "It is not shown to be better than the model in use."
        ),
        "kappa worse": QCoreApplication.translate(
            "verdict", "Its grades agree less with the truth than those of the model in use."
        ),
        "few cases": QCoreApplication.translate(
            "verdict", "Fewer than 20 held-out cases of a kind: the figures may be far off."
        ),
        "seen by the model in use": QCoreApplication.translate(
            "verdict", "The model in use has seen some of these cases: it looks better than it is."
        ),
        "nothing in use": QCoreApplication.translate(
            "verdict", "No model is in use to compare with."
        ),
    }
    reasons = (result.get("gate") or {}).get("reasons", ())
    return [known.get(reason, reason) for reason in reasons]
