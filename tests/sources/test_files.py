from __future__ import annotations

import os
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from medview.domain.errors import TooLarge, UnreadableFile, UnsafeFile
from medview.sources import files
from medview.sources.files import list_members, open_regular, open_source, read_member

Pack = Callable[..., str]


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    """Return a packer of a ZIP; `twist` changes its bytes afterwards."""

    def write(
        members: dict[str, bytes],
        kind: int = zipfile.ZIP_DEFLATED,
        twist: Callable[[bytes], bytes] = bytes,
    ) -> str:
        buffer = BytesIO()
        with zipfile.ZipFile(buffer, "w", kind) as archive:
            for name, data in members.items():
                archive.writestr(name, data)
        path = tmp_path / "packed.zip"
        path.write_bytes(twist(buffer.getvalue()))
        return str(path)

    return write


def test_member_is_read_in_memory(tmp_path: Path, pack: Pack) -> None:
    with open_source(pack({"in/one.png": b"pixels"}), "in/one.png") as stream:
        assert stream.read() == b"pixels"
    assert os.listdir(tmp_path) == ["packed.zip"]


def test_debris_and_empty_members_are_left_out(pack: Pack) -> None:
    path = pack({"__MACOSX/x": b"1", "a/.DS_Store": b"1", "._b": b"1", "e": b"", "f": b"1"})
    assert list_members(path) == (["f"], ["e"], [])


@pytest.mark.parametrize("name", ["../up.png", "/root.png", "a/../../b.png", "C:\\x.png"])
def test_names_that_lead_out_are_refused(pack: Pack, name: str) -> None:
    names, _, refused = list_members(pack({name: b"1", "fine.png": b"1"}))
    assert names == ["fine.png"]
    assert isinstance(refused[0][1], UnsafeFile)


def test_bomb_is_refused_from_its_directory(pack: Pack) -> None:
    _, _, refused = list_members(pack({"zeros": bytes(64 * 1024 * 1024)}))
    assert isinstance(refused[0][1], TooLarge)


def test_size_that_lies_is_capped(pack: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    path = pack({"one": b"x" * 101})
    monkeypatch.setattr(files, "MAX_MEMBER", 100)
    with pytest.raises(TooLarge):
        read_member(path, "one")


def test_damaged_member_is_named_as_such(pack: Pack) -> None:
    path = pack(
        {"one": b"plain bytes"},
        zipfile.ZIP_STORED,
        lambda data: data.replace(b"plain bytes", b"other bytes"),
    )
    with pytest.raises(UnreadableFile):
        read_member(path, "one")


def one_place_twice(data: bytes) -> bytes:
    directory = data.index(b"PK\x01\x02")
    second = data.index(b"PK\x01\x02", directory + 4)
    return data[: second + 42] + data[directory + 42 : directory + 46] + data[second + 46 :]


def test_overlap_is_refused(pack: Pack) -> None:
    path = pack({"a": b"1" * 500, "b": b"2" * 500}, zipfile.ZIP_STORED, one_place_twice)
    with pytest.raises(UnsafeFile):
        list_members(path)


def test_changed_archive_is_read_again(pack: Pack) -> None:
    assert read_member(pack({"one": b"first"}), "one") == b"first"
    path = pack({"one": b"second"})
    assert read_member(path, "one") == b"second"


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
