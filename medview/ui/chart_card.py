"""One chart: its picture, the same as a table, and buttons to copy and to save it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QSizePolicy,
    QStackedLayout,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from medview.app.charts import Bars, Chart, Matrix
from medview.ui.chart_words import in_words, look_of
from medview.ui.desk import Desk
from medview.ui.latest import Latest
from medview.ui.save_place import ask_where
from medview.ui.widgets import button, card, row

RESIZE_PAUSE_MS = 120
NARROW_COLUMNS = 7
BUTTON_WIDTH = 84
BARS_HEIGHT, ROW_HEIGHT, FRAME_HEIGHT = 300, 42, 118


class ChartCard(QWidget):
    """Draws in the background; `saved` says where a picture was written."""

    saved = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Start with nothing to show."""
        super().__init__(parent)
        self._desk = desk
        self._drawing = Latest(desk.jobs)
        self._chart: Chart | None = None
        self._image = QImage()
        self.picture = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self.picture.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.picture.setProperty("role", "picture")
        self.picture.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.table = _table()
        self.as_table = button(self.tr("Table"), self.tr("Show the numbers as a table"))
        self.as_table.setCheckable(True)
        self.as_table.setMinimumWidth(BUTTON_WIDTH)  # its words are bold while it is on
        self.copy = button(self.tr("Copy"), self.tr("Copy the picture, or the table"))
        self.save = button(
            self.tr("Save picture …"), self.tr("Save the picture as a PNG or SVG file")
        )
        self._pause = QTimer(self, interval=RESIZE_PAUSE_MS, singleShot=True)
        self._arrange()
        self._pause.timeout.connect(self._draw)
        self.as_table.toggled.connect(self._turn)
        self.copy.clicked.connect(self.copy_shown)
        self.save.clicked.connect(self._ask_where)
        desk.theme.changed.connect(self._draw)

    @property
    def chart(self) -> Chart | None:
        """What is shown."""
        return self._chart

    @property
    def is_wide(self) -> bool:
        """True for a chart of many months, which needs the whole width."""
        if isinstance(self._chart, Bars):
            return len(self._chart.categories) > NARROW_COLUMNS or self._chart.stacked
        return isinstance(self._chart, Matrix) and len(self._chart.columns) > NARROW_COLUMNS

    def show_chart(self, chart: Chart) -> None:
        """Draw this chart, and fill the table."""
        self._chart = chart
        words = in_words(chart)
        self.picture.setAccessibleName(chart.title)
        self.picture.setAccessibleDescription(words)
        self.table.setAccessibleName(chart.title)
        for part, name in (
            (self.as_table, self.tr("Table: {0}")),
            (self.copy, self.tr("Copy: {0}")),
            (self.save, self.tr("Save picture: {0}")),
        ):
            part.setAccessibleName(name.format(chart.title))
        _fill(self.table, chart)
        if self._image.isNull():
            self.picture.setText(self.tr("Drawing …"))
        self._body.setMinimumHeight(_height(chart))
        self._pause.start()  # the page may still lay it out otherwise

    def copy_shown(self) -> None:
        """Put the picture on the clipboard, or the table while that is shown."""
        clipboard = QGuiApplication.clipboard()
        if self.as_table.isChecked() and self._chart is not None:
            lines = ("\t".join(cells).replace("\n", " ") for cells in self._chart.table)
            clipboard.setText("\n".join(lines))
        elif not self._image.isNull():
            clipboard.setImage(self._image)

    def save_as(self, path: Path) -> None:
        """Write the picture in the background."""
        assert self._chart is not None
        self._desk.jobs.run(
            self._desk.services.statistics.save_picture,
            self._chart,
            look_of(self._desk.theme.tokens),
            path if path.suffix else path.with_suffix(".png"),
            then=self._tell_saved,
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw anew once the size rests."""
        super().resizeEvent(event)
        self._pause.start()

    def _arrange(self) -> None:
        frame, inside = card("chart")
        self._body = QWidget()
        self._stack = QStackedLayout(self._body)
        self._stack.addWidget(self.picture)
        self._stack.addWidget(self.table)
        inside.addWidget(self._body, 1)
        inside.addLayout(row(self.as_table, None, self.copy, self.save))
        whole = row(frame)
        self.setLayout(whole)

    def _turn(self, shows_table: bool) -> None:
        self._stack.setCurrentIndex(1 if shows_table else 0)
        self.save.setEnabled(not shows_table)

    def _draw(self) -> None:
        size: QSize = self._body.size()
        if self._chart is None or size.width() < 80:
            return
        self._drawing.run(
            self._desk.services.statistics.picture,
            self._chart,
            look_of(self._desk.theme.tokens),
            (size.width(), size.height()),
            self.devicePixelRatioF(),
            then=self._show_pixels,
        )

    def _show_pixels(self, pixels: npt.NDArray[np.uint8]) -> None:
        height, width = pixels.shape[:2]
        shown = QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGBA8888)
        self._image = shown.copy()  # the array goes, the image stays
        self._image.setDevicePixelRatio(self.devicePixelRatioF())
        self.picture.setPixmap(QPixmap.fromImage(self._image))

    def _ask_where(self) -> None:
        kinds = {self.tr("Pictures (*.png)"): ".png", self.tr("Vector graphics (*.svg)"): ".svg"}
        if path := ask_where(self, self.tr("Save picture"), "", kinds):
            self.save_as(path)

    def _tell_saved(self, path: Path) -> None:
        self.saved.emit(self.tr("Saved: {0}").format(path.name))


def _height(chart: Chart) -> int:
    rows = len(chart.table) - 1
    return BARS_HEIGHT if isinstance(chart, Bars) else FRAME_HEIGHT + ROW_HEIGHT * max(rows, 3)


def _table() -> QTableWidget:
    result = QTableWidget()
    result.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    result.setTabKeyNavigation(False)
    result.verticalHeader().hide()
    result.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    return result


def _fill(table: QTableWidget, chart: Chart) -> None:
    heading, *rows = chart.table
    table.setColumnCount(len(heading))
    table.setRowCount(len(rows))
    named = [chart.title, *heading[1:]]
    table.setHorizontalHeaderLabels([text.replace("\n", " ") for text in named])
    for y, cells in enumerate(rows):
        for x, text in enumerate(cells):
            table.setItem(y, x, QTableWidgetItem(text.replace("\n", " ")))
