"""The cases of a run as batches: which are learned from, and which are held out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import torch
from numpy.typing import NDArray

from medview.domain.errors import PlanError
from medview.domain.grade import GRADE_LABELS
from medview.domain.training import DR_GRADING, TRAIN, VALIDATION, TrainingCase, TrainingPlan
from medview.imaging.preprocess import Pixels
from medview.learning.held_out import EpochCases, numbered
from medview.learning.learner import Batch
from medview.learning.sampling import Drawn, Sampler, TwoViewSampler
from medview.learning.views import Views

NO_CLASS = -1
MOST_HELD_OUT = 2000  # for the curves of each epoch; the final figures are of all


class Draws(Protocol):
    """What draws batches: Sampler and TwoViewSampler."""

    @property
    def batch(self) -> int:
        """How many images a batch holds."""

    @property
    def views(self) -> int:
        """How often an image comes in a batch."""

    def draw(self) -> Drawn:
        """Return the next batch."""


class Batches:
    """Numbered batches, the same for the same seed; of each, the part this process learns."""

    def __init__(
        self, sampler: Draws, rows: NDArray[np.int64], marks: NDArray[np.int64], views: Views,
        seed: int, share: tuple[int, int],
    ) -> None:  # fmt: skip
        """Take the rows (N,) of what sampler draws, marks (M, 3) of all rows, and (rank, world).

        Raises PlanError: a batch cannot be dealt out evenly to the processes.
        """
        self._sampler, self._rows, self._marks, self._views = sampler, rows, marks, views
        self._seed, (self._rank, self._world) = seed, share
        self._drawn: list[Drawn] = []
        self.size = sampler.batch
        self.images = len(rows) * sampler.views
        if self.size % self._world:
            raise PlanError(
                f"A batch of {self.size} images cannot be dealt out to {self._world} processes.",
                hint="Change 'per_class' or 'batch_size' so that it can.",
            )

    def draw(self, number: int) -> None:
        """Settle which images the batches before `number` hold, from the seed on."""
        while len(self._drawn) < number:
            self._drawn.append(self._sampler.draw())

    def __call__(self, number: int) -> Batch:
        """Return a batch that was drawn: image (n, ...) of this process, marks, groups of all."""
        drawn = self._drawn[number]
        rows, each = self._rows[drawn.rows], self.size // self._world
        mine = range(self._rank * each, (self._rank + 1) * each)
        images = [self._views.varied(int(rows[i]), (self._seed, number, i)) for i in mine]
        return {
            "image": torch.from_numpy(np.stack(images)),
            "marks": torch.from_numpy(self._marks[rows]),
            "groups": torch.from_numpy(drawn.groups),
        }


class RunData:
    """The decoded pictures (N, ...) of a run with their cases (N,)."""

    def __init__(
        self,
        plan: TrainingPlan,
        pictures: Pixels,
        cases: Sequence[TrainingCase],
        share: tuple[int, int] = (0, 1),
    ) -> None:
        """Sort the cases; `share` is this process's number and how many there are.

        Raises PlanError: nothing to learn from, or a label that is no ICDR grade.
        """
        self.plan, self.share, self.cases = plan, share, cases
        self.views = Views(pictures, plan.kind, plan.input_size)
        self.labels = np.array([_number(plan, case.label) for case in cases], dtype=np.int64)
        self.patients = numbered([case.patient for case in cases])
        splits = np.array([case.split for case in cases])
        self.training = np.flatnonzero((splits == TRAIN) & (self.labels != NO_CLASS))
        self.unlabelled = np.flatnonzero(splits != VALIDATION)
        held = np.flatnonzero((splits == VALIDATION) & (self.labels != NO_CLASS))
        some = np.random.default_rng(plan.seed).permutation(held)[:MOST_HELD_OUT]
        chosen = np.sort(some).tolist()
        owners = [cases[row].patient for row in chosen]
        self.held = EpochCases(self.labels[chosen], owners, tuple(chosen))

    def batches(self) -> Batches:
        """Return the labelled batches of the plan."""
        labels = self.labels[self.training].tolist()
        cases = self.cases
        patients = [cases[row].patient for row in self.training.tolist()]
        return self._batches(Sampler(labels, patients, self.plan), self.training, 0)

    def two_views(self, size: int) -> Batches:
        """Return batches of about `size` for learning without labels."""
        sampler = TwoViewSampler(range(len(self.unlabelled)), size, self.plan.seed)
        return self._batches(sampler, self.unlabelled, 1)

    def _batches(self, sampler: Draws, rows: NDArray[np.int64], stream: int) -> Batches:
        seed = 2 * self.plan.seed + stream
        return Batches(sampler, rows, self.marks, self.views, seed, self.share)

    @property
    def marks(self) -> NDArray[np.int64]:
        """Label, patient and row (N, 3) of every case."""
        return np.stack([self.labels, self.patients, np.arange(len(self.labels))], axis=1)

    @property
    def lone(self) -> frozenset[int]:
        """The classes whose training images are all of one patient."""
        pairs = {(int(self.labels[r]), int(self.patients[r])) for r in self.training}
        labels = [label for label, _ in pairs]
        return frozenset(label for label in labels if labels.count(label) == 1)


def _number(plan: TrainingPlan, label: str) -> int:
    """Return the number of a label; of grades, the grade."""
    if label not in plan.classes:
        return NO_CLASS
    if plan.task != DR_GRADING:
        return plan.classes.index(label)
    if label not in GRADE_LABELS:
        raise PlanError(f"'{label}' is no ICDR grade.", hint="Map every label to a grade of 0-4.")
    return GRADE_LABELS.index(label)
