"""From two studies of other frames of reference, aligned and accepted, to cells that follow."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pydicom
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from medview.ui.application import Session
from tests.journeys.test_compare_with_a_prior import aligned, compared, opened

Key = Qt.Key
APART = 400.0  # mm between the origins of both scanners


def write_studies(sample: Path, into: Path) -> None:
    """Write a drawn CT as two studies of one patient, the later shorter, in spaces of their own."""
    for number, name in enumerate(("earlier", "today")):
        (into / name).mkdir(parents=True)
        study, series, space = (pydicom.uid.generate_uid() for _ in range(3))
        for path in sorted((sample / "ct").glob("*.dcm"))[6 * number :]:
            dataset = pydicom.dcmread(path)
            dataset.PatientID, dataset.StudyDate = "P1", f"202{number}0101"
            dataset.StudyInstanceUID, dataset.SeriesInstanceUID = study, series
            dataset.FrameOfReferenceUID = space
            dataset.SOPInstanceUID = pydicom.uid.generate_uid()
            dataset.file_meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
            x, y, z = map(float, dataset.ImagePositionPatient)
            dataset.ImagePositionPatient = [x, y, z + APART * number]
            dataset.save_as(into / name / path.name)


def wheel(canvas) -> None:
    at = QPointF(canvas.rect().center())
    none = Qt.MouseButton.NoButton
    QApplication.sendEvent(canvas, QWheelEvent(
        at, QPointF(canvas.mapToGlobal(at.toPoint())), QPoint(), QPoint(0, -120), none,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    ))  # fmt: skip


def test_cells_follow_by_key_and_wheel_what_was_accepted(
    qtbot, session: Session, sample: Path, tmp_path: Path
) -> None:
    write_studies(sample, tmp_path / "studies")
    cases = opened(qtbot, session, 2, tmp_path / "studies")
    earlier, today = sorted(cases, key=lambda case: case.study_date)
    view = compared(qtbot, session, today)
    aligned(qtbot, view)
    qtbot.keyClick(view.canvas, Key.Key_Y)
    qtbot.waitUntil(lambda: view.planes.accepted is not None, timeout=10_000)
    qtbot.keyClick(view.today, Key.Key_Escape)

    viewer = session.window.read_page.viewer
    viewer.layout_menu.choose((1, 2))
    first, second = viewer.layouts.shown
    viewer.layouts.activate(second)
    viewer.layouts.put(earlier)
    qtbot.waitUntil(lambda: first.plane is not None and second.plane is not None, timeout=30_000)
    viewer.layouts.activate(first)
    assert second.linked.text().startswith("Linked through the accepted alignment of ")
    index = first.view.index + 2
    qtbot.keyClick(first.view.canvas, Key.Key_Down)
    wheel(first.view.canvas)
    assert first.view.index == index
    kept = session.desk.services.priors.accepted(today, earlier)
    assert kept is not None
    header = pydicom.dcmread(today.images[index].path)
    rows, spacing = float(header.Rows), [float(mm) for mm in header.PixelSpacing]
    x, y, z = map(float, header.ImagePositionPatient)
    middle = (x + (header.Columns / 2 - 0.5) * spacing[1], y + (rows / 2 - 0.5) * spacing[0], z)
    there = kept.alignment.map.place(middle)
    heights = [float(pydicom.dcmread(ref.path).ImagePositionPatient[2]) for ref in earlier.images]
    assert second.view.index == int(np.abs(np.array(heights) - there[2]).argmin())
    assert abs(second.view.index - index - 6) <= 1  # six slices are missing from today's
