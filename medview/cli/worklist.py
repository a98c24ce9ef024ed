"""The commands `worklist ...`: what is to be read."""

from __future__ import annotations

import argparse
from typing import Any

from medview.app import worklist_records
from medview.cli.console import opened, report
from medview.domain.model import NOTICE


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add `worklist` to the commands."""
    worklist = commands.add_parser("worklist", help="what is to be read, and how far it is")
    verbs = worklist.add_subparsers(dest="verb", required=True, metavar="VERB")
    verbs.add_parser("list", parents=[common], help="every worklist").set_defaults(
        run=run_worklist_list
    )
    show = verbs.add_parser("show", parents=[common], help="the patients of a worklist")
    show.add_argument("name")
    show.set_defaults(run=run_worklist_show)


def run_worklist_list(options: argparse.Namespace) -> int:
    """List the worklists, the newest first."""
    with opened(options) as services:
        infos = services.worklists.all()
    result = [
        {"name": i.name, "photographs": i.photographs, "made": str(i.created_at)} for i in infos
    ]
    report(options, result, [f"{i.photographs}\t{i.name}" for i in infos])
    return 0


def run_worklist_show(options: argparse.Namespace) -> int:
    """Show the patients of one worklist, how far each eye is, and who reads."""
    with opened(options) as services:
        rows = services.worklists.rows(options.name)
    result = {"rows": [worklist_records.row_record(row) for row in rows], "notice": NOTICE}
    report(options, result, worklist_records.lines(rows))
    return 0
