"""Where each frame of a DICOM image lies in the patient, and how large its pixels are."""

from __future__ import annotations

from typing import Any

import numpy as np

from medview.domain.image import HOUNSFIELD, MILLIMETRES, RECONSTRUCTION, Notice
from medview.imaging.dicom_facts import Plane
from medview.imaging.dicom_file import value_of
from medview.imaging.dicom_values import number, numbers

LARGEST_SPACING = 100.0  # mm; a pixel larger than that is a unit mistaken, not an image
FARTHEST = 1e5  # mm from the origin of the patient's space


def planes_of(dataset: Any, frames: int) -> tuple[tuple[Plane, ...], tuple[Notice, ...]]:
    """Return the plane of each frame, and what is wrong with the functional groups."""
    shared = _first(value_of(dataset, "SharedFunctionalGroupsSequence"))
    groups = value_of(dataset, "PerFrameFunctionalGroupsSequence")
    if groups is None and shared is None:
        return (plane_of(dataset),) * frames, ()
    groups = list(groups or ())[:frames]
    planes = [_frame_plane(dataset, shared, group) for group in groups]
    planes += [_frame_plane(dataset, shared, None)] * (frames - len(planes))
    return tuple(planes), _count_notice(dataset, frames)


def plane_of(dataset: Any) -> Plane:
    """Return the plane of a single-frame file."""
    spacing, uncalibrated = _spacing(dataset)
    return Plane(_position(dataset), _orientation(dataset), spacing, uncalibrated)


def frame_group(dataset: Any, frame: int, macro: str) -> Any:
    """Return the item of a functional group of one frame: its own, else the shared one, or None.

    PS3.3 C.7.6.16.1.1: a group is in the shared or in the per-frame sequence, never in both.
    """
    groups = value_of(dataset, "PerFrameFunctionalGroupsSequence") or ()
    own = groups[frame] if frame < len(groups) else None
    shared = _first(value_of(dataset, "SharedFunctionalGroupsSequence"))
    return _macro(own, macro) or _macro(shared, macro)


def _frame_plane(dataset: Any, shared: Any, group: Any) -> Plane:
    """Return the plane of one frame of a multi-frame file."""

    def macro(name: str) -> Any:
        return _macro(group, name) or _macro(shared, name)

    measures = macro("PixelMeasuresSequence")
    spacing, uncalibrated = _spacing(dataset if measures is None else measures)
    place, turn = macro("PlanePositionSequence"), macro("PlaneOrientationSequence")
    content = _macro(group, "FrameContentSequence")
    indices = numbers(content, "DimensionIndexValues") if content is not None else ()
    return Plane(
        _position(dataset if place is None else place),
        _orientation(dataset if turn is None else turn),
        spacing,
        uncalibrated,
        tuple(int(index) for index in indices),
    )


def _macro(group: Any, name: str) -> Any:
    """Return the single item of a functional group macro, or None."""
    return None if group is None else _first(value_of(group, name))


def _first(sequence: Any) -> Any:
    """Return the first item of a sequence, or None."""
    try:
        return sequence[0] if sequence else None
    except (TypeError, IndexError, KeyError):
        return None


def _count_notice(dataset: Any, frames: int) -> tuple[Notice, ...]:
    """Return a notice when there are not as many frame descriptions as frames."""
    described = len(value_of(dataset, "PerFrameFunctionalGroupsSequence") or ())
    if described in (0, frames):
        return ()
    return (
        Notice(
            "frame-descriptions",
            f"The file describes {described} frames but holds {frames}: "
            "positions are not trustworthy.",
            frozenset({MILLIMETRES, HOUNSFIELD, RECONSTRUCTION}),
        ),
    )


def _position(dataset: Any) -> tuple[float, float, float] | None:
    """Return Image Position (Patient), or None when missing or out of all reason."""
    values = numbers(dataset, "ImagePositionPatient")
    if len(values) != 3 or max(map(abs, values)) > FARTHEST:
        return None
    return values[0], values[1], values[2]


def _orientation(dataset: Any) -> tuple[float, ...] | None:
    """Return the direction cosines, or None unless they are two unit vectors at a right angle."""
    values = numbers(dataset, "ImageOrientationPatient")
    if len(values) != 6:
        return None
    row, column = np.array(values[:3]), np.array(values[3:])
    lengths = np.linalg.norm(row), np.linalg.norm(column)
    if max(abs(length - 1.0) for length in lengths) > 0.01 or abs(row @ column) > 0.01:
        return None
    return values


def _spacing(dataset: Any) -> tuple[tuple[float, float] | None, bool]:
    """Return ((row, column) mm, whether it is only that of the detector)."""
    spacing = _pair(dataset, "PixelSpacing")
    if spacing is not None:
        return spacing, False
    spacing = _pair(dataset, "ImagerPixelSpacing") or _pair(dataset, "NominalScannedPixelSpacing")
    if spacing is None:
        return None, False
    factor = number(dataset, "EstimatedRadiographicMagnificationFactor")
    if factor is not None and 1.0 <= factor < 5.0:  # PS3.3 C.8.7.5: divide to get the body's scale
        return (spacing[0] / factor, spacing[1] / factor), False
    return spacing, True


def _pair(dataset: Any, keyword: str) -> tuple[float, float] | None:
    """Return two positive numbers stored as decimal strings, or None."""
    values = numbers(dataset, keyword)
    if len(values) != 2 or not _is_decimal(dataset, keyword):
        return None
    row, column = values
    if not (0 < row <= LARGEST_SPACING and 0 < column <= LARGEST_SPACING):
        return None
    return row, column


def _is_decimal(dataset: Any, keyword: str) -> bool:
    """Return True when the element has the type of the Standard, DS or FD."""
    return (dataset.get_item(keyword).VR or dataset[keyword].VR) in ("DS", "FD")
