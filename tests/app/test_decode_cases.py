from __future__ import annotations

import errno
import json
import os
import tracemalloc
from collections.abc import Iterable, Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest

from medview.app.decode_cases import BATCH, decode_cases, picture_side
from medview.domain.case import ImageRef
from medview.domain.errors import CannotOpen, LibraryNotWritable, UnreadableFile
from medview.domain.job import Cancelled, JobContext
from medview.domain.training import TrainingCase, TrainingPlan
from medview.imaging.preprocess import crop_disc, grey_square
from medview.sources.reader import ReaderPool

GREY = TrainingPlan("g", "Grey", "similarity", "grey", ("MR",), ("a", "b"), input_size=32)
FUNDUS = TrainingPlan("f", "Fundus", "dr-grading", "fundus", ("FUNDUS",), ("0", "1"), input_size=64)
Square = np.ndarray


class Drawn:
    """A reader of squares that are all one shade: the number of their file; 13 is broken."""

    def __init__(self, stop_at: int = 10**9) -> None:
        self.asked: list[str] = []
        self.stop_at = stop_at

    def squares(
        self, refs: Iterable[ImageRef], kind: str, side: int
    ) -> Iterator[Square | Exception]:
        for ref in refs:
            number = int(ref.path)
            if number == self.stop_at:
                raise KeyboardInterrupt
            self.asked.append(ref.path)
            if number == 13:
                yield UnreadableFile("The file is cut off.", hint="Copy it again.")
            else:
                yield np.full((side, side, 1), number % 251, np.uint8)


def drawn(count: int) -> list[TrainingCase]:
    return [TrainingCase(ImageRef(str(n)), "ab"[n % 2], f"p{n}") for n in range(count)]


def shades(file: Path) -> list[int]:
    return [int(square.mean()) for square in np.load(file, allow_pickle=False)]


def test_every_row_is_the_case_of_its_place_and_a_broken_one_is_left_out(tmp_path):
    steps = []
    context = JobContext(on_progress=steps.append)
    done = decode_cases(drawn(200), GREY, Drawn(), tmp_path / "pictures.npy", context)
    expected = [n for n in range(200) if n != 13]
    assert [int(case.ref.path) for case in done.cases] == expected
    assert shades(done.file) == expected
    assert np.load(done.file).shape == (199, picture_side(GREY), picture_side(GREY), 1)
    assert [(p.path, p.message, p.hint) for p in done.problems] == [
        ("13", "The file is cut off.", "Copy it again.")
    ]
    assert [step.done for step in steps] == list(range(1, 201))
    assert sorted(f.name for f in tmp_path.iterdir()) == ["pictures.json", "pictures.npy"]


@pytest.mark.parametrize("stop", [0, 1, 13, 14, BATCH, BATCH + 5, 199])
def test_what_was_broken_off_goes_on_where_it_was(tmp_path, stop):
    file = tmp_path / "pictures.npy"
    with pytest.raises(KeyboardInterrupt):
        decode_cases(drawn(200), GREY, Drawn(stop_at=stop), file, JobContext())
    assert not file.exists()
    second = Drawn()
    done = decode_cases(drawn(200), GREY, second, file, JobContext())
    assert len(second.asked) == 200 - stop
    assert shades(file) == [n for n in range(200) if n != 13]
    assert len(done.cases) == 199 and len(done.problems) == 1


def test_a_power_cut_that_left_a_tail_that_is_not_noted_loses_nothing(tmp_path):
    file = tmp_path / "pictures.npy"
    with pytest.raises(KeyboardInterrupt):
        decode_cases(drawn(100), GREY, Drawn(stop_at=90), file, JobContext())
    part = tmp_path / "pictures.npy.part"
    part.write_bytes(part.read_bytes() + b"\xff" * 1234)
    decode_cases(drawn(100), GREY, Drawn(), file, JobContext())
    assert shades(file) == [n for n in range(100) if n != 13]


@pytest.mark.parametrize("damage", ["{", "[]", "{}", '{"of": "other"}'])
def test_a_note_that_is_no_note_starts_again(tmp_path, damage):
    file = tmp_path / "pictures.npy"
    with pytest.raises(KeyboardInterrupt):
        decode_cases(drawn(30), GREY, Drawn(stop_at=20), file, JobContext())
    (tmp_path / "pictures.json").write_text(damage)
    decode_cases(drawn(30), GREY, Drawn(), file, JobContext())
    assert shades(file) == [n for n in range(30) if n != 13]


def test_a_part_shorter_than_its_note_starts_again(tmp_path):
    file = tmp_path / "pictures.npy"
    with pytest.raises(KeyboardInterrupt):
        decode_cases(drawn(30), GREY, Drawn(stop_at=20), file, JobContext())
    part = tmp_path / "pictures.npy.part"
    part.write_bytes(part.read_bytes()[:5000])
    again = Drawn()
    decode_cases(drawn(30), GREY, again, file, JobContext())
    assert len(again.asked) == 30
    assert shades(file) == [n for n in range(30) if n != 13]


