"""The reading studies of the library: how far each reader is, and what to do next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from medview.domain.study import Study, StudyProgress
from medview.ui.desk import Desk
from medview.ui.study_words import reader_progress
from medview.ui.text_table import TextTable
from medview.ui.widgets import EmptyState, icon_button, label, panel, row
from medview.ui.words import when


class StudyList(QWidget):
    """Carries the study, and for `read_asked` the reader's name."""

    new_asked = Signal()
    read_asked = Signal(object, str)
    decide_asked = Signal(object)
    results_asked = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Start empty; `show_studies` fills it."""
        super().__init__(parent)
        self._desk = desk
        self._studies: list[StudyProgress] = []
        self.table = self._make_table()
        self.reader = QComboBox()
        self.reader.setToolTip(self.tr("Who reads: each reader has an order of their own"))
        self.reader.setAccessibleName(self.tr("Reader"))
        self.reader.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._make_buttons()
        self._empty = EmptyState(
            desk.theme,
            "user",
            self.tr("No reading study yet"),
            self.tr(
                "In a study, readers grade the same photographs without seeing the model or each "
                "other, some of them twice. Then you see how far they agree."
            ),
        )
        self._arrange()
        self._connect()
        self._update()

    @property
    def chosen(self) -> StudyProgress | None:
        """The study that is chosen."""
        line = self.table.currentRow()
        return self._studies[line] if 0 <= line < len(self._studies) else None

    def show_studies(self, studies: Sequence[StudyProgress]) -> None:
        """List these, and keep the choice."""
        before = self.chosen
        self._studies = list(studies)
        self.table.show_rows([self._cells(progress) for progress in self._studies])
        ids = [progress.study.id for progress in self._studies]
        again = ids.index(before.study.id) if before and before.study.id in ids else 0
        if self._studies:
            self.table.selectRow(again)
        self._stack.setCurrentIndex(0 if self._studies else 1)
        self._update()

    def choose(self, study: Study) -> None:
        """Choose one of the listed studies."""
        for line, progress in enumerate(self._studies):
            if progress.study.id == study.id:
                self.table.selectRow(line)

    def _cells(self, progress: StudyProgress) -> tuple[str, ...]:
        study = progress.study
        readers = "\n".join(reader_progress(progress, name) for name in study.plan.readers)
        state = self.tr("complete") if progress.is_complete else self.tr("being read")
        return study.plan.name, str(len(study.photos)), readers, state, when(study.created_at)

    def _make_table(self) -> TextTable:
        headings = (
            self.tr("Study"),
            self.tr("Photographs"),
            self.tr("Readers"),
            self.tr("State"),
            self.tr("Set up"),
        )
        table = TextTable(self.tr("Reading studies"), headings)
        table.choose_one()
        return table

    def _make_buttons(self) -> None:
        self.new = icon_button(
            self._desk.theme,
            "user",
            self.tr("New study …"),
            self.tr("Choose photographs and readers"),
            "primary",
        )
        self.first = icon_button(
            self._desk.theme,
            "user",
            self.tr("Set up a study …"),
            self.tr("Choose photographs and readers"),
            "primary",
        )
        self.read = icon_button(
            self._desk.theme,
            "eye",
            self.tr("Read"),
            self.tr("Go on with the next unread photograph (Enter)"),
            "primary",
        )
        self.decide = icon_button(
            self._desk.theme,
            "compare",
            self.tr("Decide …"),
            self.tr("Photographs on which readers disagree: decide their grade"),
        )
        self.results = icon_button(
            self._desk.theme, "similar", self.tr("Results"), self.tr("Kappas, tables and picture")
        )

    def _arrange(self) -> None:
        frame, layout = panel()
        layout.addLayout(row(label(self.tr("Reading studies"), "heading"), None, self.new))
        self._stack = QStackedLayout()
        layout.addLayout(self._stack, 1)  # first: without a parent the table would be a window
        self._stack.addWidget(self.table)
        nothing = QWidget()
        inside = QVBoxLayout(nothing)
        inside.addStretch(1)
        inside.addWidget(self._empty)
        inside.addWidget(self.first, 0, Qt.AlignmentFlag.AlignHCenter)
        inside.addStretch(1)
        self._stack.addWidget(nothing)
        self._as = label(self.tr("Read as"))
        layout.addLayout(row(self._as, self.reader, self.read, None, self.decide, self.results))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(8, 8, 8, 8)
        whole.addWidget(frame)

    def _connect(self) -> None:
        self.new.clicked.connect(self.new_asked)
        self.first.clicked.connect(self.new_asked)
        self.read.clicked.connect(self._ask_read)
        self.table.activated.connect(self._ask_read)
        self.decide.clicked.connect(self._ask_decide)
        self.results.clicked.connect(self._ask_results)
        self.table.itemSelectionChanged.connect(self._update)

    def _update(self) -> None:
        chosen = self.chosen
        self._offer_readers(chosen)
        asking: tuple[QWidget, ...] = (self.reader, self.read, self.decide, self.results)
        for part in asking:
            part.setEnabled(chosen is not None)
        for part in (*asking, self._as, self.new):
            part.setVisible(bool(self._studies))

    def _offer_readers(self, chosen: StudyProgress | None) -> None:
        """Offer the readers of the chosen study, whoever signs here first."""
        before = self.reader.currentText() or self._desk.preferences.reader_name
        self.reader.clear()
        self.reader.addItems(list(chosen.study.plan.readers) if chosen else [])
        self.reader.setCurrentIndex(max(0, self.reader.findText(before)))

    def _ask_read(self) -> None:
        if self.chosen is not None:
            self.read_asked.emit(self.chosen.study, self.reader.currentText())

    def _ask_decide(self) -> None:
        if self.chosen is not None:
            self.decide_asked.emit(self.chosen.study)

    def _ask_results(self) -> None:
        if self.chosen is not None:
            self.results_asked.emit(self.chosen.study)
