"""What is measured on the case in view: tools on the bar, a list beside the image, and the way out.

    panel = MeasurePanel(desk, series_view)     # adds itself to the view; hidden while it is empty
    panel.said.connect(...)                     # what a person is told in one line

Keys: D length, Shift+A angle, Shift+E ellipse, Shift+F free-hand, Shift+P probe; Delete removes,
Ctrl+Z (of the menu: see clinic) takes the last step back, Ctrl+C copies the list. In the list Enter
goes to a measure.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QListWidgetItem,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from medview.domain.case import Case
from medview.domain.errors import MedViewError
from medview.domain.measures import Measure, Shape
from medview.ui.desk import Desk
from medview.ui.drawn_list import DrawnList
from medview.ui.image_canvas import Tool
from medview.ui.measure_tool import MeasureTool
from medview.ui.measure_words import as_text, kind_words, measure_words, place_words, reading_lines
from medview.ui.save_place import ask_where
from medview.ui.series_view import SeriesView
from medview.ui.widgets import button, label, panel, row

WIDTH = 214


class MeasureList(DrawnList):
    """The measures of a case; Enter or a click goes to one, Delete takes it away."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.setAccessibleName(self.tr("Measures"))

    def show_measures(self, case: Case, measures: list[Measure]) -> None:
        """List measures, keeping the place."""
        now = self.currentRow()
        self.clear()
        for number, measure in enumerate(measures, start=1):
            lines = (kind_words(measure.shape.kind), *reading_lines(measure.reading))
            title = " · ".join(part for part in (lines[0], place_words(measure, case)) if part)
            item = QListWidgetItem("\n".join((f"{number}. {title}", *lines[1:])))
            item.setData(Qt.ItemDataRole.UserRole, measure.id)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, measure_words(measure))
            self.addItem(item)
        self.setCurrentRow(min(now, self.count() - 1))

    def choose(self, measure_id: str) -> None:
        """Mark one line, or none."""
        ids = [self.item(i).data(Qt.ItemDataRole.UserRole) for i in range(self.count())]
        self.setCurrentRow(ids.index(measure_id) if measure_id in ids else -1)


