"""How far the graders of a study agree: figures, tables, a picture, and files to take along."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from medview.app.study_picture import Ink, Panel, draw_results, write_png
from medview.app.study_table import write_csv
from medview.domain.study import Study
from medview.domain.study_results import Agreement, ReaderFigures, StudyResults
from medview.ui.desk import Desk
from medview.ui.latest import Latest
from medview.ui.save_place import ask_where
from medview.ui.study_words import comparison_words, kappa_words, pair_title, sides
from medview.ui.text_table import TextTable
from medview.ui.theme import FAMILIES, Tokens
from medview.ui.widgets import icon_button, label, panel, row
from medview.ui.words import notice, percent

FEW_PATIENTS = 30  # below this the quantiles of the bootstrap are known to be too narrow


class StudyResultsView(QWidget):
    """`left` says that the list of studies is wanted again; `said` tells what was written."""

    left = Signal()
    said = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Start with no study."""
        super().__init__(parent)
        self._desk = desk
        self._study: Study | None = None
        self._results: StudyResults | None = None
        self._png = b""
        self._asking, self._drawing = Latest(desk.jobs), Latest(desk.jobs)
        self.title = label("", "heading", wraps=True)
        self.remarks = label("", "small", wraps=True)
        self.readers = self._make_table(
            self.tr("Reader"),
            self.tr("Read"),
            self.tr("Ungradable"),
            self.tr("Passed over"),
            self.tr("Median time"),
        )
        self.agreements = self._make_table(
            self.tr("Who"),
            self.tr("What"),
            self.tr("Kappa (95 % interval)"),
            self.tr("Same grade"),
            self.tr("Photographs"),
            self.tr("Patients"),
        )
        self.picture = QLabel(alignment=Qt.AlignmentFlag.AlignHCenter)
        self.picture.setAccessibleName(self.tr("Kappas and tables of grades as a picture"))
        self.foot = label("", "small", wraps=True)
        self._make_buttons()
        self._arrange()
        self._connect()

    def start(self, study: Study) -> None:
        """Work out what a study came to."""
        self._study, self._results, self._png = study, None, b""
        self.title.setText(study.plan.name)
        self.remarks.setText(self.tr("Working out the agreement …"))
        for part in (self.readers, self.agreements):
            part.setRowCount(0)
        self.picture.clear()
        self.foot.clear()
        self._update_buttons()
        self._refresh()
        self._area.setFocus()

    def stop(self) -> None:
        """Want nothing any more."""
        self._asking.drop()
        self._drawing.drop()
        self._study = None

    def show_results(self, results: StudyResults) -> None:
        """Show figures at once, and have the picture drawn."""
        self._results = results
        _fill(self.readers, [_reader_cells(reader) for reader in results.readers])
        _fill(self.agreements, [_agreement_cells(one) for one in results.agreements])
        self.remarks.setText("\n".join(self._remarks(results)))
        model = results.model.short if results.model else self.tr("the model was not asked")
        self.foot.setText(self.tr("Model: {0}").format(model) + " · " + notice())
        self._update_buttons()
        self._draw()

    def show_picture(self, png: bytes) -> None:
        """Show the drawn picture, as wide as there is room."""
        self._png = png
        self._fit_picture()
        self._update_buttons()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the picture anew."""
        super().resizeEvent(event)
        self._fit_picture()

    def _remarks(self, results: StudyResults) -> list[str]:
        lines = [
            self.tr(
                "Quadratic weighted kappa over photographs that neither called ungradable; "
                "intervals by resampling patients 1,000 times."
            )
        ]
        if not results.agreements:
            lines = [self.tr("Nothing to compare yet: readers appear here as they read.")]
        if results.unknown_patients:
            lines.append(
                self.tr(
                    "%n photograph(s) name no patient; each counts as a patient of its own, and "
                    "intervals may be too narrow.",
                    "",
                    results.unknown_patients,
                )
            )
        if results.agreements and results.patients < FEW_PATIENTS:
            lines.append(
                self.tr("%n patient(s) are few: take the intervals as rough.", "", results.patients)
            )
        if results.to_decide:
            lines.append(self.tr("%n photograph(s) are still to decide.", "", results.to_decide))
        return lines

    def _make_table(self, *headings: str) -> TextTable:
        table = TextTable(headings[0], headings)
        table.choose_none()
        table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return table

    def _make_buttons(self) -> None:
        self.ask = icon_button(
            self._desk.theme,
            "eye",
            self.tr("Compare with the model"),
            self.tr("Have the model in use grade the photographs; the readers' grades stay"),
        )
        self.save_table = icon_button(
            self._desk.theme,
            "file",
            self.tr("Save table …"),
            self.tr("Figures and tables of grades as CSV"),
        )
        self.save_picture = icon_button(
            self._desk.theme, "contrast", self.tr("Save picture …"), self.tr("The picture as PNG")
        )
        self.leave = icon_button(
            self._desk.theme, "close", self.tr("Leave"), self.tr("Back to the studies (Esc)")
        )

    def _arrange(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(10)
        parts: tuple[QWidget, ...] = (
            self.remarks,
            self.agreements,
            self.readers,
            self.picture,
            self.foot,
        )
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)
        self._area = QScrollArea(widgetResizable=True)
        self._area.setWidget(inside)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setAccessibleName(self.tr("Results of the study"))
        frame, layout = panel()
        head = row(self.title, self.ask, self.save_table, self.save_picture, self.leave)
        head.setStretch(0, 1)
        layout.addLayout(head)
        layout.addWidget(self._area, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(8, 8, 8, 8)
        whole.addWidget(frame)

    def _connect(self) -> None:
        self.ask.clicked.connect(self._ask_model)
        self.save_table.clicked.connect(self._save_table)
        self.save_picture.clicked.connect(self._save_picture)
        self.leave.clicked.connect(self.left)
        self._desk.theme.changed.connect(self._draw)

    def _refresh(self) -> None:
        if self._study is not None:
            studies = self._desk.services.studies
            self._asking.run(studies.results, self._study.id, then=self.show_results)

    def _update_buttons(self) -> None:
        results = self._results
        self.ask.setVisible(results is not None and results.unasked > 0)
        self.ask.setEnabled(True)
        self.save_table.setEnabled(results is not None)
        self.save_picture.setEnabled(bool(self._png))

    def _ask_model(self) -> None:
        """Grade in the background; what was graded is kept when it is cancelled."""
        if self._study is None or self._results is None:
            return
        self.ask.setEnabled(False)
        job = self._desk.jobs.build(
            self._desk.services.studies.ask_model,
            self._study.id,
            title=self.tr("Grading %n photograph(s)", "", self._results.unasked),
        )
        job.finished.connect(self._refresh)
        job.failed.connect(self._desk.jobs.unhandled)
        self._desk.jobs.started.emit(job)
        job.start()

    def _draw(self) -> None:
        if self._study is None or self._results is None:
            return
        if not self._results.agreements:
            self.show_picture(b"")
            return
        self._drawing.run(
            draw_results,
            [_panel(one) for one in self._results.agreements],
            self._results.name,
            self.tr("Quadratic weighted kappa, 95 % interval by patient"),
            self.foot.text(),
            _ink(self._desk.theme.tokens),
            then=self.show_picture,
        )

    def _fit_picture(self) -> None:
        pixmap = QPixmap()
        if not self._png or not pixmap.loadFromData(self._png):
            self.picture.clear()
            return
        ratio = self.devicePixelRatioF()
        room = max(self._area.viewport().width() - 24, 200)
        width = min(pixmap.width(), round(room * ratio))
        fitted = pixmap.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
        fitted.setDevicePixelRatio(ratio)
        self.picture.setPixmap(fitted)

    def _save_table(self) -> None:
        path = self._ask_path(self.tr("Save the table"), self.tr("Tables (*.csv)"), ".csv")
        if path is not None and self._results is not None:
            self._desk.jobs.run(
                write_csv, path, self._results, then=self._tell_written, must_finish=True
            )

    def _save_picture(self) -> None:
        path = self._ask_path(self.tr("Save the picture"), self.tr("Pictures (*.png)"), ".png")
        if path is not None and self._png:
            self._desk.jobs.run(
                write_png, path, self._png, then=self._tell_written, must_finish=True
            )

    def _ask_path(self, title: str, kinds: str, ending: str) -> Path | None:
        return ask_where(self, title, self.title.text() + ending, {kinds: ending})

    def _tell_written(self, path: Path) -> None:
        self.said.emit(self.tr("Written: {0}").format(path.name))


def _reader_cells(reader: ReaderFigures) -> list[str]:
    share = percent(reader.ungradable / reader.read) if reader.read else "–"
    seconds = "–" if reader.seconds is None else f"{reader.seconds:.0f} s"
    return [
        reader.reader,
        f"{reader.read} / {reader.photos}",
        f"{reader.ungradable} ({share})",
        str(reader.passed_over),
        seconds,
    ]


def _agreement_cells(one: Agreement) -> list[str]:
    return [
        pair_title(one),
        comparison_words(one.comparison),
        kappa_words(one),
        "–" if one.equal is None else percent(one.equal),
        f"{one.graded} / {one.photos}",
        str(one.patients),
    ]


def _fill(table: TextTable, lines: Sequence[Sequence[str]]) -> None:
    """Fill a table, and make it as high as its lines: the page scrolls, not the table."""
    table.show_rows(lines)
    rows = sum(table.rowHeight(line) for line in range(len(lines)))
    table.setFixedHeight(table.horizontalHeader().sizeHint().height() + rows + 6)


def _panel(one: Agreement) -> Panel:
    first, second = sides(one)
    return Panel(pair_title(one), first, second, one)


def _ink(tokens: Tokens) -> Ink:
    return Ink(
        ground=tokens.surface,
        text=tokens.text,
        quiet=tokens.quiet,
        line=tokens.border,
        accent=tokens.accent,
        families=tuple(FAMILIES),
    )
