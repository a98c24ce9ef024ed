from __future__ import annotations

import contextlib
import hashlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from multiprocessing import shared_memory
from multiprocessing.context import SpawnProcess
from pathlib import Path

import numpy as np
import pytest

from medview.app.display import opening_window
from medview.domain.case import ImageRef
from medview.domain.errors import NoVolume, ReaderFailed, RegionOutside, UnreadableFile
from medview.domain.image import Picture
from medview.domain.region import Region
from medview.imaging.display import AS_STORED
from medview.sources import reader as reader_module
from medview.sources import reader_process, wire
from medview.sources.reader import ReaderPool
from medview.sources.reader_process import ReaderProcess

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


def test_only_dicom_files_say_whose_they_are(
    pool: ReaderPool, eye: ImageRef, tmp_path: Path, write_ct: Write
) -> None:
    assert pool.identity(eye) is None
    found = pool.identity(ImageRef(str(write_ct(tmp_path / "ct.dcm"))))
    assert found is not None and found.study_uid and found.sop_uid
    with pytest.raises(ReaderFailed):
        wire.identity_from({"identity": {"patient_id": "1"}})


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
    single: ReaderPool,
    eye: ImageRef,
    tmp_path: Path,
    write_retina: Write,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    slow = ImageRef(str(write_retina(tmp_path / "slow.jpg", side=3000)))
    single.picture(eye)
    monkeypatch.setattr(reader_module, "SECONDS", 0.0005)
    monkeypatch.setattr(reader_process, "COLD_SECONDS", 0.0)
    with pytest.raises(ReaderFailed, match="longer than"):
        single.picture(slow)
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
    before = len(done)
    single.picture(eye)
    done.append("picture")
    for thread in waiting:
        thread.join()
    assert done.index("picture") <= before + 5  # what was at work or just asked for; not all 30


def test_no_shared_memory_is_left(pool: ReaderPool, eye: ImageRef) -> None:
    folder = Path("/dev/shm")
    if not folder.is_dir():
        pytest.skip("no /dev/shm to look at")
    before = _shared_by_us(folder)
    readers = ReaderPool(1)
    try:
        for _ in range(5):
            readers.picture(eye)
        assert len(_shared_by_us(folder) - before) <= 1  # that of the last answer serves the next
    finally:
        readers.close()
    assert _shared_by_us(folder) == before


def _shared_by_us(folder: Path) -> set[Path]:
    return set(folder.glob(f"mv{os.getpid():x}-*"))


def test_full_shared_memory_falls_back_to_the_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    from medview.sources import reader_child

    monkeypatch.setattr(reader_child, "_has_little_room", lambda size: True)
    assert reader_child.Room().put([np.zeros(10)], "mv-test") == ""
    with pytest.raises(FileNotFoundError):
        shared_memory.SharedMemory("mv-test")


def test_slices_of_two_sizes_are_no_volume(pool: ReaderPool, tmp_path: Path, write_ct: Write):
    refs = []
    for side in (16, 16, 24):
        path = tmp_path / f"{len(refs)}.dcm"
        pixels = np.zeros((side, side), np.uint16).tobytes()
        refs.append(ImageRef(str(write_ct(path, Rows=side, Columns=side, PixelData=pixels))))
    with pytest.raises(NoVolume, match="differ in size"):
        list(pool.slices(refs))
    assert [frame.picture.pixels.shape for frame in pool.slices(refs[:2])] == [(16, 16)] * 2


def test_shared_memory_serves_again_where_it_fits_and_is_not_too_large(monkeypatch) -> None:
    from medview.sources import reader_child

    monkeypatch.setattr(reader_child, "LASTING", 1 << 20)
    room = reader_child.Room()
    made = []

    def put(count: int, name: str) -> str:
        values = np.random.default_rng(count).integers(0, 256, count, dtype=np.uint8)
        place = room.put([values], name)
        if place == name:
            made.append(shared_memory.SharedMemory(name))
        kept = made[-1].buf
        assert kept is not None
        assert bytes(kept[:count]) == values.tobytes()
        return place

    try:
        assert put(200, "mv-a") == "mv-a"
        assert put(100, "mv-b") == "mv-a"
        assert put(2 << 20, "mv-c") == "mv-c"  # larger than the last
        assert put(100, "mv-d") == "mv-d"  # the last is too large to keep
    finally:
        for shared in made:
            shared.close()
            shared.unlink()


