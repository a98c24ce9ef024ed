"""The first image of what is opened is seen while the rest is read, and is no case."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from pydicom.dataset import FileDataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.uid import CTImageStorage, ExplicitVRLittleEndian, JPEGLSLossless, generate_uid

from medview.bootstrap import build_services
from medview.cli.console import open_paths
from medview.domain.case import Case, ImageRef
from medview.domain.errors import MedViewError
from medview.sources.folder import FolderSource
from medview.ui.application import Session

PATIENCE = 20_000


class Held:
    """The real reader, whose scan stops after the first file until it is let go."""

    def __init__(self, pool: Any) -> None:
        self._pool = pool
        self.go_on = threading.Event()
        self.fault: Exception | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._pool, name)

    def scan(self, places: Iterable[ImageRef]) -> Iterator[Mapping[str, Any] | Exception]:
        for number, answer in enumerate(self._pool.scan(places)):
            if number == 1:
                self.go_on.wait(60)
                if self.fault is not None:
                    raise self.fault
            yield answer


def write_ct(path: Path, z: int, patient: str = "P1", **elements: Any) -> Path:
    """Write a slice whose every value is its place in the body."""
    meta = FileMetaDataset()
    meta.TransferSyntaxUID = elements.pop("syntax", ExplicitVRLittleEndian)
    meta.MediaStorageSOPClassUID = CTImageStorage
    meta.MediaStorageSOPInstanceUID = generate_uid()
    dataset = FileDataset(str(path), {}, file_meta=meta, preamble=b"\0" * 128)
    dataset.SOPClassUID, dataset.SOPInstanceUID = CTImageStorage, meta.MediaStorageSOPInstanceUID
    dataset.PatientID = dataset.PatientName = patient
    dataset.Modality, dataset.InstanceNumber = "CT", z + 1
    dataset.StudyInstanceUID, dataset.SeriesInstanceUID = f"1.2.{patient[1:]}", f"1.3.{patient[1:]}"
    dataset.ImagePositionPatient, dataset.PixelSpacing = [0, 0, z], [0.5, 0.5]
    dataset.ImageOrientationPatient = [1, 0, 0, 0, 1, 0]
    dataset.FrameOfReferenceUID = "1.4"
    dataset.Rows = dataset.Columns = 32
    dataset.SamplesPerPixel, dataset.PhotometricInterpretation = 1, "MONOCHROME2"
    dataset.BitsAllocated = dataset.BitsStored = 16
    dataset.HighBit, dataset.PixelRepresentation = 15, 0
    dataset.RescaleSlope, dataset.RescaleIntercept = 1, -1024
    dataset.PixelData = np.full((32, 32), 1000 + 10 * z, np.uint16).tobytes()
    for keyword, value in elements.items():
        setattr(dataset, keyword, value)
    dataset.save_as(path, enforce_file_format=True)
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a series of five slices."""
    place = tmp_path / "series"
    place.mkdir()
    for z in range(5):
        write_ct(place / f"{z}.dcm", z)
    return place


@pytest.fixture
def started(qapp, tmp_path: Path) -> Iterator[tuple[Session, Held]]:
    """Return the real window over a reader whose scan is held up."""
    services = build_services(tmp_path / "home")
    held = Held(services._source._looks)
    services._source = FolderSource(held)
    session = Session(services, qapp)
    session.window.resize(1280, 720)
    yield session, held
    held.go_on.set()
    session.window.close()
    session.end()
    session.window.deleteLater()
    session.deleteLater()


@pytest.fixture
def session(started) -> Session:
    return started[0]


@pytest.fixture
def held(started) -> Held:
    return started[1]


@pytest.fixture
def glimpse(qtbot, session) -> Callable[[Path], None]:
    """Return a function that opens a folder and waits for its first image."""

    def opened(folder: Path) -> None:
        session.window.open_paths([folder])
        sight = session.window.read_page.viewer.first_sight
        qtbot.waitUntil(lambda: sight.pane.picture is not None, timeout=PATIENCE)

    return opened


def wait_for_case(qtbot, session: Session) -> None:
    view = session.window.read_page.viewer.view
    qtbot.waitUntil(lambda: view.canvas.picture is not None, timeout=PATIENCE)
    qtbot.waitUntil(lambda: view.isVisible(), timeout=PATIENCE)


def watch(session: Session) -> list[tuple[str, bool]]:
    """Return what comes to the front from now on, and whether the case has a picture by then."""
    viewer, seen = session.window.read_page.viewer, []

    def note(index: int) -> None:
        shown = type(viewer._stack.widget(index)).__name__
        seen.append((shown, viewer.view.canvas.picture is not None))

    viewer._stack.currentChanged.connect(note)
    return seen


def is_empty(session: Session) -> bool:
    viewer = session.window.read_page.viewer
    return viewer.welcome.isVisible() and viewer.first_sight.pane.picture is None


def test_an_image_is_seen_before_the_rest_is_read(qtbot, session, held, folder, glimpse):
    glimpse(folder)
    page = session.window.read_page
    sight = page.viewer.first_sight
    assert sight.isVisible() and sight.pane.isVisible() and not page.viewer.welcome.isVisible()
    assert "First image" in sight.words.text() and sight.words.isVisible()
    assert np.all(sight.pane.picture.pixels == -24)  # 1000 - 1024, of the first file
    assert session.window.activity.lines  # with how far it is, and Cancel
    assert not held.go_on.is_set()


