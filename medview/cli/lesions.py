"""The command `lesions`: candidates on a photograph, and places that look alike."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from medview.cli.console import first_case, open_paths, opened, progress_bar, report
from medview.domain.job import JobContext


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add `lesions` to the commands."""
    lesions = commands.add_parser(
        "lesions", parents=[common], help="lesion candidates on a fundus photograph"
    )
    lesions.add_argument("path", type=Path, metavar="PATH")
    lesions.add_argument(
        "--at", type=_point, metavar="X,Y", help="where else it looks like this place, in pixels"
    )
    lesions.add_argument(
        "--among", nargs="+", type=Path, default=[], metavar="PATH", help="look on these as well"
    )
    lesions.set_defaults(run=run_lesions)


def run_lesions(options: argparse.Namespace) -> int:
    """Print the lesion candidates of a photograph, or the places that look like one."""
    from medview.app import export_lesions

    with opened(options) as services:
        case = first_case(services, options.path)
        if options.at is None:
            findings = services.lesions.find(case)
            report(options, export_lesions.as_record(findings), export_lesions.lines(findings))
            return 1 if findings.fault else 0
        others = open_paths(services, options.among)[0] if options.among else []
        with progress_bar("Searching") as show:
            found = services.lesions.similar_places(case, options.at, others, JobContext(show))
    report(options, export_lesions.places_record(found), export_lesions.places_lines(found))
    return 0


def _point(text: str) -> tuple[float, float]:
    x, _, y = text.partition(",")
    return float(x), float(y)
