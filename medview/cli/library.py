"""The commands `library ...`: where the library is, and moving it to another place."""

from __future__ import annotations

import argparse
from typing import Any

from medview.bootstrap import index_library, move_library, use_library
from medview.cli.console import opened, progress_bar, report
from medview.domain.job import Progress


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add `library` to the commands."""
    library = commands.add_parser("library", help="where the library is, and moving it")
    verbs = library.add_subparsers(dest="verb", required=True, metavar="VERB")
    verbs.add_parser(
        "show", parents=[common], help="where it is, and how much is in it"
    ).set_defaults(run=run_library_show)
    use = verbs.add_parser(
        "use", parents=[common], help="open the library of this place from now on"
    )
    use.add_argument(
        "place", nargs="?", default="", metavar="PLACE", help="file or server; none: home"
    )
    use.set_defaults(run=run_library_use)
    index = verbs.add_parser(
        "index", parents=[common], help="index many embeddings on a server, and measure it"
    )
    index.set_defaults(run=run_library_index)
    away = verbs.add_parser("move", parents=[common], help="copy it to an empty file or database")
    away.add_argument("--to", required=True, metavar="PLACE", help="file or server")
    away.set_defaults(run=run_library_move)


def run_library_show(options: argparse.Namespace) -> int:
    """Say where the library is."""
    with opened(options) as services:
        result = {"place": services.library_place, "cases": len(services.library_ids())}
    report(options, result, [f"{result['cases']} cases in {result['place']}"])
    return 0


def run_library_use(options: argparse.Namespace) -> int:
    """Set where the library is, after it could be opened there."""
    where = use_library(options.place, options.home)
    report(options, {"place": where}, [f"MedView opens {where} from now on."])
    return 0


def run_library_index(options: argparse.Namespace) -> int:
    """Have the server index the embeddings, where that pays."""
    result, lines = [], []
    for model, tuned in index_library(options.home, options.library):
        recall = tuned.recall if tuned else None
        result.append({"model": model.id, "digest": model.digest, "recall": recall})
        told = f"indexed, recall@10 {recall:.3f}" if tuned else "none: every embedding is looked at"
        lines.append(f"{model.short}\t{told}")
    report(options, result, lines)
    return 0


def run_library_move(options: argparse.Namespace) -> int:
    """Copy the library, all of it or nothing, and compare what arrived."""
    with progress_bar("Moving") as show:
        counts = move_library(
            options.to,
            options.home,
            options.library,
            lambda done, total: show(Progress(done, total)),
        )
    rows = sum(counts.values())
    lines = [f"{count}\t{table}" for table, count in counts.items() if count]
    lines += [
        f"Copied and compared: {rows} rows. The old library is as it was, and still in use.",
        "To open the new one from now on: medview library use PLACE",
    ]
    report(options, {"rows": rows, "tables": counts}, lines)
    return 0
