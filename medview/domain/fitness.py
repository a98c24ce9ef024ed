"""Whether cases can be trained on as a plan says: what every start of a run asks first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from medview.domain.errors import PlanError
from medview.domain.split import refuse_leaks
from medview.domain.training import TRAIN, TrainingCase, TrainingPlan

FEWEST = 2  # of a class, to train: a pair of the same class needs two


def check_fitness(plan: TrainingPlan, cases: Sequence[TrainingCase]) -> None:
    """Raise PlanError when a side is empty or leaks, or a class is unknown or too small."""
    if unknown := sorted({case.label for case in cases} - set(plan.classes)):
        raise PlanError(
            f"The label '{unknown[0]}' is no class of the plan.",
            hint="Give it a class, or leave its cases out.",
        )
    refuse_leaks(cases)
    counts = Counter(case.label for case in cases if case.split == TRAIN)
    if sum(count >= FEWEST for count in counts.values()) < 2:
        raise PlanError(
            f"Fewer than two classes have {FEWEST} or more cases to learn from.",
            hint="Add cases, or merge classes.",
        )
