"""Lay one volume over another: its colours on a plane, and the scale they begin with."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from medview.domain.fusion import ColourMap, Fusion
from medview.domain.planes import Cut
from medview.domain.volume import SUV_UNITS, Volume
from medview.imaging.colour_maps import palette, wash

__all__ = ["fused", "palette", "plane_wash"]

SUV_HIGH = 5.0  # g/ml; the usual upper end in oncology
DARKEST, BRIGHTEST = 0.5, 99.5  # percentiles of the values that are the ends of any other unit
SAMPLED = 4  # every so many voxels each way
Colours = npt.NDArray[np.uint8]


def fused(over: Volume) -> Fusion:
    """Return a fusion as it opens: SUV from 0 to 5, others over the range of their values."""
    if over.units == SUV_UNITS:
        return Fusion(over, 0.0, SUV_HIGH)
    values = over.voxels.array[::SAMPLED, ::SAMPLED, ::SAMPLED]
    low, high = np.percentile(values.astype(np.float32), (DARKEST, BRIGHTEST))
    colours = ColourMap.HOT_IRON if over.case.modality in ("PT", "NM") else ColourMap.RAINBOW
    return Fusion(over, float(low), max(float(high), float(low) + 1e-3), colours)


def plane_wash(fusion: Fusion, cut: Cut, coarse: int = 1) -> Colours:
    """Return (H, W, 4) BGRA to lay over a plane, colours multiplied by their opacity."""
    cut = fusion.cut_of_over(cut if coarse == 1 else cut.coarser(coarse))
    values = fusion.over.voxels.cut(cut)
    return wash(values, fusion.colours, fusion.low, fusion.high, fusion.opacity)
