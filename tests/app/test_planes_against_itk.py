"""The three planes of real files against the geometry of their headers, worked out anew.

The stack is laid out by SimpleITK from the positions in the files alone, and resampled there;
lengths are measured between two marks whose places in the patient are known.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydicom import dcmread
from pydicom.uid import generate_uid

from medview.app.open_volume import OpenVolume
from medview.app.show_planes import plane_picture
from medview.domain.case import Case
from medview.domain.job import JobContext
from medview.domain.planes import Slab, View
from medview.domain.volume import why_no_planes
from medview.sources.folder import FolderSource
from medview.sources.reader import ReaderPool
from medview.ui.overlay import edge_letters
from medview.ui.viewport import Viewport
from tests.imaging.conftest import ct_dataset

ROWS, COLUMNS, COUNT = 40, 56, 15
SPACING, STEP = (1.3, 0.7), 3.1  # (row, column) and slices, in mm
ORIGIN = np.array([-31.0, 17.0, -112.0])
C, S = np.cos(0.35), np.sin(0.35)
MARKS = (np.array([12, 9, 3]), np.array([40, 9, 11]))  # column, row, slice
TURNS = {
    "axial": ((1, 0, 0), (0, 1, 0)),
    "oblique": ((C, S, 0), (-S * C, C * C, S)),
    "coronal": ((1, 0, 0), (0, 0, -1)),
    "sagittal": ((0, 1, 0), (0, 0, -1)),
}
Vec = np.ndarray


@pytest.fixture(scope="module")
def pool() -> Iterator[ReaderPool]:
    readers = ReaderPool(1)
    yield readers
    readers.close()


def values() -> Vec:
    noise = np.random.default_rng(8).integers(0, 200, (COUNT, ROWS, COLUMNS)).astype(np.uint16)
    for x, y, z in MARKS:
        noise[z, y, x] = 3000
    return noise


def write(folder: Path, turn: str, *, is_reversed: bool = False, tilt: float = 0.0) -> Vec:
    """Write the stack, file names in another order than places; return the step of slices."""
    right, down = (np.array(one, float) for one in TURNS[turn])
    step = np.cross(right, down) * STEP * (-1 if is_reversed else 1) + tilt * down
    for index, pixels in enumerate(values()):
        dataset = ct_dataset(
            pixels,
            PixelSpacing=list(SPACING),
            ImageOrientationPatient=[round(float(v), 9) for v in (*right, *down)],
            ImagePositionPatient=[round(float(v), 6) for v in ORIGIN + index * step],
            InstanceNumber=index + 1,
            FrameOfReferenceUID="1.2.3.5",
            SOPInstanceUID=generate_uid(),
        )
        dataset.file_meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
        dataset.save_as(folder / f"{(index * 7) % COUNT:02d}.dcm", enforce_file_format=True)
    return step


def case_in(pool: ReaderPool, folder: Path) -> Case:
    found: list[Case] = []
    FolderSource(pool).open([folder], JobContext(on_item=found.append))
    (case,) = found
    return case


def by_itk(folder: Path) -> Any:
    """Return the files as one image; where each lies is read from its header."""
    import SimpleITK as sitk

    files = [dcmread(path) for path in folder.iterdir()]
    right, down = np.array(files[0].ImageOrientationPatient, float).reshape(2, 3)
    normal = np.cross(right, down)
    files.sort(key=lambda file: float(np.array(file.ImagePositionPatient, float) @ normal))
    stack = np.stack([file.pixel_array.astype(np.float64) - 1024 for file in files])
    image = sitk.GetImageFromArray(stack)
    first, last = (np.array(file.ImagePositionPatient, float) for file in (files[0], files[-1]))
    image.SetOrigin([float(v) for v in first])
    image.SetSpacing([SPACING[1], SPACING[0], float(np.linalg.norm(last - first)) / (COUNT - 1)])
    image.SetDirection(np.stack([right, down, normal], axis=1).ravel().tolist())
    return image


@pytest.mark.parametrize("turn", TURNS)
@pytest.mark.parametrize("is_reversed", [False, True])
def test_planes_are_what_itk_resamples(
    pool: ReaderPool, tmp_path: Path, turn: str, is_reversed: bool
) -> None:
    import SimpleITK as sitk

    write(tmp_path, turn, is_reversed=is_reversed)
    volume = OpenVolume(pool)(case_in(pool, tmp_path), JobContext())
    image = by_itk(tmp_path)
    cross = volume.grid.upright().turned(View.AXIAL, 0.4)
    for view in View:
        for crosshair in (volume.grid.upright(), cross):
            cut = volume.grid.cut(crosshair, view, Slab())
            seen = plane_picture(volume, cut).pixels
            compared = 0
            for row in range(2, cut.size[1], 9):
                for column in range(1, cut.size[0], 7):
                    place = cut.to_patient(column + 0.5, row + 0.5)
                    at = np.array(image.TransformPhysicalPointToContinuousIndex(place))
                    if (at < 0.01).any() or (at > np.array(image.GetSize()) - 1.01).any():
                        continue
                    expected = image.EvaluateAtPhysicalPoint(place, sitk.sitkLinear)
                    assert abs(float(seen[row, column]) - expected) <= 1.0
                    compared += 1
            assert compared > 20


@pytest.mark.parametrize("turn", TURNS)
@pytest.mark.parametrize("is_reversed", [False, True])
def test_a_length_in_the_planes_is_the_length_in_the_patient(
    pool: ReaderPool, tmp_path: Path, turn: str, is_reversed: bool
) -> None:
    """Both marks lie on one plane of rows and slices: coronal where the slices are axial."""
    step = write(tmp_path, turn, is_reversed=is_reversed)
    right, down = (np.array(one, float) for one in TURNS[turn])
    places = [
        ORIGIN + m[0] * SPACING[1] * right + m[1] * SPACING[0] * down + m[2] * step for m in MARKS
    ]
    true = float(np.linalg.norm(places[1] - places[0]))
    assert true == pytest.approx(np.hypot(28 * 0.7, 8 * 3.1))
    volume = OpenVolume(pool)(case_in(pool, tmp_path), JobContext())
    cross = volume.grid.upright()
    across = max(View, key=lambda view: abs(np.asarray(cross.normal(view)) @ down))
    away = (places[0] - np.asarray(cross.at)) @ np.asarray(cross.normal(across))
    cut = volume.grid.cut(cross.scrolled(across, float(away)), across, Slab())
    picture = plane_picture(volume, cut)
    bright = picture.pixels.astype(float)
    found = []
    for place in places:
        x, y = cut.to_plane(tuple(place))
        near = bright[max(int(y) - 4, 0) : int(y) + 5, max(int(x) - 2, 0) : int(x) + 3]
        row, column = np.unravel_index(near.argmax(), near.shape)
        found.append((max(int(x) - 2, 0) + column, max(int(y) - 4, 0) + row))
        assert near.max() > 800  # a mark of 1976 HU, at most half a pixel away along the slices
    assert picture.spacing is not None
    rows, columns = picture.spacing
    (ax, ay), (bx, by) = found
    measured = np.hypot((bx - ax) * columns, (by - ay) * rows)
    assert measured == pytest.approx(true, abs=1.5 * max(rows, columns))


@pytest.mark.parametrize("is_reversed", [False, True])
@pytest.mark.parametrize("turn", ["axial", "coronal", "sagittal"])
def test_letters_say_the_sides_whatever_the_scanner_did(
    pool: ReaderPool, tmp_path: Path, turn: str, is_reversed: bool
) -> None:
    write(tmp_path, turn, is_reversed=is_reversed)
    volume = OpenVolume(pool)(case_in(pool, tmp_path), JobContext())
    sides = {View.AXIAL: "RLAP", View.CORONAL: "RLHF", View.SAGITTAL: "APHF"}
    for view, letters in sides.items():
        cut = volume.grid.cut(volume.grid.upright(), view, Slab())
        picture = plane_picture(volume, cut)
        size = (float(cut.size[0]), float(cut.size[1]))
        found = edge_letters(picture, Viewport(size, size))
        assert found is not None and "".join(found) == letters


def test_a_tilted_gantry_has_no_planes_and_says_so(pool: ReaderPool, tmp_path: Path) -> None:
    write(tmp_path, "axial", tilt=0.6)
    assert "tilt" in why_no_planes(case_in(pool, tmp_path)).lower()
