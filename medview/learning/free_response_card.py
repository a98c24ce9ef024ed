"""The free-response curve over held-out candidates, of which the others are a thin sample.

LUNA16 lists 551,065 candidates of 888 scans, 1,351 of them on nodules (candidates.csv; Setio et
al., Medical Image Analysis 2017;42:1-13). The data hold those on nodules, and of the others a
random draw of five for each: counting these few as all false marks of their scans would flatter the
model some eighty-fold. So the share of them that is marked is taken for the share of all, and a
scan has OTHERS_A_SCAN.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medview.domain.agreement import IntArray, with_interval
from medview.domain.nodules import NODULE
from medview.learning.dataset import Example
from medview.learning.measures import sensitivity_at

CANDIDATES, ON_NODULES, SCANS = 551_065, 1_351, 888  # of LUNA16's candidates.csv
OTHERS_A_SCAN = (CANDIDATES - ON_NODULES) / SCANS
FALSE_MARKS = (0.125, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0)  # LUNA16's own, a scan
MEASURED_ON = (
    "Candidates of about {scans} held-out scans of LUNA16: {nodules} on nodules, each counted as "
    "one nodule, and {others} of the other {all} or so. False marks a scan are estimated: the "
    "share of the others marked, taken for a random draw, times {a_scan:.0f} a scan. One of them "
    "stands for {least:.2f} false marks a scan, so nothing is told below. Nodules that are no "
    "candidate, and places that only this program looks at, do not count. Intervals by runs of "
    "about eight scans."
)


def candidate_free_response(
    held: Sequence[Example], scores: NDArray[np.float32], shown_from: float
) -> dict[str, Any]:
    """Return the card's curve of held-out candidates, and where scores from `shown_from` on lie."""
    truth = np.array([e.label == NODULE for e in held])
    scans, others = scans_of([e.order for e in held]), int((~truth).sum())
    runs = [e.patient for e in held]

    def found(marks: float) -> dict[str, Any]:
        share = marks / OTHERS_A_SCAN
        return with_interval(lambda rows: sensitivity_at(truth[rows], scores[rows], share), runs)

    def marked(rows: IntArray, on_nodules: bool) -> float:
        of = scores[rows][truth[rows] == on_nodules]
        return float((of >= shown_from).mean()) if len(of) else float("nan")

    return {
        "on": MEASURED_ON.format(
            scans=scans, nodules=int(truth.sum()), others=others, a_scan=OTHERS_A_SCAN,
            all=f"{round(scans * OTHERS_A_SCAN, -3):,.0f}", least=OTHERS_A_SCAN / max(others, 1),
        ),
        "scans": scans,
        "nodules": int(truth.sum()),
        "others": others,
        "found_at_false_marks": {f"{marks:g}": found(marks) for marks in told_at(others)},
        "shown": {
            "false_marks": with_interval(lambda rows: OTHERS_A_SCAN * marked(rows, False), runs),
            "found": with_interval(lambda rows: marked(rows, True), runs),
        },
    }  # fmt: skip


def told_at(others: int) -> list[float]:
    """Return the numbers of false marks a scan that so many others can tell: one of them or more.

    Data too thin for any of them are asked at what one stands for.
    """
    least = OTHERS_A_SCAN / max(others, 1)
    return [marks for marks in FALSE_MARKS if marks >= least] or [round(least, 2)]


def scans_of(places: Sequence[int]) -> int:
    """Return how many scans the rows of LUNA16's list from the first to the last of these span."""
    return max(1, round((max(places) - min(places) + 1) * SCANS / CANDIDATES))
