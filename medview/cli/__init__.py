"""Every job without a window: `medview grade`, `report`, `similar`, `train`, `models`, ...

A file a command. Results go to stdout (one JSON document with --json), everything else to stderr.
Exit status: 0 done, 1 one clear line on failure, 2 bad use.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from medview import __version__
from medview.cli import (
    bring_in,
    checks,
    grade,
    label_next,
    lesions,
    library,
    models,
    nodules,
    report,
    similar,
    statistics,
    study,
    train,
    train_check,
    worklist,
)
from medview.domain.errors import MedViewError
from medview.domain.job import Cancelled
from medview.domain.model import NOTICE

# In the order of `medview --help`.
COMMANDS = (
    grade,
    report,
    bring_in,
    similar,
    lesions,
    nodules,
    label_next,
    train,
    train_check,
    models,
    worklist,
    statistics,
    study,
    library,
    checks,
)


def main(arguments: Sequence[str]) -> int:
    """Run one command; return the exit status."""
    options = parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except MedViewError as error:
        print(f"medview: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"medview: {error.filename or 'a file'}: {error.strerror}.", file=sys.stderr)
        return 1
    except (Cancelled, KeyboardInterrupt):
        print("medview: stopped; what was finished is kept.", file=sys.stderr)
        return 1


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    top = argparse.ArgumentParser(
        prog="medview",
        description="Grade and search medical images, offline. " + NOTICE,
        epilog="Without a command, or with 'medview open PATH...', the window opens.",
    )
    top.add_argument("--version", action="version", version=f"medview {__version__}")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    common = _common_options()
    for command in COMMANDS:
        command.add(commands, common)
    return top


def _common_options() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--home", type=Path, help="folder of the library and settings (or MEDVIEW_HOME)"
    )
    common.add_argument(
        "--library",
        metavar="PLACE",
        help="file or server of the library (or MEDVIEW_LIBRARY, or the setting)",
    )
    common.add_argument("--json", action="store_true", help="one JSON document on stdout")
    return common
