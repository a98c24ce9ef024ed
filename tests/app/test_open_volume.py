"""A series becomes one volume in true millimetres and units, or says why it must not."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pydicom import dcmread

from medview.app.open_volume import OpenVolume
from medview.domain.case import Case
from medview.domain.errors import CannotOpen, NoVolume
from medview.domain.image import Picture
from medview.domain.job import Cancelled, JobContext, Progress
from medview.domain.planes import Cut
from medview.domain.volume import Volume, why_no_planes
from medview.sources.folder import FolderSource
from medview.sources.reader import ReaderPool


@pytest.fixture(scope="module")
def pool() -> Iterator[ReaderPool]:
    readers = ReaderPool(2)
    yield readers
    readers.close()


def cases_of(pool: ReaderPool, *paths: Path) -> list[Case]:
    found: list[Case] = []
    FolderSource(pool).open(list(paths), JobContext(on_item=found.append))
    return found


def volume_of(pool: ReaderPool, path: Path) -> Volume:
    [case] = cases_of(pool, path)
    return OpenVolume(pool)(case, JobContext())


@pytest.fixture
def slices(tmp_path: Path, sample: Path) -> list[Path]:
    """Return a copy of the drawn CT, by position."""
    shutil.copytree(sample / "ct", tmp_path / "ct")
    files = [*(tmp_path / "ct").rglob("*.dcm")]
    return sorted(files, key=lambda path: float(dcmread(path).ImagePositionPatient[2]))


def change(path: Path, **elements: object) -> None:
    dataset = dcmread(path)
    for name, value in elements.items():
        setattr(dataset, name, value)
    dataset.save_as(path)


def test_every_voxel_is_the_value_of_its_file(pool: ReaderPool, slices: list[Path]) -> None:
    volume = volume_of(pool, slices[0].parent)
    assert volume.units == "HU"
    assert volume.voxels.array.dtype == np.int16
    assert volume.grid.shape == (len(slices), 256, 256)
    for index in (0, 7, len(slices) - 1):
        dataset = dcmread(slices[index])
        values = dataset.pixel_array * dataset.RescaleSlope + dataset.RescaleIntercept
        np.testing.assert_array_equal(volume.voxels.array[index], values)
        corner = volume.grid.to_patient((0.0, 0.0, float(index)))
        assert corner == pytest.approx([float(v) for v in dataset.ImagePositionPatient])
    assert volume.grid.spacing[:2] == pytest.approx([float(v) for v in dataset.PixelSpacing][::-1])
    assert volume.frame_of_reference == dataset.FrameOfReferenceUID


def test_the_middle_slice_comes_first_and_steps_are_told(
    pool: ReaderPool, slices: list[Path]
) -> None:
    [case] = cases_of(pool, slices[0].parent)
    steps, early = [], []
    context = JobContext(lambda p: steps.append((p.done, p.total)), early.append)
    OpenVolume(pool)(case, context)
    assert steps == [(n, len(slices)) for n in range(1, len(slices) + 1)]
    [picture] = early
    assert isinstance(picture, Picture)
    middle = dcmread(slices[len(slices) // 2])
    np.testing.assert_array_equal(picture.pixels, middle.pixel_array - 1024.0)


def test_cancel_stops_it(pool: ReaderPool, slices: list[Path]) -> None:
    [case] = cases_of(pool, slices[0].parent)

    def stop_at_five(progress: Progress) -> None:
        if progress.done == 5:
            context.cancel()

    context = JobContext(stop_at_five)
    with pytest.raises(Cancelled):
        OpenVolume(pool)(case, context)


def test_a_slice_that_lies_elsewhere_than_it_was_when_opened_is_refused(
    pool: ReaderPool, slices: list[Path]
) -> None:
    [case] = cases_of(pool, slices[0].parent)
    x, y, z = dcmread(slices[5]).ImagePositionPatient
    for position, words in (([x, y, z + 1], "Image 6 "), ([x + 5, y, z], "Image 6 ")):
        change(slices[5], ImagePositionPatient=position)
        with pytest.raises(NoVolume, match=words):
            OpenVolume(pool)(case, JobContext())
    change(slices[5], ImagePositionPatient=[x, y, z], PixelSpacing=[1.4, 1.5])
    with pytest.raises(NoVolume, match="pixel size"):
        OpenVolume(pool)(case, JobContext())
    change(slices[5], PixelSpacing=[1.4, 1.4], FrameOfReferenceUID="1.2.3")
    with pytest.raises(NoVolume, match="space"):
        OpenVolume(pool)(case, JobContext())
    slices[5].unlink()
    with pytest.raises(CannotOpen):
        OpenVolume(pool)(case, JobContext())


def test_a_series_without_spacing_is_never_begun(pool: ReaderPool, slices: list[Path]) -> None:
    for path in slices:
        dataset = dcmread(path)
        del dataset.PixelSpacing
        dataset.save_as(path)
    [case] = cases_of(pool, slices[0].parent)
    with pytest.raises(NoVolume, match="spacing is missing"):
        OpenVolume(pool)(case, JobContext())


def test_a_real_pet_is_in_suv_and_lies_over_its_ct(pool: ReaderPool, shared_data: Path) -> None:
    study = shared_data / "dicom" / "petct-ACRIN-042"
    pet, ct = volume_of(pool, study / "PET-AC"), volume_of(pool, study / "CT")
    assert (pet.units, ct.units) == ("g/ml", "HU")
    assert pet.frame_of_reference == ct.frame_of_reference != ""
    # By hand: 91 kg, 588.8 MBq, 9527 s after injection (tests/imaging/test_suv.py).
    [case] = cases_of(pool, study / "PET-AC")
    dataset = dcmread(case.images[60].path)
    factor = 91_000 / (588_802_304 * 2 ** (-9527 / 6588))
    values = dataset.pixel_array * float(dataset.RescaleSlope) * factor
    np.testing.assert_allclose(pet.voxels.array[60], values, rtol=1e-5)
    # The same place in both: what is warm and what is dense agree best where nothing is shifted.
    cut = Cut(ct.grid.centre, (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), 4.0, (120, 120))
    dense = ct.voxels.cut(cut) > -200

    def agreement(x: float, y: float) -> float:
        place = (cut.centre[0] + x, cut.centre[1] + y, cut.centre[2])
        warm = pet.voxels.cut(replace(cut, centre=place)) > 0.3
        return float(np.corrcoef(dense.ravel(), warm.ravel())[0, 1])

    assert agreement(0, 0) > max(agreement(*s) for s in ((16, 0), (-16, 0), (0, 16), (0, -16)))


HOSTILE = {
    "geometry/no_spacing.dcm": False, "geometry/iop_missing.dcm": False,
    "geometry/spacing_zero.dcm": False, "geometry/aniso.dcm": False,
    "series/good": True, "series/gantry_tilt": False, "series/missing_slices": False,
    "series/uneven_spacing": False, "series/two_patients": False, "series/mixed_rescale": True,
    "series/mixed_photometric": False, "series/junk_among": True, "series/reversed_numbers": True,
    "series/no_instance_number": True, "series/dup_sop_same": True, "series/one_bad_slice": False,
}  # fmt: skip


@pytest.mark.parametrize(("name", "has_planes"), HOSTILE.items())
def test_only_an_even_stack_has_planes(
    pool: ReaderPool, shared_data: Path, name: str, has_planes: bool
) -> None:
    for case in cases_of(pool, shared_data / "hostile" / name):
        try:
            volume = OpenVolume(pool)(case, JobContext())
        except CannotOpen as error:
            assert not has_planes
            assert error.message
        else:
            assert has_planes
            assert why_no_planes(case) == ""
            assert volume.grid.shape[0] == len(case.images)


@pytest.mark.parametrize("name", ["same_position", "mixed_orientation", "mixed_sizes",
                                  "mixed_spacing", "dup_sop_differs"])  # fmt: skip
def test_what_was_split_is_never_put_together(
    pool: ReaderPool, shared_data: Path, name: str
) -> None:
    """Each part is a volume of its own, if it is one: of one size, direction and phase."""
    for case in cases_of(pool, shared_data / "hostile" / "series" / name):
        if why_no_planes(case):
            continue
        volume = OpenVolume(pool)(case, JobContext())
        for index in (0, len(case.images) - 1):
            dataset = dcmread(case.images[index].path)
            corner = volume.grid.to_patient((0.0, 0.0, float(index)))
            assert corner == pytest.approx(
                [float(v) for v in dataset.ImagePositionPatient], abs=0.2
            )
            assert volume.grid.shape[1:] == (dataset.Rows, dataset.Columns)
