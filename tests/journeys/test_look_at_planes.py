"""From a series to its planes and back; where there are none, the window says why."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from medview.domain.case import Case
from medview.domain.planes import View
from medview.ui.application import Session
from medview.ui.planes_view import PlanesView
from medview.ui.viewer_area import ViewerArea

Key = Qt.Key


def open_series(qtbot, session: Session, *paths: Path) -> list[Case]:
    """Open paths in the window and wait for the picture of the first series."""
    window = session.window
    window.show()
    window.activateWindow()
    window.open_paths(list(paths))
    worklist = window.read_page._desk.worklist
    qtbot.waitUntil(lambda: len(worklist.cases) >= len(paths), timeout=30_000)
    window.show_case(worklist.cases[0])
    viewer = window.read_page.viewer
    qtbot.waitUntil(lambda: viewer.view.canvas.picture is not None, timeout=30_000)
    return worklist.cases


def planes_of(qtbot, viewer: ViewerArea) -> PlanesView:
    qtbot.waitUntil(lambda: viewer.planes.planes.volume is not None, timeout=60_000)
    return viewer.planes


def test_q_goes_to_the_planes_and_esc_back_to_the_slice(
    qtbot, start: Callable[[], Session], sample: Path
) -> None:
    session = start()
    open_series(qtbot, session, sample / "ct")
    viewer = session.window.read_page.viewer
    viewer.view.show_index(6)
    qtbot.keyClick(viewer.view.canvas, Key.Key_Q)
    planes = planes_of(qtbot, viewer)
    assert viewer.is_comparing
    assert planes.isVisible()
    assert planes.index == 6
    assert all(canvas.height() > 200 for canvas in planes.canvases.values())  # at 1280 x 720
    for _ in range(3):
        qtbot.keyClick(planes.canvases[View.AXIAL], Key.Key_Down)
    qtbot.keyClick(planes, Key.Key_Escape)
    assert viewer.view.isVisible()
    assert viewer.view.index == 9
    assert planes.planes.volume is None  # let go of: a volume is large
    assert session.window.read_page.neighbours.isVisible()


def test_a_pet_over_its_ct(qtbot, start: Callable[[], Session], shared_data: Path) -> None:
    study = shared_data / "dicom" / "petct-ACRIN-042"
    session = start()
    cases = open_series(qtbot, session, study / "CT", study / "PET-AC")
    ct, pet = (next(c for c in cases if c.modality == m) for m in ("CT", "PT"))
    session.window.show_case(ct)
    viewer = session.window.read_page.viewer
    viewer.show_planes()
    planes = planes_of(qtbot, viewer)
    planes.fusion.fuse_with(pet)
    qtbot.waitUntil(lambda: planes.planes.fusion is not None, timeout=60_000)
    assert planes.banner.text == ""  # one frame of reference
    # The hottest voxel of the chest: SUV and Hounsfield units are read at one place.
    over, below = planes.planes.fusion.over, planes.planes.volume
    chest = over.voxels.array[60:90]
    z, y, x = np.unravel_index(np.argmax(chest), chest.shape)
    place = over.grid.to_patient((float(x), float(y), float(z + 60)))
    assert below.grid.holds(place)
    cut = planes.planes.cut(View.AXIAL)
    words = planes.words_at(View.AXIAL, *cut.to_plane(planes.planes.cross.at))
    assert " HU   SUV " in words
    planes.planes._move_to(place)
    qtbot.wait(50)
    at = planes.planes.cut(View.AXIAL).to_plane(place)
    assert f"SUV {chest.max():.2f}" in planes.words_at(View.AXIAL, *at)


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("series/missing_slices", "missing"),
        ("series/uneven_spacing", "unevenly"),
        ("series/gantry_tilt", "tilted"),
        ("geometry/no_spacing.dcm", "One image"),
    ],
)
def test_where_geometry_does_not_allow_planes_the_reason_is_said(
    qtbot, start: Callable[[], Session], shared_data: Path, name: str, word: str
) -> None:
    session = start()
    open_series(qtbot, session, shared_data / "hostile" / name)
    viewer = session.window.read_page.viewer
    [tool] = [a for a in viewer.view.series.bar.actions() if a.text() == "Planes"]
    assert not tool.isEnabled()
    assert word in tool.toolTip()
    qtbot.keyClick(viewer.view.canvas, Key.Key_Q)
    assert session.window.activity.summary.text() == tool.toolTip()
    assert not viewer.is_comparing
    QApplication.processEvents()
    assert "planes" not in viewer.__dict__  # nothing was even made


def test_a_slice_alone_then_its_whole_series_shows_the_whole_series(
    qtbot, start: Callable[[], Session], sample: Path
) -> None:
    session = start()
    files = sorted((sample / "ct").glob("*.dcm"))
    [case] = open_series(qtbot, session, files[3])
    view = session.window.read_page.viewer.view
    assert len(case.images) == 1
    session.window.open_paths([sample / "ct"])
    qtbot.waitUntil(lambda: len(view.case.images) == len(files), timeout=30_000)
    session.desk.worklist.close_all()
    open_series(qtbot, session, files[5])
    assert [ref.name for ref in view.case.images] == [files[5].name]
    qtbot.waitUntil(lambda: view.series.frames.get(view.case.images[0]) is not None)
