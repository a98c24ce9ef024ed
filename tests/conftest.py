"""What several tests share: where the real data is, and a quiet screen."""

from __future__ import annotations

import gc
import os
import shutil
import signal
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, ClassVar

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

REPOSITORY = Path(__file__).resolve().parents[1]


def pytest_collection_finish() -> None:
    """Spare the garbage collector what every test module has loaded."""
    gc.collect()
    gc.freeze()


OF_THE_WINDOW = ("tests/ui/", "tests/journeys/")


def pytest_runtest_logstart(nodeid: str) -> None:
    """Collect garbage in the window's thread alone, as the program does (`medview.ui.garbage`).

    A worker that happens to collect what a test has just let go of destroys Qt objects while the
    event loop delivers to them, which ends the process.
    """
    if nodeid.startswith(OF_THE_WINDOW):
        gc.disable()
    else:
        gc.enable()


def pytest_runtest_logfinish(nodeid: str) -> None:
    """Let widgets die in the thread they live in, before the next test.

    Between tests no event loop runs, which would delete what `deleteLater` was called for. Without
    a style sheet the next window is built as quickly as the first: in a fifth of the time.
    """
    if nodeid.startswith(OF_THE_WINDOW):
        from PySide6.QtCore import QCoreApplication, QEvent
        from PySide6.QtWidgets import QApplication

        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        gc.collect()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            _let_keys_go(application)
            if not _any_visible(application):
                application.setStyleSheet("")


def _let_keys_go(application: Any) -> None:
    """Release Shift and Ctrl: a test's `keyClick` with them leaves them down for the next one."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QWidget

    if application.keyboardModifiers() != Qt.KeyboardModifier.NoModifier:
        QTest.keyRelease(QWidget(), Qt.Key.Key_Shift)


def _any_visible(application: Any) -> bool:
    return any(widget.isVisible() for widget in application.topLevelWidgets())


class LentReader:
    """A real reader process that outlives the pool it serves: starting one costs half a second.

    As the pool sees it, it is a process of its own: once closed it answers nobody, and one that is
    closed in the middle of a request is ended.
    """

    _idle: ClassVar[list[Any]] = []

    def __init__(self) -> None:
        from medview.sources.reader_process import ReaderProcess

        while self._idle and not self._idle[-1]._process.is_alive():
            self._idle.pop().close()
        self._process: Any = self._idle.pop() if self._idle else ReaderProcess()
        self._serving = threading.Lock()
        self._is_closed = False

    @property
    def pid(self) -> int | None:
        return None if self._process is None else self._process.pid

    def ask(self, request: Mapping[str, Any], seconds: float) -> Any:
        from medview.domain.errors import ReaderFailed

        with self._serving:
            if self._is_closed:
                raise ReaderFailed("MedView is closing.")
            return self._process.ask(request, seconds)

    def end(self) -> None:
        self._is_closed = True
        if self._serving.acquire(blocking=False):
            self._give_back()
            self._serving.release()
        elif self._process is not None:
            self._process.end()

    def close(self) -> None:
        if self._is_closed and self._process is not None:  # ended in the middle of a request
            self._process.close()
            self._process = None
        self._is_closed = True
        self._give_back()

    def _give_back(self) -> None:
        if self._process is not None:
            self._idle.append(self._process)
            self._process = None

    @classmethod
    def end_all(cls) -> None:
        while cls._idle:
            cls._idle.pop().close()


@pytest.fixture(scope="session")
def stock_of_readers() -> Iterator[type[LentReader]]:
    yield LentReader
    LentReader.end_all()


@pytest.fixture(scope="module", autouse=True)
def lent_readers(
    request: pytest.FixtureRequest, stock_of_readers: type[LentReader]
) -> Iterator[None]:
    """Let pools take reader processes that wait from test to test, but where these are tested."""
    with pytest.MonkeyPatch.context() as patch:
        if "sources" not in request.path.parts:
            patch.setattr("medview.sources.reader.ReaderProcess", stock_of_readers)
        yield


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of real images, or skip where it is absent."""
    folder = Path(os.environ.get("MEDVIEW_DATA", REPOSITORY.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"needs the real images of {folder} (or MEDVIEW_DATA)")
    return folder


class Server:
    """A real PostgreSQL with pgvector, in a folder of its own, reached through a socket there."""

    def __init__(self, folder: Path) -> None:
        from pgserver.postgres_server import get_server

        from medview.bench.server import ended_with_us

        self._server = get_server(folder, cleanup_mode="delete")
        self._guard = ended_with_us(folder)  # a run that is killed puts nothing away itself
        self._server.psql("ALTER SYSTEM SET fsync = off; SELECT pg_reload_conf();")
        self._made = 0

    def new_database(self, options: str = "") -> str:
        """Return the address of an empty database."""
        self._made += 1
        name = f"test{self._made}"
        self.sql(f"CREATE DATABASE {name} {options};")
        return self.address(name)

    def address(self, database: str) -> str:
        return str(self._server.get_uri(database))

    def sql(self, *statements: str, database: str = "postgres") -> list[tuple[Any, ...]]:
        """Run statements as the administrator; return the rows of the last."""
        import psycopg

        with psycopg.connect(self.address(database), autocommit=True) as connection:
            for statement in statements:
                cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    def kill_connections(self) -> None:
        """End every connection but our own, as a server that goes down does."""
        self.sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )

    def crash(self) -> None:
        """End the server in the middle of everything, as a power cut does."""
        os.kill(
            self._server.get_postmaster_info().pid, signal.SIGQUIT
        )  # "immediate shutdown": nothing is written down any more
        end = time.monotonic() + 10
        while os.path.exists(self._server.pgdata / "postmaster.pid") and time.monotonic() < end:
            time.sleep(0.02)

    def start_again(self) -> None:
        self._server.ensure_postgres_running()

    def stop(self) -> None:
        self.crash()  # nothing in it is wanted any more
        self._server.cleanup()
        self._guard.communicate()


