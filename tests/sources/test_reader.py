from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from multiprocessing import shared_memory
from pathlib import Path

import numpy as np
import pytest

from medview.domain.case import ImageRef
from medview.domain.errors import ReaderFailed, UnreadableFile
from medview.domain.region import Region
from medview.sources import reader as reader_module
from medview.sources import wire
from medview.sources.reader import ReaderPool

Write = Callable[..., Path]
FUNDUS = {"kind": "fundus", "size": 128}
GREY = {"kind": "grey", "size": 64}


@pytest.fixture
def eye(tmp_path: Path, write_retina: Write) -> ImageRef:
    return ImageRef(str(write_retina(tmp_path / "eye.jpg", side=600)))


def test_picture_and_thumbnail(pool: ReaderPool, eye: ImageRef) -> None:
    assert pool.picture(eye).pixels.shape == (600, 600, 3)
    small = pool.picture(eye, max_side=200)
    assert small.pixels.shape == (200, 200, 3)
    assert small.full_size == (600, 600)
    thumbnail = pool.thumbnail(eye, 100)
    assert thumbnail.shape == (100, 100, 3)
    assert thumbnail.dtype == np.uint8


def test_reduced_slice_keeps_its_millimetres(
    pool: ReaderPool, tmp_path: Path, write_ct: Write
) -> None:
    ref = ImageRef(str(write_ct(tmp_path / "ct.dcm")))
    assert pool.picture(ref, max_side=16).spacing == (1.0, 1.0)
    assert pool.thumbnail(ref, 16).shape == (16, 16, 3)


def test_prepare_gives_the_encoder_its_input(
    pool: ReaderPool, eye: ImageRef, tmp_path: Path, write_ct: Write
) -> None:
    prepared = pool.prepare(eye, FUNDUS)
    assert prepared.tensor.shape == (3, 128, 128)
    assert prepared.tensor.dtype == np.float32
    assert prepared.fault == ""
    assert prepared.measures["retina"] == 1.0
    slice_ = ImageRef(str(write_ct(tmp_path / "ct.dcm")))
    assert pool.prepare(slice_, FUNDUS).fault
    assert pool.prepare(slice_, GREY).fault == ""


def test_prepare_of_a_region_differs(pool: ReaderPool, eye: ImageRef) -> None:
    whole = pool.prepare(eye, GREY)
    part = pool.prepare(eye, GREY, Region(300, 200, 200, 200))
    assert not np.allclose(whole.tensor, part.tensor)


def test_prepare_many_keeps_order_and_errors(
    pool: ReaderPool, eye: ImageRef, tmp_path: Path
) -> None:
    gone = ImageRef(str(tmp_path / "gone.jpg"))
    results = list(pool.prepare_many([eye, gone, *[eye] * 20], FUNDUS))
    assert len(results) == 22
    assert isinstance(results[1], UnreadableFile)
    assert not any(isinstance(result, Exception) for result in (results[0], *results[2:]))


def test_killed_reader_is_replaced(pool: ReaderPool, eye: ImageRef) -> None:
    for _ in range(3):
        for pid in pool.process_ids():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM)
        time.sleep(0.05)
        assert pool.picture(eye).is_colour


@pytest.fixture
def single() -> Iterator[ReaderPool]:
    readers = ReaderPool(1)
    yield readers
    readers.close()


def test_slow_file_ends_its_reader_only(
    single: ReaderPool, eye: ImageRef, monkeypatch: pytest.MonkeyPatch
) -> None:
    single.picture(eye)
    monkeypatch.setattr(reader_module, "SECONDS", 0.0005)
    with pytest.raises(ReaderFailed, match="longer than"):
        single.picture(eye)
    monkeypatch.undo()
    assert single.picture(eye).is_colour


