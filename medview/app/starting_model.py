"""Which model a run starts from."""

from __future__ import annotations

from medview.domain.errors import ModelMissing
from medview.domain.training import DR_GRADING, TrainingPlan
from medview.store.models import ModelPackage, ModelRegistry


def starting_model(registry: ModelRegistry, plan: TrainingPlan) -> ModelPackage | None:
    """Return the package a plan starts from: the one it names, or the one in use.

    A grader has one whatever its backbone: it learns from it what a good photograph is. None for
    other plans with a backbone of their own. Raises ModelMissing, also for another task's model.
    """
    if plan.backbone != "in-use" and plan.task != DR_GRADING:
        return None
    package = registry.package(plan.start) if plan.start else registry.in_use(plan.task)
    if package is None or package.card.task != plan.task:
        raise ModelMissing(
            f"There is no model for '{plan.task}' to start from.",
            hint="Activate one first, or choose another backbone.",
        )
    return package
