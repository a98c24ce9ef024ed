"""The command `nodules`: candidates of lung nodules in a chest CT."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from medview.cli.console import first_case, opened, progress_bar, report
from medview.domain.job import JobContext
from medview.domain.model import NOTICE
from medview.domain.nodules import Nodule, NoduleFindings


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add `nodules` to the commands."""
    nodules = commands.add_parser(
        "nodules", parents=[common], help="candidates of lung nodules in a chest CT"
    )
    nodules.add_argument("path", type=Path, metavar="PATH")
    nodules.set_defaults(run=run_nodules)


def run_nodules(options: argparse.Namespace) -> int:
    """Print the nodule candidates of a series."""
    with opened(options) as services:
        case = first_case(services, options.path)
        with progress_bar("Looking for nodules") as show:
            findings = services.nodules.find(case, JobContext(show))
    report(options, _record(findings), _lines(findings))
    return 0


def _record(findings: NoduleFindings) -> dict[str, Any]:
    return {
        "model": findings.model.as_record(),
        "notice": NOTICE,
        "places": findings.places,
        "candidates": [_candidate(nodule) for nodule in findings.candidates],
    }


def _candidate(nodule: Nodule) -> dict[str, Any]:
    return {
        "slice": nodule.slice + 1,
        "centre": nodule.centre,
        "position": nodule.position,
        "diameter": nodule.diameter,
        "probability": nodule.probability,
        "rated": [vars(one) for one in nodule.rated],
    }


def _lines(findings: NoduleFindings) -> Iterator[str]:
    if not findings.candidates:
        yield "No candidates. That does not mean there are no nodules."
    for nodule in findings.candidates:
        x, y = nodule.centre
        ratings = ", ".join(str(one.malignancy) for one in nodule.rated)
        yield (
            f"slice {nodule.slice + 1}\tx {x:.0f} y {y:.0f}\tabout {nodule.diameter:.0f} mm\t"
            f"{nodule.probability:.0%}\tmalignancy of the most similar: {ratings}"
        )
    yield f"{NOTICE} Model: {findings.model.short}"
