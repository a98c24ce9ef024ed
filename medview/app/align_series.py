"""Compare with a prior: which series there are, how one lies over today's, and who accepted it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import numpy as np

from medview.app.active_model import ActiveModels
from medview.app.open_volume import OpenVolume
from medview.app.show_planes import plane_picture
from medview.domain.alignment import (
    FOLDED,
    IDENTITY,
    LEAST_JACOBIAN,
    LEAST_LIKENESS,
    LEAST_OVERLAP,
    MOST_TURN,
    NO_BETTER,
    TOO_LITTLE,
    AcceptedAlignment,
    Method,
    Priors,
    SeriesAlignment,
    SpatialMap,
    Way,
    priors_of,
)
from medview.domain.case import Case
from medview.domain.errors import AlignmentFailed
from medview.domain.fusion import Fusion
from medview.domain.image import Picture
from medview.domain.job import JobContext
from medview.domain.model import ModelRef
from medview.domain.planes import Cut
from medview.domain.ports import CaseLibrary, Reader
from medview.domain.readers import named_reader
from medview.domain.volume import Volume
from medview.inference.feature_maps import FeatureMaps

SIDE_BY_SIDE = "Compare them side by side."
PARTS = 100  # steps of the progress bar
LEAST_GAIN = 0.97  # of the likeness before: an alignment that loses more is none


@dataclass(frozen=True)
class Pair:
    """Both series of a comparison, read; `start` is how they are linked without an alignment."""

    today: Volume
    earlier: Volume
    start: SpatialMap

    @property
    def is_one_space(self) -> bool:
        """True when both files name the same frame of reference (PS3.3 C.7.4.1.1.1)."""
        return self.today.shares_space(self.earlier)


@dataclass(frozen=True, eq=False)
class Over:
    """The earlier series as it lies over today's, by an alignment that may not be accepted yet.

    Where it bends, `values` were moved already; else they are cut along the turned plane.
    """

    alignment: SeriesAlignment
    values: Volume

    def picture(self, cut: Cut) -> Picture:
        """Return the earlier series on a plane of today's."""
        found = self.alignment.map
        return plane_picture(self.values, cut if found.bend is not None else found.rigid.cut(cut))


@dataclass(frozen=True, eq=False)
class Opened:
    """Both series, and how the earlier one lies over today's if that was accepted before."""

    pair: Pair
    accepted: AcceptedAlignment | None = None
    over: Over | None = None


class AlignSeries:
    """What `services.priors` does; safe to call from any thread."""

    def __init__(
        self,
        reader: Reader,
        open_volume: OpenVolume,
        models: ActiveModels,
        library: CaseLibrary,
        reader_name: Callable[[], str],
    ) -> None:
        """Take what decodes, whose feature maps tell places apart, and who reads."""
        self._reader, self._volume, self._models = reader, open_volume, models
        self._library, self._reader_name = library, reader_name
        self._accepted: dict[tuple[str, str], AcceptedAlignment] = {}

    def of(self, case: Case, opened: Sequence[Case]) -> Priors:
        """Return the open series a case can be compared with, or why there are none."""
        return priors_of(case, opened)

    def read(self, today: Case, earlier: Case, context: JobContext) -> Opened:
        """Return both series, with what was accepted of them; single images count as one slice.

        Raises NoVolume where slices are no even stack, CannotOpen when one cannot be read.
        """
        here, there = (self._volume.flat_or_stack(case, context) for case in (today, earlier))
        pair, kept = Pair(here, there, linked(here, there)), self.accepted(today, earlier)
        return Opened(pair, kept, None if kept is None else laid_over(pair, kept.alignment))

    def align(self, pair: Pair, method: Method, context: JobContext) -> Over:
        """Return how the earlier series lies over today's, as a proposal to look at.

        Raises AlignmentFailed where nothing plausible is found, ModelError for a learned one
        without a model that has feature maps, and Cancelled.
        """
        found = align_volumes(pair, method, context, self._encode(method, pair))
        self._library.audit("series alignment shown", _details(found))
        return laid_over(pair, found)

    def decide(self, alignment: SeriesAlignment, accepted: bool) -> AcceptedAlignment | None:
        """Accept or discard an alignment under the reader's name, kept in the audit trail.

        It takes the place of what was decided on the two before, whichever of them was today's;
        discarding leaves alone what cannot be turned round, and so was not shown.
        What is accepted lasts as long as the window. Raises MedViewError when no reader is named.
        """
        reader, now = named_reader(self._reader_name()), datetime.now(UTC)
        details = _details(alignment) | {"accepted": accepted, "reader": reader}
        self._library.audit("series alignment decided", details)
        key = (alignment.today.id, alignment.earlier.id)
        if accepted or self.accepted(alignment.today, alignment.earlier) is not None:
            self._accepted.pop(key[::-1], None)
        if not accepted:
            self._accepted.pop(key, None)
            return None
        self._accepted[key] = AcceptedAlignment(alignment, reader, now)
        return self._accepted[key]

    def accepted(self, today: Case, earlier: Case) -> AcceptedAlignment | None:
        """Return what was accepted for these two, also the other way round where it can turn.

        One that was accepted for other images of either series is dropped.
        """
        kept = self._kept(today, earlier)
        if kept is not None:
            return kept
        kept = self._kept(earlier, today)
        back = None if kept is None else kept.alignment.map.back()
        if kept is None or back is None:
            return None
        said = replace(kept.alignment, today=today, earlier=earlier, map=back)
        return replace(kept, alignment=said)

    def way(self, start: Case, end: Case) -> Way | None:
        """Return how places of one series go to another as was accepted, either way round."""
        kept = self._kept(start, end)
        if kept is not None:
            return Way(kept)
        kept = self._kept(end, start)
        return None if kept is None else Way(kept, is_back=True)

    def fused(self, fusion: Fusion, below: Volume) -> Fusion:
        """Return a fusion that follows what was accepted for its two series, if anything was."""
        kept = self.accepted(below.case, fusion.over.case)
        return fusion if kept is None else follow(fusion, below, kept)

    def _kept(self, today: Case, earlier: Case) -> AcceptedAlignment | None:
        key = (today.id, earlier.id)
        kept = self._accepted.get(key)
        if kept is not None and not kept.alignment.is_of(today, earlier):
            self._accepted.pop(key, None)
            return None
        return kept

    def _encode(self, method: Method, pair: Pair) -> Encoding | None:
        if not method.is_learned:
            return None
        model = self._models.for_modality(pair.today.case.modality)
        return Encoding(model.feature_maps(), model.card.ref)