class MeasurePanel(QWidget):
    """Keeps, through the verbs, what the tool draws on one SeriesView."""

    said = Signal(str)

    def __init__(self, desk: Desk, view: SeriesView, *, is_listed: bool = True) -> None:
        """Add the tools to the view, and the list where there is room for it."""
        super().__init__()
        self._desk, self._view, self._is_listed = desk, view, is_listed
        self._measures: list[Measure] = []
        self._case: Case | None = None
        self._steps: list[tuple[str, Measure | None]] = []  # id, and what it was before the step
        self._unwanted: set[str] = set()  # taken back before they were kept
        place = QStandardPaths.StandardLocation.DocumentsLocation
        self._folder = Path(QStandardPaths.writableLocation(place))
        self.tool = MeasureTool(view.canvas)
        self.list = MeasureList()
        self.copy_button = button(self.tr("Copy"), self.tr("Copy the list as text"), "", "Ctrl+C")
        self.export_button = button(
            self.tr("Export …"), self.tr("Write the list as a table (CSV) or a DICOM report")
        )
        self._arrange()
        self._add_tools()
        self._connect()
        self.hide()

    @property
    def measures(self) -> list[Measure]:
        """What is measured on the case in view."""
        return self._measures

    def show_case(self, case: Case | None) -> None:
        """Follow the view to another case."""
        self._case = case
        self.tool.let_go()
        self._steps.clear()
        self._take([])
        if case is not None:
            self._desk.jobs.run(self._load, case, then=self._loaded)

    def copy(self) -> None:
        """Copy the list as text."""
        if self._case is not None and self._measures:
            QGuiApplication.clipboard().setText(as_text(self._case, self._measures))
            self.said.emit(self.tr("%n measure(s) copied", "", len(self._measures)))

    def undo(self) -> None:
        """Take the last step back: what was drawn, changed or removed since the case came."""
        if not self._steps:
            self.said.emit(self.tr("Nothing was measured here that could be taken back."))
            return
        measure_id, before = self._steps.pop()
        self.tool.let_go()
        if before is None and self._known(measure_id) is None:
            self._unwanted.add(measure_id)
            return
        if before is None:
            self._take_away(measure_id)
            return
        self._put(before)
        verb = self._desk.services.measures.restore
        self._desk.jobs.run(verb, before, on_error=self._not_kept, must_finish=True)

    def export(self) -> None:
        """Ask where to, and write the measures."""
        if self._case is None:
            return
        kinds = {self.tr("Table (*.csv)"): ".csv", self.tr("DICOM report (*.dcm)"): ".dcm"}
        start = str(self._folder / "measures.csv")
        if path := ask_where(self, self.tr("Export measures"), start, kinds):
            self.export_to(path)

    def export_to(self, path: Path) -> None:
        """Write the measures to a file, as its name ends."""
        self._folder = path.parent
        verbs = self._desk.services.measures
        self._desk.jobs.run(verbs.export, self._case, path, then=self._tell_written)

    def _load(self, case: Case) -> tuple[Case, list[Measure]]:
        return case, self._desk.services.measures.of(case)

    def _loaded(self, found: tuple[Case, list[Measure]]) -> None:
        if self._case is not None and found[0].id == self._case.id:
            self._take(found[1])

    def _take(self, measures: list[Measure]) -> None:
        self._measures = measures
        if self._case is not None:
            self.list.show_measures(self._case, measures)
        self.setVisible(self._is_listed and bool(measures))
        self._show_here()

    def _show_here(self) -> None:
        """Draw the measures of the image in view, and no other's."""
        case = self._view.case
        if case is None or self._view.canvas.picture is None:
            self.tool.show([])
            return
        here = case.images[self._view.index]
        self.tool.show([m for m in self._measures if m.image == here])

    def _leave_image(self) -> None:
        self.tool.let_go()
        if self.tool.marks.chosen:
            self.tool.choose("")

    def _keep(self, measure_id: str, shape: Shape) -> None:
        case, picture = self._view.case, self._view.canvas.picture
        if case is None or picture is None:
            return
        self._steps.append((measure_id, self._known(measure_id)))
        verbs, index = self._desk.services.measures, self._view.index
        self._desk.jobs.run(
            verbs.draw,
            case,
            index,
            shape,
            picture,
            measure_id,
            then=self._kept,
            on_error=self._not_kept,
            must_finish=True,
        )

    def _kept(self, measure: Measure) -> None:
        if self._case is None or measure.case_id != self._case.id:
            return
        self._put(measure)
        if measure.id in self._unwanted:
            self._unwanted.discard(measure.id)
            self._take_away(measure.id)

    def _put(self, measure: Measure) -> None:
        known = {m.id: m for m in self._measures} | {measure.id: measure}
        self._take(list(known.values()))
        self.list.choose(self.tool.marks.chosen)

    def _known(self, measure_id: str) -> Measure | None:
        return next((m for m in self._measures if m.id == measure_id), None)

    def _remove(self, measure_id: str) -> None:
        gone = self._known(measure_id)
        if gone is not None:
            self._steps.append((measure_id, gone))
            self._take_away(measure_id)

    def _take_away(self, measure_id: str) -> None:
        """Show it no more, and have it removed."""
        gone = self._known(measure_id)
        if gone is None:
            return
        if measure_id == self.tool.marks.chosen:
            self.tool.choose("")
        self._take([m for m in self._measures if m.id != measure_id])
        self._desk.jobs.run(
            self._desk.services.measures.remove, gone, on_error=self._not_kept, must_finish=True
        )

    def _not_kept(self, error: MedViewError) -> None:
        """Say so, and show what is really kept."""
        self._desk.jobs.unhandled.emit(error)
        if self._case is not None:
            self._desk.jobs.run(self._load, self._case, then=self._loaded)

    def _go_to(self, measure_id: str) -> None:
        measure = self._known(measure_id)
        if measure is not None and self._case is not None and measure.image in self._case.images:
            self._view.show_index(self._case.images.index(measure.image))
            self.tool.choose(measure_id)

    def _tell_written(self, path: Path) -> None:
        self.said.emit(self.tr("The measures were written: {0}").format(path))

    def _arrange(self) -> None:
        frame, layout = panel(6)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(label(self.tr("Measures"), "heading"))
        layout.addWidget(self.list, 1)
        layout.addLayout(row(self.copy_button, self.export_button, spacing=6))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)
        self.setFixedWidth(WIDTH)
        self._view.across.addWidget(self)

    def _add_tools(self) -> None:
        view, menu = self._view, QMenu(self)
        view.add_drag_entry(menu, Tool.LENGTH, self.tr("Length"), "D")
        view.add_drag_entry(menu, Tool.ANGLE, self.tr("Angle"), "Shift+A")
        view.add_drag_entry(menu, Tool.ELLIPSE, self.tr("Ellipse"), "Shift+E")
        view.add_drag_entry(menu, Tool.FREEHAND, self.tr("Free-hand"), "Shift+F")
        view.add_drag_entry(menu, Tool.PROBE, self.tr("Probe"), "Shift+P")
        tip = self.tr("Lengths, angles, areas and values of the image")
        view.bar.add_menu(self.tr("Measure"), tip, menu, icon_name="measure")
        view.bar.add_key(self.tr("Copy the measures"), "Ctrl+C", self.copy)

    def _connect(self) -> None:
        self._view.index_changed.connect(self._leave_image)
        self._view.shown.connect(self._show_here)
        self.tool.drawn.connect(self._keep)
        self.tool.removed.connect(self._remove)
        self.tool.chosen.connect(self.list.choose)
        self.list.gone_to.connect(self._go_to)
        self.list.deleted.connect(self._remove)
        self.copy_button.clicked.connect(self.copy)
        self.export_button.clicked.connect(self.export)
