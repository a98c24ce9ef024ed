"""Why a run ended early, in words, with what to do about it."""

from __future__ import annotations

import errno

from medview.domain.errors import MedViewError
from medview.domain.shortage import is_full, is_shortage, system_code

REFUSED = (errno.EROFS, errno.EACCES, errno.EPERM)
KEPT = "Every finished epoch is kept."


def fault_words(error: BaseException) -> tuple[str, str]:
    """Return what happened, and what to do next."""
    if isinstance(error, MedViewError):
        return error.message, error.hint
    if is_full(error):
        return "The disk is full.", f"{KEPT} Free some disk space, then resume the run."
    if system_code(error) in REFUSED:
        return (
            "The folder of the run cannot be written.",
            f"{KEPT} Check its rights, then resume the run.",
        )
    if is_shortage(error):
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
