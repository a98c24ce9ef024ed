"""How long an epoch of a plan will take here, and how much memory, measured on a few steps."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

import torch

from medview.domain.ports import DeafListener
from medview.domain.training import VALIDATION, TrainingCase, TrainingPlan
from medview.imaging.preprocess import Pixels
from medview.learning.fit import Run
from medview.learning.judging import judging_seconds

STEPS = 3  # after a first one, which also fetches memory
JUDGED = 8  # held-out pictures
MODELS = 2  # that are asked about every picture in the end: the new one, and the one in use


class Probed(NamedTuple):
    """What was measured: seconds of an epoch, megabytes at the peak, and what comes around.

    `around` are the seconds of judging before the first epoch and after the last; `measuring` how
    long the measuring took once all was ready: the rest of the process is what a start takes.
    """

    seconds: float
    megabytes: float
    around: float
    measuring: float


def probe(
    plan: TrainingPlan,
    pictures: Pixels,
    cases: Sequence[TrainingCase],
    *,
    whole: Sequence[TrainingCase] | None = None,
) -> Probed:
    """Return what a process that trains plan takes: see Probed.

    `pictures` (N, ...) and `cases` (N,) are a sample with an image of two classes at least; the
    epoch is one of the `whole` cases (those of the sample, if not given). Nothing is written. The
    backbone "in-use" is measured as EfficientNet-Lite0, which the bundled models are. The memory
    is the greatest that this process had in its life, so ask in a process of its own; it counts
    the program and torch, on a graphics card what was taken there. Raises PlanError.
    """
    if plan.backbone == "in-use":
        plan = replace(plan, backbone="efficientnet-lite0")
    frozen = plan.epochs if plan.frozen_epochs >= plan.epochs else 0  # the heads alone, to the end
    plan = replace(plan, frozen_epochs=frozen, pretraining_epochs=0)
    run = Run(plan, pictures, cases, Path(), None, DeafListener())
    run.prepare()
    run.take_step(0)
    began = time.monotonic()
    seconds = [run.take_step(step) for step in range(1, 1 + STEPS)]
    judging = _seconds_each(run)
    cases = cases if whole is None else whole
    around = judging_seconds(plan, cases)
    measuring = time.monotonic() - began
    held = sum(case.split == VALIDATION for case in cases)
    learned = sum(case.split != VALIDATION for case in cases)
    steps = run.steps_of(learned, run.batches.size)
    around += (held + MODELS * len(cases)) * judging
    epoch = steps * median(seconds) + held * judging
    return Probed(epoch, _peak_megabytes(), around, measuring)


def _seconds_each(run: Run) -> float:
    """Return the seconds it takes to judge one held-out picture."""
    began = time.monotonic()
    run.answers(range(min(JUDGED, len(run.data.cases))))
    return (time.monotonic() - began) / min(JUDGED, len(run.data.cases))


def _peak_megabytes() -> float:
    if torch.cuda.is_available():
        return torch.cuda.max_memory_allocated() / 2**20
    if sys.platform == "win32":
        return _windows_peak() / 2**20
    import resource  # not on Windows

    unit = 2**20 if sys.platform == "darwin" else 2**10  # getrusage(2): bytes there, KiB on Linux
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def _windows_peak() -> int:
    """Return the most bytes this process ever had in memory: PROCESS_MEMORY_COUNTERS (psapi.h)."""
    import ctypes
    from ctypes import wintypes

    class Counters(ctypes.Structure):
        _fields_ = (
            ("size", wintypes.DWORD),
            ("faults", wintypes.DWORD),
            ("peak", ctypes.c_size_t),
            ("others", ctypes.c_size_t * 7),
        )

    kernel: Any = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined,unused-ignore]
    kernel.GetCurrentProcess.restype = wintypes.HANDLE
    kernel.K32GetProcessMemoryInfo.argtypes = (wintypes.HANDLE, ctypes.c_void_p, wintypes.DWORD)
    counters = Counters(size=ctypes.sizeof(Counters))
    kernel.K32GetProcessMemoryInfo(
        kernel.GetCurrentProcess(), ctypes.byref(counters), counters.size
    )
    return int(counters.peak)
