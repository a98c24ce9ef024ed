"""What can be wrong with labelled cases, and what mends it, marked for translation."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

CASES = (
    QT_TRANSLATE_NOOP("reasons", "Patients who are both learned from and held out: {0}."),
    QT_TRANSLATE_NOOP(
        "reasons",
        "Pictures that are both learned from and held out, under names of different patients: {0}.",
    ),
    QT_TRANSLATE_NOOP("reasons", "Move each patient to one side."),
    QT_TRANSLATE_NOOP("reasons", "Split by patient."),
    QT_TRANSLATE_NOOP(
        "reasons", "All cases are of one patient: no training can be judged on them."
    ),
    QT_TRANSLATE_NOOP(
        "reasons", "The cases are not yet divided into those learned from and those held out."
    ),
    QT_TRANSLATE_NOOP("reasons", "All cases have one label: there is nothing to tell apart."),
    QT_TRANSLATE_NOOP("reasons", "Few cases of '{0}': {1}, of {2} patients."),
    QT_TRANSLATE_NOOP(
        "reasons", "What is said of this class will be uncertain; add cases or merge classes."
    ),
    QT_TRANSLATE_NOOP(
        "reasons", "No case of '{0}' is held out: nothing can be said of this class."
    ),
    QT_TRANSLATE_NOOP("reasons", "No case of '{0}' is learned from: this class will not be known."),
    QT_TRANSLATE_NOOP("reasons", "Pictures that cannot be read: {0}."),
    QT_TRANSLATE_NOOP("reasons", "One picture has several labels ({0})."),
    QT_TRANSLATE_NOOP("reasons", "One eye has several labels ({0}); of several visits, perhaps."),
    QT_TRANSLATE_NOOP("reasons", "Take one label for all, or leave them out."),
    QT_TRANSLATE_NOOP("reasons", "Pictures that are there more than once: {0}."),
    QT_TRANSLATE_NOOP("reasons", "Pictures that are nearly the same as another: {0}."),
    QT_TRANSLATE_NOOP("reasons", "Keep one of each."),
    QT_TRANSLATE_NOOP("reasons", "Most pictures are fundus photographs; of another kind: {0}."),
    QT_TRANSLATE_NOOP("reasons", "Most pictures are grey; of another kind: {0}."),
    QT_TRANSLATE_NOOP("reasons", "Most pictures are coloured; of another kind: {0}."),
    QT_TRANSLATE_NOOP("reasons", "Pictures whose patient is not known: {0}."),
    QT_TRANSLATE_NOOP(
        "reasons",
        "Each counts as a patient of its own; where several are of one person, the figures "
        "will be too good.",
    ),
    QT_TRANSLATE_NOOP("reasons", "Photographs that are too poor to grade: {0} of {1}."),
    QT_TRANSLATE_NOOP("reasons", "Leave them out."),
)
