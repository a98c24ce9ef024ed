"""From what a source calls its labels to the classes of a run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from medview.app.grade_names import grade_label
from medview.domain.training import DR_GRADING, TrainingCase


def label_counts(cases: Iterable[TrainingCase]) -> dict[str, int]:
    """Return how many cases each label of the source has, by its name."""
    return dict(sorted(Counter(case.label for case in cases).items()))


def suggested_classes(labels: Iterable[str], task: str) -> dict[str, str]:
    """Return the class each label may stand for; "" leaves its cases out.

    For the task "dr-grading" a class is an ICDR grade "0" to "4", and what names none is left out;
    for any other each label is a class.
    """
    if task != DR_GRADING:
        return {label: label for label in labels}
    return {label: _grade(label) for label in labels}


def _grade(label: str) -> str:
    try:
        return grade_label(label)
    except ValueError:
        return ""


def mapped(cases: Sequence[TrainingCase], classes: Mapping[str, str]) -> tuple[TrainingCase, ...]:
    """Return the cases under their classes; those whose label has none are left out."""
    found = ((case, classes.get(case.label, "")) for case in cases)
    return tuple(replace(case, label=name) for case, name in found if name)
