"""Why a run ended early, in words, with what to do about it."""

from __future__ import annotations

import errno
import re

from medview.domain.errors import MedViewError

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
REFUSED = (errno.EROFS, errno.EACCES, errno.EPERM)
KEPT = "Every finished epoch is kept."


def fault_words(error: BaseException) -> tuple[str, str]:
    """Return what happened, and what to do next."""
    if isinstance(error, MedViewError):
        return error.message, error.hint
    code = _code(error)
    if code in FULL:
        return "The disk is full.", f"{KEPT} Free some disk space, then resume the run."
    if code in REFUSED:
        return (
            "The folder of the run cannot be written.",
            f"{KEPT} Check its rights, then resume the run.",
        )
    if isinstance(error, MemoryError) or "out of memory" in str(error).lower():
        return (
            "The computer ran out of memory.",
            f"{KEPT} Close other programs, then resume the run; or choose a smaller recipe.",
        )
    if isinstance(error, ImportError):
        return (
            f"Training is not installed on this computer ({error.name or error}).",
            "Ask whoever looks after the computer to install MedView with its part 'train'.",
        )
    return (
        f"Training met a fault of its own: {error!r}.",
        f"{KEPT} Resume the run; if it happens again, report these words.",
    )


def _code(error: BaseException) -> int | None:
    """Return the number of a fault of the operating system; safetensors tells it in its text."""
    if isinstance(error, OSError):
        return error.errno
    told = re.search(r"\(os error (\d+)\)", str(error))
    return int(told[1]) if told else None
