"""Files of one series to stacks in space: order, gaps, tilt, duplicates, and what must be split."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from medview.domain.case import ImageRef
from medview.domain.image import MILLIMETRES, RECONSTRUCTION, Notice
from medview.imaging.dicom_facts import SPATIAL, Header, Plane

SAME_PLACE = 0.01  # mm; slices closer than that lie at one position
UNEVEN = 0.05  # share of the usual distance; rounding in headers stays far below
TILTED = 0.005  # of the slice normal, sine of 0.3 degrees: scanners report half a degree


@dataclass(frozen=True)
class Slice:
    """One frame of one file of a series."""

    ref: ImageRef
    header: Header
    plane: Plane

    @property
    def number(self) -> tuple[float, str, int]:
        """Return what orders slices that have no position."""
        instance = self.header.instance
        return (float("inf") if instance is None else instance, self.ref.name, self.ref.frame)


@dataclass(frozen=True)
class Stack:
    """Slices in reading order; `positions` in mm along the normal, empty when unknown."""

    slices: tuple[Slice, ...]
    positions: tuple[float, ...] = ()
    notices: tuple[Notice, ...] = field(default=())
    part: str = ""


def slices_of(ref: ImageRef, header: Header) -> list[Slice]:
    """Return the frames of one file."""
    return [
        Slice(replace(ref, frame=frame), header, plane) for frame, plane in enumerate(header.planes)
    ]


def arrange(slices: Sequence[Slice]) -> list[Stack]:
    """Return the stacks of one series, each of one patient, size, spacing, direction and phase."""
    groups = _grouped(slices, _likeness)
    patients = {piece.header.patient_id for piece in slices}
    stacks = [stack for group in groups for stack in _stacks(group)]
    if len(stacks) > 1:
        stacks = [_numbered(stack, i, len(stacks)) for i, stack in enumerate(stacks, start=1)]
    if len(patients) > 1:
        stacks = [replace(s, notices=(_patient_conflict(), *s.notices)) for s in stacks]
    return stacks


def _grouped(slices: Iterable[Slice], key: Hashable) -> list[list[Slice]]:
    """Return the slices parted by a key, in the order in which the keys first occur."""
    groups: dict[Hashable, list[Slice]] = defaultdict(list)
    for piece in slices:
        groups[key(piece)].append(piece)  # type: ignore[operator]
    return list(groups.values())


def _likeness(piece: Slice) -> Hashable:
    """Return what all slices of a stack share."""
    plane, header = piece.plane, piece.header
    turn = (
        None if plane.orientation is None else tuple(round(v, 2) + 0.0 for v in plane.orientation)
    )
    spacing = None if plane.spacing is None else tuple(round(v, 3) for v in plane.spacing)
    return header.patient_id, header.rows, header.columns, turn, spacing, _is_colour_report(header)


def _is_colour_report(header: Header) -> bool:
    """Return True for a secondary capture among real slices."""
    return header.sop_class == "1.2.840.10008.5.1.4.1.1.7"


def _stacks(group: list[Slice]) -> list[Stack]:
    """Return the stacks of slices that are alike: more than one when positions repeat."""
    placed = [piece for piece in group if piece.plane.distance is not None]
    if len(group) == 1 or len(placed) < len(group):
        return [Stack(tuple(sorted(group, key=lambda piece: piece.number)))]
    ordered = sorted(group, key=lambda piece: (_distance(piece), piece.number))
    phases = _phases(ordered)
    if len(phases) == 1:
        return [_stack(phases[0])]
    if len(phases) == len(group):  # all at one position: a film of one slice, read by number
        return [Stack(tuple(sorted(group, key=lambda piece: piece.number)))]
    notice = Notice(
        "several-phases",
        f"{len(phases)} images lie at each position (time points, echoes or copies): "
        "each set is its own stack.",
    )
    return [replace(s, notices=(notice, *s.notices)) for s in map(_stack, phases)]


def _distance(piece: Slice) -> float:
    """Return the position along the normal, rounded to what headers are good for."""
    return round((piece.plane.distance or 0.0) / SAME_PLACE) * SAME_PLACE


def _phases(ordered: Sequence[Slice]) -> list[list[Slice]]:
    """Return sets in which every position occurs once.

    By time point, echo, b-value or acquisition where these tell the copies apart; else the first
    at each position is one set, the second another, in the order of instance numbers.
    """
    if not _repeats(ordered):
        return [list(ordered)]
    for key in (lambda s: s.plane.stack[:1], lambda s: s.header.phase):
        groups = _grouped(ordered, key)
        if len(groups) > 1 and not any(_repeats(group) for group in groups):
            return groups
    seen: dict[float, int] = defaultdict(int)
    sets: dict[int, list[Slice]] = defaultdict(list)
    for piece in ordered:
        sets[seen[_distance(piece)]].append(piece)
        seen[_distance(piece)] += 1
    return list(sets.values())


def _repeats(ordered: Sequence[Slice]) -> bool:
    """Return True when two slices lie at one position."""
    return len({_distance(piece) for piece in ordered}) < len(ordered)


def _stack(ordered: Sequence[Slice]) -> Stack:
    """Return one stack with its positions and what is doubtful about its geometry."""
    positions = tuple(piece.plane.distance or 0.0 for piece in ordered)
    notices: tuple[Notice, ...] = ()
    if ordered[0].header.modality in SPATIAL:
        notices = (*_gaps(positions), *_tilt(ordered))
    return Stack(tuple(ordered), positions, notices)


def _gaps(positions: Sequence[float]) -> tuple[Notice, ...]:
    """Return a notice for missing slices or uneven distances."""
    if len(positions) < 3:
        return ()
    steps = np.diff(positions)
    usual = float(np.median(steps))
    if np.all(np.abs(steps - usual) <= UNEVEN * usual):
        return ()
    wide = np.flatnonzero(steps > (1 + UNEVEN) * usual)
    where = ", ".join(f"after image {i + 1}" for i in wide[:3]) or "in places"
    return (
        Notice(
            "gap",
            f"Slices are missing or unevenly spaced ({where}): no other planes, no volumes.",
            frozenset({RECONSTRUCTION}),
        ),
    )


def _tilt(ordered: Sequence[Slice]) -> tuple[Notice, ...]:
    """Return a notice when the slices are shifted against each other, as by a tilted gantry."""
    first, last = ordered[0].plane, ordered[-1].plane
    if first.position is None or last.position is None or first.normal is None:
        return ()
    way = np.subtract(last.position, first.position)
    length = float(np.linalg.norm(way))
    sideways = np.linalg.norm(way - np.dot(way, first.normal) * np.asarray(first.normal))
    if length < SAME_PLACE or sideways / length < TILTED:
        return ()
    return (
        Notice(
            "tilt",
            "The gantry was tilted: other planes would be distorted and are not shown.",
            frozenset({RECONSTRUCTION}),
        ),
    )


def _numbered(stack: Stack, number: int, total: int) -> Stack:
    """Return a stack that says which part of its series it is."""
    notice = Notice(
        "split",
        f"The series holds images that do not fit together: this is part {number} of {total}.",
    )
    return replace(stack, part=f"part {number} of {total}", notices=(notice, *stack.notices))


def _patient_conflict() -> Notice:
    """Return the notice of a series that names two patients."""
    return Notice(
        "patient-conflict",
        "Images of different patients carry one series number: they are shown apart. "
        "Check with the PACS whose images these are.",
        frozenset({RECONSTRUCTION, MILLIMETRES}),
    )
