"""The drawn nodule is taken by a click, measured, saved as a segmentation and read again."""

from __future__ import annotations

import csv
from dataclasses import replace

import numpy as np
import pytest

from medview.app.take_regions import stroke
from medview.domain.errors import MedViewError, NoVolume
from medview.domain.image import MILLIMETRES, RECONSTRUCTION, Notice
from medview.domain.image_planes import plane_of
from medview.domain.job import JobContext
from medview.domain.measures import PIXELS
from medview.domain.similarity import Seed, SimilarRegion
from medview.domain.volume import SUV_UNITS, slice_step
from medview.imaging.sample.chest import NODULE, NODULE_RADIUS
from medview.imaging.similar_region import grown

BALL = 4 / 3 * np.pi * NODULE_RADIUS**3 / 1000  # ml; the drawn edge is lobulated


@pytest.fixture
def chest(opened, sample):
    return opened(sample / "ct")[0]


@pytest.fixture
def seed(services, chest):
    grid = services.open_volume(chest, JobContext()).grid
    x, y, z = grid.to_voxel(NODULE)
    return Seed(round(z), ((x + 0.5, y + 0.5),))


def taken(services, case, seed, through=False):
    found = services.regions.look(case, seed, JobContext(), through)
    return SimilarRegion("r1", case.id, "Nodule", 1, (stroke(found, found.limit),))


def test_a_click_takes_the_nodule_in_its_slice_and_through_the_others(services, chest, seed):
    flat, whole = (taken(services, chest, seed, through) for through in (False, True))
    (index,) = flat.masks()
    area = flat.reading().area
    assert index == seed.index and flat.reading().volume is None
    assert 0.7 < area / (np.pi * NODULE_RADIUS**2) < 1.3
    reading = whole.reading()
    assert 0.6 < reading.volume / BALL < 1.4 and reading.slices >= 4
    picture = services.picture(chest.images[index])
    inside = picture.pixels[flat.masks()[index]].astype(float)
    values = flat.reading().values
    assert values.units == "HU" and values.count == inside.size
    assert values.mean == pytest.approx(inside.mean()) and values.sd == pytest.approx(inside.std())
    assert (values.low, values.high) == (inside.min(), inside.max())
    spacing = picture.spacing
    assert area == pytest.approx(inside.size * spacing[0] * spacing[1])


def test_a_region_grows_with_its_limit_and_holds_the_click(services, chest, seed):
    found = services.regions.look(chest, seed, JobContext())
    masks = [grown(found, limit) for limit in (0.1, 0.3, 0.6, 0.9)]
    sizes = [int(mask.sum()) for mask in masks]
    assert sizes == sorted(sizes) and sizes[0] > 0
    assert all(mask[found.start] for mask in masks)
    assert not grown(found, 0.0).any()


def test_a_lasso_is_never_left(services, chest, seed):
    x, y = seed.points[0]
    corners = tuple((x + dx, y + dy) for dx, dy in ((-9, -9), (2, -9), (2, 9), (-9, 9)))
    region = taken(services, chest, Seed(seed.index, corners))
    rows, columns = np.nonzero(region.masks()[seed.index])
    assert len(rows) > 20
    assert columns.max() + 0.5 <= x + 2 and columns.min() + 0.5 >= x - 9
    assert rows.max() + 0.5 <= y + 9 and rows.min() + 0.5 >= y - 9


def test_what_a_second_click_takes_away_is_gone(services, chest, seed):
    region = taken(services, chest, seed)
    away = replace(region.strokes[0], adds=False)
    assert replace(region, strokes=(*region.strokes, away)).masks() == {}
    twice = replace(region, strokes=(*region.strokes, region.strokes[0]))
    assert twice.reading() == region.reading()  # no pixel counts twice


def test_a_saved_segmentation_is_read_as_it_was_taken(services, opened, chest, seed, tmp_path):
    region = taken(services, chest, seed, through=True)
    other = replace(taken(services, chest, seed), id="r2", name="Slice & co")
    path = services.regions.save(chest, [region, other], tmp_path / "regions.dcm")
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []
    segmentation = services.segmentation(opened(path)[0].images[0])
    assert [s.label for s in segmentation.segments] == ["Nodule", "Slice & co"]
    assert segmentation.series == (chest.series_uid,)
    case = opened(path)[0]
    found = {}
    for index in region.masks():
        plane = plane_of(services.picture(chest.images[index]))
        for one in segmentation.on(plane):
            found[one.segment, index] = services.picture(case.images[one.frame]).pixels > 0
    expected = {(n, i): m for n, r in ((1, region), (2, other)) for i, m in r.masks().items()}
    assert found.keys() == expected.keys()
    assert all(np.array_equal(found[key], expected[key]) for key in expected)


