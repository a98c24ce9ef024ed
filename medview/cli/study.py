"""The commands `study ...`: reading studies."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from medview.app import study_table
from medview.cli.console import opened, progress_bar, report
from medview.domain.job import JobContext


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add `study` to the commands."""
    study = commands.add_parser("study", help="reading studies")
    verbs = study.add_subparsers(dest="verb", required=True, metavar="VERB")
    verbs.add_parser("list", parents=[common], help="names, and how far").set_defaults(
        run=run_study_list
    )
    show = verbs.add_parser("show", parents=[common], help="plan and progress of a study")
    show.add_argument("name", metavar="NAME", help="name or id")
    show.set_defaults(run=run_study_show)
    results = verbs.add_parser("results", parents=[common], help="kappas and their intervals")
    results.add_argument("name", metavar="NAME", help="name or id")
    results.add_argument("--csv", type=Path, metavar="F", help="also write a table")
    results.add_argument("--ask-model", action="store_true", help="grade with the model first")
    results.set_defaults(run=run_study_results)


def run_study_list(options: argparse.Namespace) -> int:
    """List the reading studies."""
    with opened(options) as services:
        found = services.studies.all()
    result = [study_table.progress_record(one) for one in found]
    report(options, result, [study_table.progress_line(one) for one in found])
    return 0


def run_study_show(options: argparse.Namespace) -> int:
    """Show the plan of a study and how far its readers are."""
    with opened(options) as services:
        found = services.studies.find(options.name)
    record = study_table.progress_record(found)
    report(options, record, [json.dumps(record, indent=2, ensure_ascii=False)])
    return 0


def run_study_results(options: argparse.Namespace) -> int:
    """Print how far the graders of a study agree."""
    with opened(options) as services:
        study = services.studies.find(options.name).study
        if options.ask_model:
            with progress_bar("Grading") as show:
                services.studies.ask_model(study.id, JobContext(show))
        results = services.studies.results(study.id)
    if options.csv:
        study_table.write_csv(options.csv, results)
    report(options, study_table.as_record(results), study_table.lines_of(results))
    return 0
