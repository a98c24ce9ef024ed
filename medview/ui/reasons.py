"""Reasons, notices and errors in the language of the window.

They are written in English where they arise, below the window, and translated here, sentence by
sentence; numbers, names and grades within them keep their place. A sentence that is not known is
shown as it is: a reason in a foreign language is better than none. A new error needs its sentence
in one of the lists: here, or in alignment_words, case_words, exchange_words, file_words,
picture_words, library_words, model_words, nodule_words, run_words, server_words, similar_words,
table_words, together_words, volume_words.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Protocol

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from medview.app.sentences import Sentences
from medview.domain.grade import GRADE_WORDS
from medview.ui import (
    alignment_words,
    case_words,
    exchange_words,
    file_words,
    library_words,
    model_words,
    nodule_words,
    picture_words,
    run_words,
    server_words,
    similar_words,
    table_words,
    together_words,
    volume_words,
)

REASONS = (
    QT_TRANSLATE_NOOP("reasons", "This is not a fundus photograph."),
    QT_TRANSLATE_NOOP("reasons", "This is not an eye photograph."),
    QT_TRANSLATE_NOOP("reasons", "The photograph is too dark."),
    QT_TRANSLATE_NOOP("reasons", "The photograph is overexposed."),
    QT_TRANSLATE_NOOP("reasons", "The photograph shows no structure of the retina."),
    QT_TRANSLATE_NOOP("reasons", "The photograph is out of focus."),
    QT_TRANSLATE_NOOP("reasons", "Take it again with more flash, or once the pupil is wider."),
    QT_TRANSLATE_NOOP("reasons", "Take it again with less flash."),
    QT_TRANSLATE_NOOP(
        "reasons", "Clear the lens, align the camera with the pupil, and take it again."
    ),
    QT_TRANSLATE_NOOP("reasons", "Focus on the vessels, and take it again."),
    QT_TRANSLATE_NOOP(
        "reasons", "The image quality is too low to grade. Take the photograph again."
    ),
    QT_TRANSLATE_NOOP("reasons", "This photograph is unlike every graded case the model knows."),
    QT_TRANSLATE_NOOP(
        "reasons",
        "It may not be a fundus photograph, or from a camera the model has not seen.",
    ),
    QT_TRANSLATE_NOOP(
        "reasons",
        "The two witnesses disagree: the grading head says {0}, the nearest graded cases say {1}.",
    ),
    QT_TRANSLATE_NOOP("reasons", "Grade it yourself."),
    QT_TRANSLATE_NOOP("reasons", "The eye is graded by its other photographs."),
    QT_TRANSLATE_NOOP(
        "reasons", "Out of focus or hazy: focus again, clean the lens, let the patient blink first."
    ),
    QT_TRANSLATE_NOOP(
        "reasons",
        "Optic disc or macula not well in view: centre between them, let the patient fixate.",
    ),
    QT_TRANSLATE_NOOP(
        "reasons",
        "Shadows or reflections cover the retina: lift the lid, align the camera again.",
    ),
    QT_TRANSLATE_NOOP("reasons", "At {0} certainty the grade may be anything from {1} to {2}."),
)
EVIDENCE = (
    QT_TRANSLATE_NOOP("reasons", "No DR is seen: there is nothing to point at."),
    QT_TRANSLATE_NOOP("reasons", "No grade is given: there is no evidence for one."),
    QT_TRANSLATE_NOOP(
        "reasons", "No place explains this grade better than other places of the same size."
    ),
    QT_TRANSLATE_NOOP(
        "reasons",
        "No place of the neighbour is alike for this reason more than other places are.",
    ),
    QT_TRANSLATE_NOOP("reasons", "Nothing here tells why these two are near each other."),
    QT_TRANSLATE_NOOP(
        "reasons",
        "Photographs of eyes are compared by the evidence for their grade: ask for it first (E).",
    ),
    QT_TRANSLATE_NOOP("reasons", "The model in use has no places to compare."),
    QT_TRANSLATE_NOOP("reasons", "Use the model that MedView brings."),
)
OEDEMA = (
    QT_TRANSLATE_NOOP("reasons", "The macula was not found."),
    QT_TRANSLATE_NOOP("reasons", "The photograph is unlike those the lesion model knows."),
    QT_TRANSLATE_NOOP("reasons", "The photograph cannot be graded."),
    QT_TRANSLATE_NOOP("reasons", "The lesion model in use tells no risk of macular oedema."),
)
PHOTOGRAPHS = (
    QT_TRANSLATE_NOOP(
        "reasons", "The file is cut off: the lower part of the picture is missing or wrong."
    ),
    QT_TRANSLATE_NOOP("reasons", "Copy it again from the camera."),
    QT_TRANSLATE_NOOP("reasons", "Some pixels hold no number; they are shown as the darkest."),
    QT_TRANSLATE_NOOP("reasons", "The picture is not graded."),
    QT_TRANSLATE_NOOP("reasons", "The picture is only {0} × {1} pixels: it is not graded."),
    QT_TRANSLATE_NOOP("reasons", "The picture is only black and white (1 bit): it is not graded."),
    QT_TRANSLATE_NOOP(
        "reasons", "The file is an animation: only its first picture is shown, and not graded."
    ),
    QT_TRANSLATE_NOOP("reasons", "The file holds {0} pictures: scroll to see them."),
    QT_TRANSLATE_NOOP("reasons", "It is not graded; save the one you want as its own file."),
    QT_TRANSLATE_NOOP("reasons", "The picture is blank."),
    QT_TRANSLATE_NOOP("reasons", "The picture shows only noise."),
    QT_TRANSLATE_NOOP("reasons", "It is not graded."),
)
DICOM = (
    QT_TRANSLATE_NOOP("reasons", "The file promises {0} frames and holds {1}."),
    QT_TRANSLATE_NOOP("reasons", "The file ends without its end mark: something may be missing."),
    QT_TRANSLATE_NOOP(
        "reasons", "The file is cut off: a part of the image is missing or wrong. Export it again."
    ),
    QT_TRANSLATE_NOOP("reasons", "The table of frames in the file is wrong: searched."),
    QT_TRANSLATE_NOOP(
        "reasons",
        "The file describes {0} frames but holds {1}: positions are not trustworthy.",
    ),
    QT_TRANSLATE_NOOP("reasons", "The file does not say how it is encoded: it was guessed."),
    QT_TRANSLATE_NOOP("reasons", "The file names an unknown character set."),
    QT_TRANSLATE_NOOP("reasons", "The file does not say in which characters the name is written."),
    QT_TRANSLATE_NOOP(
        "reasons",
        "The patient's name holds characters that cannot be shown: compare the patient ID.",
    ),
    QT_TRANSLATE_NOOP(
        "reasons", "The file names no patient ID: it is kept apart from all other patients."
    ),
    QT_TRANSLATE_NOOP("reasons", "The file has no identity (SOP Instance UID)."),
    QT_TRANSLATE_NOOP("reasons", "The header is written against the DICOM Standard."),
    QT_TRANSLATE_NOOP("reasons", "The study date is no date: it is left empty."),
    QT_TRANSLATE_NOOP("reasons", "Text, perhaps the patient's name, is part of the image."),
    QT_TRANSLATE_NOOP(
        "reasons", "The pixel spacing is missing or wrong: lengths are in pixels only."
    ),
    QT_TRANSLATE_NOOP(
        "reasons", "Lengths are those on the detector, larger than in the body (not calibrated)."
    ),
    QT_TRANSLATE_NOOP(
        "reasons", "The position or orientation is missing: no left/right marks, no other planes."
    ),
    QT_TRANSLATE_NOOP("reasons", "The rescale values are missing: no Hounsfield units are shown."),
    QT_TRANSLATE_NOOP(
        "reasons", "The rescale slope is zero or missing: no Hounsfield units are shown."
    ),
    QT_TRANSLATE_NOOP("reasons", "The window of the file is useless: the data range is shown."),
)
SERIES = (
    QT_TRANSLATE_NOOP(
        "reasons",
        "{0} images lie at each position (time points, echoes or copies): "
        "each set is its own stack.",
    ),
    QT_TRANSLATE_NOOP(
        "reasons", "Slices are missing or unevenly spaced ({0}): no other planes, no volumes."
    ),
    QT_TRANSLATE_NOOP("reasons", "after image {0}"),
    QT_TRANSLATE_NOOP("reasons", "in places"),
    QT_TRANSLATE_NOOP(
        "reasons", "The gantry was tilted: other planes would be distorted and are not shown."
    ),
    QT_TRANSLATE_NOOP(
        "reasons",
        "The series holds images that do not fit together: this is part {0} of {1}.",
    ),
    QT_TRANSLATE_NOOP(
        "reasons",
        "Images of different patients carry one series number: they are shown apart.",
    ),
    QT_TRANSLATE_NOOP("reasons", "Check with the PACS whose images these are."),
    QT_TRANSLATE_NOOP("reasons", "{0} of the files are copies: counted once."),
    QT_TRANSLATE_NOOP(
        "reasons",
        "{0} of the images have the identity of another but differ from it: both are shown.",
    ),
)
SETTINGS = (
    QT_TRANSLATE_NOOP("reasons", "The settings could not be read and were reset; see {0}."),
    QT_TRANSLATE_NOOP("reasons", "The setting '{0}' made no sense and was reset."),
    QT_TRANSLATE_NOOP("reasons", "The damaged settings could not be set aside."),
)
ERRORS = (
    *(*file_words.FILES, *file_words.ARCHIVES, *file_words.READERS),
    *(*picture_words.PICTURES, *picture_words.MEASURES, *picture_words.DICOM_FILES),
    *(*library_words.LIBRARY, *library_words.SYSTEM, *library_words.DECISIONS),
    *server_words.SERVER,
    *(*library_words.WORKLISTS, *library_words.STUDIES, *library_words.REGISTRY),
    *(*model_words.MODELS, *model_words.PACKAGES, *model_words.PLANS),
    *(*run_words.RUNS, *run_words.DEVICES, *run_words.PROGRESS, *run_words.OTHERS),
    *(*table_words.LABELS, *table_words.SETS, *table_words.STEPS),
    *(*case_words.FINDINGS, *case_words.FIXES, *case_words.COLLECTED),
    *(*case_words.REFUSED, *case_words.STEPS),
    *(*exchange_words.EXPORTING, *exchange_words.IMPORTING, *exchange_words.STEPS),
    *alignment_words.ALIGNMENTS,
    *(*volume_words.VOLUMES, *volume_words.SUV),
    *nodule_words.NODULES,
    *similar_words.REGIONS,
    *together_words.TOGETHER,
)
_CHINESE = "\u4e00-\u9fff”）"
_MARK = re.compile(rf"(?<=[{_CHINESE}])([.:;,])(?:\s+|$)")  # of English, after Chinese words
_GAP = re.compile(rf"(?<=[。；：，])\s+(?=[{_CHINESE}“])")
_MARKS = {".": "。", ":": "：", ";": "；", ",": "，"}


class Told(Protocol):
    """What happened and what to do next: an error, or the problem with one file."""

    @property
    def message(self) -> str:
        """What happened."""

    @property
    def hint(self) -> str:
        """What to do next."""


def what_happened(told: Told) -> str:
    """Return what happened, in the window's language."""
    return in_window_language(told.message)


