"""Open a series as one volume: from its slices to planes in true millimetres."""

from __future__ import annotations

from itertools import chain

from medview.domain.case import Case
from medview.domain.errors import NoVolume
from medview.domain.job import JobContext
from medview.domain.ports import Reader
from medview.domain.volume import Volume, why_no_planes


class OpenVolume:
    """The verb, blocking."""

    def __init__(self, reader: Reader) -> None:
        """Take what decodes."""
        self._reader = reader

    def __call__(self, case: Case, context: JobContext) -> Volume:
        """Return the volume of a series, read from its middle on.

        Emits the Picture of the middle slice as soon as it is there. Raises NoVolume with the
        reason where the slices are no even stack, or CannotOpen where one cannot be read.
        """
        from medview.imaging.assemble import Assembly  # ITK is slow to load

        reason = why_no_planes(case)
        if reason:
            raise NoVolume(reason)
        order = _from_the_middle(len(case.images))
        frames = self._reader.slices([case.images[index] for index in order])
        first = next(frames)
        context.emit(first.picture)
        assembly = Assembly(case, order[0], first)
        for done, (index, frame) in enumerate(zip(order, chain([first], frames), strict=True)):
            assembly.put(index, frame)
            context.step(done + 1, len(order))
        return assembly.volume()


def _from_the_middle(count: int) -> list[int]:
    """Return all slices, from the middle to the last, then from the first on."""
    return [*range(count // 2, count), *range(count // 2)]
