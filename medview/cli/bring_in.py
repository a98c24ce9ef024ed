"""The command `import`: labelled cases into the library."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from medview.app.recognise_sets import FoundSet
from medview.app.services import Services
from medview.cli.console import opened, progress_bar, report
from medview.domain.errors import ExchangeError
from medview.domain.exchange import ENDING, Standing
from medview.domain.job import JobContext

STANDINGS = {
    Standing.OWN: "by this home itself",
    Standing.KNOWN: "known to you",
    Standing.UNKNOWN: "not known to you",
    Standing.OTHER_KEY: "known to you by another key until now",
}


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add `import` to the commands."""
    bring = commands.add_parser("import", parents=[common], help="bring cases into the library")
    bring.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    bring.add_argument("--labels", type=Path, metavar="CSV", help="table of labels")
    bring.add_argument("--source", default="", help="what to call where they came from")
    bring.add_argument(
        "--no-sets", action="store_true", help="take a public set (IDRiD, APTOS ...) as any folder"
    )
    bring.add_argument(
        "--remember",
        action="store_true",
        help="the fingerprint of the file of cases was compared: know its site from now on",
    )
    bring.add_argument(
        "--known-only", action="store_true", help="take files of cases of known sites alone"
    )
    bring.set_defaults(run=run_import)


def run_import(options: argparse.Namespace) -> int:
    """Bring files and folders into the library, or files of cases from other sites."""
    with opened(options) as services:
        parcels = [p for p in options.paths if p.suffix == ENDING or services.is_parcel(p)]
        if parcels:
            return receive(options, services, parcels)
        with progress_bar("Importing") as show:
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


def receive(options: argparse.Namespace, services: Services, paths: Sequence[Path]) -> int:
    """Bring files of cases into the library, each for itself; folders wait for another call."""
    if len(paths) != len(options.paths):
        raise ExchangeError(
            "Files of cases and other files cannot be imported in one call.",
            hint="Import the files of cases first.",
        )
    results, lines = [], []
    for path in paths:
        result, told = _receive_one(options, services, path)
        results.append(result)
        lines += told
    report(options, results[0] if len(results) == 1 else results, lines)
    return 0 if any(r["added"] or r["duplicates"] for r in results) else 1


def _receive_one(
    options: argparse.Namespace, services: Services, path: Path
) -> tuple[dict[str, Any], list[str]]:
    with progress_bar("Checking") as show:
        parcel = services.look_at_parcel(path, JobContext(show))
    signer, standing = parcel.signer, parcel.standing
    is_known = standing in (Standing.OWN, Standing.KNOWN)
    if options.known_only and not is_known:
        raise ExchangeError(
            f"Signed by {signer.name}, fingerprint {signer.fingerprint}: not known to you.",
            hint="Compare the fingerprint by telephone, then import it with --remember.",
        )
    if standing is Standing.OTHER_KEY and not options.remember:
        raise ExchangeError(
            f"Signed by {signer.name}, but with another key than the one you know: fingerprint "
            f"{signer.fingerprint}, known is {parcel.known_key}.",
            hint="Ask the sender by telephone; if it is theirs, import it with --remember.",
        )
    if options.remember:
        services.remember_site(signer)
    with progress_bar("Importing") as show:
        done = services.receive_cases(path, JobContext(show))
    skipped = [{"path": p.path, "why": f"{p.message} {p.hint}".strip()} for p in done.skipped]
    result = {
        "site": signer.name,
        "fingerprint": signer.fingerprint,
        "signer": str(standing),
        "added": done.added,
        "duplicates": done.duplicates,
        "embedded": done.embedded,
        "known": list(done.known),
        "skipped": skipped,
        "sets": [],
    }
    lines = [
        f"Signed by {signer.name}, fingerprint {signer.fingerprint}, {STANDINGS[standing]}.",
        f"Added {done.added}, already there {done.duplicates}, skipped {len(skipped)}.",
    ]
    lines += [f"already there: {title}" for title in done.known]
    lines += [f"skipped {item['path']}: {item['why']}" for item in skipped]
    return result, lines


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
