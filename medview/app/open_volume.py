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

    def flat_or_stack(self, case: Case, context: JobContext) -> Volume:
        """Return the volume of a series, or a single image as a volume of one slice.

        Raises as a call does; NoVolume also for an image that does not say where it lies.
        """
        from medview.imaging.assemble import Assembly

        if len(case.images) > 1:
            return self(case, context)
        [frame] = self._reader.slices(case.images)
        if frame.picture.is_colour:
            raise NoVolume("Pictures in colour have no other planes.")
        assembly = Assembly(case, 0, frame)
        assembly.put(0, frame)
        return assembly.volume()


def _from_the_middle(count: int) -> list[int]:
    """Return all slices, from the middle to the last, then from the first on."""
    return [*range(count // 2, count), *range(count // 2)]
