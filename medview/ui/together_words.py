"""Two series that are searched together in words, and the sentences about them."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from medview.domain.case import Case
from medview.domain.neighbours import Neighbour
from medview.domain.together import Meeting, Together, kind_of
from medview.ui.words import case_title

MEETINGS = {
    Meeting.SAME_SPACE: QT_TRANSLATE_NOOP("together", "together with {0}, image {1}: same place"),
    Meeting.ALIGNED: QT_TRANSLATE_NOOP(
        "together", "together with {0}, image {1}: same place by the accepted alignment"
    ),
    Meeting.UNKNOWN: QT_TRANSLATE_NOOP(
        "together", "together with the middle of {0} (image {1}): they are not aligned"
    ),
    Meeting.ELSEWHERE: QT_TRANSLATE_NOOP(
        "together", "together with the middle of {0} (image {1}): it does not reach this place"
    ),
    Meeting.ACROSS: QT_TRANSLATE_NOOP(
        "together", "together with the middle of {0} (image {1}): its slices lie across"
    ),
}
# Sentences from below the window, said in its language by reasons.py.
TOGETHER = (
    QT_TRANSLATE_NOOP(
        "reasons", "It is not known whose images these are: nothing can be searched together."
    ),
    QT_TRANSLATE_NOOP("reasons", "No other series of this study is open."),
    QT_TRANSLATE_NOOP("reasons", "A photograph is searched by itself."),
    QT_TRANSLATE_NOOP("reasons", "A series is not searched together with itself."),
    QT_TRANSLATE_NOOP("reasons", "The two series are of different patients."),
    QT_TRANSLATE_NOOP("reasons", "The two series are of different studies."),
    QT_TRANSLATE_NOOP("reasons", "The second one is no image: it was drawn or computed from one."),
    QT_TRANSLATE_NOOP("reasons", "Choose another series of the same study."),
)


def partner_words(case: Case) -> str:
    """Return a second series in one line: its kind and its name."""
    return f"{kind_of(case.modality, case.series_description).word} · {case_title(case)}"


def together_lines(together: Together | None) -> list[str]:
    """Return what is to be known of the second series, a part of a line each; none without one."""
    if together is None:
        return []
    images = sorted(image + 1 for image in together.images)
    numbers = f"{images[0]}" if len(images) == 1 else f"{images[0]}-{images[-1]}"
    words = QCoreApplication.translate("together", str(MEETINGS[together.meeting]))
    whole = QCoreApplication.translate("together", "of {0} the whole image, not the region")
    absent = QCoreApplication.translate("together", "no study has {0}: the other series decides")
    return [
        words.format(together.kinds[1], numbers),
        *([whole.format(together.kinds[1])] if together.without_region else []),
        *(absent.format(kind) for kind in together.absent),
    ]


def distance_words(neighbour: Neighbour) -> str:
    """Return how far each series of a study is, and which it lacks, for a narrow line."""
    known = [f"{part.kind} {part.distance:.3f}" for part in neighbour.parts]
    if neighbour.lacks:
        known.append(QCoreApplication.translate("together", "no {0}").format(neighbour.lacks))
    return " · ".join(known)


def lacks_words(kind: str) -> str:
    """Return what it means that a study has no series of a kind."""
    return QCoreApplication.translate(
        "together", "No {0} in this study: it is ranked by the other series alone."
    ).format(kind)
