"""The alarm for embeddings that collapse: a network for which all pictures are the same."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

NARROW = 0.02  # a spread below this, and
SHRUNK = 0.5  # below this share of the spread before training, is a collapse


def spread(embeddings: NDArray[np.floating]) -> float:
    """Return 1 - the mean cosine of two different rows of unit-length embeddings (N, D), N >= 2.

    0 where all coincide, about 1 where they point everywhere.
    """
    x = np.asarray(embeddings, np.float64)
    count = len(x)
    # The sum over all pairs of rows is |sum x|^2, less each row with itself.
    likeness = (np.square(x.sum(axis=0)).sum() - count) / (count * (count - 1))
    return float(1 - likeness)


def alarm(now: float, before: float) -> str:
    """Return what to tell a person where the spread shrank to nothing, else "".

    Untrained features of one kind of picture are narrow too: only what training narrowed counts.
    """
    if now >= NARROW or now >= SHRUNK * before:
        return ""
    return (
        "Nearly all pictures have become the same to the network. Stop the run: a lower learning "
        "rate, or another loss or miner, helps."
    )
