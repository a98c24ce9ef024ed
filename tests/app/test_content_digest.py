from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from medview.app import content_digest
from medview.app.content_digest import ContentDigest
from medview.domain.case import PHOTO, Case, CaseId, ImageRef, Patient
from medview.domain.errors import UnreadableFile


class Counting:
    """A reader that remembers what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[ImageRef] = []

    def digests(self, refs: Sequence[ImageRef]) -> list[str]:
        self.asked += refs
        return [hashlib.sha256(self.content(ref)).hexdigest() for ref in refs]

    def content(self, ref: ImageRef) -> bytes:
        if ref.member:
            with zipfile.ZipFile(ref.path) as archive:
                return archive.read(ref.member)
        return Path(ref.path).read_bytes()


@pytest.fixture
def reader() -> Counting:
    return Counting()


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / f"{number}.dcm" for number in range(5)]
    for path in paths:
        path.write_text(path.name)
    return paths


def case_of(*refs: ImageRef) -> Case:
    return Case(CaseId("a"), PHOTO, refs, Patient("p"))


def test_a_series_is_read_once(reader: Counting, files: list[Path]) -> None:
    digest, case = ContentDigest(reader), case_of(*(ImageRef(str(path)) for path in files))
    assert digest(case) == digest(case)
    assert len(reader.asked) == 5


def test_a_changed_file_is_read_again(reader: Counting, files: list[Path]) -> None:
    digest, case = ContentDigest(reader), case_of(ImageRef(str(files[0])))
    first = digest(case)
    files[0].write_text("another eye")
    assert digest(case) != first
    os.utime(files[0], (1, 1))
    digest(case)
    assert len(reader.asked) == 3


def test_frames_of_one_file_are_one_request_and_part_of_the_digest(
    reader: Counting, files: list[Path]
) -> None:
    digest, path = ContentDigest(reader), str(files[0])
    both = digest(case_of(ImageRef(path), ImageRef(path, frame=1)))
    assert both != digest(case_of(ImageRef(path)))
    assert len(reader.asked) == 1


def test_a_file_and_its_zipped_copy_have_one_digest(reader: Counting, files: list[Path]) -> None:
    packed = files[0].with_suffix(".zip")
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(files[0], "inside/a.dcm")
    digest = ContentDigest(reader)
    zipped = digest(case_of(ImageRef(str(packed), "inside/a.dcm")))
    assert zipped == digest(case_of(ImageRef(str(files[0]))))


def test_memory_is_bounded(
    reader: Counting, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(content_digest, "KEPT", 3)
    digest = ContentDigest(reader)
    for path in files:
        digest(case_of(ImageRef(str(path))))
    digest(case_of(ImageRef(str(files[-1]))))
    assert len(reader.asked) == 5
    digest(case_of(ImageRef(str(files[0]))))
    assert len(reader.asked) == 6


def test_a_file_that_is_gone_is_told(reader: Counting, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile):
        ContentDigest(reader)(case_of(ImageRef(str(tmp_path / "gone.jpg"))))
