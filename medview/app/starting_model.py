"""Which model a run starts from, and which it is compared with."""

from __future__ import annotations

from medview.domain.errors import ModelMissing
from medview.domain.training import TrainingPlan
from medview.store.models import ModelPackage, ModelRegistry


def starting_model(registry: ModelRegistry, plan: TrainingPlan) -> ModelPackage | None:
    """Return the package a plan starts from: the one it names, or the one in use.

    A grader has one whatever its backbone: it learns from it what a good photograph is. None for
    other plans with a backbone of their own. Raises ModelMissing, also for another task's model.
    """
    if plan.backbone != "in-use" and plan.task != "dr-grading":
        return None
    package = registry.package(plan.start) if plan.start else model_in_use(registry, plan.task)
    if package is None or package.card.task != plan.task:
        raise ModelMissing(
            f"There is no model for '{plan.task}' to start from.",
            hint="Activate one first, or choose another backbone.",
        )
    return package


def model_in_use(registry: ModelRegistry, task: str) -> ModelPackage | None:
    """Return the package in use for a task, None without one."""
    return next((p for p in registry.active_packages() if p.card.task == task), None)
