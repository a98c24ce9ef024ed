"""Labelled cases as the commands take them: under their classes, each on its side, looked at."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from medview.app.collect_cases import Collected
from medview.app.map_labels import label_counts, mapped, suggested_classes
from medview.app.services import Services
from medview.cli.console import tell_problems
from medview.domain.errors import LabelsError, PlanError
from medview.domain.health import Health, Severity
from medview.domain.job import JobContext
from medview.domain.split import is_split
from medview.domain.training import TrainingCase

Cases = tuple[TrainingCase, ...]


def collected(
    services: Services,
    context: JobContext,
    data: Path | None,
    labels: Path | None,
    columns: Mapping[str, str] | None = None,
    every_image: bool = False,
) -> Collected:
    """Return the cases of a table, which may lie in the folder of the pictures, or of a folder.

    Without a table `data` has a folder for each class; without `data` the pictures lie beside the
    table. Raises LabelsError for a table that cannot be used.
    """
    if labels is None:
        assert data is not None, "a command asks for one of them"
        return services.collect.folder(data, context, every_image)
    within = data is not None and not labels.exists()
    table = data / labels if data is not None and within else labels
    return services.collect.table(table, data, context, columns, every_image)


def classed(collected: Collected, task: str) -> Cases:
    """Return the cases under the classes of a task; what is left out is told on stderr.

    Raises LabelsError when nothing is left.
    """
    tell_problems(collected.problems)
    cases = mapped(collected.cases, suggested_classes(label_counts(collected.cases), task))
    if left_out := len(collected.cases) - len(cases):
        print(
            f"medview: Left out, because their label is no class of '{task}': {left_out}.",
            file=sys.stderr,
        )
    if not cases:
        raise LabelsError("No labelled case was found.", hint="See the lines above.")
    return cases


def looked_at(
    services: Services, cases: Cases, context: JobContext, share: float, seed: int
) -> tuple[Cases, Health]:
    """Return the cases split by patient, unless they have an official split, and their health."""
    return services.ready_cases(cases, context, None if is_split(cases) else share, seed)


def refuse_unfit(health: Health) -> None:
    """Raise PlanError for what stops training; tell what else was found on stderr."""
    for found in health.findings:
        if found.severity is Severity.STOP:
            raise PlanError(found.words, hint="'medview train-check' names the pictures.")
        print(f"medview: {found.severity}: {found.words}", file=sys.stderr)
