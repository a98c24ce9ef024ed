from __future__ import annotations

import os
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from medview.domain.errors import TooLarge, UnreadableFile, UnsafeFile
from medview.sources import files
from medview.sources.files import list_members, open_regular, open_source, read_member


def archive_of(members: dict[str, bytes], kind: int = zipfile.ZIP_DEFLATED) -> BytesIO:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", kind) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer


def test_member_is_read_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(archive_of({"in/one.png": b"pixels"}).getvalue())
    with open_source(str(path), "in/one.png") as stream:
        assert stream.read() == b"pixels"
    assert os.listdir(tmp_path) == ["a.zip"]


def test_debris_and_empty_members_are_left_out() -> None:
    stream = archive_of({"__MACOSX/x": b"1", "a/.DS_Store": b"1", "._b": b"1", "e": b"", "f": b"1"})
    assert list_members(stream) == (["f"], ["e"], [])


@pytest.mark.parametrize("name", ["../up.png", "/root.png", "a/../../b.png", "C:\\x.png"])
def test_names_that_lead_out_are_refused(name: str) -> None:
    names, _, refused = list_members(archive_of({name: b"1", "fine.png": b"1"}))
    assert names == ["fine.png"]
    assert isinstance(refused[0][1], UnsafeFile)


def test_bomb_is_refused_from_its_directory() -> None:
    _, _, refused = list_members(archive_of({"zeros": bytes(64 * 1024 * 1024)}))
    assert isinstance(refused[0][1], TooLarge)


def test_size_that_lies_is_capped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_MEMBER", 100)
    stream = archive_of({"one": b"x" * 101})
    with pytest.raises(TooLarge):
        read_member(stream, "one")


def test_damaged_member_is_named_as_such() -> None:
    stream = archive_of({"one": b"plain bytes"}, zipfile.ZIP_STORED)
    broken = stream.getvalue().replace(b"plain bytes", b"other bytes")
    with pytest.raises(UnreadableFile):
        read_member(BytesIO(broken), "one")


def test_overlap_is_refused() -> None:
    data = archive_of({"a": b"1" * 500, "b": b"2" * 500}, zipfile.ZIP_STORED).getvalue()
    directory = data.index(b"PK\x01\x02")
    second = data.index(b"PK\x01\x02", directory + 4)
    twice = data[: second + 42] + data[directory + 42 : directory + 46] + data[second + 46 :]
    with pytest.raises(UnsafeFile):
        list_members(BytesIO(twice))


def test_folders_and_pipes_are_not_opened(tmp_path: Path) -> None:
    with pytest.raises(UnsafeFile):
        open_regular(str(tmp_path))
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(UnsafeFile):
            open_regular(str(tmp_path / "pipe"))


def test_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="not there"):
        open_regular(str(tmp_path / "gone.png"))
