"""What became of the neighbours: counts, and how much so few can say."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

Z95 = 1.959964  # of the normal distribution, for 95 %


@dataclass(frozen=True)
class OutcomeShare:
    """How many of those whose outcome is known had this one, and the 95 % interval of the share."""

    outcome: str
    count: int
    low: float
    high: float


@dataclass(frozen=True)
class Outcomes:
    """The outcomes of some cases, the most frequent first; of `cases`, `known` have one."""

    cases: int
    known: int
    shares: tuple[OutcomeShare, ...]


def outcomes_of(outcomes: Sequence[str]) -> Outcomes:
    """Count outcomes, one of each case, "" where none is known."""
    counts = Counter(outcome for outcome in outcomes if outcome)
    known = counts.total()
    shares = (OutcomeShare(name, n, *wilson(n, known)) for name, n in counts.most_common())
    return Outcomes(len(outcomes), known, tuple(shares))


def wilson(count: int, total: int) -> tuple[float, float]:
    """Return the 95 % score interval of a share (Wilson, J. Am. Stat. Assoc. 1927;22:209-212)."""
    if not total:
        return 0.0, 1.0
    share, z2 = count / total, Z95**2
    middle = (share + z2 / (2 * total)) / (1 + z2 / total)
    spread = share * (1 - share) / total + z2 / (4 * total**2)
    half = Z95 * math.sqrt(spread) / (1 + z2 / total)
    return max(0.0, middle - half), min(1.0, middle + half)
