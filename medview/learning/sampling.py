"""Which examples make a batch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from medview.domain.errors import PlanError
from medview.domain.training import TrainingPlan

TRIES = 20  # to find a partner of another patient


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
                self.next_of(label)
                for label, wanted in enumerate(self._per_class)
                for _ in range(wanted)
            ],
            dtype=np.int64,
        )

    def next_of(self, label: int) -> int:
        """Return the next example of one class."""
        shares = self._shares[label]
        cell = int(self._rng.choice(len(shares), p=shares / shares.sum()))
        queue = self._queues.setdefault((label, cell), [])
        if not queue:
            queue.extend(self._rng.permutation(self._cells[label][cell]).tolist())
        return queue.pop()


@dataclass(frozen=True)
class Drawn:
    """The examples of a batch: `rows` (N,), and the pair or triplet `groups` (N,) each is of.

    With the sampler "per-class" all are of group 0.
    """

    rows: NDArray[np.int64]
    groups: NDArray[np.int64]


class Sampler:
    """The batches of a plan, the same for the same seed, however often the run was resumed."""

    views = 1

    def __init__(self, labels: Sequence[int], patients: Sequence[str], plan: TrainingPlan) -> None:
        """Take labels (N,) and patients (N,) of the examples to draw from.

        Raises PlanError: fewer than two classes have an example.
        """
        self._present = sorted(set(labels))
        if len(self._present) < 2:
            raise PlanError(
                "Only one class has images to train on.", hint="Label images of a second class."
            )
        counts = [plan.per_class if c in self._present else 0 for c in range(max(labels) + 1)]
        self._examples = ClassBatches(labels, [""] * len(labels), counts, seed=plan.seed)
        self._rng = np.random.default_rng((plan.seed, 1))
        self._labels, self._patients, self._plan = labels, patients, plan

    @property
    def batch(self) -> int:
        """How many images a batch holds."""
        per_group = {"pairs": 2, "triplets": 3}.get(self._plan.sampler)
        if per_group:
            return per_group * self._plan.batch_size
        return self._plan.per_class * (self._plan.classes_per_batch or len(self._present))

    def draw(self) -> Drawn:
        """Return the next batch."""
        if self._plan.sampler == "per-class":
            rows = self._of_classes()
            return Drawn(rows, np.zeros_like(rows))
        draw = self._pair if self._plan.sampler == "pairs" else self._triplet
        groups = [draw(place) for place in range(self._plan.batch_size)]
        numbers = np.repeat(np.arange(len(groups)), len(groups[0]))
        return Drawn(np.array(groups, dtype=np.int64).ravel(), numbers)

    def _of_classes(self) -> NDArray[np.int64]:
        wanted = self._plan.classes_per_batch or len(self._present)
        count = min(wanted, len(self._present))
        chosen = self._rng.choice(self._present, count, replace=False)
        # fewer classes than asked for: some come twice, so that batches stay of one size
        chosen = np.resize(chosen, wanted)
        drawn = [
            self._examples.next_of(int(c)) for c in chosen for _ in range(self._plan.per_class)
        ]
        return np.array(drawn, dtype=np.int64)

    def _pair(self, place: int) -> tuple[int, int]:
        """Return two examples, of one class in every other pair."""
        first = self._examples.next_of(int(self._rng.choice(self._present)))
        return first, self._partner(first, same=place % 2 == 0)

    def _triplet(self, place: int) -> tuple[int, int, int]:
        """Return an anchor, another of its class, and one of another class."""
        first = self._examples.next_of(int(self._rng.choice(self._present)))
        return first, self._partner(first, same=True), self._partner(first, same=False)

    def _partner(self, first: int, *, same: bool) -> int:
        """Return an example of the same or another class, of another patient where that can be."""
        own = self._labels[first]
        label = own if same else int(self._rng.choice([c for c in self._present if c != own]))
        for _ in range(TRIES):
            found = self._examples.next_of(label)
            if self._patients[found] != self._patients[first]:
                break
        return found


class TwoViewSampler:
    """Batches for learning without labels: each example twice in a row, all come up in turn."""

    views = 2

    def __init__(self, rows: Sequence[int], batch: int, seed: int) -> None:
        """Take the examples to draw from and the size of a batch."""
        self.batch = 2 * min(batch // 2, len(rows))
        self._all = ClassBatches([0] * len(rows), [""] * len(rows), (self.batch // 2,), seed=seed)
        self._rows = np.asarray(rows, dtype=np.int64)

    def draw(self) -> Drawn:
        """Return the next batch."""
        rows = np.repeat(self._rows[self._all.draw()], 2)
        return Drawn(rows, np.zeros_like(rows))
