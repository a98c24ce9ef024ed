"""How many files to look at in one request to a reader."""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Iterable, Iterator

from medview.domain.case import ImageRef

CHUNK_SECONDS = 0.03
LARGEST_CHUNK = 16


class Pace:
    """Grows requests until each takes about CHUNK_SECONDS.

    Small requests cost more in waking processes than in reading DICOM headers; large ones keep a
    picture waiting that somebody asks for.
    """

    def __init__(self, readers: int) -> None:
        """Start with single files: the first answers come at once."""
        self._singles = 2 * readers
        self._size = 1

    def learn(self, seconds: float) -> None:
        """Take in how long one file took."""
        self._size = max(1, min(LARGEST_CHUNK, int(CHUNK_SECONDS / max(seconds, 1e-6))))

    def chunks(
        self, places: Iterable[ImageRef], asked: deque[list[ImageRef]]
    ) -> Iterator[list[ImageRef]]:
        """Yield the files in chunks, and remember each until it is answered."""
        left = iter(places)
        while chunk := list(itertools.islice(left, 1 if self._singles > 0 else self._size)):
            self._singles -= 1
            asked.append(chunk)
            yield chunk
