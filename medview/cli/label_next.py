"""The command `label-next`: which cases of the library a person should label next."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from medview.cli.console import opened, positive, progress_bar, report
from medview.domain.case import FUNDUS
from medview.domain.job import JobContext
from medview.domain.label_queue import USUAL_COUNT, LabelQueue
from medview.domain.model import NOTICE


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add `label-next` to the commands."""
    following = commands.add_parser(
        "label-next", parents=[common], help="which cases of the library to label next"
    )
    following.add_argument(
        "--count",
        type=positive,
        default=USUAL_COUNT,
        metavar="N",
        help=f"how many ({USUAL_COUNT})",
    )
    following.add_argument(
        "--modality", default=FUNDUS, help=f"of which kind: {FUNDUS} (as it is), MR, CT, DX"
    )
    following.set_defaults(run=run_label_next)


def run_label_next(options: argparse.Namespace) -> int:
    """Print the cases to label next, the most telling first."""
    with opened(options) as services, progress_bar("Looking") as show:
        queue = services.label_next(JobContext(show), options.count, options.modality.upper())
    report(options, queue_result(queue), queue_lines(queue))
    return 0


def queue_result(queue: LabelQueue) -> dict[str, Any]:
    """Return what `label-next --json` prints."""
    return {
        "model": {"id": queue.model.id, "digest": queue.model.digest},
        "notice": NOTICE,
        "unlabelled": queue.unlabelled,
        "unknown": queue.unknown,
        "next": [
            {
                "case": pick.case.id,
                "path": pick.case.images[0].path,
                "title": pick.case.title,
                "doubt": round(pick.doubt, 4),
                "distance": round(pick.distance, 4),
            }
            for pick in queue.picks
        ],
    }


def queue_lines(queue: LabelQueue) -> Iterator[str]:
    """Yield the cases for a person to read, or why there are none."""
    for rank, pick in enumerate(queue.picks, start=1):
        yield f"{rank}\t{pick.doubt:.2f}\t{pick.distance:.3f}\t{pick.case.images[0].path}"
    if not queue.picks:
        yield "No case of the library waits for a label. Import pictures without labels first."
    if queue.unknown:
        yield f"{queue.unknown} more have no label, but are not embedded by the model in use yet."
    yield f"{NOTICE} Model: {queue.model.short}"
