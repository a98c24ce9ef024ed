"""Ask for cases like this one: a slice of a series, and neighbours with pictures."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from medview.domain.region import Region
from medview.ui.import_dialog import ImportOrder
from medview.ui.neighbour_model import NEIGHBOUR

PATIENCE = 60_000


@pytest.fixture
def classes(sample: Path, tmp_path: Path) -> Path:
    """Return a folder for each class, with copies of the sample's eyes."""
    root = tmp_path / "clinic"
    for number, name in ((1, "0"), (2, "1"), (3, "2"), (4, "3"), (5, "4")):
        for picture in sorted((sample / "fundus").glob(f"**/synthetic-0{number}-O*")):
            (root / name).mkdir(parents=True, exist_ok=True)
            shutil.copy(picture, root / name)
    return root


def test_a_slice_of_a_series_has_neighbours_of_its_kind(qtbot, session, dropped, sample):
    window = session.window
    dropped(window, sample / "ct")
    page = window.read_page
    qtbot.waitUntil(lambda: page.answer.case is not None, timeout=PATIENCE)
    qtbot.waitUntil(lambda: page.viewer.view.canvas.picture is not None, timeout=PATIENCE)
    assert not page.answer.can_sign
    qtbot.keyClick(window, Qt.Key.Key_M)
    qtbot.waitUntil(lambda: page.neighbours.model.rowCount() == 10, timeout=PATIENCE)
    kinds = {page.neighbours.model.index(i).data(NEIGHBOUR).modality for i in range(10)}
    assert kinds == {"CT"}
    view = page.answer.similar_view
    assert view.query.text() == "Nearest cases of the slice"
    # A drawn phantom may be unlike every chest: then there is a warning in place of the labels.
    assert view.headline.isVisible() != view.doubt.isVisible()
    assert "radiology" in page.answer.similar_view.model.text()


def test_a_region_of_a_photograph_has_neighbours_of_its_own(qtbot, session, dropped, sample):
    window = session.window
    dropped(window, sorted((sample / "fundus").glob("**/synthetic-04-O*"))[0])
    page = window.read_page
    qtbot.waitUntil(lambda: page.neighbours.model.rowCount() == 10, timeout=PATIENCE)
    qtbot.waitUntil(lambda: page.viewer.view.canvas.picture is not None, timeout=PATIENCE)
    with qtbot.waitSignal(page.neighbours.found, timeout=PATIENCE):
        page.viewer.view.photo.canvas.region_drawn.emit(Region(100, 100, 120, 120))
    assert page.neighbours.model.rowCount() == 10


def test_an_imported_folder_gives_neighbours_pictures_to_compare_with(
    qtbot, session, dropped, classes, sample
):
    window = session.window
    window.importing.start(ImportOrder(classes, None, "Eye clinic"))
    library = window.library_page
    window.show_page(1)
    qtbot.waitUntil(lambda: library.model.rowCount() == 10, timeout=PATIENCE)
    qtbot.waitUntil(lambda: library.labels.count() == 6, timeout=PATIENCE)
    assert [library.labels.itemData(i) for i in range(6)] == ["", *"01234"]

    eye = sorted((sample / "fundus").glob("**/synthetic-06-O*"))[0]
    dropped(window, eye)
    page = window.read_page
    model = page.neighbours.model
    qtbot.waitUntil(lambda: model.rowCount() > 0, timeout=PATIENCE)
    # Drawn eyes need not be among the nearest of all: ask for those of the clinic alone.
    session.desk.jobs.run(
        session.desk.services.find_similar,
        page.answer.case,
        where={"source": "Eye clinic"},
        then=page.neighbours.show_result,
    )

    def own() -> list:
        found = [model.index(i).data(NEIGHBOUR) for i in range(model.rowCount())]
        return [n for n in found if n.source == "Eye clinic"]

    qtbot.waitUntil(lambda: len(own()) == 10, timeout=PATIENCE)
    assert model.rowCount() == 10
    assert all(neighbour.in_library for neighbour in own())
    nearest = own()[0]
    qtbot.waitUntil(lambda: model.case_of(nearest) is not None, timeout=PATIENCE)
    page.neighbours.list.activated.emit(model.index(0))
    assert page.viewer.is_comparing
    assert "Eye clinic" in page.viewer.compare.sides[1].caption.text()
    qtbot.keyClick(page.viewer.compare, Qt.Key.Key_Escape)
    assert not page.viewer.is_comparing


def test_removed_cases_leave_the_library(qtbot, session, classes, monkeypatch):
    from PySide6.QtWidgets import QMessageBox

    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.Yes)
    window = session.window
    window.importing.start(ImportOrder(classes, None, "Eye clinic"))
    library = window.library_page
    window.show_page(1)
    qtbot.waitUntil(lambda: library.model.rowCount() == 10, timeout=PATIENCE)
    library.table.selectRow(0)
    library.remove_chosen()
    qtbot.waitUntil(lambda: library.model.rowCount() == 9, timeout=PATIENCE)


def test_another_distance_searches_again(qtbot, session, dropped, sample):
    window = session.window
    dropped(window, sorted((sample / "fundus").glob("**/synthetic-02-O*"))[0])
    strip = window.read_page.neighbours
    qtbot.waitUntil(lambda: strip.model.rowCount() == 10, timeout=PATIENCE)
    strip.controls.distance.setCurrentIndex(strip.controls.distance.findData("manhattan"))
    with qtbot.waitSignal(strip.found, timeout=PATIENCE) as found:
        strip.controls.distance.activated.emit(2)
    assert found.args[0].metric == "manhattan"
