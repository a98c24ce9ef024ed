"""The command `models evaluate`: an installed model on labelled pictures."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from medview.cli.console import opened, progress_bar, report, tell_problems
from medview.cli.labelled import collected
from medview.cli.watch import figure_words
from medview.domain.errors import LabelsError
from medview.domain.job import JobContext
from medview.domain.model import NOTICE


def add(verbs: Any, common: argparse.ArgumentParser) -> None:
    """Add `evaluate` to the verbs of `models`."""
    evaluate = verbs.add_parser(
        "evaluate", parents=[common], help="how well a model does on labelled pictures"
    )
    evaluate.add_argument("id", help="id, or the start of the digest")
    evaluate.add_argument("--data", type=Path, required=True, metavar="DIR", help="the pictures")
    evaluate.add_argument("--labels", type=Path, metavar="CSV", help="table (else: a folder each)")
    evaluate.add_argument("--split", default="", help="only the rows of this split, such as val")
    evaluate.set_defaults(run=run_evaluate)


def run_evaluate(options: argparse.Namespace) -> int:
    """Print the figures of a model on labelled pictures."""
    with opened(options) as services, progress_bar("Evaluating") as show:
        context = JobContext(show)
        found_cases = collected(services, context, options.data, options.labels)
        cases = [case for case in found_cases.cases if options.split in ("", case.split)]
        if not cases:
            raise LabelsError("No labelled case was found.", hint="Check --labels and --split.")
        found = services.evaluate_model(options.id, cases, context)
    problems = [*found_cases.problems, *found.pop("problems")]
    tell_problems(problems)
    report(options, {**found, "skipped": len(problems), "notice": NOTICE}, figure_lines(found))
    return 0


def figure_lines(found: Mapping[str, Any]) -> Iterator[str]:
    """Yield the figures for a person to read."""
    model = found["model"]
    yield f"On {found['images']} images of {found['patients']} patients:"
    for name, figure in found["figures"].items():
        yield f"  {name}: {figure_words(figure)}"
    if found["seen"]:
        yield f"{found['seen']} of them are of patients the model learned from: it looks too good."
    yield f"{NOTICE} Model: {model['id']} {model['version']} ({model['digest'][:12]})"