def test_picture_overtakes_thumbnails(single: ReaderPool, eye: ImageRef) -> None:
    single.picture(eye)
    done: list[str] = []

    def thumbnail() -> None:
        single.thumbnail(eye, 64)
        done.append("thumbnail")

    waiting = [threading.Thread(target=thumbnail) for _ in range(30)]
    for thread in waiting:
        thread.start()
    single.picture(eye)
    done.append("picture")
    for thread in waiting:
        thread.join()
    assert done.index("picture") < 20


def test_no_shared_memory_is_left(pool: ReaderPool, eye: ImageRef) -> None:
    folder = Path("/dev/shm")
    if not folder.is_dir():
        pytest.skip("no /dev/shm to look at")
    for _ in range(5):
        pool.picture(eye)
    assert not list(folder.glob(f"mv{os.getpid():x}-*"))


def test_full_shared_memory_falls_back_to_the_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    from medview.sources import reader_child

    monkeypatch.setattr(reader_child, "_has_little_room", lambda size: True)
    assert reader_child._share(np.zeros(10), "mv-test") is None
    with pytest.raises(FileNotFoundError):
        shared_memory.SharedMemory("mv-test")


def test_after_close_nothing_is_read(eye: ImageRef) -> None:
    readers = ReaderPool(1)
    readers.close()
    with pytest.raises(ReaderFailed):
        readers.picture(eye)


def test_waiting_requests_end_when_the_pool_closes(eye: ImageRef) -> None:
    readers = ReaderPool(1)
    errors: list[Exception] = []

    def ask() -> None:
        try:
            readers.thumbnail(eye, 64)
        except Exception as error:
            errors.append(error)

    waiting = [threading.Thread(target=ask) for _ in range(40)]
    for thread in waiting:
        thread.start()
    readers.close()
    for thread in waiting:
        thread.join(10)
        assert not thread.is_alive()
    assert all(isinstance(error, ReaderFailed) for error in errors)


def test_no_room_for_a_reader_is_an_error_not_a_wait(
    eye: ImageRef, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room() -> None:
        raise OSError("out of memory")

    monkeypatch.setattr(reader_module, "ReaderProcess", no_room)
    readers = ReaderPool(1)
    with pytest.raises(ReaderFailed, match="does not start"):
        readers.picture(eye)
    monkeypatch.undo()
    assert readers.picture(eye).is_colour
    readers.close()


@pytest.mark.parametrize(
    "lie",
    [
        {"dtype": "object", "shape": [2, 2]},
        {"dtype": "uint8", "shape": [10**6, 10**6]},
        {"dtype": "uint8", "shape": [-1, 4]},
        {"dtype": "uint8", "shape": [1] * 9},
    ],
)
def test_lies_of_a_reader_are_refused(lie: dict[str, object]) -> None:
    with pytest.raises(ReaderFailed):
        wire.array_from_bytes(lie, b"\0" * 16)


def test_reader_may_name_only_file_errors() -> None:
    error = wire.error_from_json({"error": "Cancelled", "message": "x", "hint": ""})
    assert type(error) is ReaderFailed


def test_reader_loads_neither_window_nor_torch() -> None:
    program = (
        "import sys, medview.sources.reader_tasks as t; t.warm_up();"
        "print([m for m in ('PySide6', 'torch', 'skimage', 'sqlalchemy') if m in sys.modules])"
    )
    said = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == "[]"


def test_reader_refuses_to_write_or_connect(tmp_path: Path) -> None:
    program = (
        "import socket\n"
        "from medview.sources.confinement import forbid_side_effects\n"
        "forbid_side_effects()\n"
        "for act in (lambda: open('note', 'w'), lambda: open('note', 'rb+'),\n"
        "            lambda: socket.create_connection(('127.0.0.1', 9)),\n"
        "            lambda: __import__('os').system('true')):\n"
        "    try:\n        act()\n    except PermissionError:\n        print('refused')\n"
    )
    said = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).resolve().parents[2])},
    )
    assert said.stdout.split() == ["refused"] * 4
    assert list(tmp_path.iterdir()) == []
