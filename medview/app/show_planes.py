"""What a view of the planes shows: a Picture, and what it says of a place."""

from __future__ import annotations

import numpy as np

from medview.domain.image import HOUNSFIELD, Picture
from medview.domain.planes import Cut, Vector
from medview.domain.volume import Volume


def plane_picture(volume: Volume, cut: Cut, coarse: int = 1) -> Picture:
    """Return a plane as a Picture of `cut.size`; `coarse` times larger pixels come quicker.

    Whole numbers stay whole, so that a window goes through a table.
    """
    values = volume.voxels.cut(cut if coarse == 1 else cut.coarser(coarse))
    values = np.where(np.isnan(values), np.float32(volume.darkest), values)
    is_whole = volume.voxels.array.dtype == np.int16
    return Picture(
        np.rint(values).astype(np.int16) if is_whole else values,
        units=volume.units,
        windows=volume.windows,
        inverted=volume.inverted,
        spacing=(cut.pixel, cut.pixel),
        full_size=cut.size,
        orientation=(*cut.right, *cut.down),
        notices=volume.notices,
    )


def value_at(volume: Volume, place: Vector) -> float | None:
    """Return the value at a place in mm, None outside the voxels or where none can be trusted."""
    if not volume.grid.holds(place) or any(HOUNSFIELD in n.disables for n in volume.notices):
        return None
    point = Cut(place, (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), 1.0, (1, 1))
    return float(volume.voxels.cut(point)[0, 0])
