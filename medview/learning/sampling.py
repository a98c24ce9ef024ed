"""Which examples make a batch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray


class ClassBatches:
    """Batches with a set number of examples of each class, spread over its groups (cameras).

    Every class and group is walked through in a shuffled order, again and again, so that none of
    its examples comes up a second time before all have come up once.
    """

    def __init__(
        self,
        labels: Sequence[int],
        groups: Sequence[str],
        per_class: Sequence[int],
        *,
        balance: float = 0.5,
        seed: int = 0,
    ) -> None:
        """Take labels (N,) and groups (N,); a batch holds per_class[c] examples of class c.

        balance 0 draws groups by their size within the class, 1 equally often. Raises ValueError:
        a class that is asked for has no example.
        """
        self._rng = np.random.default_rng(seed)
        self._per_class = tuple(per_class)
        self._cells: dict[int, list[NDArray[np.int64]]] = {}
        self._shares: dict[int, NDArray[np.float64]] = {}
        self._queues: dict[tuple[int, int], list[int]] = {}
        table, names = np.asarray(labels), np.asarray(groups)
        for label, wanted in enumerate(self._per_class):
            members = [
                np.flatnonzero((table == label) & (names == group)) for group in np.unique(names)
            ]
            members = [cell for cell in members if len(cell)]
            if wanted and not members:
                raise ValueError(f"No example of class {label}.")
            sizes = np.array([len(cell) for cell in members], dtype=np.float64)
            self._cells[label] = members
            self._shares[label] = (1 - balance) * sizes / max(sizes.sum(), 1) + balance / max(
                len(sizes), 1
            )

    def __iter__(self) -> Iterator[NDArray[np.int64]]:
        """Yield batches of example numbers without end."""
        while True:
            yield self.draw()

    def draw(self) -> NDArray[np.int64]:
        """Return the next batch, (sum of per_class,)."""
        return np.array(
            [
                self._next(label)
                for label, wanted in enumerate(self._per_class)
                for _ in range(wanted)
            ],
            dtype=np.int64,
        )

    def _next(self, label: int) -> int:
        shares = self._shares[label]
        cell = int(self._rng.choice(len(shares), p=shares / shares.sum()))
        queue = self._queues.setdefault((label, cell), [])
        if not queue:
            queue.extend(self._rng.permutation(self._cells[label][cell]).tolist())
        return queue.pop()
