"""From a series to an earlier one of the patient, aligned, looked at and accepted."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt

from medview.domain.alignment import NO_OTHER, Method
from medview.domain.case import Case
from medview.domain.planes import View
from medview.ui import overlay
from medview.ui.application import Session
from medview.ui.prior_view import PriorView
from medview.ui.reasons import in_window_language
from medview.ui.swipe_canvas import Layer

Key = Qt.Key
PATIENT = "dicom/ct-followup-pairs-COVID19-NY-SBU/A048383"
PROSTATE = "dicom/mr-prostate-PROSTATEx-0207"


def opened(qtbot, session: Session, count: int, *paths: Path) -> list[Case]:
    window = session.window
    window.show()
    window.activateWindow()
    window.open_paths(list(paths))
    worklist = session.desk.worklist
    qtbot.waitUntil(lambda: len(worklist.cases) == count, timeout=60_000)
    return worklist.cases


def compared(qtbot, session: Session, case: Case) -> PriorView:
    window = session.window
    window.show_case(case)
    viewer = window.read_page.viewer
    qtbot.waitUntil(lambda: viewer.view.canvas.picture is not None, timeout=60_000)
    qtbot.keyClick(viewer.view.canvas, Key.Key_V)
    view = viewer.prior
    qtbot.waitUntil(lambda: view.planes.pair is not None, timeout=60_000)
    assert view.isVisible() and viewer.is_comparing
    return view


def aligned(qtbot, view: PriorView, method: Method | None = None) -> None:
    if method is not None:
        view.header.choose_method(method)
    qtbot.keyClick(view.today, Key.Key_A)
    qtbot.waitUntil(lambda: view.planes.over is not None or "could not" in view.header.state.text(),
                    timeout=120_000)  # fmt: skip
    assert view.planes.over is not None, view.header.state.text()


def test_two_slices_are_not_aligned_until_somebody_accepts_it(
    qtbot, session: Session, shared_data: Path
) -> None:
    cases = opened(qtbot, session, 2, shared_data / PATIENT)
    earlier, today = sorted(cases, key=lambda case: case.study_date)
    view = compared(qtbot, session, today)
    assert view.prior is not None and view.prior.id == earlier.id
    assert view.header.state.text().startswith("Not aligned.")
    assert view.earlier.picture is not None and view.today.picture is not None
    assert view.earlier.text(overlay.TOP_LEFT).startswith(earlier.study_date)
    aligned(qtbot, view, Method.RIGID)
    assert view.is_laid_over and view.canvas.layer is Layer.CHECKS
    assert view.header.state.text().startswith("Not aligned until you accept it")
    assert "bits" in view.quality.text() and "not a diagnosis" in view.quality.text()
    qtbot.keyClick(view.canvas, Key.Key_W)
    assert view.canvas.layer is Layer.BOTH
    share = view.canvas.marks.share
    qtbot.keyClick(view.canvas, Key.Key_Period)
    assert view.canvas.marks.share > share
    qtbot.keyClick(view.canvas, Key.Key_K)
    assert view._flicker.isActive()
    qtbot.keyClick(view.canvas, Key.Key_Space)
    assert not view._flicker.isActive() and view.canvas.layer in (Layer.EARLIER, Layer.TODAY)
    qtbot.keyClick(view.canvas, Key.Key_Y)
    qtbot.waitUntil(lambda: view.planes.accepted is not None, timeout=10_000)
    assert not view.is_laid_over
    assert "accepted by Dr. A. Meyer" in view.header.state.text()
    trail = session.desk.services._library.audit_trail()
    decided = [entry for entry in trail if entry["event"] == "series alignment decided"]
    assert decided[-1]["details"]["method"] == "mutual information, rigid"
    qtbot.keyClick(view.today, Key.Key_Escape)
    assert not session.window.read_page.viewer.is_comparing
    again = compared(qtbot, session, today)
    assert "accepted by Dr. A. Meyer" in again.header.state.text()
    qtbot.keyClick(again.today, Key.Key_X)
    qtbot.waitUntil(lambda: again.planes.accepted is None, timeout=10_000)
    assert again.header.state.text().startswith("Not aligned.")


def test_scrolling_follows_what_was_accepted_and_the_fusion_says_so(
    qtbot, session: Session, shared_data: Path
) -> None:
    cases = opened(qtbot, session, 2, shared_data / PROSTATE)
    t2 = next(case for case in cases if len(case.images) == 21)
    adc = next(case for case in cases if case is not t2)
    view = compared(qtbot, session, t2)
    assert view.header.method.currentData() == Method.LEARNED
    assert "same space" in view.header.state.text()
    before = view.earlier.text(overlay.BOTTOM_RIGHT)
    qtbot.keyClick(view.today, Key.Key_Down)
    qtbot.waitUntil(lambda: view.earlier.text(overlay.BOTTOM_RIGHT) != before, timeout=5_000)
    aligned(qtbot, view, Method.RIGID)
    qtbot.keyClick(view.canvas, Key.Key_Y)
    qtbot.waitUntil(lambda: view.planes.accepted is not None, timeout=10_000)
    assert (
        view.planes.pair is not None
        and view.planes.cross is not None
        and view.planes.accepted is not None
    )
    wanted = view.planes.accepted.alignment.map.place(view.planes.cross.at)
    assert view.planes.map.place(view.planes.cross.at) == wanted
    np.testing.assert_allclose(view.planes.map.home(wanted), view.planes.cross.at, atol=1e-6)
    sizes = [canvas.picture.full_size for canvas in (view.today, view.earlier)]
    assert sizes[0] == sizes[1]  # both show the very same plane
    for _ in range(3):
        qtbot.keyClick(view.today, Key.Key_Q)
    assert view.planes.view is View.AXIAL
    viewer = session.window.read_page.viewer
    qtbot.keyClick(view.today, Key.Key_Escape)
    viewer.show_planes()
    planes = viewer.planes
    qtbot.waitUntil(lambda: planes.planes.volume is not None, timeout=60_000)
    planes.fusion.fuse_with(adc)
    qtbot.waitUntil(lambda: planes.planes.fusion is not None, timeout=60_000)
    assert planes.planes.fusion.alignment == view_rigid(session, t2, adc)
    assert "An accepted alignment is used: mutual information, rigid" in planes.banner.text
    assert "Dr. A. Meyer" in planes.banner.text


def view_rigid(session: Session, today: Case, earlier: Case):
    kept = session.desk.services.priors.accepted(today, earlier)
    assert kept is not None
    return kept.alignment.map.rigid


def test_a_series_without_a_prior_says_why(qtbot, session: Session, sample: Path) -> None:
    [case] = opened(qtbot, session, 1, sample / "ct")
    viewer = session.window.read_page.viewer
    session.window.show_case(case)
    with qtbot.waitSignal(viewer.said) as said:
        viewer.compare_visits()
    assert said.args == [in_window_language(NO_OTHER)]
    assert not viewer.is_comparing


def test_cancel_leaves_the_two_side_by_side(qtbot, session: Session, shared_data: Path) -> None:
    cases = opened(qtbot, session, 2, shared_data / PROSTATE)
    view = compared(qtbot, session, next(case for case in cases if len(case.images) == 21))
    qtbot.keyClick(view.today, Key.Key_A)
    assert view.loading.isVisible()
    qtbot.mouseClick(view.loading.cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not view.loading.isVisible(), timeout=3_000)
    assert view.planes.over is None and not view.is_laid_over
    assert view.header.state.text().startswith("Not aligned")


def test_one_series_may_be_scrolled_alone_and_keeps_its_place(
    qtbot, session: Session, shared_data: Path
) -> None:
    cases = opened(qtbot, session, 2, shared_data / PROSTATE)
    view = compared(qtbot, session, next(case for case in cases if len(case.images) == 21))
    assert view.planes.cross is not None
    at, apart = view.planes.cross.at, view.planes.map.place(view.planes.cross.at)
    qtbot.keyClick(view.today, Key.Key_L)
    qtbot.keyClick(view.earlier, Key.Key_Down)
    assert view.planes.cross.at == at and view.planes.map.place(at) != apart
    aside = np.subtract(view.planes.map.place(at), apart)
    assert np.linalg.norm(aside) == pytest.approx(3.0, abs=0.01)  # a slice of the ADC
    qtbot.keyClick(view.today, Key.Key_L)
    qtbot.keyClick(view.today, Key.Key_Down)
    np.testing.assert_allclose(
        np.subtract(view.planes.map.place(view.planes.cross.at), view.planes.cross.at), aside
    )
