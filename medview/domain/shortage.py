"""When memory or the disk runs out: how that is known of an error, whichever library raised it."""

from __future__ import annotations

import errno
import re

from medview.domain.errors import MedViewError

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
# In the words of CUDA; torch, the system (ENOMEM); OpenCV; ONNX Runtime; C++.
MEMORY_WORDS = (
    "out of memory",
    "can't allocate memory",
    "cannot allocate memory",
    "insufficient memory",
    "failed to allocate",
    "bad_alloc",
    "bad allocation",
)


def is_shortage(error: BaseException) -> bool:
    """True where error says that memory ran out: of the processor, of the graphics card.

    Told by its words, as the errors of torch, OpenCV and ONNX Runtime share no type; what a person
    has been told already (MedViewError) is none.
    """
    if isinstance(error, MemoryError):
        return True
    words = str(error).lower()
    return not isinstance(error, MedViewError) and any(sign in words for sign in MEMORY_WORDS)


def is_full(error: BaseException) -> bool:
    """True where error says that the disk is full."""
    return system_code(error) in FULL


def system_code(error: BaseException) -> int | None:
    """Return the number of a fault of the operating system; safetensors tells it in its text."""
    if isinstance(error, OSError):
        return error.errno
    told = re.search(r"\(os error (\d+)\)", str(error))
    return int(told[1]) if told else None