def test_no_case_is_open_with_it(qtbot, session, folder, glimpse):
    glimpse(folder)
    page = session.window.read_page
    assert len(session.desk.worklist) == 0 and page.cases.current is None
    assert page.viewer.view.case is None and page.viewer.region is None
    assert page.answer.case is None and not page.neighbours.isVisible()
    assert not page.viewer.view.series.bar.isVisible()
    assert page.cases._empty.isVisible() and page.cases._is_reading


def test_its_series_takes_its_place_without_an_empty_moment(qtbot, session, held, folder, glimpse):
    glimpse(folder)
    seen = watch(session)
    held.go_on.set()
    wait_for_case(qtbot, session)
    assert seen == [("CaseView", True)]
    page = session.window.read_page
    (case,) = session.desk.worklist.cases
    assert len(case.images) == 5 and page.viewer.view.case.id == case.id
    assert page.viewer.first_sight.pane.picture is None and not page.cases._is_reading


def test_the_case_of_another_patient_waits_for_no_picture(qtbot, session, held, folder, glimpse):
    for z in range(5):
        write_ct(folder / f"{z}.dcm", z, "P2")
        write_ct(folder / f"later-{z}.dcm", z, "P1")
    glimpse(folder)
    seen = watch(session)
    held.go_on.set()
    wait_for_case(qtbot, session)
    assert seen == [("CaseView", False)]
    assert session.window.read_page.viewer.view.case.patient.key == "P1"


def test_cancel_leaves_the_welcome(qtbot, session, held, folder, glimpse):
    glimpse(folder)
    session.window.activity.lines[0].cancel.click()
    qtbot.waitUntil(lambda: is_empty(session), timeout=1500)
    held.go_on.set()
    qtbot.wait(300)
    assert is_empty(session) and len(session.desk.worklist) == 0
    assert not session.window.read_page.cases._is_reading


def test_an_opening_that_fails_leaves_the_welcome(qtbot, session, held, folder, glimpse):
    glimpse(folder)
    held.fault = MedViewError("The drive is gone.", hint="Connect it.")
    held.go_on.set()
    qtbot.waitUntil(lambda: is_empty(session), timeout=PATIENCE)
    assert session.window.errors.isVisible()


def test_an_image_that_does_not_decode_leaves_the_welcome(qtbot, session, held, tmp_path):
    place = tmp_path / "broken"
    place.mkdir()
    garbage = encapsulate([b"\xff\xd8" + b"junk" * 300 + b"\xff\xd9"])  # whole, but no image
    for z in range(2):
        write_ct(place / f"{z}.dcm", z, syntax=JPEGLSLossless, PixelData=garbage)
    offered: list[object] = []
    session.window.opening.glimpsed.connect(offered.append)
    session.window.open_paths([place])
    qtbot.waitUntil(lambda: bool(offered), timeout=PATIENCE)
    sight = session.window.read_page.viewer.first_sight
    qtbot.waitUntil(lambda: sight._sight is None, timeout=PATIENCE)
    assert is_empty(session) and not session.window.errors.isVisible()
    held.go_on.set()
    qtbot.waitUntil(lambda: session.window.read_page.viewer.view.isVisible(), timeout=PATIENCE)


def test_what_a_reader_looks_at_is_left_alone(qtbot, session, held, folder, tmp_path):
    Image.new("RGB", (64, 64), (90, 60, 30)).save(tmp_path / "eye.png")
    session.window.open_paths([tmp_path / "eye.png"])
    wait_for_case(qtbot, session)
    seen = watch(session)
    steps: list[object] = []
    session.desk.jobs.started.connect(lambda job: job.progress.connect(steps.append))
    session.window.open_paths([folder])
    qtbot.waitUntil(lambda: bool(steps), timeout=PATIENCE)
    qtbot.wait(300)
    assert seen == [] and session.window.read_page.viewer.first_sight.pane.picture is None
    held.go_on.set()
    qtbot.waitUntil(lambda: len(session.desk.worklist) == 2, timeout=PATIENCE)


def test_a_filter_that_hides_the_case_leaves_the_welcome(qtbot, session, held, folder, glimpse):
    glimpse(folder)
    cases = session.window.read_page.cases
    cases.filter.setText("nobody")
    qtbot.wait(300)
    held.go_on.set()
    qtbot.waitUntil(lambda: len(session.desk.worklist) == 1, timeout=PATIENCE)
    qtbot.waitUntil(lambda: is_empty(session), timeout=PATIENCE)


def test_closing_all_ends_it(qtbot, session, folder, glimpse):
    glimpse(folder)
    session.desk.worklist.close_all()
    assert is_empty(session)


def test_the_command_line_sees_cases_alone(tmp_path, folder):
    services = build_services(tmp_path / "home")
    try:
        cases, summary = open_paths(services, [folder])
    finally:
        services.close()
    assert [type(case) for case in cases] == [Case] and summary.cases == 1
