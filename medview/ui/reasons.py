"""Why there is no grade, in the language of the window.

The reasons are given in English below the window; those that occur often are translated here, and
any other is shown as it is: a reason in a foreign language is better than none.
"""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

MARKED = (
    QT_TRANSLATE_NOOP("reasons", "This is not a fundus photograph."),
    QT_TRANSLATE_NOOP("reasons", "This is not an eye photograph."),
    QT_TRANSLATE_NOOP("reasons", "The photograph is too dark."),
    QT_TRANSLATE_NOOP("reasons", "The photograph is overexposed."),
    QT_TRANSLATE_NOOP("reasons", "The photograph shows no structure of the retina."),
    QT_TRANSLATE_NOOP("reasons", "The photograph is out of focus."),
    QT_TRANSLATE_NOOP(
        "reasons", "The image quality is too low to grade. Take the photograph again."
    ),
    QT_TRANSLATE_NOOP("reasons", "This photograph is unlike every graded case the model knows."),
    QT_TRANSLATE_NOOP(
        "reasons",
        "It may not be a fundus photograph, or from a camera the model has not seen.",
    ),
    QT_TRANSLATE_NOOP("reasons", "Grade it yourself."),
)


def reason_words(text: str) -> str:
    """Return reasons, one or several in a row, as a sentence each in the window's language."""
    for reason in map(str, MARKED):
        text = text.replace(reason, QCoreApplication.translate("reasons", reason))
    if not text:
        return ""
    return text[0].upper() + text[1:] + ("" if text.endswith((".", "!", "?", "。")) else ".")
