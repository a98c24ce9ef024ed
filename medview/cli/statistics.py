"""The command `statistics`: the clinic's figures."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from medview.app import export_statistics
from medview.cli.console import opened, report
from medview.domain.statistics import Selection


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add `statistics` to the commands."""
    tell = commands.add_parser("statistics", parents=[common], help="the clinic's figures")
    tell.add_argument("--since", type=_day, metavar="DATE", help="first day, such as 2026-01-31")
    tell.add_argument("--until", type=_day, metavar="DATE", help="last day")
    tell.add_argument("--reader", default="", help="only the cases this reader signed")
    tell.add_argument("--source", default="", help="only the cases of this source")
    tell.add_argument("--csv", type=Path, metavar="F", help="also write the referral list")
    tell.set_defaults(run=run_statistics)


def run_statistics(options: argparse.Namespace) -> int:
    """Tell the clinic's figures."""
    selection = Selection(options.since, options.until, options.reader, options.source)
    with opened(options) as services:
        figures = services.statistics.figures(selection)
        if options.csv:
            services.statistics.export_referrals(options.csv, figures.referrals)
    report(options, export_statistics.as_record(figures), export_statistics.lines(figures))
    return 0


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError("give a day, such as 2026-01-31") from error