@dataclass(frozen=True)
class Encoding:
    """An encoder's first layers, and whose they are."""

    maps: FeatureMaps
    model: ModelRef


def align_volumes(
    pair: Pair, method: Method, context: JobContext, encoding: Encoding | None = None
) -> SeriesAlignment:
    """Return how `pair.earlier` lies over `pair.today`; raise AlignmentFailed and Cancelled."""
    from medview.imaging import alignment  # ITK is slow to load

    def step(start: float, end: float) -> Callable[[float], None]:
        return lambda part: context.step(round(PARTS * (start + part * (end - start))), PARTS)

    step(0, 1)(0.0)
    here, there = alignment.Seen.of(pair.today), alignment.Seen.of(pair.earlier)
    if encoding is not None:
        from medview.imaging import feature_alignment

        is_one_kind = pair.today.units == pair.earlier.units == "HU"
        described = feature_alignment.describe(
            here, there, encoding.maps, is_one_kind=is_one_kind, step=step(0.05, 0.5)
        )
        found = feature_alignment.rigid(here, there, *described, step(0.5, 0.9))
        if method.is_deformable:
            found = feature_alignment.bending(here, *described, found, step(0.9, 1))
    else:
        end = 0.6 if method.is_deformable else 1.0
        rigid = alignment.rigid(here, there, step(0.05, end))
        found = alignment.map_of(here, there, rigid)
        if method.is_deformable:
            bent = alignment.bending(here, there, rigid, step(end, 1))
            found = alignment.map_of(here, there, rigid, bent)
    proposal = SeriesAlignment(
        pair.today.case,
        pair.earlier.case,
        method,
        found,
        before=alignment.likeness(here, there, pair.start),
        after=alignment.likeness(here, there, found),
        overlap=alignment.overlap(here, there, found),
        model=encoding.model if encoding else None,
    )
    _check(proposal)
    return proposal


def laid_over(pair: Pair, found: SeriesAlignment) -> Over:
    """Return the earlier series of a pair as an alignment lays it."""
    bends = found.map.bend is not None
    return Over(found, moved(pair.earlier, pair.today, found.map) if bends else pair.earlier)


def usual_method(today: Case, earlier: Case) -> Method:
    """Return what measured best for two such series (`medview bench alignment`)."""
    kinds = {today.modality, earlier.modality}
    learned = {"MR"} if today.is_series else {"CT"}
    return Method.LEARNED if kinds == learned else Method.RIGID


def _check(found: SeriesAlignment) -> None:
    """Raise AlignmentFailed for what no patient can have done."""
    turn = found.turn
    if found.overlap < LEAST_OVERLAP:
        raise AlignmentFailed(TOO_LITTLE, hint=SIDE_BY_SIDE)
    if turn > MOST_TURN:
        raise AlignmentFailed(
            "The two series could not be aligned: "
            f"one would have to be turned by {round(turn)} degrees.",
            hint=SIDE_BY_SIDE,
        )
    if found.map.bend is not None and found.map.bend.least_jacobian() < LEAST_JACOBIAN:
        raise AlignmentFailed(FOLDED, hint="Try a rigid alignment.")
    if found.after < max(LEAST_GAIN * found.before, LEAST_LIKENESS):
        raise AlignmentFailed(NO_BETTER, hint=SIDE_BY_SIDE)


def linked(here: Volume, there: Volume) -> SpatialMap:
    """Return how two series are linked before they are aligned.

    By the mm of the files where these have them overlap, else middle on middle: another scan has
    another origin.
    """
    if here.grid.shape[0] > 1 and there.grid.holds(here.grid.centre):
        return SpatialMap()
    shift = np.subtract(there.grid.centre, here.grid.centre)
    x, y, z = (float(mm) for mm in shift)
    return SpatialMap(replace(IDENTITY, shift=(x, y, z)))


def follow(fusion: Fusion, below: Volume, kept: AcceptedAlignment) -> Fusion:
    """Return a fusion that lies as somebody accepted it.

    A rigid map moves the planes that are cut; where it bends, the values are moved instead.
    """
    found = kept.alignment.map
    if found.bend is None:
        return replace(fusion, alignment=found.rigid, accepted=kept.notice)
    return replace(
        fusion, over=moved(fusion.over, below, found), alignment=None, accepted=kept.notice
    )


def moved(earlier: Volume, today: Volume, found: SpatialMap) -> Volume:
    """Return the earlier series as it lies over today's: its values on today's grid."""
    from medview.imaging.moved_voxels import moved_voxels

    return replace(
        earlier,
        grid=today.grid,
        voxels=moved_voxels(earlier, today.grid, found),
        frame_of_reference=today.frame_of_reference,
    )


def _details(found: SeriesAlignment) -> dict[str, object]:
    return {"case": found.today.id, "earlier": found.earlier.id} | found.figures()
