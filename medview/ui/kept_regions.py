"""The regions of every case that was open, what is seen of each, and the steps to take back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from medview.domain.case import CaseId
from medview.domain.similarity import Mask, RegionReading, SimilarRegion

MOST_UNDONE = 50  # steps of each case
MOST_SEEN = 8  # of them with what was seen before: of a large region that takes 25 MB

Regions = tuple[SimilarRegion, ...]
Seen = tuple[dict[int, Mask], RegionReading | None]  # where a region is, and what it measures


def seen_of(region: SimilarRegion) -> Seen:
    """Return where a region is and what it measures; slow for a large one."""
    return region.masks(), region.reading()


@dataclass(frozen=True)
class Step:
    """The regions of a case before a step, with what was seen of each, by its id."""

    regions: Regions
    seen: dict[str, tuple[SimilarRegion, Seen]] = field(default_factory=dict)


class KeptRegions:
    """Held in memory until they are saved as a file or their cases are closed."""

    def __init__(self) -> None:
        """Start with none."""
        self._regions: dict[CaseId, Regions] = {}
        self._seen: dict[str, tuple[SimilarRegion, Seen]] = {}
        self._steps: dict[CaseId, list[Step]] = {}

    def of(self, case_id: CaseId) -> Regions:
        """Return the regions of a case."""
        return self._regions.get(case_id, ())

    @property
    def unsaved(self) -> list[SimilarRegion]:
        """The regions of all cases that would be lost."""
        return [one for all_of in self._regions.values() for one in all_of if not one.is_saved]

    def can_undo(self, case_id: CaseId) -> bool:
        """Return True while there is a step of a case to take back."""
        return bool(self._steps.get(case_id))

    def change(self, case_id: CaseId, regions: Iterable[SimilarRegion], remembers: bool) -> None:
        """Replace the regions of a case; a step that is remembered can be taken back."""
        if remembers:
            self._remember(case_id)
        self._regions[case_id] = tuple(regions)

    def put(self, region: SimilarRegion, remembers: bool = True) -> None:
        """Put a region in the place of what it was."""
        known = self.of(region.case_id)
        self.change(region.case_id, (region if r.id == region.id else r for r in known), remembers)

    def undo(self, case_id: CaseId) -> None:
        """Take the last step of a case back, if there is one."""
        if self.can_undo(case_id):
            step = self._steps[case_id].pop()
            self._regions[case_id] = step.regions
            self._seen |= step.seen

    def _remember(self, case_id: CaseId) -> None:
        """Remember the regions of a case as they are; the oldest steps are forgotten."""
        before = self.of(case_id)
        seen = {one.id: self._seen[one.id] for one in before if one.id in self._seen}
        steps = [*self._steps.get(case_id, []), Step(before, seen)][-MOST_UNDONE:]
        for number, step in enumerate(steps[:-MOST_SEEN]):
            steps[number] = Step(step.regions)
        self._steps[case_id] = steps

    def mark_saved(self, case_id: CaseId, saved: Regions) -> None:
        """Mark what was saved; what changed meanwhile is not saved."""
        self._regions[case_id] = tuple(
            replace(one, is_saved=True) if any(one is other for other in saved) else one
            for one in self.of(case_id)
        )

    def seen(self, region: SimilarRegion) -> Seen:
        """Return what is seen of a region, reckoned once for each change of it."""
        known = self._seen.get(region.id)
        if known is not None and known[0].strokes == region.strokes:
            return known[1]
        found = seen_of(region)
        self.keep_seen(region, found)
        return found

    def keep_seen(self, region: SimilarRegion, seen: Seen) -> None:
        """Take what a worker reckoned."""
        self._seen[region.id] = region, seen

    def clear(self) -> None:
        """Forget all of them."""
        self._regions, self._steps, self._seen = {}, {}, {}