def test_what_is_there_is_kept_and_other_pictures_replace_it(tmp_path):
    file = tmp_path / "pictures.npy"
    decode_cases(drawn(20), GREY, Drawn(), file, JobContext())
    again = Drawn()
    done = decode_cases(drawn(20), GREY, again, file, JobContext())
    assert (again.asked, len(done.cases), len(done.problems)) == ([], 19, 1)
    decode_cases(drawn(25), GREY, again, file, JobContext())
    assert len(again.asked) == 25 and len(shades(file)) == 24


def test_cancel_keeps_what_was_decoded(tmp_path):
    context = JobContext(on_progress=lambda p: context.cancel() if p.done == 40 else None)
    with pytest.raises(Cancelled):
        decode_cases(drawn(100), GREY, Drawn(), tmp_path / "pictures.npy", context)
    assert json.loads((tmp_path / "pictures.json").read_text())["done"] == 41
    again = Drawn()
    decode_cases(drawn(100), GREY, again, tmp_path / "pictures.npy", JobContext())
    assert len(again.asked) == 59


def test_not_one_readable_picture_is_an_error(tmp_path):
    broken = [TrainingCase(ImageRef("13"), "a", "p")]
    with pytest.raises(CannotOpen, match=r"Not one picture .* The file is cut off\."):
        decode_cases(broken, GREY, Drawn(), tmp_path / "pictures.npy", JobContext())


def test_a_full_disk_is_told_and_loses_nothing(tmp_path, monkeypatch):
    file, sync, calls = tmp_path / "pictures.npy", os.fsync, []

    def full(handle: int) -> None:
        calls.append(handle)
        if len(calls) > 6:  # three for each batch: the pictures, the note, its folder
            raise OSError(errno.ENOSPC, "No space left on device")
        sync(handle)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(LibraryNotWritable, match="The disk is full"):
            decode_cases(drawn(300), GREY, Drawn(), file, JobContext())
    again = Drawn()
    decode_cases(drawn(300), GREY, again, file, JobContext())
    assert len(again.asked) == 300 - 2 * BATCH
    assert shades(file) == [n % 251 for n in range(300) if n != 13]


def test_a_folder_that_is_a_file_is_told(tmp_path):
    (tmp_path / "run").write_text("")
    with pytest.raises(LibraryNotWritable, match="cannot be written"):
        decode_cases(drawn(3), GREY, Drawn(), tmp_path / "run" / "pictures.npy", JobContext())


@pytest.fixture(scope="module")
def pool():
    readers = ReaderPool(2)
    yield readers
    readers.close()


def test_real_photographs_are_the_squares_an_encoder_is_given(pool, shared_data, tmp_path):
    images = sorted((shared_data / "fundus" / "deepdrid" / "images").glob("10*.jpg"))[:5]
    (tmp_path / "broken.jpg").write_bytes(images[0].read_bytes()[:700])
    cases = [
        TrainingCase(ImageRef(str(path)), "0", f"p{n}")
        for n, path in enumerate([images[0], tmp_path / "broken.jpg", *images[1:]])
    ]
    done = decode_cases(cases, FUNDUS, pool, tmp_path / "pictures.npy", JobContext())
    squares = np.load(done.file, mmap_mode="r")
    assert squares.shape == (5, 80, 80, 4) and squares.dtype == np.uint8
    assert [Path(case.ref.path) for case in done.cases] == images
    assert len(done.problems) == 1
    for square, path in zip(squares, images, strict=True):
        rgb = cv2.cvtColor(np.asarray(cv2.imread(str(path))), cv2.COLOR_BGR2RGB)
        assert np.array_equal(square[..., 3], crop_disc(rgb, 80)[..., 3])
        assert np.abs(square.astype(int) - crop_disc(rgb, 80)).mean() < 1.5


def test_slices_of_dicom_and_of_files_in_one_array(pool, shared_data, tmp_path):
    slices = [
        sorted((shared_data / "mri-brain" / "glioma").iterdir())[0],
        sorted((shared_data / "dicom" / "ct-lowdose-NLST").glob("*.dcm"))[0],
    ]
    cases = [TrainingCase(ImageRef(str(path)), "a", path.name) for path in slices]
    done = decode_cases(cases, GREY, pool, tmp_path / "pictures.npy", JobContext())
    squares = np.load(done.file)
    assert squares.shape == (2, 40, 40, 1)
    grey = np.asarray(cv2.imread(str(slices[0]), cv2.IMREAD_GRAYSCALE))
    assert np.abs(squares[0, ..., 0].astype(int) - grey_square(grey, 40)).max() <= 1
    assert squares[1].std() > 20


def test_memory_does_not_grow_with_the_pictures(tmp_path):
    file = tmp_path / "pictures.npy"
    plan = TrainingPlan("g", "Grey", "similarity", "grey", ("MR",), ("a", "b"), input_size=128)
    cases = drawn(1000)
    tracemalloc.start()
    decode_cases(cases, plan, Drawn(), file, JobContext())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert file.stat().st_size > 25e6
    assert peak < 3e6