def test_the_file_says_what_it_is_and_whose(services, chest, seed, tmp_path):
    import highdicom
    from pydicom import dcmread

    region = taken(services, chest, seed, through=True)
    services.regions.save(chest, [region], tmp_path / "regions.dcm")
    file = highdicom.seg.segread(tmp_path / "regions.dcm")
    image = dcmread(chest.images[0].path, stop_before_pixels=True)
    assert file.SegmentationType == "BINARY" and file.Modality == "SEG"
    assert file.StudyInstanceUID == image.StudyInstanceUID
    assert file.FrameOfReferenceUID == image.FrameOfReferenceUID
    assert (file.PatientID, file.PatientName) == (image.PatientID, image.PatientName)
    (segment,) = file.SegmentSequence
    assert segment.SegmentAlgorithmType == "SEMIAUTOMATIC" and segment.TrackingUID
    (algorithm,) = segment.SegmentationAlgorithmIdentificationSequence
    assert algorithm.AlgorithmName == "MedView regions"
    assert region.strokes[0].similarity.model.digest in algorithm.AlgorithmParameters
    referenced = {
        i.ReferencedSOPInstanceUID
        for i in file.ReferencedSeriesSequence[0].ReferencedInstanceSequence
    }
    own = {
        dcmread(chest.images[i].path, stop_before_pixels=True).SOPInstanceUID
        for i in region.masks()
    }
    assert referenced == own
    assert file.NumberOfFrames == len(region.masks())


def test_the_table_names_region_and_model_but_no_patient(services, chest, seed, tmp_path):
    region = replace(taken(services, chest, seed, through=True), name="=cmd()")
    path = services.regions.export(chest, [region], tmp_path / "regions.csv")
    text = path.read_text("utf-8-sig")
    (row,) = csv.DictReader(text.splitlines())
    assert row["name"] == "'=cmd()" and row["value_units"] == "HU"
    assert float(row["volume_ml"]) == pytest.approx(region.reading().volume, abs=1e-4)
    assert row["model_digest"] == region.strokes[0].similarity.model.digest
    assert chest.patient.key not in text
    with pytest.raises(MedViewError, match="No region"):
        services.regions.export(chest, [], tmp_path / "none.csv")


def test_without_millimetres_there_are_pixels_and_no_depth(services, chest, seed):
    doubtful = replace(
        chest, notices=(Notice("x", "Spacing differs.", frozenset({MILLIMETRES, "mpr"})),)
    )
    reading = taken(services, doubtful, seed).reading()
    assert reading.unit == PIXELS and reading.volume is None and reading.area == reading.voxels
    with pytest.raises(NoVolume, match="Spacing differs"):
        services.regions.look(doubtful, seed, JobContext(), True)


def uneven(case):
    """Return a case with a gap above its last image."""
    gap = Notice("gap", "Slices are missing.", frozenset({RECONSTRUCTION}))
    places = (*case.position_mm[:-1], case.position_mm[-1] + 40.0)
    return replace(case, position_mm=places, notices=(*case.notices, gap))


def test_slices_with_gaps_have_no_volume(services, chest, seed, tmp_path):
    case = uneven(chest)
    strokes = [taken(services, case, replace(seed, index=seed.index + n)).strokes for n in (0, 1)]
    region = SimilarRegion("r1", case.id, "Nodule", 1, (*strokes[0], *strokes[1]))
    reading = region.reading()
    assert reading is not None
    assert reading.slices == 2 and reading.volume is None and reading.unit == "mm"
    path = services.regions.export(case, [region], tmp_path / "regions.csv")
    (row,) = csv.DictReader(path.read_text("utf-8-sig").splitlines())
    assert row["volume_ml"] == "" and float(row["largest_area"]) > 0


