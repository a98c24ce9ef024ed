from __future__ import annotations

import errno

import pytest

from medview.app.run_faults import fault_words
from medview.domain.errors import PlanError


@pytest.mark.parametrize(
    ("error", "happened", "advice"),
    [
        (OSError(errno.ENOSPC, "No space left"), "The disk is full.", "Free some disk space"),
        (OSError(errno.EFBIG, "File too large"), "The disk is full.", "Free some disk space"),
        (OSError(errno.EROFS, "Read-only"), "cannot be written", "Check its rights"),
        (PermissionError(errno.EACCES, "denied"), "cannot be written", "Check its rights"),
        (
            RuntimeError("I/O error: full (os error 28)"),
            "The disk is full.",
            "Free some disk space",
        ),
        (MemoryError(), "ran out of memory", "Close other programs"),
        (RuntimeError("CUDA out of memory. Tried"), "ran out of memory", "smaller recipe"),
        (ModuleNotFoundError("x", name="torch"), "not installed", "its part 'train'"),
        (ValueError("odd"), "fault of its own: ValueError('odd')", "Resume the run"),
        (PlanError("No.", hint="Do this."), "No.", "Do this."),
    ],
)
def test_every_fault_says_what_happened_and_what_to_do(error, happened: str, advice: str):
    failure, hint = fault_words(error)
    assert happened in failure and advice in hint