def what_to_do(told: Told) -> str:
    """Return what to do next, in the window's language; "" where there is no advice."""
    return in_window_language(told.hint)


def in_full(told: Told) -> str:
    """Return what happened and what to do next, in one line."""
    happened = what_happened(told)
    gap = "" if happened.endswith("。") else " "
    return f"{happened}{gap}{what_to_do(told)}".strip()


def reason_words(text: str) -> str:
    """Return reasons, one or several in a row, as a sentence each in the window's language."""
    text = in_window_language(text)
    if not text:
        return ""
    return text[0].upper() + text[1:] + ("" if text.endswith((".", "!", "?", "。")) else ".")


def in_window_language(text: str) -> str:
    """Return a text of the parts below the window with every known sentence translated."""
    words = _known().replaced(text, _translated)
    return text if words == text else _GAP.sub("", _MARK.sub(_chinese_mark, words))


def _translated(source: str, fillings: tuple[str, ...]) -> str:
    return QCoreApplication.translate("reasons", source).format(*map(_filling, fillings))


def _filling(text: str) -> str:
    """Return what stands in a place: a grade, a sentence or a list of its own, or just a name."""
    if text in GRADE_WORDS.values():
        return QCoreApplication.translate("words", text)
    return _known().replaced(text, _translated)


def _chinese_mark(found: re.Match[str]) -> str:
    return _MARKS[found[1]]


@cache
def _known() -> Sentences:
    reasons = (*REASONS, *EVIDENCE, *OEDEMA, *PHOTOGRAPHS, *DICOM, *SERIES, *SETTINGS)
    return Sentences(map(str, (*reasons, *ERRORS)))