def test_the_thickness_in_the_file_is_that_of_the_images(
    services, opened, sample, chest, seed, tmp_path
):
    from pydicom import dcmread

    def saved(thickness_of, change=lambda case: case):
        folder = tmp_path / str(len(list(tmp_path.iterdir())))
        folder.mkdir()
        for number, image in enumerate(chest.images):
            dataset = dcmread(image.path)
            del dataset.SliceThickness
            if thickness_of(number) is not None:
                dataset.SliceThickness = thickness_of(number)
            dataset.save_as(folder / f"{number}.dcm")
        (case,) = opened(folder)
        case = change(case)
        region = taken(services, case, seed)
        path = services.regions.save(case, [region], folder / "regions.seg")
        shared = dcmread(path).SharedFunctionalGroupsSequence[0]
        return shared.PixelMeasuresSequence[0]

    step = slice_step(chest)
    assert saved(lambda _: 0.5).SliceThickness == 0.5
    assert saved(lambda _: 0.5).SpacingBetweenSlices == pytest.approx(step)
    assert saved(lambda _: None).SliceThickness == pytest.approx(step)
    measures = saved(lambda _: 0.5, uneven)
    assert measures.SliceThickness == 0.5 and "SpacingBetweenSlices" not in measures
    with pytest.raises(MedViewError, match="how thick"):
        saved(lambda _: None, uneven)


def test_a_name_is_one_value_of_the_file(services, chest, seed, tmp_path):
    from pydicom import dcmread

    region = replace(taken(services, chest, seed), name="upper\\lower")
    path = services.regions.save(chest, [region], tmp_path / "regions.dcm")
    (segment,) = dcmread(path).SegmentSequence
    assert segment.SegmentLabel == segment.TrackingID == "upper/lower"


@pytest.fixture
def pet(opened, chest, seed, tmp_path):
    """Return the slices around the nodule as those of a PET."""
    from pydicom import dcmread
    from pydicom.dataset import Dataset
    from pydicom.uid import PositronEmissionTomographyImageStorage

    drug = Dataset()
    drug.RadiopharmaceuticalStartTime = "110000"
    drug.RadionuclideTotalDose, drug.RadionuclideHalfLife = "400000000", "6588"
    for index in range(seed.index - 3, seed.index + 4):
        dataset = dcmread(chest.images[index].path)
        dataset.Modality, dataset.Units, dataset.DecayCorrection = "PT", "BQML", "START"
        dataset.SOPClassUID = PositronEmissionTomographyImageStorage
        dataset.CorrectedImage, dataset.PatientWeight = ["DECY", "ATTN"], 80
        dataset.AcquisitionDate, dataset.AcquisitionTime = dataset.SeriesDate, dataset.SeriesTime
        dataset.RescaleIntercept, dataset.RescaleSlope = 0, 10
        dataset.RadiopharmaceuticalInformationSequence = [drug]
        dataset.file_meta.MediaStorageSOPClassUID = dataset.SOPClassUID
        dataset.save_as(tmp_path / f"pet{index}.dcm")
    return opened(tmp_path)[0]


def test_a_region_of_a_pet_is_in_suv_as_it_is_shown(services, pet, seed):
    for through in (False, True):
        region = taken(services, pet, replace(seed, index=3), through)
        masks = region.masks()
        shown = {index: services.picture(pet.images[index]) for index in masks}
        assert {picture.units for picture in shown.values()} == {SUV_UNITS}
        inside = np.concatenate([shown[i].pixels[mask] for i, mask in masks.items()]).astype(float)
        values = region.reading().values
        assert values.units == SUV_UNITS
        assert values.mean == pytest.approx(inside.mean()) and values.high == inside.max()


def test_what_cannot_be_placed_is_not_saved(services, opened, sample, chest, seed, tmp_path):
    region = taken(services, chest, seed)
    frames = replace(chest, images=(chest.images[0],) * len(chest.images))
    with pytest.raises(MedViewError, match="several frames"):
        services.regions.save(frames, [region], tmp_path / "no.dcm")
    assert not (tmp_path / "no.dcm").exists()


def test_a_colour_photograph_and_a_place_beside_the_image_are_refused(
    services, opened, sample, chest
):
    eye = opened(next((sample / "fundus").glob("*.jpg")))[0]
    with pytest.raises(MedViewError, match="grey"):
        services.regions.look(eye, Seed(0, ((50.0, 50.0),)), JobContext())
    with pytest.raises(MedViewError, match="nothing"):
        services.regions.look(chest, Seed(0, ((5000.0, 5.0),)), JobContext())
