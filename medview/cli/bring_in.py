"""The command `import`: labelled cases into the library."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from medview.app.recognise_sets import FoundSet
from medview.cli.console import opened, progress_bar, report
from medview.domain.job import JobContext


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add `import` to the commands."""
    bring = commands.add_parser("import", parents=[common], help="bring cases into the library")
    bring.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    bring.add_argument("--labels", type=Path, metavar="CSV", help="table of labels")
    bring.add_argument("--source", default="", help="what to call where they came from")
    bring.add_argument(
        "--no-sets", action="store_true", help="take a public set (IDRiD, APTOS ...) as any folder"
    )
    bring.set_defaults(run=run_import)


def run_import(options: argparse.Namespace) -> int:
    """Bring files and folders into the library."""
    with opened(options) as services, progress_bar("Importing") as show:
        done = services.import_cases(
            options.paths,
            options.labels,
            options.source,
            JobContext(show),
            recognise=not options.no_sets,
        )
    skipped = [{"path": p.path, "why": f"{p.message} {p.hint}".strip()} for p in done.skipped]
    sets = [set_result(found) for found in done.sets]
    result = {"added": done.added, "duplicates": done.duplicates, "skipped": skipped, "sets": sets}
    lines = [f"Recognised: {found}" for found in done.sets]
    lines += [f"Added {done.added}, already there {done.duplicates}, skipped {len(done.skipped)}."]
    lines += [f"skipped {item['path']}: {item['why']}" for item in skipped]
    report(options, result, lines)
    return 0 if done.added or done.duplicates or not done.skipped else 1


def set_result(found: FoundSet) -> dict[str, Any]:
    """Return what `import --json` prints of a public set."""
    return {
        "set": found.of.name,
        "part": found.title,
        "place": found.place,
        "photographs": len(found.rows),
        "graded": found.graded,
        "missing": len(found.missing),
        "fault": found.fault or None,
        "licence": found.of.licence,
        "credit": found.of.credit,
    }
