"""The risk of macular oedema in the language of the window, with a sign that needs no colour."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from medview.domain.oedema import OedemaAccuracy, OedemaReading, OedemaRisk
from medview.ui.reasons import reason_words
from medview.ui.words import notice, percent, when

SIGNS = {None: "–", OedemaRisk.NONE: "○", OedemaRisk.POSSIBLE: "◐", OedemaRisk.REFERABLE: "●"}
TONES = {OedemaRisk.NONE: "good", OedemaRisk.POSSIBLE: "warning", OedemaRisk.REFERABLE: "danger"}


def risk_words(risk: OedemaRisk | None) -> str:
    """Return a risk in a word or two."""
    return {
        None: QCoreApplication.translate("oedema", "not estimated"),
        OedemaRisk.NONE: QCoreApplication.translate("oedema", "no risk seen"),
        OedemaRisk.POSSIBLE: QCoreApplication.translate("oedema", "possible"),
        OedemaRisk.REFERABLE: QCoreApplication.translate("oedema", "referable"),
    }[risk]


def signed_risk(risk: OedemaRisk | None) -> str:
    """Return a risk with its sign: "● referable"."""
    return f"{SIGNS[risk]} {risk_words(risk)}"


def title_words(reading: OedemaReading) -> str:
    """Return what counts: "● Macular oedema: referable"."""
    words = QCoreApplication.translate("oedema", "Macular oedema: {risk}")
    return f"{SIGNS[reading.risk]} {words.format(risk=risk_words(reading.risk))}"


def whose_words(reading: OedemaReading) -> str:
    """Return whose word it is, what the model said where a reader overruled it, and which model."""
    estimate, decision = reading.estimate, reading.decision
    model = reading.model.short if reading.model is not None else ""
    if decision is not None and decision.risk is not None:
        said = QCoreApplication.translate("oedema", "{reader}, {when} · the model: {risk}")
        words = said.format(
            reader=decision.reader,
            when=when(decision.decided_at),
            risk=risk_words(decision.estimate),
        )
    elif estimate is not None and estimate.risk is None:
        words = reason_words(estimate.reason)
    else:
        words = QCoreApplication.translate("oedema", "The model's estimate; you decide")
    return " · ".join(part for part in (words, model) if part)


def basis_words(accuracy: OedemaAccuracy | None) -> str:
    """Return what the estimate rests on and how well it does, for a tooltip."""
    lines = [
        QCoreApplication.translate(
            "oedema",
            "Rests on hard exudate: referable within one disc diameter of the macula, possible "
            "elsewhere. A photograph does not show swelling itself: OCT or an examination decides.",
        )
    ]
    if accuracy is not None:
        number = QLocale().toString
        text = QCoreApplication.translate(
            "oedema",
            "Referable risk on {images} IDRiD photographs it did not learn from: AUC {auc} (95 %: "
            "{low} – {high}), sensitivity {sensitivity}, specificity {specificity}.",
        )
        lines.append(
            text.format(
                images=accuracy.images,
                auc=number(accuracy.auc, "f", 2),
                low=number(accuracy.low, "f", 2),
                high=number(accuracy.high, "f", 2),
                sensitivity=percent(accuracy.sensitivity),
                specificity=percent(accuracy.specificity),
            )
        )
    return "\n".join([*lines, notice()])
