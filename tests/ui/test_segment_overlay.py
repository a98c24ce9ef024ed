"""Segments over the CT they were drawn on: named, tinted where the mask is, and switched off."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from pydicom import dcmread
from PySide6.QtCore import Qt

from medview.bootstrap import build_services
from medview.ui import overlay
from medview.ui.application import Session
from medview.ui.segment_overlay import LAYER

PATIENCE = 60_000


@pytest.fixture
def session(qtbot, qapp, tmp_path, shared_data) -> Iterator[Session]:
    folder = shared_data / "dicom" / "petct-ACRIN-042"
    session = Session(build_services(tmp_path), qapp)
    session.window.resize(1280, 900)
    session.window.show()
    with qtbot.waitSignal(session.window.opening.ended, timeout=PATIENCE):
        session.window.open_paths([folder / "CT", folder / "SEG-on-CT", folder / "SEG-on-PET"])
    yield session
    session.window.close()
    session.end()
    session.window.deleteLater()
    session.deleteLater()


def around(mask: np.ndarray) -> tuple[list[tuple[float, float]], list[tuple[float, float]]]:
    """Return points (x, y) four pixels within and beyond a mask at its four ends."""
    rows, columns = np.nonzero(mask)
    ends = [
        (columns[i] + 0.5, rows[i] + 0.5, dx, dy)
        for i, dx, dy in (
            (columns.argmin(), 4, 0),
            (columns.argmax(), -4, 0),
            (rows.argmin(), 0, 4),
            (rows.argmax(), 0, -4),
        )
    ]
    return [(x + dx, y + dy) for x, y, dx, dy in ends], [(x - dx, y - dy) for x, y, dx, dy in ends]


def is_tinted(view, point: tuple[float, float]) -> bool:
    """A grey image has no colour of its own."""
    x, y = view.canvas.viewport.to_view(point)
    seen = view.canvas.grab().toImage().pixelColor(round(float(x)), round(float(y)))
    return len({seen.red(), seen.green(), seen.blue()}) > 1


def test_the_tint_is_where_the_mask_is(qtbot, session, shared_data):
    viewer = session.window.read_page.viewer
    view, segments = viewer.view.series, viewer.segments
    ct = next(c for c in session.desk.worklist.cases if c.modality == "CT")
    qtbot.waitUntil(lambda: session.window.read_page.cases.model.row_of(ct.id) >= 0)
    session.window.read_page.cases.select_case(ct.id)
    file = dcmread(shared_data / "dicom" / "petct-ACRIN-042" / "SEG-on-CT" / "0001.dcm")
    masks, groups = file.pixel_array, file.PerFrameFunctionalGroupsSequence
    frame = int(masks.reshape(len(masks), -1).sum(axis=1).argmax())
    height = float(groups[frame].PlanePositionSequence[0].ImagePositionPatient[2])
    view.show_index(int(np.abs(np.asarray(ct.position_mm) - height).argmin()))
    qtbot.waitUntil(lambda: LAYER in view.canvas._marks, timeout=PATIENCE)
    # of the four segments of both objects only those drawn on this CT are ticked
    assert sum(switch.isChecked() for switch in segments._switches.values()) == 2
    assert len(segments._switches) == 4
    marks = view.canvas._marks[LAYER]
    shown = next(m for m in marks.masks if np.array_equal(m.mask > 0, masks[frame].astype(bool)))
    assert shown.segment.label.startswith("Segment_")
    inside, outside = around(masks[frame])
    assert all(is_tinted(view, point) for point in inside)
    assert not any(is_tinted(view, point) for point in outside)
    session.window.activateWindow()
    qtbot.waitUntil(session.window.isActiveWindow)
    view.canvas.setFocus()
    qtbot.keyClick(view.canvas, Qt.Key.Key_G, Qt.KeyboardModifier.ShiftModifier)
    assert not any(is_tinted(view, point) for point in inside)
    view.show_index(0)
    assert LAYER not in view.canvas._marks


def test_overlay_planes_of_a_file_are_said_and_hidden_by_the_same_key(
    qtbot, qapp, tmp_path, shared_data
):
    session = Session(build_services(tmp_path), qapp)
    window = session.window
    window.resize(1900, 1300)  # larger than the pixels, so that each point is one of them
    window.show()
    window.open_paths(
        [shared_data / "dicom" / "transfer-syntaxes" / "MR-SIEMENS-DICOM-WithOverlays.dcm"]
    )
    view = window.read_page.viewer.view.series
    qtbot.waitUntil(lambda: view.canvas.picture is not None, timeout=PATIENCE)
    drawn = view.canvas.picture.drawn
    assert drawn is not None and drawn.sum() == 323
    assert view.canvas.text(overlay.TOP_RIGHT).endswith("Overlay of the file")
    assert window.read_page.viewer.segments.menu.menuAction().isVisible()
    rows, columns = np.nonzero(drawn)
    inside = [(columns[n] + 0.5, rows[n] + 0.5) for n in range(0, 323, 40)]
    assert all(is_tinted(view, point) for point in inside)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    view.canvas.setFocus()
    qtbot.keyClick(view.canvas, Qt.Key.Key_G, Qt.KeyboardModifier.ShiftModifier)
    assert not any(is_tinted(view, point) for point in inside)
    assert view.canvas.text(overlay.TOP_RIGHT).endswith("Overlay of the file hidden")
    window.close()
    session.end()
    window.deleteLater()
    session.deleteLater()
