"""Words and figures as the window shows them, in the language of the user."""

from __future__ import annotations

from datetime import datetime
from html import escape

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QDateTime, QLocale

from medview.app.report_words import percent
from medview.domain.case import FUNDUS, PHOTO, Case, Eye, Patient
from medview.domain.grade import GRADE_WORDS, Grade
from medview.domain.model import NOTICE
from medview.domain.neighbours import Metric, Neighbour
from medview.domain.volume import SUV_UNITS

__all__ = ["percent"]  # the same in every language, and in reports

LESION_WORDS = {
    "microaneurysm": "Microaneurysm",
    "haemorrhage": "Haemorrhage",
    "hard_exudate": "Hard exudate",
    "soft_exudate": "Soft exudate",
    "optic_disc": "Optic disc",
    "background": "No lesion",
}
# Marked for translation: the words themselves are the domain's.
MARKED = (
    QT_TRANSLATE_NOOP("words", "No DR"),
    QT_TRANSLATE_NOOP("words", "Mild NPDR"),
    QT_TRANSLATE_NOOP("words", "Moderate NPDR"),
    QT_TRANSLATE_NOOP("words", "Severe NPDR"),
    QT_TRANSLATE_NOOP("words", "PDR"),
    QT_TRANSLATE_NOOP("words", "Decision support, not a diagnosis."),
    QT_TRANSLATE_NOOP("words", "Microaneurysm"),
    QT_TRANSLATE_NOOP("words", "Haemorrhage"),
    QT_TRANSLATE_NOOP("words", "Hard exudate"),
    QT_TRANSLATE_NOOP("words", "Soft exudate"),
    QT_TRANSLATE_NOOP("words", "Optic disc"),
    QT_TRANSLATE_NOOP("words", "No lesion"),
)


def tr(text: str) -> str:
    """Translate a text of this module's context."""
    return QCoreApplication.translate("words", text)


def plain_tip(text: str) -> str:
    """Return a tool tip that shows names from files as they are: Qt would take tags for markup."""
    return "<qt>" + escape(text).replace("\n", "<br>") + "</qt>" if "<" in text else text


def notice() -> str:
    """Return the notice that goes with every result."""
    return tr(NOTICE)


def grade_words(grade: Grade) -> str:
    """Return the name of a grade: "Moderate NPDR"."""
    return tr(GRADE_WORDS[grade])


def grade_in_full(grade: Grade | None) -> str:
    """Return number and name, "2 Moderate NPDR", or "Ungradable" for None."""
    if grade is None:
        return QCoreApplication.translate("words", "Ungradable")
    return f"{int(grade)} {grade_words(grade)}"


def lesion_words(kind: str) -> str:
    """Return the name of a lesion, or of what is none."""
    return tr(LESION_WORDS[kind])


def eye_words(eye: Eye) -> str:
    """Return the side of an eye: "OD · right eye"."""
    if eye is Eye.OD:
        return QCoreApplication.translate("words", "OD · right eye")
    return QCoreApplication.translate("words", "OS · left eye")


def modality_words(modality: str) -> str:
    """Return a modality for people: "Fundus photograph", "MR"."""
    if modality == FUNDUS:
        return QCoreApplication.translate("words", "Fundus")
    if modality == PHOTO:
        return QCoreApplication.translate("words", "Picture")
    return modality


def label_words(label: str, modality: str) -> str:
    """Return a label for people: a grade of a fundus photograph in words, others as they are."""
    if not label:
        return QCoreApplication.translate("words", "no label")
    if modality == FUNDUS and label in "01234" and len(label) == 1:
        return grade_in_full(Grade(int(label)))
    return label


def origin_words(source: str) -> str:
    """Return where a case came from: what a person called it, or "folder Clinic"."""
    kind, _, name = source.partition(" ")
    if kind == "folder" and name:
        return QCoreApplication.translate("words", "folder {0}").format(name)
    return source


def with_interval(value: str, low: str, high: str) -> str:
    """Return a figure with its interval, "0.847 (0.799 – 0.888)"; alone where it has none."""
    return f"{value} ({low} – {high})" if low and high else value


def metric_words(metric: Metric) -> str:
    """Return the name of a distance."""
    return {
        Metric.COSINE: QCoreApplication.translate("words", "Cosine"),
        Metric.EUCLIDEAN: QCoreApplication.translate("words", "Euclidean"),
        Metric.MANHATTAN: QCoreApplication.translate("words", "Manhattan"),
    }[metric]


def patient_title(patient: Patient) -> str:
    """Return a patient's name, or number; files that name nobody say so."""
    if patient.key.startswith("unknown"):
        return QCoreApplication.translate("words", "Unknown patient")
    return patient.name or patient.key


def case_title(case: Case) -> str:
    """Return the first line of a case: the eye, the series' name, or the file."""
    if case.eye is not None:
        return eye_words(case.eye)
    return case.title or case.series_description or case.images[0].name


def case_detail(case: Case) -> str:
    """Return the second line of a case: modality, images, file or body part."""
    if case.eye is not None:
        return case.images[0].name
    parts = [modality_words(case.modality)]
    if case.is_series:
        parts.append(QCoreApplication.translate("words", "{n} images").format(n=len(case.images)))
        parts.append(case.body_part)
    elif case_title(case) != case.images[0].name:
        parts.append(case.images[0].name)
    return " · ".join(part for part in parts if part)


def neighbour_title(neighbour: Neighbour) -> str:
    """Return the label of a neighbour in words."""
    return label_words(neighbour.label, neighbour.modality)


def neighbour_words(neighbour: Neighbour) -> str:
    """Return a neighbour by its rank and its label."""
    return QCoreApplication.translate("words", "Neighbour {rank}: {title}").format(
        rank=neighbour.rank, title=neighbour_title(neighbour)
    )


def no_picture_words() -> str:
    """Return why a neighbour has no picture, and what to do."""
    return QCoreApplication.translate(
        "words",
        "It came with the model, without its picture; import the set into the library to see it.",
    )


def date_words(digits: str) -> str:
    """Return a DICOM date 20260131 as 2026-01-31; anything else as it is."""
    if len(digits) == 8 and digits.isdigit():
        return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"
    return digits


def when(moment: datetime) -> str:
    """Return a moment in the user's own time, written so that no country reads it otherwise."""
    local = QDateTime.fromSecsSinceEpoch(int(moment.timestamp()))
    return QLocale().toString(local, "yyyy-MM-dd HH:mm")


def day(moment: datetime) -> str:
    """Return the day of a moment in the user's own time: 2026-01-31."""
    return when(moment)[:10]


def duration(seconds: float) -> str:
    """Return a rough time left: "about 20 s", "about 3 min"."""
    if seconds < 90:
        rounded = max(1, round(seconds)) if seconds < 10 else round(seconds / 5) * 5
        return QCoreApplication.translate("words", "about {n} s left").format(n=rounded)
    minutes = round(seconds / 60)
    return QCoreApplication.translate("words", "about {n} min left").format(n=minutes)


def units_words(units: str) -> str:
    """Return the unit of an image's values as people call it."""
    return "SUV" if units == SUV_UNITS else units
