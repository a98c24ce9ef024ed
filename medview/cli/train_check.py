"""The command `train-check`: are labelled pictures fit to be trained on?"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from medview.app.labels import COLUMNS
from medview.cli.console import opened, progress_bar, report
from medview.cli.labelled import classed, collected, looked_at
from medview.domain.health import Finding, Health
from medview.domain.job import JobContext
from medview.domain.split import SHARE
from medview.domain.training import TASKS, TrainingCase

SHOWN = 5  # pictures named of each finding, for a person


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add `train-check` to the commands."""
    check = commands.add_parser(
        "train-check", parents=[common], help="are labelled pictures fit to be trained on?"
    )
    check.add_argument("--data", type=Path, required=True, help="folder or ZIP of the pictures")
    check.add_argument(
        "--labels", type=Path, metavar="CSV", help="table of labels; without: a folder per class"
    )
    check.add_argument(
        "--column", type=_column, nargs="+", default=[], action="extend", metavar="FIELD=NAME",
        help=f"which column is what, where names do not tell; fields: {', '.join(COLUMNS)}",
    )  # fmt: skip
    check.add_argument("--task", choices=TASKS, default=TASKS[0])
    check.add_argument(
        "--every-image", action="store_true", help="every image of a series, not its middle one"
    )
    check.add_argument("--share", type=float, default=SHARE, help=f"that is held out ({SHARE:g})")
    check.add_argument("--seed", type=int, default=0, help="of the split (0)")
    check.set_defaults(run=run_check)


def _column(text: str) -> tuple[str, str]:
    field, _, name = text.partition("=")
    if field not in COLUMNS or not name:
        raise argparse.ArgumentTypeError(f"give FIELD=NAME, FIELD one of {', '.join(COLUMNS)}")
    return field, name


def run_check(options: argparse.Namespace) -> int:
    """Print what was found; exit status 1 where a run with these cases would be refused."""
    with opened(options) as services, progress_bar("Checking") as show:
        context = JobContext(show)
        columns, each = dict(options.column), options.every_image
        found = collected(services, context, options.data, options.labels, columns, each)
        cases = classed(found, options.task)
        cases, health = looked_at(services, cases, context, options.share, options.seed)
    report(options, _result(cases, health), _lines(cases, health))
    if not health.may_train:
        print("medview: a run with these cases is refused: see 'stop' above.", file=sys.stderr)
    return 0 if health.may_train else 1


def _result(cases: Sequence[TrainingCase], health: Health) -> dict[str, Any]:
    return {
        "may_train": health.may_train,
        "cases": len(cases),
        "classes": {label: asdict(count) for label, count in health.counts.items()},
        "findings": [_finding(cases, one) for one in health.findings],
    }


def _finding(cases: Sequence[TrainingCase], found: Finding) -> dict[str, Any]:
    return {
        "kind": str(found.kind),
        "severity": str(found.severity),
        "words": found.words,
        "pictures": [_name(cases[row]) for row in found.rows],
        "groups": [[_name(cases[row]) for row in rows] for rows in found.groups],
        "remarks": {_name(cases[row]): words for row, words in found.remarks.items() if words},
        "fix": found.fix and {"does": str(found.fix.action), "choices": list(found.fix.choices)},
    }


def _name(case: TrainingCase) -> str:
    inside = f"/{case.ref.member}" if case.ref.member else ""
    return case.ref.path + inside + (f"#{case.ref.frame}" if case.ref.frame else "")


def _lines(cases: Sequence[TrainingCase], health: Health) -> list[str]:
    lines = [
        f"{label}\t{count.images} images of {count.patients} patients, "
        f"{count.train} to learn from, {count.held_out} held out"
        for label, count in health.counts.items()
    ]
    for found in health.findings:
        fix = f" {found.fix.words}" if found.fix else ""
        lines.append(f"{found.severity}: {found.words}{fix}")
        lines += [f"    {_named(cases, rows)}" for rows in _shown(found)[:SHOWN]]
    return lines


def _shown(found: Finding) -> list[tuple[int, ...]]:
    return list(found.groups) if found.groups else [(row,) for row in found.rows]


def _named(cases: Sequence[TrainingCase], rows: Sequence[int]) -> str:
    names = ", ".join(cases[row].ref.name for row in rows[:SHOWN])
    return names + (" …" if len(rows) > SHOWN else "")
