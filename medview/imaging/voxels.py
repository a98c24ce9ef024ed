"""The voxels of a volume, kept where ITK finds them, and planes cut out of them.

The values live once, in an ITK image that slices are written into; `array` is a view of them.
ITK is slow to load and needed by nobody who only looks at slices: it is loaded here.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from functools import reduce
from typing import Any

import numpy as np
import numpy.typing as npt
import SimpleITK as sitk

from medview.domain.planes import Cut, SlabMode
from medview.domain.volume import Grid

WORTH_THREADS = 40_000  # values; with fewer, threads wait longer for each other than they work
KINDS = {"int16": sitk.sitkInt16, "float32": sitk.sitkFloat32}

Plane = npt.NDArray[np.float32]


class ItkVoxels:
    """Implements domain.volume.Voxels."""

    def __init__(self, grid: Grid, kind: str) -> None:
        """Make room for the voxels of a grid, all zero; `kind` is "int16" or "float32"."""
        self._grid = grid
        self._image = sitk.Image(list(grid.counts), KINDS[kind])
        lay(self._image, grid)
        self._room = _writable(self._image)

    @property
    def kind(self) -> str:
        """The type of the values."""
        return self.array.dtype.name

    @property
    def array(self) -> npt.NDArray[Any]:
        """Return all values (Z, Y, X); the view is valid as long as this object."""
        return sitk.GetArrayViewFromImage(self._image)

    def put(self, index: int, pixels: npt.NDArray[Any]) -> None:
        """Write one slice (Y, X); all become float32 where it does not fit into int16."""
        if self.kind == "int16" and not fits_int16(pixels):
            self._image = sitk.Cast(self._image, sitk.sitkFloat32)
            self._room = _writable(self._image)
        self._room[index] = pixels

    def cut(self, cut: Cut) -> Plane:
        """Return the values on a plane or in a slab, (H, W); NaN where there are no voxels.

        Between voxels values are interpolated linearly. A slab is sampled at every pixel's width.
        """
        depths = cut.depths(max(cut.pixel, min(self._grid.spacing)))
        planes = (self._plane(cut, depth) for depth in depths)
        return next(planes) if len(depths) == 1 else COMBINE[cut.mode](planes)

    def _plane(self, cut: Cut, depth: float) -> Plane:
        """Return the values on the plane `depth` mm along the normal."""
        corner = np.add(cut.to_patient(0.5, 0.5), depth * np.asarray(cut.normal))
        ask = sitk.ResampleImageFilter()
        ask.SetSize([*cut.size, 1])
        ask.SetOutputSpacing([cut.pixel, cut.pixel, 1.0])
        ask.SetOutputOrigin(corner.tolist())
        ask.SetOutputDirection(np.transpose([cut.right, cut.down, cut.normal]).ravel().tolist())
        ask.SetOutputPixelType(sitk.sitkFloat32)  # ITK cuts fractions off when it makes integers
        ask.SetDefaultPixelValue(float("nan"))
        if cut.size[0] * cut.size[1] < WORTH_THREADS:
            ask.SetNumberOfThreads(1)
        return np.asarray(sitk.GetArrayFromImage(ask.Execute(self._image))[0])


def lay(image: sitk.Image, grid: Grid) -> None:
    """Tell ITK where the voxels are: its directions are columns, LPS as in DICOM."""
    image.SetOrigin(grid.origin)
    image.SetSpacing(grid.spacing)
    image.SetDirection(np.transpose(grid.axes).ravel().tolist())


def _writable(image: sitk.Image) -> npt.NDArray[Any]:
    """Return the values (Z, Y, X) of an image, to write into; valid as long as the image.

    SimpleITK lends them for reading only. Its own way to paste a slice copies it twice: 1.9 ms
    for 512², which is longer than decoding it.
    """
    view = sitk.GetArrayViewFromImage(image)
    place = (ctypes.c_byte * view.nbytes).from_address(view.ctypes.data)
    return np.frombuffer(place, view.dtype).reshape(view.shape)  # type: ignore[call-overload]


def fits_int16(values: npt.NDArray[Any]) -> bool:
    """Return True when whole numbers lie within -32768..32767."""
    if values.dtype in (np.uint8, np.int16):
        return True
    if not np.issubdtype(values.dtype, np.integer):
        return False
    limits = np.iinfo(np.int16)
    return bool(limits.min <= values.min() and values.max() <= limits.max)


def _mean(planes: Iterator[Plane]) -> Plane:
    """Return the mean of the values that are there."""
    first = next(planes)
    total, count = np.nan_to_num(first), (~np.isnan(first)).astype(np.float32)
    for plane in planes:
        total += np.nan_to_num(plane)
        count += ~np.isnan(plane)
    with np.errstate(invalid="ignore"):  # 0 / 0 is NaN: no voxels
        return np.asarray(total / count)


# fmax and fmin pass over NaN.
COMBINE: dict[SlabMode, Callable[[Iterator[Plane]], Plane]] = {
    SlabMode.MEAN: _mean,
    SlabMode.MIP: lambda planes: reduce(np.fmax, planes),
    SlabMode.MINIP: lambda planes: reduce(np.fmin, planes),
}
