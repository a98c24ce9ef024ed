"""What is found in labelled cases, and why a run with them is refused, marked for translation."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

FINDINGS = (
    QT_TRANSLATE_NOOP("reasons", "Patients who are both learned from and held out: {0}."),
    QT_TRANSLATE_NOOP(
        "reasons",
        "Pictures that are both learned from and held out, under names of different patients: {0}.",
    ),
    QT_TRANSLATE_NOOP(
        "reasons", "The cases are not yet divided into those learned from and those held out."
    ),
    QT_TRANSLATE_NOOP(
        "reasons", "All cases are of one patient: no training can be judged on them."
    ),
    QT_TRANSLATE_NOOP("reasons", "All cases have one label: there is nothing to tell apart."),
    QT_TRANSLATE_NOOP("reasons", "Few cases of '{0}': {1}, of {2} patients."),
    QT_TRANSLATE_NOOP(
        "reasons",
        "What is said of this class will be uncertain; add cases or merge classes.",
    ),
    QT_TRANSLATE_NOOP(
        "reasons", "No case of '{0}' is held out: nothing can be said of this class."
    ),
    QT_TRANSLATE_NOOP("reasons", "No case of '{0}' is learned from: this class will not be known."),
    QT_TRANSLATE_NOOP("reasons", "Pictures that cannot be read: {0}."),
    QT_TRANSLATE_NOOP("reasons", "One picture has several labels ({0})."),
    QT_TRANSLATE_NOOP("reasons", "One eye has several labels ({0}); of several visits, perhaps."),
    QT_TRANSLATE_NOOP("reasons", "Pictures that are there more than once: {0}."),
    QT_TRANSLATE_NOOP("reasons", "Pictures that are nearly the same as another: {0}."),
    QT_TRANSLATE_NOOP("reasons", "Most pictures are fundus photographs; of another kind: {0}."),
    QT_TRANSLATE_NOOP("reasons", "Most pictures are grey; of another kind: {0}."),
    QT_TRANSLATE_NOOP("reasons", "Most pictures are coloured; of another kind: {0}."),
    QT_TRANSLATE_NOOP("reasons", "Pictures whose patient is not known: {0}."),
    QT_TRANSLATE_NOOP(
        "reasons",
        "Each counts as a patient of its own; where several are of one person, the figures will "
        "be too good.",
    ),
    QT_TRANSLATE_NOOP("reasons", "Photographs that are too poor to grade: {0} of {1}."),
)
FIXES = (
    QT_TRANSLATE_NOOP("reasons", "Move each patient to one side."),
    QT_TRANSLATE_NOOP("reasons", "Split by patient."),
    QT_TRANSLATE_NOOP("reasons", "Take one label for all, or leave them out."),
    QT_TRANSLATE_NOOP("reasons", "Keep one of each."),
    QT_TRANSLATE_NOOP("reasons", "Leave them out."),
)
COLLECTED = (
    QT_TRANSLATE_NOOP("reasons", "Left out, because they lie in no folder of a class: {0}."),
    QT_TRANSLATE_NOOP("reasons", "Left out, because the table gives no label: {0}."),
    QT_TRANSLATE_NOOP("reasons", "Left out, because they are not in the library: {0}."),
    QT_TRANSLATE_NOOP("reasons", "Left out, because they have no label in the library: {0}."),
    QT_TRANSLATE_NOOP("reasons", "Left out, because they were signed as ungradable: {0}."),
    QT_TRANSLATE_NOOP(
        "reasons", "Left out, because they are of a test set beside a validation set: {0}."
    ),
    QT_TRANSLATE_NOOP("reasons", "The table has no column '{0}'."),
    QT_TRANSLATE_NOOP("reasons", "It has {0}."),
)
REFUSED = (
    QT_TRANSLATE_NOOP("reasons", "Some cases are neither to be learned from nor held out."),
    QT_TRANSLATE_NOOP("reasons", "Split them first."),
    QT_TRANSLATE_NOOP("reasons", "A run needs cases to learn from and cases that are held out."),
    QT_TRANSLATE_NOOP("reasons", "Split them by patient; that takes at least two patients."),
    QT_TRANSLATE_NOOP(
        "reasons",
        "Patients, or copies of one picture, are both learned from and held out: {0} ({1}).",
    ),
    QT_TRANSLATE_NOOP("reasons", "Split by patient, or move them to one side."),
    QT_TRANSLATE_NOOP("reasons", "The share that is held out must be between 0 and 1."),
    QT_TRANSLATE_NOOP("reasons", "Add cases of other patients."),
    QT_TRANSLATE_NOOP("reasons", "The disk is full: the pictures of the run do not fit into {0}."),
    QT_TRANSLATE_NOOP("reasons", "Make room and go on with the run; what was decoded is kept."),
    QT_TRANSLATE_NOOP("reasons", "The pictures of the run cannot be written into {0} ({1})."),
    QT_TRANSLATE_NOOP("reasons", "Check that the folder may be written to."),
    QT_TRANSLATE_NOOP("reasons", "Not one picture of the run can be read:"),
    QT_TRANSLATE_NOOP("reasons", "There are no cases."),
)
STEPS = (
    QT_TRANSLATE_NOOP("reasons", "Looking at the pictures"),
    QT_TRANSLATE_NOOP("reasons", "Comparing the pictures"),
    QT_TRANSLATE_NOOP("reasons", "Reading the pictures"),
    QT_TRANSLATE_NOOP("reasons", "Looking for signed cases"),
    QT_TRANSLATE_NOOP("reasons", "Looking for labelled cases"),
)
