"""The sample is drawn by our own code, the same every time, and says that it is synthetic."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pydicom
import pytest
from PIL import Image

from medview.domain.case import Eye
from medview.domain.grade import Grade
from medview.imaging.sample.make import SEED, make_sample
from medview.imaging.sample.photographs import EYES, EyePlan, draw_eye
from medview.imaging.sample.retina import ORANGE

COMMITTED = Path(__file__).parents[2] / "resources" / "sample"
# Another processor may round a sine otherwise in its last bit, and a JPEG then differs by a level.
ROUNDING = 3


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    make_sample(folder)
    return folder


def files(folder: Path, pattern: str = "*") -> list[Path]:
    return sorted(p.relative_to(folder) for p in folder.rglob(pattern) if p.is_file())


def test_same_files_as_committed(drawn: Path) -> None:
    assert files(drawn) == files(COMMITTED)
    for name in ("README.txt", "labels.csv"):
        assert (drawn / name).read_bytes() == (COMMITTED / name).read_bytes()


def test_photographs_as_committed(drawn: Path) -> None:
    for name in files(COMMITTED, "*.jpg"):
        ours, theirs = (np.asarray(Image.open(folder / name), int) for folder in (drawn, COMMITTED))
        assert np.abs(ours - theirs).max() <= ROUNDING, name


def test_series_as_committed(drawn: Path) -> None:
    for name in files(COMMITTED, "synthetic-0??.dcm"):
        ours, theirs = (pydicom.dcmread(folder / name) for folder in (drawn, COMMITTED))
        assert ours.SOPInstanceUID == theirs.SOPInstanceUID
        difference = ours.pixel_array.astype(int) - theirs.pixel_array
        assert np.abs(difference).max() <= ROUNDING, name


def test_same_seed_same_picture_other_seed_another() -> None:
    plan = EyePlan(1, Eye.OD, Grade.MILD, ORANGE)
    once = draw_eye(plan, SEED)
    assert np.array_equal(once, draw_eye(plan, SEED))
    assert not np.array_equal(once, draw_eye(plan, SEED + 1))


def test_every_picture_says_it_is_synthetic() -> None:
    for name in files(COMMITTED, "*.jpg"):
        with Image.open(COMMITTED / name) as image:
            assert b"SYNTHETIC" in image.info["comment"]
            assert "SYNTHETIC" in image.getexif()[0x010E]
    for name in files(COMMITTED, "*.dcm"):
        header = pydicom.dcmread(COMMITTED / name, stop_before_pixels=True)
        assert "SYNTHETIC" in header.ImageComments
        assert str(header.PatientName).startswith("SYNTHETIC")


def test_every_grade_is_there_at_least_twice() -> None:
    grades = [plan.grade for plan in EYES]
    assert all(grades.count(grade) >= 2 for grade in Grade)
    assert None in grades


def test_lesions_redden_or_whiten_the_retina_as_the_grade_rises() -> None:
    """From one seed the same eye is drawn; only what the grade adds may differ."""
    healthy, mild, moderate = (
        draw_eye(EyePlan(1, Eye.OD, grade, ORANGE), SEED).astype(int)
        for grade in (Grade.NO_DR, Grade.MILD, Grade.MODERATE)
    )
    changed = [int((np.abs(p - healthy).max(axis=2) > 40).sum()) for p in (mild, moderate)]
    assert 0 < changed[0] < changed[1]


def test_nodule_and_lung_have_their_hounsfield_units() -> None:
    middle = pydicom.dcmread(COMMITTED / "ct" / "synthetic-013.dcm")
    hounsfield = middle.pixel_array.astype(float) + float(middle.RescaleIntercept)
    row, column = round(127.5 + 22 / 1.4), round(127.5 - 82 / 1.4)
    assert -20 < hounsfield[row, column] < 90
    assert -950 < np.median(hounsfield[90:110, 60:80]) < -750


def test_sample_is_small_enough_to_ship() -> None:
    assert sum((COMMITTED / name).stat().st_size for name in files(COMMITTED)) < 3_000_000
