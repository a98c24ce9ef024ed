"""The page of figures: charts, tables, filters, referral list, and what it says when empty."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QGuiApplication

from medview.app.charts import Bars, Intervals, Matrix
from medview.bootstrap import build_services
from medview.domain.case import Case, CaseId, Eye, ImageRef, Patient
from medview.domain.grade import Grade, SignedGrade
from medview.domain.model import ModelRef
from medview.ui.application import Session
from medview.ui.chart_words import in_words, look_of
from medview.ui.main_window import STATISTICS
from medview.ui.theme import DARK, LIGHT

MODEL = ModelRef("dr-fundus", "1.0", "d" * 64)
PATIENCE = 20_000


@pytest.fixture
def session(qapp, tmp_path: Path) -> Iterator[Session]:
    opened = Session(build_services(tmp_path / "home"), qapp)
    opened.window.resize(1280, 720)
    yield opened
    opened.window.close()
    opened.end()
    opened.window.deleteLater()
    opened.deleteLater()


def sign_some(session: Session, count: int = 40) -> None:
    """Sign eyes of two readers from two cameras, one month apart."""
    services, library = session.desk.services, session.desk.services._library
    cases = [
        Case(
            CaseId(f"c{n}"),
            "FUNDUS",
            (ImageRef(f"/{n}.jpg"),),
            Patient(f"<b>P{n // 2}</b>"),
            eye=Eye.OD if n % 2 else Eye.OS,
            source=f"Camera {n % 2}",
        )
        for n in range(count)
    ]
    services.statistics.remember(cases)
    with library.transaction():
        for n, case in enumerate(cases):
            at = datetime.now(UTC) - timedelta(days=40 * (n % 2))
            grade = None if n == 7 else Grade(n % 5)
            reader = "Dr. A" if n % 2 else "Dr. B"
            library.sign(SignedGrade(case.id, grade, Grade(n % 4), reader, at, MODEL))


@pytest.fixture
def page(qtbot, session):
    sign_some(session)
    session.window.show_page(STATISTICS)
    page = session.window.statistics_page
    qtbot.waitUntil(lambda: page.figures is not None, timeout=PATIENCE)
    return page


def test_an_empty_library_says_what_to_do(qtbot, session):
    session.window.menus.actions_by_name["statistics_page"].trigger()
    page = session.window.statistics_page
    qtbot.waitUntil(lambda: page.figures is not None, timeout=PATIENCE)
    assert page.empty.isVisible()
    assert page.empty.title.text() == "Nothing to count yet"
    assert "sign" in page.empty.text.text()


def test_every_figure_has_a_picture_and_its_words(qtbot, page):
    assert not page.empty.isVisible()
    assert page.numbers[0].number.text() == "40"
    drawn = [card for card in page.charts if card.chart is not None]
    assert [type(card.chart) for card in drawn] == [Bars, Matrix, Intervals, Matrix, Bars]
    assert not any(card.isVisible() for card in page.charts if card not in drawn)
    for card in drawn:
        qtbot.waitUntil(lambda c=card: not c.picture.pixmap().isNull(), timeout=PATIENCE)
        assert card.picture.accessibleDescription() == in_words(card.chart)
        assert card.chart.title in card.copy.accessibleName()
    assert "dr-fundus 1.0 (dddddddddddd)" in page.notice.text()
    assert "Decision support, not a diagnosis." in page.notice.text()


def test_a_chart_turns_into_a_table_that_can_be_copied(page):
    card = page.charts[0]
    card.as_table.click()
    assert card.table.isVisible() and not card.picture.isVisible()
    assert card.table.horizontalHeaderItem(0).text() == card.chart.title
    assert card.table.item(0, 1).text() == "8"  # signed as grade 0
    card.copy.click()
    first, second, *_ = QGuiApplication.clipboard().text().splitlines()
    assert first.split("\t") == ["", "Signed", "Model"]
    assert second.split("\t") == ["0 No DR", "8", "0"]


def test_a_picture_can_be_copied_and_saved(qtbot, page, tmp_path):
    card = page.charts[1]
    qtbot.waitUntil(lambda: not card.picture.pixmap().isNull(), timeout=PATIENCE)
    card.copy.click()
    assert not QGuiApplication.clipboard().image().isNull()
    for name, start in (("a.svg", b"<?xml"), ("b", b"\x89PNG")):
        with qtbot.waitSignal(card.saved, timeout=PATIENCE) as told:
            card.save_as(tmp_path / name)
        written = tmp_path / told.args[0].removeprefix("Saved: ")
        assert written.read_bytes().startswith(start)


def test_filters_count_anew(qtbot, page):
    filters = page.filters
    assert [filters.reader.itemText(i) for i in range(3)] == ["All readers", "Dr. A", "Dr. B"]
    filters.reader.setCurrentIndex(1)
    filters.reader.activated.emit(1)
    qtbot.waitUntil(lambda: page.figures.signed.total == 20, timeout=PATIENCE)
    assert filters.reader.currentText() == "Dr. A"
    filters.period.setCurrentIndex(filters.period.findData("30"))
    filters.period.activated.emit(1)
    qtbot.waitUntil(lambda: page.figures.is_empty, timeout=PATIENCE)
    assert page.empty.title.text() == "Nothing in this selection"


def test_days_can_be_given(page):
    filters = page.filters
    assert not filters.since.isVisible()
    filters.period.setCurrentIndex(filters.period.findData("dates"))
    filters.period.activated.emit(5)
    assert filters.since.isVisible() and filters.until.isVisible()
    filters.since.setDate(QDate(2026, 1, 2))
    assert filters.selection.since == date(2026, 1, 2)


def test_the_referral_list_is_copied_and_exported(qtbot, page, tmp_path):
    table = page.referrals
    count = table.model.rowCount()
    assert count == sum(1 for n in range(40) if n != 7 and n % 5 >= 2)
    assert table.title.text().startswith("Referable:")
    first = table.model.index(0, 0)
    assert first.data().startswith("<b>P")
    assert "&lt;b&gt;" in first.data(Qt.ItemDataRole.ToolTipRole)
    table.copy.click()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == count + 2 and lines[-1] == "Decision support, not a diagnosis."
    table.table.selectRow(0)
    table.copy_rows()
    assert len(QGuiApplication.clipboard().text().splitlines()) == 3
    with qtbot.waitSignal(table.saved, timeout=PATIENCE):
        table.export_to(tmp_path / "list")
    assert len((tmp_path / "list.csv").read_text("utf-8-sig").splitlines()) == count + 1


def test_charts_stand_side_by_side_where_there_is_room(session, page):
    assert page.charts[0].y() == page.charts[1].y()
    session.window.resize(960, 720)
    QGuiApplication.processEvents()
    QGuiApplication.processEvents()
    assert page.charts[0].y() < page.charts[1].y()
    assert page.charts[0].x() == page.charts[1].x()


def test_charts_wear_the_theme():
    assert look_of(DARK).ground == DARK.surface and look_of(LIGHT).ground == LIGHT.surface
    assert look_of(DARK).colours != look_of(LIGHT).colours


def test_the_window_answers_while_figures_are_drawn(qtbot, session, page, longest_block):
    with longest_block() as block:
        page.refresh()
        session.desk.theme.changed.emit()
        qtbot.wait(1500)
    assert block.milliseconds < 250  # a few cards that are laid out and filled at once
