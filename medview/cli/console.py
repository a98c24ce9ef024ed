"""What the commands share: the services, opening paths, and what is printed."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tqdm import tqdm

from medview.app.services import Services
from medview.bootstrap import build_services
from medview.domain.case import Case, OpenSummary, Problem, printable
from medview.domain.errors import CannotOpen
from medview.domain.job import JobContext, Progress


@contextmanager
def opened(options: argparse.Namespace) -> Iterator[Services]:
    """Build the services for one command, and close them after it."""
    services = build_services(options.home, options.library)
    try:
        yield services
    finally:
        services.close()


def open_paths(services: Services, paths: Sequence[Path]) -> tuple[list[Case], OpenSummary]:
    """Open everything; problems are told on stderr."""
    cases: list[Case] = []
    with progress_bar("Opening") as show:
        summary = services.open_cases(paths, JobContext(show, cases.append))
    tell_problems(summary.problems)
    return cases, summary


def tell_problems(problems: Sequence[Problem]) -> None:
    """Say on stderr what did not open, and why."""
    for problem in problems:
        print(f"medview: {problem.path}: {problem.message} {problem.hint}", file=sys.stderr)


def first_case(services: Services, path: Path) -> Case:
    """Open a path and return its first case; raise CannotOpen when there is none."""
    cases, _ = open_paths(services, [path])
    if not cases:
        raise CannotOpen(f"Nothing in {path} could be opened.", hint="See the lines above.")
    if len(cases) > 1:
        print(f"medview: {len(cases)} cases there; taking '{cases[0].title}'.", file=sys.stderr)
    return cases[0]


def report(options: argparse.Namespace, result: Any, lines: Sequence[str] | Iterator[str]) -> None:
    """Print the result: one JSON document, or lines for a person."""
    if options.json:
        print(printable(json.dumps(result, ensure_ascii=False, indent=1)))
    else:
        print(printable("\n".join(lines)))


def positive(text: str) -> int:
    """Return the number of an option that counts something; raise ArgumentTypeError below 1."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


@contextmanager
def progress_bar(text: str) -> Iterator[Callable[[Progress], None]]:
    """Show a bar on a terminal (none elsewhere) and yield its receiver."""
    with tqdm(desc=text, file=sys.stderr, disable=not sys.stderr.isatty(), leave=False) as bar:

        def show(progress: Progress) -> None:
            bar.total = progress.total or None
            bar.n = progress.done
            bar.set_postfix_str(progress.text, refresh=False)
            bar.refresh()

        yield show
