"""What links a cell of a layout with the active one, in words."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from medview.domain.linking import Link, Met, Reach, Tie
from medview.ui.alignment_words import accepted_words
from medview.ui.words import day

TIES = {
    Tie.SAME_SPACE: QT_TRANSLATE_NOOP("layout", "Linked: same frame of reference"),
    Tie.ALIGNED: QT_TRANSLATE_NOOP("layout", "Linked through the accepted alignment of {day}"),
    Tie.NO_ALIGNMENT: QT_TRANSLATE_NOOP(
        "layout", "Not linked: another frame of reference, no accepted alignment"
    ),
    Tie.UNKNOWN: QT_TRANSLATE_NOOP("layout", "Not linked: it is not known where the images lie"),
    Tie.OTHER_PATIENT: QT_TRANSLATE_NOOP("layout", "Not linked: another patient"),
}
REACHES = {
    Reach.THERE: "",
    Reach.BEYOND: QT_TRANSLATE_NOOP("layout", "the place is beyond its slices"),
    Reach.ACROSS: QT_TRANSLATE_NOOP("layout", "by a line only, its slices lie another way"),
    Reach.STILL: QT_TRANSLATE_NOOP("layout", "one image, nothing to scroll"),
    Reach.ONE_PLACE: QT_TRANSLATE_NOOP("layout", "its images are not told apart by their place"),
    Reach.NOWHERE: QT_TRANSLATE_NOOP("layout", "not here: the bending cannot be turned round"),
}


def link_words(link: Link, met: Met | None, *, is_on: bool) -> str:
    """Return what links a cell, and how far; `is_on`: scrolling together is wanted."""
    if link.holds and not is_on:
        return QCoreApplication.translate("layout", "Not linked: switched off in the menu (H)")
    words = _translated(str(TIES[link.tie]))
    if link.way is not None:
        words = words.format(day=day(link.way.accepted.at))
    reach = "" if met is None else _translated(str(REACHES[met.reach]))
    return f"{words} · {reach}" if reach else words


def link_tip(link: Link) -> str:
    """Return what the link rests on, or how to get one."""
    if link.way is not None:
        found = link.way.accepted
        turned = QCoreApplication.translate(
            "layout", "Found from this series to the active one: places come back by its inverse."
        )
        place = QCoreApplication.translate(
            "layout", "What is in the middle of the active cell is looked for here."
        )
        return "\n".join([accepted_words(found), place, *([turned] if link.way.is_back else [])])
    if link.tie is Tie.NO_ALIGNMENT:
        return QCoreApplication.translate(
            "layout",
            "The millimetres of the two series cannot be compared. Show one alone, compare it with "
            "the other (V), align (A), look and accept (Y): then they scroll together.",
        )
    return QCoreApplication.translate(
        "layout", "Series scroll together within one space of one patient only."
    )


def leader_words() -> str:
    """Return what is said of the active cell."""
    return QCoreApplication.translate("layout", "Active: the linked cells follow")


def _translated(words: str) -> str:
    return QCoreApplication.translate("layout", words) if words else ""
