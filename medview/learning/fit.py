"""Training of one's own: a plan and its decoded pictures in, the network of the best epoch out."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from medview.domain.errors import PlanError
from medview.domain.job import Cancelled
from medview.domain.ports import RunListener
from medview.domain.shortage import is_shortage
from medview.domain.training import EpochReport, Request, TrainingCase, TrainingPlan
from medview.imaging.preprocess import Pixels
from medview.learning import checkpoint, collapse, embedding_map, held_out
from medview.learning.engine import Schedule, ahead, keep_freed_memory
from medview.learning.learner import Batch, Learner, make_fabric
from medview.learning.objective import Objective, TwoViews
from medview.learning.run_data import Batches, RunData
from medview.learning.run_export import export_run
from medview.learning.start import starting_encoder

POLL = 0.2  # seconds between two looks at what is asked of a paused run
WARM_UP = 0.1  # of the steps
EMBEDDED_AT_ONCE = 32
Figures = dict[str, float]


def fit(
    plan: TrainingPlan,
    pictures: Pixels,
    cases: Sequence[TrainingCase],
    folder: Path,
    *,
    start: Path | None,
    listener: RunListener,
) -> Path:
    """Train and return folder/network: encoder.onnx and weights.safetensors of the best epoch.

    `pictures` are the decoded cases as `views.Views` takes them. A checkpoint in folder is gone on
    from, to the bit on one processor. `start` is the package of the model in use: backbone "in-use"
    begins there, and a grader learns from it what good pictures are. An epoch is reported again
    where the run broke off before its checkpoint was whole. Request.STOP ends the run with what is
    best so far, PAUSE holds it. Raises Cancelled on DROP, PlanError: the plan cannot be run.
    """
    keep_freed_memory()
    cv2.setNumThreads(1)  # batches are made in threads of their own, beside torch's
    run = Run(plan, pictures, cases, folder, start, listener)
    run.with_the_memory_there_is(run.begin)
    while not run.ended:
        run.with_the_memory_there_is(run.train_epoch)
    run.with_the_memory_there_is(run.export)
    return folder / "network"


class Run:
    """One training run, epoch by epoch: first those without labels, then those with them."""

    def __init__(
        self,
        plan: TrainingPlan,
        pictures: Pixels,
        cases: Sequence[TrainingCase],
        folder: Path,
        start: Path | None,
        listener: RunListener,
    ) -> None:
        """Build all that learns; `begin` looks for a checkpoint. Raises PlanError."""
        self.plan, self.folder, self.start, self.listener = plan, folder, start, listener
        self.fabric = make_fabric(plan)
        first = self.fabric.global_rank == 0
        self.tell = listener.tell if first else _silent
        share = (self.fabric.global_rank, self.fabric.world_size)
        self.data = RunData(plan, pictures, cases, share)
        self._labelled = self.data.batches()
        self._unlabelled = self.data.two_views(self._labelled.size)
        torch.manual_seed(plan.seed)
        encoder, self.taught = starting_encoder(plan, start, volumes=self.data.views.volumes)
        self._chance = torch.get_rng_state()  # goes on where the encoder was drawn
        self.learner = Learner(self.fabric, encoder, plan, self.tell)
        self.shown = deepcopy(encoder)  # has the averaged weights: what would ship
        self.epoch, self.best_score, self.since_better = 0, -math.inf, 0
        self.best: dict[str, Tensor] = {}
        self.narrowest = 0.0  # the spread before training
        self.places: NDArray[np.float64] | None = None
        self.stopped = False
        self._start_clock()

    # --- the course of a run

    @property
    def alone(self) -> bool:
        """True where no other process trains along."""
        return self.fabric.world_size == 1

    @property
    def epochs(self) -> int:
        """How many epochs there are at most, those without labels among them."""
        return self.plan.pretraining_epochs + self.plan.epochs

    @property
    def pretraining(self) -> bool:
        """True while the present epoch learns without labels."""
        return self.epoch < self.plan.pretraining_epochs

    @property
    def ended(self) -> bool:
        """True when there is nothing left to learn."""
        tired = 0 < self.plan.patience <= self.since_better
        return self.stopped or tired or self.epoch >= self.epochs

    def begin(self) -> None:
        """Go on from the checkpoint, or prepare the first epoch and keep it."""
        if self._restore():
            self.tell(f"Going on after epoch {self.epoch} of {self.epochs}.")
        else:
            self.prepare()
            self._judge_the_start()
            self._keep()
        self._start_clock()

    def _judge_the_start(self) -> None:
        figures, *_ = self._judged()
        self.narrowest = figures.get("spread", 0.0)
        if "recall@1" in figures:
            self.tell(f"Before training: {_in_words(figures)}.")

    def train_epoch(self) -> None:
        """Learn from each image about once, judge the held-out cases, keep the checkpoint."""
        began = time.monotonic()
        losses = self._learn_steps()
        if self.stopped and self.best:
            return
        self._report(losses, began)
        self.epoch += 1
        if self.epoch == self.plan.pretraining_epochs:
            self.prepare()
        self._keep()

    def _learn_steps(self) -> list[float]:
        """Return the loss of each step of the epoch, up to where a person stops it."""
        losses: list[float] = []
        first = self._epoch_in_phase * self.steps_each
        for step, several in self._made_ahead(first, first + self.steps_each):
            losses.append(self._learn(several, step))
            self._steps += 1
            self._tell_step(step - first + 1, losses[-1])
            if self._stop_is_asked():
                break
        return losses

    def take_step(self, step: int) -> float:
        """Learn one step on its own and return its seconds, the making of its batches included."""
        began = time.monotonic()
        for number, several in self._made_ahead(step, step + 1):
            self._learn(several, number)
        return time.monotonic() - began

    def _learn(self, several: list[Batch], step: int) -> float:
        self.learner.encoder.train()
        self.learner.encoder.trunk_learns = not self._frozen
        return self.learner.learn(several, step, self._rate(step))

    def _made_ahead(self, first: int, last: int) -> Iterator[tuple[int, list[Batch]]]:
        """Yield the steps from first to before last with their batches."""
        batches, each = self.batches, self.plan.accumulate
        batches.draw(last * each)
        made = ahead(batches, first * each, last * each)
        for step in range(first, last):
            yield step, [next(made) for _ in range(each)]

    def with_the_memory_there_is(self, work: Callable[[], None]) -> None:
        """Do a piece of work; where memory runs out, again with fewer images at a time.

        Several processes could not agree to go back: there the shortage ends the run, which then
        goes on from its last checkpoint when it is resumed.
        """
        while True:
            try:
                return work()
            except Exception as error:
                if not self.alone or not is_shortage(error):
                    raise
            self._go_back()

    def _go_back(self) -> None:
        """Return to the last checkpoint, to learn fewer images at a time."""
        self.learner.make_smaller(self.batches.size)
        parts = self.learner.parts
        if not self._restore():
            self.prepare()
        self.learner.parts = parts

    # --- phases: without labels, and with them

    def prepare(self) -> None:
        """Make ready what the present phase, with or without labels, learns by.

        What starts at random is the same however often this was done before: a run that goes on
        prepares the phases to come as the unbroken one does.
        """
        torch.set_rng_state(self._chance)
        kind = TwoViews if self.pretraining else Objective
        plan = self.plan if not self.pretraining else replace(self.plan, memory=0)
        self.learner.judge_by(kind(plan, self.data.lone))
        if self.plan.pretraining_epochs:
            words = "without labels" if self.pretraining else "with labels"
            self.tell(f"Learning {words}.")

    @property
    def batches(self) -> Batches:
        """The batches of the present phase."""
        return self._unlabelled if self.pretraining else self._labelled

    @property
    def steps_each(self) -> int:
        """How many steps an epoch of the present phase has."""
        return self.steps_of(self.batches.images, self.batches.size)

    def steps_of(self, images: int, at_once: int) -> int:
        """Return the steps in which each of so many images comes up about once."""
        return max(1, round(images / (at_once * self.plan.accumulate)))

    @property
    def _epoch_in_phase(self) -> int:
        return self.epoch - (0 if self.pretraining else self.plan.pretraining_epochs)

    @property
    def _frozen(self) -> bool:
        """True while only the heads learn: a backbone that has learned nothing yet is not held."""
        return (
            self.taught
            and not self.pretraining
            and (self._epoch_in_phase < self.plan.frozen_epochs)
        )

    def _rate(self, step: int) -> float:
        """Return the share of the full learning rate: warm-up, then a cosine, in each phase."""
        epochs = self.plan.pretraining_epochs if self.pretraining else self.plan.epochs
        steps = self.steps_each * epochs
        return Schedule(steps, 1.0, warm_up=max(1, round(WARM_UP * steps))).rate(step)

    # --- judging an epoch

    def _judged(self) -> tuple[Figures, NDArray[np.float32], dict[str, Tensor]]:
        """Return figures and embeddings of the held-out cases, and the weights they are of."""
        weights = folded(self.learner.average.weights, self.learner.objective.learned)
        self.shown.load_state_dict(weights)
        rows = self.data.held.rows
        if len(rows) < 2:
            return {}, np.zeros((0, self.plan.dimension), np.float32), weights
        embeddings, logits = self.answers(rows)
        graded = logits if logits.shape[1] else None
        return self.data.held.figures(embeddings, graded), embeddings, weights

    @torch.no_grad()
    def answers(self, rows: Sequence[int]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Return embeddings and grade logits of rows, as the network that would ship gives them."""
        self.shown.eval()
        each = max(1, EMBEDDED_AT_ONCE // self.learner.parts)
        starts = range(0, len(rows), each)
        found = []
        for images in ahead(
            lambda i: self.data.views.plain(rows[starts[i] :][:each]), 0, len(starts)
        ):
            out = self.shown(torch.from_numpy(images).to(self.fabric.device))
            grades = out.embedding[:, :0] if out.grade_logits is None else out.grade_logits
            found.append((out.embedding.cpu().numpy(), grades.cpu().numpy()))
        embeddings, logits = zip(*found, strict=True)
        return np.concatenate(embeddings), np.concatenate(logits)

    def _report(self, losses: list[float], began: float) -> None:
        figures, embeddings, weights = self._judged()
        better = self._is_better(figures, weights)
        if words := collapse.alarm(figures.get("spread", 1.0), self.narrowest):
            self.tell(words)
        figures = {
            "loss": float(np.mean(losses)),
            **figures,
            "rate": self.plan.learning_rate * self._rate(self._epoch_in_phase * self.steps_each),
            "seconds": time.monotonic() - began,
        }
        report = EpochReport(self.epoch + 1, self.epochs, figures, *self.drawn(embeddings), better)
        if self.fabric.global_rank == 0:
            self.listener.on_epoch(report)

    def drawn(
        self, embeddings: NDArray[np.float32]
    ) -> tuple[tuple[int, ...], tuple[tuple[float, float], ...], dict[int, tuple[int, ...]]]:
        """Return what a person sees of held-out embeddings (N, D): rows, map, examples.

        See EpochReport; the map goes on from that of the last epoch.
        """
        if not len(embeddings):
            return (), (), {}
        self.places = embedding_map.place(embeddings, self.places)
        places = tuple((float(x), float(y)) for x, y in self.places)
        return self.data.held.rows, places, self.data.held.examples(embeddings)

    def _is_better(self, figures: Figures, weights: dict[str, Tensor]) -> bool:
        """Keep the weights where they are the best so far; without held-out cases, the last are.

        What was learned without labels is kept only where the run is stopped there.
        """
        if self.pretraining and not self.stopped:
            return False
        score = held_out.score(figures)
        better = not score <= self.best_score  # without a score, each is
        self.since_better = 0 if better else self.since_better + 1
        if better:
            self.best_score = score if score == score else -math.inf
            self.best = {name: value.clone() for name, value in weights.items()}
        return better

    # --- what a person hears and asks

    def _start_clock(self) -> None:
        """Time the steps from now on: what comes before them says nothing of those to come."""
        self._began, self._steps, self._slept = time.monotonic(), 0, 0.0

    def _tell_step(self, in_epoch: int, loss: float) -> None:
        before = min(self.epoch, self.plan.pretraining_epochs)
        phases = self._unlabelled, self._labelled
        lengths = [self.steps_of(each.images, each.size) for each in phases]
        done = before * lengths[0] + (self.epoch - before) * lengths[1] + in_epoch
        total = self.plan.pretraining_epochs * lengths[0] + self.plan.epochs * lengths[1]
        each = (time.monotonic() - self._began - self._slept) / self._steps
        left = (total - done) * each if self._steps > 1 else None  # the first step warms up
        self._last = (done, total, loss, left)
        if self.fabric.global_rank == 0:
            self.listener.on_step(*self._last)

    def _stop_is_asked(self) -> bool:
        """Heed what a person asks: raise Cancelled, wait, or return whether to stop."""
        asked = self._asked()
        if asked == Request.PAUSE:
            self.tell("The run is paused.")
            if self.fabric.global_rank == 0:
                self.listener.on_step(*self._last)
        while asked == Request.PAUSE:
            time.sleep(POLL)
            self._slept += POLL
            asked = self._asked()
        if asked == Request.DROP:
            raise Cancelled
        self.stopped = asked == Request.STOP
        return self.stopped

    def _asked(self) -> Request:
        """Return the request; all processes hear the first one's."""
        if self.alone:
            return self.listener.request()
        first = self.fabric.global_rank == 0
        word = self.listener.request() if first else Request.GO_ON
        return Request(self.fabric.broadcast(word))

    # --- what lasts

    def _keep(self) -> None:
        """Write the checkpoint: from it the run goes on as if it had never stopped."""
        if self.fabric.global_rank == 0:
            parts = {**self.learner.state(), "best": self.best}
            if self.places is not None:
                parts["map"] = {"places": torch.from_numpy(self.places)}
            checkpoint.save(self.folder, parts, self._note())
        self.fabric.barrier()

    def _note(self) -> dict[str, Any]:
        return {
            "plan": self.plan.as_json(),
            "epoch": self.epoch,
            "best_score": self.best_score if math.isfinite(self.best_score) else None,
            "since_better": self.since_better,
            "narrowest": self.narrowest,
            "parts": self.learner.parts,
        }

    def _restore(self) -> bool:
        """Take up the checkpoint; False when there is none. Raises PlanError: of another plan.

        Whether there is one the first process says, which may write it while another still looks.
        """
        if not self.fabric.broadcast((self.folder / checkpoint.NAME).exists()):
            return False
        found = checkpoint.load(self.folder)
        if found is None:
            raise PlanError(
                "Another computer of this run cannot see its folder.",
                hint="Keep the run in a folder that all of them share.",
            )
        parts, note = found
        if TrainingPlan.from_json(note["plan"]) != self.plan:
            raise PlanError("This run was begun with another plan.", hint="Start a new run.")
        self.epoch, self.since_better = note["epoch"], note["since_better"]
        self.best_score = -math.inf if note["best_score"] is None else note["best_score"]
        self.narrowest = note["narrowest"]
        self.best = parts.get("best", {})
        self.places = parts["map"]["places"].numpy() if "map" in parts else None
        self.prepare()
        self.learner.restore(parts)
        self.learner.parts = note["parts"]
        return True

    def export(self) -> None:
        """Write the network of the best epoch into folder/network, once."""
        if self.fabric.global_rank == 0:
            export_run(
                self.plan, self.shown.cpu(), self.best, self.data, self.start, self.folder,
                self.tell,
            )  # fmt: skip
        self.fabric.barrier()


def folded(weights: dict[str, Tensor], learned: torch.nn.Module | None) -> dict[str, Tensor]:
    """Return weights with a learned Mahalanobis matrix L taken into the embedding: L(Wx + b)."""
    if learned is None:
        return weights
    factor = learned.get_parameter("factor").detach()
    inside = {name: factor @ weights[name] for name in ("embed.weight", "embed.bias")}
    return {**weights, **inside}


def _in_words(figures: Figures) -> str:
    return ", ".join(f"{name} {value:.3f}" for name, value in sorted(figures.items()))


def _silent(text: str) -> None:
    """Tell nobody: only the first process speaks."""
