"""Alignments of series in words, and the sentences about them, marked for translation."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QLocale

from medview.app.align_series import Pair
from medview.domain.alignment import AcceptedAlignment, Method, SeriesAlignment
from medview.domain.case import Case
from medview.ui.words import case_title, notice, percent, when

CORNER = 20  # letters that a corner has room for beside another one
METHODS = {
    Method.RIGID: QT_TRANSLATE_NOOP("reasons", "mutual information, rigid"),
    Method.DEFORMABLE: QT_TRANSLATE_NOOP("reasons", "mutual information, deformable"),
    Method.LEARNED: QT_TRANSLATE_NOOP("reasons", "learned similarity, rigid"),
    Method.LEARNED_DEFORMABLE: QT_TRANSLATE_NOOP("reasons", "learned similarity, deformable"),
}
ALIGNMENTS = (
    *METHODS.values(),
    QT_TRANSLATE_NOOP("reasons", "An accepted alignment is used: {0}, accepted by {1}, {2}."),
    QT_TRANSLATE_NOOP(
        "reasons", "It is not known whose images these are: no earlier series can be found."
    ),
    QT_TRANSLATE_NOOP("reasons", "No other series of this patient is open."),
    QT_TRANSLATE_NOOP("reasons", "Photographs are compared with earlier visits, not with series."),
    QT_TRANSLATE_NOOP("reasons", "One image and a stack of slices are not aligned."),
    QT_TRANSLATE_NOOP(
        "reasons",
        "The two series could not be aligned: they show too little of the same part.",
    ),
    QT_TRANSLATE_NOOP(
        "reasons",
        "The two series could not be aligned: one would have to be turned by {0} degrees.",
    ),
    QT_TRANSLATE_NOOP(
        "reasons",
        "The two series could not be aligned: tissue would have to fold onto itself.",
    ),
    QT_TRANSLATE_NOOP(
        "reasons", "The two series could not be aligned: they are no more alike than before."
    ),
    QT_TRANSLATE_NOOP("reasons", "Compare them side by side."),
    QT_TRANSLATE_NOOP("reasons", "Try a rigid alignment."),
    QT_TRANSLATE_NOOP("reasons", "The model in use has no feature maps to align by."),
    QT_TRANSLATE_NOOP("reasons", "Align by mutual information instead."),
)


def method_words(method: Method) -> str:
    """Return how an alignment is looked for."""
    return QCoreApplication.translate("reasons", str(METHODS[method]))


def prior_words(case: Case) -> str:
    """Return an earlier series in one line: its day, its kind and its name."""
    return " · ".join(part for part in (case.study_date, case.modality, case_title(case)) if part)


def corner_words(case: Case, other: Case) -> str:
    """Return what a corner has room for: day and kind, or the name where these are the same."""
    tells = (case.study_date, case.modality) != (other.study_date, other.modality)
    if case.study_date and tells:
        return f"{case.study_date} · {case.modality}"
    title = case_title(case)
    return title if len(title) <= CORNER else f"{title[:CORNER]}…"


def accepted_words(kept: AcceptedAlignment) -> str:
    """Return that two series are aligned, how, by whom and when."""
    text = QCoreApplication.translate(
        "alignment", "Aligned ({method}), accepted by {reader}, {when}"
    )
    return text.format(
        method=method_words(kept.alignment.method), reader=kept.reader, when=when(kept.at)
    )


def unaligned_words(pair: Pair | None) -> str:
    """Return that two series are not aligned, and how they are linked meanwhile."""
    if pair is None:
        return QCoreApplication.translate("alignment", "Not aligned")
    if pair.is_one_space:
        return QCoreApplication.translate(
            "alignment", "Not aligned. Both files name the same space: linked by its millimetres."
        )
    if pair.start.rigid.shift == (0.0, 0.0, 0.0):
        return QCoreApplication.translate(
            "alignment",
            "Not aligned. The files do not name the same space: linked by the millimetres of each.",
        )
    return QCoreApplication.translate(
        "alignment",
        "Not aligned. The files do not name the same space: linked by the middles of both.",
    )


def failed_words(why: str) -> str:
    """Return that two series are not aligned, and why."""
    return QCoreApplication.translate("alignment", "Not aligned. {0}").format(why)


def proposed_words() -> str:
    """Return what is to be done with a proposal."""
    return QCoreApplication.translate(
        "alignment",
        "Not aligned until you accept it: look at the edges with checkerboard, swipe and flicker.",
    )


def quality_words(found: SeriesAlignment) -> str:
    """Return how good a proposal is in figures, what it rests on, and the notice."""
    number = QLocale()
    text = QCoreApplication.translate(
        "alignment",
        "Found by {method}. Turned by {turn}°, bent by up to {bend} mm. "
        "Mutual information {before} bits before, {after} after. "
        "In both: {overlap} of the smaller body.",
    ).format(
        method=method_words(found.method),
        turn=number.toString(found.turn, "f", 1),
        bend=number.toString(found.bend, "f", 1),
        before=number.toString(found.before, "f", 2),
        after=number.toString(found.after, "f", 2),
        overlap=percent(found.overlap),
    )
    return " · ".join([text, *([found.model.short] if found.model else []), notice()])
