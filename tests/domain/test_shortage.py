from __future__ import annotations

import errno

import pytest

from medview.domain.errors import PlanError
from medview.domain.shortage import is_full, is_shortage


class OfNoKnownKind(Exception):
    """As the errors of ONNX Runtime and OpenCV are: no RuntimeError."""


SHORT = (
    MemoryError(),
    OSError(errno.ENOMEM, "Cannot allocate memory"),
    RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 bytes"),
    RuntimeError("CUDA out of memory. Tried to allocate 2.00 GiB"),
    OfNoKnownKind("BFCArena: Failed to allocate memory for requested buffer of size 9"),
    OfNoKnownKind("(-4:Insufficient memory) Failed to allocate 9 bytes in function"),
    OfNoKnownKind("std::bad_alloc"),
)
OTHERS = (RuntimeError("allocator is fine"), ValueError("odd"), PlanError("Out of memory."))


@pytest.mark.parametrize("error", SHORT, ids=str)
def test_a_shortage_is_known_whoever_raised_it(error: Exception):
    assert is_shortage(error) and not is_full(error)


@pytest.mark.parametrize("error", OTHERS, ids=str)
def test_other_errors_are_none(error: Exception):
    assert not is_shortage(error) and not is_full(error)


def test_a_full_disk_is_told_by_its_number():
    assert is_full(OSError(errno.ENOSPC, "No space left"))
    assert is_full(RuntimeError("I/O error: full (os error 28)"))
    assert not is_full(OSError(errno.EROFS, "Read-only"))
