"""One run from its first to its last step: decode, train, evaluate, pack; resumable at each."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from medview.app.converse import Conversation
from medview.app.decode_cases import decode_cases
from medview.app.evaluate_run import EvaluateRun
from medview.app.run_faults import fault_words
from medview.app.starting_model import starting_model
from medview.domain.fitness import check_fitness
from medview.domain.job import Cancelled
from medview.domain.ports import Reader
from medview.domain.pseudonym import Pseudonyms
from medview.domain.recipes import device_of
from medview.domain.training import Request, RunState, TrainingCase, TrainingPlan
from medview.store.models import ModelRegistry
from medview.store.run_folder import RunFolder

LOCK_SECONDS = 10.0  # others look at the lock for moments only
POLL = 0.5

log = logging.getLogger(__name__)


class TrainModel:
    """Works on runs; one at a time has the lock of a run, whatever else looks at it."""

    def __init__(
        self, reader: Reader, registry: ModelRegistry, pseudonyms: Callable[[], Pseudonyms]
    ) -> None:
        """Take what decodes, and which models there are to start from and compare with.

        `pseudonyms` returns what patients are called in a model; a probe, which makes none and
        whose folder lies in no home, never asks.
        """
        self._reader = reader
        self._registry = registry
        self._pseudonyms = pseudonyms

    def work_on(self, folder: Path) -> RunState | None:
        """Work until the run ends and return how; None when another process has it."""
        run = RunFolder(folder)
        lock = run.lock()
        if not lock.take(LOCK_SECONDS):
            return None
        try:
            return self._to_an_end(run)
        finally:
            lock.release()

    def help_with(self, folder: Path) -> RunState:
        """Train beside the first process, which does all the talking and what comes after."""
        run = RunFolder(folder)
        while run.recorded_state() in (RunState.WAITING, RunState.PREPARING):
            time.sleep(POLL)
        self._fit(run, run.plan(), run.decoded(), Conversation(run))
        return RunState.DONE

    def probe(self, folder: Path) -> dict[str, Any]:
        """Return what an epoch of a run takes here, whose pictures are a sample of its cases."""
        from medview.learning.device import device_facts
        from medview.learning.probe import probe

        run = RunFolder(folder)
        pictures = np.load(run.pictures, mmap_mode="r")
        found = probe(run.plan(), pictures, run.decoded(), whole=run.cases())
        device = asdict(device_of(device_facts()))
        return {**found._asdict(), "device": device}

    def close(self) -> None:
        """End the reader processes."""
        self._reader.close()

    def _to_an_end(self, run: RunFolder) -> RunState:
        try:
            return self._work(run, Conversation(run))
        except Cancelled:
            run.drop()
            return RunState.DROPPED
        except Exception as error:
            log.exception("the run failed")
            fail(run, error)
            return RunState.FAILED

    def _work(self, run: RunFolder, talk: Conversation) -> RunState:
        talk.enter(RunState.PREPARING)
        run.hold_reserve()
        plan = run.plan()
        cases = self._decode(run, plan, talk)
        talk.enter(RunState.TRAINING)
        network = self._fit(run, plan, cases, talk)
        talk.enter(RunState.EVALUATING)
        evaluate = EvaluateRun(self._reader, self._registry, self._pseudonyms())
        evaluate(run, plan, cases, network, talk)
        state = RunState.STOPPED if run.request() is Request.STOP else RunState.DONE
        run.finish(state)
        return state

    def _decode(
        self, run: RunFolder, plan: TrainingPlan, talk: Conversation
    ) -> Sequence[TrainingCase]:
        """Decode the pictures once; return the cases whose picture could be read."""
        found = decode_cases(run.cases(), plan, self._reader, run.pictures, talk.context())
        check_fitness(plan, found.cases)
        if run.decoded() != list(found.cases):  # not told before
            for problem in found.problems:
                talk.tell(f"Left out: {Path(problem.path).name}: {problem.message}")
            run.keep_decoded(found.cases)
        return found.cases

    def _fit(
        self,
        run: RunFolder,
        plan: TrainingPlan,
        cases: Sequence[TrainingCase],
        talk: Conversation,
    ) -> Path:
        from medview.learning.fit import fit  # loads torch: only the worker pays for it

        start = starting_model(self._registry, plan)
        return fit(
            plan,
            np.load(run.pictures, mmap_mode="r"),
            cases,
            run.path,
            start=start.folder if start else None,
            listener=talk,
        )


def fail(run: RunFolder, error: Exception) -> None:
    """Record why the run ended; the space held in reserve is given back to write it into."""
    try:
        run.free_reserve()
        run.enter(RunState.FAILED, *fault_words(error))
    except OSError:  # nothing can be written: that no process is there says it as well
        log.exception("the failure could not be recorded")
