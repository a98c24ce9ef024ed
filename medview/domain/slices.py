"""Which images of a series stand for it, and for a region that goes through several of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum

MOST_SLICES = 16  # that stand for a series, of however many
AROUND = 2  # images to either side
REACH = 8  # images to either side that a region is grown through at most


class Extent(StrEnum):
    """How much of a series is searched with."""

    IMAGE = "image"
    AROUND = "around"
    SERIES = "series"


def spaced(count: int, most: int = MOST_SLICES) -> tuple[int, ...]:
    """Return at most so many of `count` images, evenly spaced from the first to the last."""
    if count <= most:
        return tuple(range(count))
    return tuple(round(place * (count - 1) / (most - 1)) for place in range(most))


def images_of(extent: Extent, index: int, count: int) -> tuple[int, ...]:
    """Return the images, of `count`, that are searched with from the one at `index`."""
    if extent is Extent.SERIES:
        return spaced(count)
    reach = AROUND if extent is Extent.AROUND else 0
    return tuple(range(max(0, index - reach), min(count, index + reach + 1)))


def grown(index: int, count: int, is_alike: Callable[[int], bool]) -> tuple[int, ...]:
    """Return the images a region goes through: from `index` both ways while it is alike."""
    up = _while_alike(range(index + 1, min(count, index + REACH + 1)), is_alike)
    down = _while_alike(range(index - 1, max(-1, index - REACH - 1), -1), is_alike)
    return (*reversed([*down]), index, *up)


def _while_alike(images: range, is_alike: Callable[[int], bool]) -> Iterator[int]:
    for image in images:
        if not is_alike(image):
            return
        yield image
