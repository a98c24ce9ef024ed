"""How long an epoch of a plan will take here, and how much memory, measured on a few steps."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

import torch

from medview.domain.ports import DeafListener
from medview.domain.training import VALIDATION, TrainingCase, TrainingPlan
from medview.imaging.preprocess import Pixels
from medview.learning.fit import Run

STEPS = 3  # after a first one, which also fetches memory
JUDGED = 8  # held-out pictures


def probe(
    plan: TrainingPlan,
    pictures: Pixels,
    cases: Sequence[TrainingCase],
    *,
    whole: Sequence[TrainingCase] | None = None,
) -> tuple[float, float]:
    """Return the seconds of an epoch and the peak megabytes of a process that trains plan.

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
    seconds = [run.take_step(step) for step in range(1 + STEPS)][1:]
    judging = _seconds_each(run)
    cases = cases if whole is None else whole
    held = sum(case.split == VALIDATION for case in cases)
    learned = sum(case.split != VALIDATION for case in cases)
    steps = run.steps_of(learned, run.batches.size)
    return steps * median(seconds) + held * judging, _peak_megabytes()


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
