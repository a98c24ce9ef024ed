"""The command `train`: an encoder from a plan."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from medview.cli.console import progress_bar, report


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add `train` to the commands."""
    train = commands.add_parser("train", parents=[common], help="train an encoder from a plan")
    train.add_argument("plan", type=Path, metavar="PLAN.json")
    train.add_argument("--data", type=Path, required=True, help="folder the plan's data is in")
    train.add_argument("--out", type=Path, required=True, help="folder for the model package")
    train.add_argument("--resume", type=Path, metavar="RUN", help="go on with an earlier run")
    train.set_defaults(run=run_train)


def run_train(options: argparse.Namespace) -> int:
    """Train, evaluate and export as the plan says."""
    from medview.learning.trainer import run_plan  # loads torch: only training pays for it

    with progress_bar("Training") as show:
        package = run_plan(options.plan, options.data, options.out, show, resume=options.resume)
    report(options, {"package": str(package)}, [f"The model package is in {package}."])
    return 0
