"""When a number or a name in a table, or of a folder, is a grade of diabetic retinopathy."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum

from medview.domain.grade import GRADE_LABELS

_TWO_CLASSES = {"0", "1"}  # any disease may be absent (0) or present (1)

# The names of the ICDR scale and their everyday forms, after `_plain`.
_NAMES = {
    "0": r"no (apparent )?dr|nodr|none|normal",
    "1": r"mild( npdr| dr)?",
    "2": r"moderate( npdr| dr)?",
    "3": r"severe( npdr| dr)?",
    "4": r"proliferat(ive|e)( dr)?|pdr",
}
_SAYS_RETINOPATHY = re.compile(r"\b(no|n?p)?dr\b|\bproliferat")


class Meaning(StrEnum):
    """What the labels of one table, or of folders beside each other, are."""

    TEXT = "text"
    LIKELY_GRADES = "likely grades"  # if the pictures are of eyes
    GRADES = "grades"


def grade_label(text: str) -> str:
    """Return the ICDR grade "0" to "4" of a cell or folder name; raise ValueError.

    A number may be followed by the name of its grade ("2_moderate"), and by nothing else: folders
    "1_glioma" and "2_meningioma" are numbered, not graded.
    """
    number = re.fullmatch(r"(?:grade |icdr |dr )?([0-4])(?:\.0+)?(?: (.+))?", _plain(text))
    named = _named(number[2] or "" if number else _plain(text))
    grade = number[1] if number and not number[2] else named
    if not grade or (number and grade != number[1]) or text.strip().startswith("-"):
        shown = text if len(text) <= 60 else text[:57] + "..."
        raise ValueError(f"'{shown}' is no grade from 0 to 4")
    return grade


def meaning_of(labels: Iterable[str]) -> Meaning:
    """Return what labels are that belong together; empty ones say nothing."""
    texts = {text for text in labels if text}
    try:
        grades = {grade_label(text) for text in texts}
    except ValueError:
        return Meaning.TEXT
    if any(_SAYS_RETINOPATHY.search(_plain(text)) for text in texts):
        return Meaning.GRADES
    return Meaning.LIKELY_GRADES if grades - _TWO_CLASSES else Meaning.TEXT


def kept_label(text: str, meaning: Meaning, column: str, *, is_eye: bool) -> str:
    """Return the label to keep of a picture.

    Eye photographs labelled "0" to "4" vote on the grade of others, so a number that is no grade
    is kept together with the name of its column: "diagnosis 1".
    """
    if text and (meaning is Meaning.GRADES or (meaning is Meaning.LIKELY_GRADES and is_eye)):
        return grade_label(text)
    return f"{column} {text}" if is_eye and text in GRADE_LABELS else text


def _plain(text: str) -> str:
    words = re.sub(r"[\s_():,-]+", " ", text.lower()).strip()
    words = re.sub(r"(diabetic )?retinopathy", "dr", words)
    return re.sub(r"non ?proliferative( dr)?|non ?pdr", "npdr", words)


def _named(plain: str) -> str:
    return next((grade for grade, names in _NAMES.items() if re.fullmatch(names, plain)), "")
