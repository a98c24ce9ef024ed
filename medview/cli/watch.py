"""A run of training followed from the command line, and what it came to."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from medview.app.training import Training
from medview.cli.console import progress_bar
from medview.domain.job import Progress
from medview.domain.model import NOTICE, ModelCard
from medview.domain.training import EpochReport, RunStatus

EVERY = 0.3  # seconds between two looks


def watch(training: Training, run: Path) -> RunStatus:
    """Show progress and log until the run has ended, and return how; Ctrl-C ends our own worker."""
    told: set[str] = set()
    try:
        with progress_bar("Training") as show:
            while not (status := training.status(run)).state.ended:
                _tell(status, told)
                show(Progress(status.done, status.total, _left(status)))
                time.sleep(EVERY)
    except KeyboardInterrupt:
        training.halt(run)
        print(f"medview: go on with: medview train --resume {run.name}", file=sys.stderr)
        raise
    _tell(status, told)
    return status


def _tell(status: RunStatus, told: set[str]) -> None:
    """Print what is new of the log and the epochs, and add it to what was told."""
    for line in (*status.log, *map(_epoch_line, status.epochs)):
        if line not in told:
            print(f"medview: {line}", file=sys.stderr)
            told.add(line)


def _epoch_line(report: EpochReport) -> str:
    figures = ", ".join(f"{name} {value:.3f}" for name, value in report.figures.items())
    return f"epoch {report.epoch} of {report.epochs}: {figures}{', better' * report.better}"


def _left(status: RunStatus) -> str:
    if status.seconds_left is None:
        return str(status.state)
    return f"{status.state}, {status.seconds_left / 60:.0f} minutes left"


def run_result(status: RunStatus, registered: ModelCard | None) -> dict[str, Any]:
    """Return what `train --json` prints."""
    return {
        "run": str(status.run),
        "state": str(status.state),
        "epochs": [{"epoch": each.epoch, **each.figures} for each in status.epochs],
        "evaluation": dict(status.result) or None,
        "package": status.package and str(status.package),
        "registered": registered and {"id": registered.ref.id, "digest": registered.ref.digest},
        "failure": f"{status.failure} {status.advice}".strip() or None,
        "notice": NOTICE,
    }


def result_lines(status: RunStatus, registered: ModelCard | None) -> Iterator[str]:
    """Yield how a run ended for a person to read."""
    if status.failure:
        yield f"{status.failure} {status.advice}".strip()
    yield f"Run {status.run.name}: {status.state}."
    yield from evaluation_lines(status.result)
    if status.package is not None:
        yield f"The model package is in {status.package}."
    if registered is not None:
        yield f"Registered: {registered.ref.short}; 'models activate' puts it to use."
    yield NOTICE


# Why to think twice before the model is put to use (see learning.compare).
WARNINGS = {
    "not better": "it is not shown to be better than the model in use",
    "kappa worse": "its grades agree less with the true ones",
    "few cases": "too few cases were held out to be sure",
    "seen by the model in use": "the model in use learned from some of these patients",
    "nothing in use": "there is no model in use to compare it with",
}


def evaluation_lines(result: Mapping[str, Any]) -> Iterator[str]:
    """Yield the figures of evaluation.json beside those of the model in use, and the verdict."""
    if not result:
        return
    yield f"On {result['images']} held-out images of {result['patients']} patients:"
    in_use = result["in_use"] or {}
    for name, figure in result["new"].items():
        beside = f", in use {figure_words(in_use[name])}" if name in in_use else ""
        yield f"  {name}: {figure_words(figure)}{beside}"
    if "more_per_100" in result["verdict"]:
        yield verdict_words(result["verdict"])
    if reasons := result["gate"]["reasons"]:
        yield f"Think twice: {'; '.join(WARNINGS.get(reason, reason) for reason in reasons)}."


def verdict_words(verdict: Mapping[str, Any]) -> str:
    """Return the comparison in one sentence."""
    more = round(verdict["more_per_100"]["value"])
    chance = "; this could be chance" if verdict["could_be_chance"] else ""
    change = f"{abs(more)} {'fewer' if more < 0 else 'more'}"
    if verdict["measure"] == "referable":
        alarms = round(verdict["false_alarms_per_100"]["value"])
        same = f"at the same number of false alarms ({alarms} of 100 healthy ones)"
        return f"Finds {change} of 100 referable eyes {same}{chance}."
    new, old = (_of_100(verdict[side]) for side in ("new_per_100", "in_use_per_100"))
    same = f"For {new} of 100 cases the nearest case is of the same kind"
    return f"{same}, with the model in use for {old}: {change}{chance}."


def _of_100(figure: Mapping[str, float | None]) -> str:
    """Return "89 (80-95)"."""
    low, high = figure["low"], figure["high"]
    spread = "" if low is None or high is None else f" ({low:.0f}-{high:.0f})"
    return f"{figure['value']:.0f}{spread}"


def figure_words(figure: Mapping[str, float | None]) -> str:
    """Return a figure with its interval."""
    low, high = figure["low"], figure["high"]
    spread = "" if low is None or high is None else f" ({low:.3f}-{high:.3f})"
    return f"{figure['value']:.3f}{spread}"
