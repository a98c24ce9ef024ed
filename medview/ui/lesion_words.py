"""Lesion candidates and similar places in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from medview.domain.lesions import (
    BACKGROUND,
    LesionDecision,
    LesionFindings,
    LesionRegion,
    SimilarPlaces,
)
from medview.ui.reasons import in_window_language
from medview.ui.words import lesion_words, when


def found_words(findings: LesionFindings) -> str:
    """Say what was found on a photograph, and what can be done with it."""
    if findings.fault:
        return in_window_language(findings.fault)
    if findings.unlike:
        return QCoreApplication.translate(
            "lesion_words",
            "This photograph is unlike those the model knows: do not rely on its candidates.",
        )
    if not findings.candidates:
        return QCoreApplication.translate(
            "lesion_words", "No candidates were found. That does not mean there are no lesions."
        )
    words = QCoreApplication.translate(
        "lesion_words", "Click a candidate, or go through them with the keys . and ,"
    )
    macular = findings.macular
    if macular is not None and macular.share > 0:
        share = QLocale().toString(100 * macular.share, "f", 1)
        near = QCoreApplication.translate(
            "lesion_words",
            "Hard exudate near the macula: {share} % of the circle of one disc diameter.",
        )
        both = QCoreApplication.translate("lesion_words", "{words}. {more}")
        words = both.format(words=words, more=near.format(share=share))
    return words


def region_words(region: LesionRegion, decision: LesionDecision | None) -> str:
    """Say what a candidate is, how sure the model is, how large it is, and who decided what."""
    sure = QCoreApplication.translate("lesion_words", "{lesion}, probability {percent} %").format(
        lesion=lesion_words(region.kind), percent=round(100 * region.probability)
    )
    parts = [sure, size_words(region)]
    if decision is not None:
        done = QCoreApplication.translate("lesion_words", "accepted by {reader}, {when}")
        if not decision.accepted:
            done = QCoreApplication.translate("lesion_words", "rejected by {reader}, {when}")
        parts.append(done.format(reader=decision.reader, when=when(decision.decided_at)))
    return " · ".join(parts)


def size_words(region: LesionRegion) -> str:
    """Say how large a region is: in mm² where that is known, else in disc areas or pixels."""
    pixels = QCoreApplication.translate("lesion_words", "{area} px").format(
        area=QLocale().toString(round(region.area))
    )
    if region.mm2 is not None:
        return f"{QLocale().toString(region.mm2, 'f', 3)} mm² ({pixels})"
    if region.disc_areas is not None:
        discs = QLocale().toString(region.disc_areas, "f", 3)
        size = QCoreApplication.translate("lesion_words", "{area} disc areas").format(area=discs)
        return f"{size} ({pixels})"
    return pixels


def place_words(found: SimilarPlaces) -> str:
    """Say what the chosen place is, its area, and how many like it there are."""
    here = sum(place.case.id == found.case_id for place in found.places)
    what = lesion_words(found.region.kind)
    if found.region.kind == BACKGROUND:
        what = QCoreApplication.translate("lesion_words", "No lesion the model knows")
    text = QCoreApplication.translate(
        "lesion_words",
        "{what}, {size}. Alike: {here} on this photograph, {there} on {others} others.",
    )
    return text.format(
        what=what,
        size=size_words(found.region),
        here=here,
        there=len(found.places) - here,
        others=found.searched - 1,
    )
