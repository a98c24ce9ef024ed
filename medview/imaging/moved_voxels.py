"""The values of one series where another one has its voxels, by a map between both."""

from __future__ import annotations

import numpy as np
import SimpleITK as sitk

from medview.domain.alignment import Array, SpatialMap
from medview.domain.volume import Grid, Volume
from medview.imaging.voxels import ItkVoxels, lay


def moved_voxels(earlier: Volume, onto: Grid, found: SpatialMap) -> ItkVoxels:
    """Return the values of `earlier` on a grid, linear between voxels, its darkest outside."""
    image = sitk.GetImageFromArray(np.asarray(earlier.voxels.array, dtype=np.float32))
    lay(image, earlier.grid)
    ask = sitk.ResampleImageFilter()
    ask.SetSize([int(n) for n in onto.counts])
    ask.SetOutputOrigin(onto.origin)
    ask.SetOutputSpacing(onto.spacing)
    ask.SetOutputDirection(np.transpose(onto.axes).ravel().tolist())
    ask.SetDefaultPixelValue(float(earlier.darkest))
    ask.SetTransform(_transform(found))
    voxels = ItkVoxels(onto, "float32")
    whole = sitk.GetArrayFromImage(ask.Execute(image))
    for index, pixels in enumerate(whole):
        voxels.put(index, pixels)
    return voxels


def _transform(found: SpatialMap) -> sitk.Transform:
    """Return a map as ITK knows it; of a composite the last one added is applied first."""
    rigid = sitk.AffineTransform(3)
    rigid.SetMatrix(np.asarray(found.rigid.rows).ravel().tolist())
    rigid.SetTranslation(found.rigid.shift)
    if found.bend is None:
        return rigid
    field = sitk.GetImageFromArray(_thick(found.bend.shifts), isVector=True)
    lay(field, found.bend.grid)
    return sitk.CompositeTransform([rigid, sitk.DisplacementFieldTransform(field)])


def _thick(shifts: Array) -> Array:
    """Return shifts of at least two slices: ITK asks nothing of a field of one."""
    return np.repeat(shifts, 2, axis=0) if len(shifts) == 1 else shifts