def test_a_reader_names_no_memory_but_its_own() -> None:
    theirs = shared_memory.SharedMemory("mv-theirs", create=True, size=4096)
    process = ReaderProcess()
    try:
        value = {"dtype": "uint8", "shape": [16]}
        with pytest.raises(ReaderFailed):
            process._taken(value, "mv-theirs", "mv-ours")
    finally:
        process.close()
        theirs.close()
        theirs.unlink()


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
    def no_room(process: object) -> None:
        raise OSError("out of memory")

    monkeypatch.setattr(SpawnProcess, "start", no_room)
    readers = ReaderPool(1)
    with pytest.raises(ReaderFailed, match="does not start"):
        readers.picture(eye)
    monkeypatch.undo()
    assert readers.picture(eye).is_colour
    readers.close()


def test_a_reader_that_cannot_be_replaced_is_an_error_until_it_can(
    eye: ImageRef, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(process: object) -> None:
        raise OSError("out of memory")

    request = {"task": "digest", "path": eye.path, "member": ""}
    process = ReaderProcess()
    process.ask(request, 5)
    monkeypatch.setattr(SpawnProcess, "start", no_room)
    os.kill(process.pid or 0, signal.SIGTERM)
    for _ in range(2):
        with pytest.raises(ReaderFailed, match="does not start"):
            process.ask(request, 5)
        process.close()
    monkeypatch.undo()
    assert process.ask(request, 5)[0]["digest"]
    process.close()


def test_many_requests_end_when_the_pool_is_closed(eye: ImageRef) -> None:
    readers = ReaderPool(1)
    under_way = readers.prepare_many([eye] * 50, FUNDUS)
    next(iter(under_way))
    readers.close()
    for answers in (under_way, readers.prepare_many([eye] * 3, FUNDUS)):
        left = list(answers)
        assert left
        assert {str(e) for e in left if isinstance(e, ReaderFailed)} >= {"MedView is closing."}
    assert [str(answer) for answer in readers.scan([eye])] == ["MedView is closing."]
    readers.close()


def test_a_request_in_the_instant_of_closing_ends(eye: ImageRef) -> None:
    for _ in range(3):
        readers = ReaderPool(1)
        ended = threading.Event()

        def ask(readers: ReaderPool = readers, ended: threading.Event = ended) -> None:
            with contextlib.suppress(ReaderFailed):
                while True:
                    readers.digest(eye)
            ended.set()

        threading.Thread(target=ask, daemon=True).start()
        time.sleep(0.02)
        readers.close()
        assert ended.wait(10)


def test_who_ends_a_reader_leaves_its_line_to_the_thread_that_asks(eye: ImageRef) -> None:
    process = ReaderProcess()
    request = {"task": "digest", "path": eye.path, "member": ""}
    process.ask(request, 5)
    ender = threading.Timer(0.1, process.end)
    ender.start()
    with pytest.raises(ReaderFailed, match="closing"):
        while True:
            process.ask(request, 5)
    ender.join()
    with pytest.raises(ReaderFailed, match="closing"):
        process.ask(request, 5)
    process.close()

    process = ReaderProcess()
    process.end()
    os.fstat(process._line.fileno())
    process.close()
    assert process._line.closed


def test_region_outside_the_image_is_told_as_that(pool: ReaderPool, eye: ImageRef) -> None:
    with pytest.raises(RegionOutside, match="600 × 600 pixels"):
        pool.prepare(eye, GREY, Region(700, 0, 50, 50))


def test_eight_bits_are_shown_as_stored(pool: ReaderPool, tmp_path: Path, write_ct: Write) -> None:
    shades = np.tile(np.linspace(60, 120, 32).astype(np.uint8), (32, 1))
    bits = {"BitsAllocated": 8, "BitsStored": 8, "HighBit": 7, "PixelData": shades.tobytes()}
    path = write_ct(tmp_path / "us.dcm", Modality="US", RescaleIntercept=0, **bits)
    ref = ImageRef(str(path))
    picture = pool.picture(ref)
    assert picture.pixels.dtype == np.uint8
    assert opening_window(picture) == AS_STORED
    np.testing.assert_array_equal(pool.thumbnail(ref, 32)[..., 0], shades)


def test_digests_are_those_of_the_bytes(pool: ReaderPool, eye: ImageRef, tmp_path: Path) -> None:
    expected = hashlib.sha256(Path(eye.path).read_bytes()).hexdigest()
    assert pool.digests([eye] * 3) == [expected] * 3
    with pytest.raises(UnreadableFile):
        pool.digests([eye, ImageRef(str(tmp_path / "gone.jpg"))])


PICTURE = wire.picture_to_json(Picture(np.zeros((2, 2), np.uint8), full_size=(2, 2)))


@pytest.mark.parametrize("key", PICTURE)
def test_a_picture_without_one_of_its_parts_is_refused(key: str) -> None:
    pixels = np.zeros((2, 2), np.uint8)
    assert wire.picture_from_json(PICTURE, pixels)
    with pytest.raises(ReaderFailed):
        wire.picture_from_json({k: v for k, v in PICTURE.items() if k != key}, pixels)
    with pytest.raises(ReaderFailed):
        wire.picture_from_json(PICTURE | {key: {"a": [object()]}} | {"windows": [[1]]}, pixels)


@pytest.mark.parametrize(
    "lie",
    [
        lambda: wire.picture_from_json(PICTURE, None),
        lambda: wire.picture_from_json(PICTURE, np.zeros((2, 2, 4), np.uint8)),
        lambda: wire.picture_from_json(PICTURE | {"spacing": [float("nan"), 1]}, np.zeros((2, 2))),
        lambda: wire.thumbnail_from(np.zeros((2, 2), np.uint8)),
        lambda: wire.prepared_from({"measures": {}, "fault": ""}, np.zeros((3, 2, 2))),
        lambda: wire.prepared_from({"fault": ""}, np.zeros((3, 2, 2), np.float32)),
        lambda: wire.prepared_from({"measures": 3, "fault": ""}, np.zeros((3, 2, 2), np.float32)),
        lambda: wire.looks_from({"looks": [{}], "seconds": 0.1}, 2),
        lambda: wire.looks_from({"looks": [7], "seconds": 0.1}, 1),
        lambda: wire.looks_from({"seconds": 0.1}, 1),
        lambda: wire.members_from({"members": [], "empty": []}),
        lambda: wire.dicomdir_from({"files": 7}),
        lambda: wire.digest_from({"digest": "../../etc/passwd"}),
        lambda: wire.digest_from({}),
        lambda: wire.header_from_json({"planes": []}),
        lambda: wire.array_from_bytes({"shape": [2]}, b"\0\0"),
    ],
)
def test_answers_that_are_none_are_refused(lie: Callable[[], object]) -> None:
    with pytest.raises(ReaderFailed):
        lie()


def test_an_error_without_words_is_still_an_error() -> None:
    assert isinstance(wire.error_from_json({"error": {}}), ReaderFailed)


@pytest.mark.parametrize("noise", [b"", b"\xff", b"[]", b"[" * 100_000])
def test_noise_is_no_message(noise: bytes) -> None:
    with pytest.raises(ValueError):
        wire.loads(noise)


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


def test_a_reader_at_work_refuses_sockets() -> None:
    """The process as it serves, not only its rules: each try must come back as refused."""
    program = (
        "import json, socket, sys, threading\n"
        "from multiprocessing import Pipe\n"
        "from medview.sources import reader_child, reader_tasks\n"
        "tries = (socket.socket, lambda: socket.create_connection(('127.0.0.1', 9)),\n"
        "         lambda: socket.getaddrinfo('localhost', 80))\n"
        "reader_tasks.TASKS['try'] = lambda number: tries[number]()\n"
        "ours, theirs = Pipe()\n"
        "threading.Thread(target=reader_child.serve, args=(theirs,), daemon=True).start()\n"
        "assert ours.recv_bytes() == b'ready'\n"
        "for number in range(len(tries)):\n"
        "    request = {'task': 'try', 'number': number, 'memory': ''}\n"
        "    ours.send_bytes(json.dumps(request).encode())\n"
        "    if b'PermissionError' not in ours.recv_bytes():\n"
        "        sys.exit(10 + number)\n"
    )
    place = os.environ | {"PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    assert subprocess.run([sys.executable, "-c", program], check=False, env=place).returncode == 0
