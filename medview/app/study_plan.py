"""What must be right about a plan before a reading study is set up."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from medview.domain.errors import StudyError
from medview.domain.study import MOST_REPEATED, StudyPlan


def checked_plan(plan: StudyPlan, taken: Collection[str]) -> StudyPlan:
    """Return the plan with names tidied; raise StudyError for the first thing that is wrong."""
    names = (" ".join(name.split()) for name in plan.readers)
    tidy = replace(
        plan,
        name=" ".join(plan.name.split()),
        readers=tuple(name for name in names if name),
    )
    fault, hint = _fault(tidy, taken)
    if fault:
        raise StudyError(fault, hint=hint)
    return tidy


def _fault(plan: StudyPlan, taken: Collection[str]) -> tuple[str, str]:
    """Return what is wrong and what to do, or two empty texts."""
    folded = [reader.casefold() for reader in plan.readers]
    if not plan.name:
        return "The study has no name.", "Give it one, such as 'Screening readers 2026'."
    if plan.name.casefold() in {name.casefold() for name in taken}:
        return f"There is a study '{plan.name}' already.", "Give this one another name."
    if not plan.readers:
        return "The study has no readers.", "Enter the name of at least one."
    if len(set(folded)) < len(folded):
        return "A reader is named twice.", "Each reader needs a name of their own."
    if not 0 <= plan.repeat_share <= MOST_REPEATED:
        return "At most half of the photographs can be repeated.", "Choose a smaller share."
    if plan.least_steps not in (1, 2) or plan.most < 0:
        return "The plan of the study makes no sense.", "Set it up again."
    return "", ""
