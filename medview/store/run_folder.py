"""The folder of one training run: its plan and cases, what it said, and what is asked of it.

Everything is written whole or added line by line, so that a process that ends at any point leaves
a run that can be resumed; whether one works on it is told by the lock alone, never by a clock.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from medview.domain.errors import PlanError
from medview.domain.training import (
    EpochReport,
    Request,
    RunState,
    RunStatus,
    TrainingCase,
    TrainingPlan,
)
from medview.store.case_table import as_table, from_table
from medview.store.files import write_atomically
from medview.store.journal import Journal
from medview.store.lock import ProcessLock, is_locked

# Held back so that a full disk still leaves room to say that it is full.
RESERVE = 64 * 1024
# What is left of a run that was dropped, or is finished: it is still listed, and says so.
OF_DROPPED = ("plan.json", "events.jsonl", "lock", "worker.log")
OF_FINISHED = (
    *OF_DROPPED, "cases.csv", "decoded.csv", "epochs.jsonl", "progress.json", "evaluation.json",
    "package",
)  # fmt: skip


class RunFolder:
    """One run on the disk; any process may read it, one works on it."""

    def __init__(self, path: Path) -> None:
        """Name the folder; `set_up` fills it."""
        self.path = path
        self.pictures = path / "pictures.npy"
        self.package = path / "package"
        self.log = path / "worker.log"
        self._events = Journal(path / "events.jsonl")
        self._epochs = Journal(path / "epochs.jsonl")
        self._request = path / "request"
        self._progress = path / "progress.json"
        self._result = path / "evaluation.json"
        self._reserve = path / "reserve"
        self._lock = path / "lock"

    def set_up(self, plan: TrainingPlan, cases: Sequence[TrainingCase]) -> None:
        """Write plan and cases; the plan last, as it makes the folder a run. Raises OSError."""
        write_atomically(self.path / "cases.csv", as_table(cases))
        text = json.dumps(plan.as_json(), indent=1, ensure_ascii=False)
        write_atomically(self.path / "plan.json", text.encode())

    def plan(self) -> TrainingPlan:
        """Return the plan. Raises PlanError when there is none that can be run."""
        try:
            content = json.loads((self.path / "plan.json").read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise PlanError(
                f"The run '{self.path.name}' has no plan that can be read.",
                hint="Start a new run; this one can be removed.",
            ) from error
        return TrainingPlan.from_json(content)

    def cases(self) -> list[TrainingCase]:
        """Return the cases the run was set up with. Raises PlanError when they cannot be read."""
        return self._read(self.path / "cases.csv")

    def decoded(self) -> list[TrainingCase]:
        """Return the cases row for row as pictures, places and mistakes are numbered.

        Those whose picture could not be read are left out; before that is known, none is.
        """
        table = self.path / "decoded.csv"
        return self._read(table) if table.exists() else self.cases()

    def keep_decoded(self, cases: Sequence[TrainingCase]) -> None:
        """Keep which cases could be read. Raises OSError."""
        write_atomically(self.path / "decoded.csv", as_table(cases))

    def _read(self, table: Path) -> list[TrainingCase]:
        try:
            return from_table(table.read_bytes())
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise PlanError(
                f"The cases of the run '{self.path.name}' cannot be read.",
                hint="Start a new run; this one can be removed.",
            ) from error

    # --- what the worker says

    def say(self, text: str) -> None:
        """Add a line to the log of the run."""
        self._events.add({"at": _now(), "text": text})

    def enter(self, state: RunState, failure: str = "", advice: str = "") -> None:
        """Record a new state durably; a fault comes with what to do about it."""
        entry = {"at": _now(), "state": str(state)}
        if failure:
            entry |= {"failure": failure, "advice": advice}
        self._events.add(entry)

    def finish_epoch(self, report: EpochReport) -> None:
        """Record a finished epoch durably; said again after a resume, the later one counts."""
        self._epochs.add(report.as_json())

    def at_step(self, done: int, total: int, seconds_left: float | None) -> None:
        """Say how far the present work is. It need not survive a power cut, so it is not synced."""
        content = {"done": done, "total": total, "seconds_left": seconds_left}
        temporary = self._progress.with_suffix(f".{os.getpid()}.tmp")
        temporary.write_text(json.dumps(content))
        temporary.replace(self._progress)

    def keep_result(self, result: Mapping[str, Any]) -> None:
        """Keep the evaluation."""
        text = json.dumps(result, indent=1, ensure_ascii=False)
        write_atomically(self._result, text.encode())

    def hold_reserve(self) -> None:
        """Set some space aside, to be able to say what happened when the disk is full."""
        if not self._reserve.exists():
            write_atomically(self._reserve, bytes(RESERVE))

    def free_reserve(self) -> None:
        """Give the space back."""
        self._reserve.unlink(missing_ok=True)

    def drop(self) -> None:
        """Record that the run is dropped, and delete what it made and what it learned from."""
        self.enter(RunState.DROPPED)
        self._keep_only(OF_DROPPED)

    def finish(self, state: RunState) -> None:
        """Record that the run is done or stopped, and delete what it no longer needs."""
        self.enter(state)
        self._keep_only(OF_FINISHED)

    def _keep_only(self, names: Container[str]) -> None:
        for path in self.path.iterdir():
            if path.name in names:
                continue
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
                continue
            with contextlib.suppress(OSError):  # Windows keeps the log a worker still writes
                path.unlink()

    # --- what is asked of it

    def ask(self, request: Request) -> None:
        """Leave a request for whoever works on the run. Raises OSError."""
        write_atomically(self._request, str(request).encode())

    def request(self) -> Request:
        """Return what is asked for; nothing readable means to go on."""
        try:
            return Request(self._request.read_text())
        except (OSError, ValueError):
            return Request.GO_ON

    # --- who works on it, and how far it is

    def lock(self) -> ProcessLock:
        """Return the lock whose holder works on the run. Raises OSError."""
        return ProcessLock(self._lock)

    @property
    def is_worked_on(self) -> bool:
        """True while a process holds the lock."""
        return is_locked(self._lock)

    def recorded_state(self) -> RunState:
        """Return the last state that was recorded, whether or not a process is there."""
        return _state(self._events.entries(), worked_on=True)[0]

    def status(self) -> RunStatus:
        """Return all that is known of the run. Raises PlanError when it is no run."""
        worked_on = self.is_worked_on  # before the events: a state recorded since is then seen
        events = self._events.entries()
        state, failure, advice = _state(events, worked_on)
        progress = {} if state.ended else _json(self._progress)
        return RunStatus(
            run=self.path,
            plan=self.plan(),
            state=state,
            done=int(progress.get("done", 0)),
            total=int(progress.get("total", 0)),
            seconds_left=progress.get("seconds_left"),
            epochs=_reports(self._epochs.path, self._epochs.stamp()),
            log=tuple(str(event["text"]) for event in events if "text" in event),
            failure=failure,
            advice=advice,
            result=_json(self._result),
            package=self.package if (self.package / "card.json").exists() else None,
        )


def _state(events: Iterable[Mapping[str, Any]], worked_on: bool) -> tuple[RunState, str, str]:
    """Return the state with the fault and advice that came with it."""
    last = next((e for e in reversed(list(events)) if "state" in e), {"state": "waiting"})
    state = RunState(last["state"])
    if not state.ended and not worked_on:
        return RunState.BROKEN_OFF, "", ""
    return state, str(last.get("failure", "")), str(last.get("advice", ""))


@lru_cache(maxsize=8)
def _reports(path: Path, stamp: tuple[int, int]) -> tuple[EpochReport, ...]:
    """Return one report an epoch, the last that was written, by epoch.

    A run is looked at each second, and each epoch has a map of thousands of places: they are read
    again when the file's `stamp` has changed.
    """
    reports = (EpochReport.from_json(entry) for entry in Journal(path).entries())
    by_epoch = {report.epoch: report for report in reports}
    return tuple(by_epoch[epoch] for epoch in sorted(by_epoch))


def _json(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def _now() -> str:
    """Return the time for a person to read; nothing is decided by it."""
    return datetime.now(UTC).isoformat(timespec="seconds")
