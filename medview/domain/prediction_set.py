"""Which grades a photograph may have at a chosen coverage: conformal prediction sets.

A set starts at the grade that is shown and takes in its neighbours on the scale, the more probable
side first, while the probability it holds does not exceed a limit. The limit is fitted on held-out
photographs, so that the share of sets that hold the true grade is at least the coverage, whatever
the probabilities are worth: Vovk et al., "Algorithmic Learning in a Random World", 2005; for
ordinal grades Lu et al., arXiv 2207.02238.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil

from medview.domain.grade import Grade

COVERAGES = (0.8, 0.85, 0.9, 0.95)
USUAL_COVERAGE = 0.9


def grade_set(probabilities: Sequence[float], shown: Grade, limit: float) -> tuple[Grade, ...]:
    """Return the grades of the set around `shown`, in rising order.

    `probabilities` are the five of the shown result.
    """
    held = 0.0
    members: list[Grade] = []
    for grade in _joining(probabilities, shown):
        if members and held > limit:
            break
        members.append(grade)
        held += probabilities[grade]
    return tuple(sorted(members))


def score(probabilities: Sequence[float], shown: Grade, truth: Grade) -> float:
    """Return the probability a set holds before `truth` joins it; 0 when it is the shown grade."""
    held = 0.0
    for grade in _joining(probabilities, shown):
        if grade == truth:
            break
        held += probabilities[grade]
    return held


def limit_for(scores: Sequence[float], coverage: float) -> float:
    """Return the limit for a coverage in (0, 1): the ceil((n + 1) coverage)-th smallest score.

    1, which lets every grade in, where there are too few scores.
    """
    rank = ceil((len(scores) + 1) * coverage)
    return sorted(scores)[rank - 1] if rank <= len(scores) else 1.0


def _joining(probabilities: Sequence[float], shown: Grade) -> Iterator[Grade]:
    """Yield the grades in the order they join; of two as probable the worse one first."""
    low = high = int(shown)
    yield shown
    while low > Grade.NO_DR or high < Grade.PROLIFERATIVE:
        below = probabilities[low - 1] if low > Grade.NO_DR else -1.0
        above = probabilities[high + 1] if high < Grade.PROLIFERATIVE else -1.0
        if above >= below:
            high += 1
            yield Grade(high)
        else:
            low -= 1
            yield Grade(low)
