"""The commands `doctor` and `bench`: is this installation sound, and how quick is it?"""

from __future__ import annotations

import argparse
import sys
from typing import Any

from medview.bootstrap import restore_library
from medview.cli.console import opened, report


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add `doctor` and `bench` to the commands."""
    doctor = commands.add_parser("doctor", parents=[common], help="check this installation")
    doctor.add_argument(
        "--restore", action="store_true", help="put the newest backup in a damaged library's place"
    )
    doctor.set_defaults(run=run_doctor)
    bench = commands.add_parser("bench", parents=[common], help="measure against baselines")
    bench.add_argument("names", nargs="*", metavar="NAME")
    bench.set_defaults(run=run_bench)


def run_doctor(options: argparse.Namespace) -> int:
    """Check this installation; exit 1 when a check fails."""
    from medview.app.check_installation import check_installation

    if options.restore:
        restored = restore_library(options.home, options.library)
        print(f"medview: restored from {restored}", file=sys.stderr)
    with opened(options) as services:
        checks = check_installation(services)
    result = [{"check": c.name, "ok": c.ok, "detail": c.detail} for c in checks]
    report(options, result, [f"{'ok  ' if c.ok else 'FAIL'}  {c.name}: {c.detail}" for c in checks])
    return 0 if all(check.ok for check in checks) else 1


def run_bench(options: argparse.Namespace) -> int:
    """Run the project's own benchmarks; each result is told as soon as it is there."""
    from medview import bench  # loads torch for its baselines

    results = []
    for result in bench.run(options.names):
        results.append(result)
        print(bench.line(result), flush=True, file=sys.stderr if options.json else sys.stdout)
    if options.json:
        report(options, results, ())
    return 0 if all(result["ok"] for result in results) else 1