def started_server(folder: Path) -> Server:
    """Start a server, or skip where none can be started."""
    pytest.importorskip("pgserver", reason="needs pgserver, a PostgreSQL for tests")
    try:
        return Server(folder)
    except Exception as error:
        pytest.skip(f"no PostgreSQL could be started: {error}")


def _in_memory() -> str | None:
    """Return a folder that is no disk, where there is room for a hundred databases."""
    folder = "/dev/shm"
    roomy = os.path.isdir(folder) and shutil.disk_usage(folder).free > 2 * 2**30
    return folder if roomy else None


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """Return a server of which each test takes its own database."""
    # A short path: the name of a socket has 107 bytes at most.
    with tempfile.TemporaryDirectory(
        prefix="pg", dir=_in_memory(), ignore_cleanup_errors=True
    ) as folder:
        started = started_server(Path(folder) / "data")
        yield started
        started.stop()


@pytest.fixture(scope="session")
def sample() -> Path:
    """Return the folder of the drawn sample."""
    return REPOSITORY / "resources" / "sample"


class Block:
    """The longest the event loop was held up, by a timer that should fire every 5 ms.

    Time in which the window's thread was ready and a busy machine ran others is taken off where
    the system tells it (Linux).
    """

    def __init__(self) -> None:
        from PySide6.QtCore import Qt, QTimer

        self.milliseconds = 0.0
        self._last = own_milliseconds()
        self._timer = QTimer(interval=5)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    def __enter__(self) -> Block:
        self._last = own_milliseconds()
        self._timer.start()
        return self

    def __exit__(self, *fault: object) -> None:
        self._timer.stop()

    def _tick(self) -> None:
        now = own_milliseconds()
        self.milliseconds = max(self.milliseconds, now - self._last)
        self._last = now


def own_milliseconds() -> float:
    """Return a clock in milliseconds that stands still while the machine runs others."""
    return time.perf_counter() * 1e3 - _milliseconds_in_line()


def _milliseconds_in_line() -> float:
    """Return how long this thread was ready to run but did not get a processor."""
    try:
        # Linux, Documentation/scheduler/sched-stats.rst: time on the CPU, time waiting for it, ...
        return int(Path("/proc/thread-self/schedstat").read_text().split()[1]) / 1e6
    except OSError:
        return 0.0


@pytest.fixture
def longest_block(qapp: object) -> type[Block]:
    """Return a context manager that measures how long the window could not answer."""
    return Block


@pytest.fixture
def when_dialog_opens(qapp: object) -> Iterator[Callable[[Callable[[Any], None]], None]]:
    """Return a function that hands the modal dialog to a callback, however late it opens."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    timer = QTimer(interval=50)

    def act_on(callback: Callable[[Any], None]) -> None:
        def look() -> None:
            dialog = QApplication.activeModalWidget()
            if dialog is not None:
                timer.stop()
                callback(dialog)

        timer.timeout.connect(look)
        timer.start()

    yield act_on
    timer.stop()


@pytest.fixture(scope="session")
def write_petct(shared_data: Path) -> Callable[..., Path]:
    """Return a writer of every second slice of a stretch of a real PET/CT as a patient's study."""
    import pydicom
    from pydicom.uid import generate_uid

    folder = shared_data / "dicom/petct-ACRIN-042"
    if not folder.is_dir():
        pytest.skip("needs the PET/CT of the public sets")

    def height(path: Path) -> float:
        found = pydicom.dcmread(path, specific_tags=["ImagePositionPatient"])
        return float(found.ImagePositionPatient[2])

    files = {
        kind: sorted(folder.glob(f"{name}/*.dcm"), key=height)
        for kind, name in (("CT", "CT"), ("PT", "PET-AC"))
    }

    def write(
        into: Path,
        first: int,
        kinds: tuple[str, ...] = ("CT", "PT"),
        patient: str = "query",
        space: str = "",
        count: int = 6,
    ) -> Path:
        """Write it under `into`; `space` is the kind that gets a frame of reference of its own."""
        study, frame = generate_uid(), generate_uid()
        for kind in kinds:
            place, series = into / patient / kind, generate_uid()
            place.mkdir(parents=True)
            for path in files[kind][first : first + 2 * count : 2]:
                dataset = pydicom.dcmread(path)
                dataset.PatientID = dataset.PatientName = patient
                dataset.StudyInstanceUID, dataset.SeriesInstanceUID = study, series
                dataset.SOPInstanceUID = generate_uid()
                dataset.file_meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
                if space == kind:
                    dataset.FrameOfReferenceUID = frame
                dataset.save_as(place / path.name)
        return into / patient

    return write
