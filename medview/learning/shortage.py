"""When memory runs out: how much smaller the next try is, and what is told."""

from __future__ import annotations

from medview.domain.errors import PlanError


def smaller(parts: int, rows: int) -> int:
    """Return in how many parts a batch of `rows` is to be learned instead of `parts`.

    Raises PlanError where a part is one image already.
    """
    if parts >= rows:
        raise PlanError(
            "Memory ran out even with one image at a time.",
            hint="Close other programs, or choose a smaller picture size or backbone.",
        )
    return min(2 * parts, rows)


def told(parts: int, rows: int) -> str:
    """Return what happened, in plain words."""
    at_once = -(-rows // parts)
    return (
        f"Memory ran out: {at_once} of a batch's {rows} images are now learned at a time. "
        "The result stays the same, each step takes longer."
    )
