"""What to set up as a reading study: photographs, readers, repeats, and what follows a read."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from medview.domain.case import Case
from medview.domain.study import MOST_REPEATED, StudyPlan
from medview.ui.widgets import button, label, number_box

MOST_PHOTOS, MOST_SEED = 5000, 999_999


@dataclass(frozen=True)
class StudyOrder:
    """What the lead asked for: the plan, and photographs as cases or in a folder."""

    plan: StudyPlan
    cases: tuple[Case, ...]
    paths: tuple[Path, ...]


class StudyDialog(QDialog):
    """Asks for a StudyOrder and says what is still missing."""

    def __init__(
        self,
        open_cases: Sequence[Case],
        library_cases: Sequence[Case],
        reader: str,
        parent: QWidget | None = None,
    ) -> None:
        """Offer the photographs that are open, the library's, or a folder."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Set up a reading study"))
        self.setMinimumWidth(600)
        self._open, self._library = tuple(open_cases), tuple(library_cases)
        self.name = QLineEdit(placeholderText=self.tr("For example: Screening readers 2026"))
        self.name.setAccessibleName(self.tr("Name of the study"))
        self.name.setMaxLength(80)
        self.readers = QPlainTextEdit(reader)
        self.readers.setPlaceholderText(self.tr("One name a line"))
        self.readers.setAccessibleName(self.tr("Readers"))
        self.readers.setTabChangesFocus(True)
        self.readers.setFixedHeight(78)
        self._make_sources()
        self._make_design()
        self.missing = label("", "small", wraps=True)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.start = button(self.tr("Set up"), self.tr("Keep the study in the library"), "primary")
        self._buttons.addButton(self.start, QDialogButtonBox.ButtonRole.AcceptRole)
        self._arrange()
        self._connect()
        self._check()

    @property
    def order(self) -> StudyOrder:
        """What was asked for."""
        plan = StudyPlan(
            name=self.name.text().strip(),
            readers=tuple(self._names()),
            repeat_share=self.repeats.value() / 100,
            is_aided=self.aided.isChecked(),
            least_steps=self.steps.currentData(),
            hides_readers=self.hides.isChecked(),
            most=self.most.value(),
            seed=self.seed.value(),
        )
        if self.by_folder.isChecked():
            return StudyOrder(plan, (), (Path(self.folder.text()),))
        return StudyOrder(plan, self._open if self.by_open.isChecked() else self._library, ())

    def _names(self) -> list[str]:
        return [name.strip() for name in self.readers.toPlainText().splitlines() if name.strip()]

    def _make_sources(self) -> None:
        self.by_open = QRadioButton(
            self.tr("The %n photograph(s) that are open", "", len(self._open))
        )
        self.by_library = QRadioButton(
            self.tr("The %n photograph(s) of the library", "", len(self._library))
        )
        self.by_folder = QRadioButton(self.tr("All in a folder:"))
        self.folder = QLineEdit(placeholderText=self.tr("Folder with photographs"))
        self.folder.setAccessibleName(self.tr("Folder with photographs"))
        self._choose = button(self.tr("Choose …"), self.tr("Choose the folder"))
        self.by_open.setToolTip(self.tr("What is open in the reading page"))
        self.by_library.setToolTip(self.tr("Every fundus photograph of the library"))
        self.by_folder.setToolTip(self.tr("Every photograph in a folder and those below it"))
        self.by_open.setEnabled(bool(self._open))
        self.by_library.setEnabled(bool(self._library))
        by = self.by_open if self._open else self.by_library if self._library else self.by_folder
        by.setChecked(True)
        self.most = number_box(MOST_PHOTOS, 0, 0)
        self.most.setSpecialValueText(self.tr("all"))
        self.most.setToolTip(self.tr("So many of them, drawn at random"))
        self.most.setAccessibleName(self.tr("How many photographs"))

    def _make_design(self) -> None:
        self.repeats = number_box(round(MOST_REPEATED * 100), 10, 0, " %")
        self.repeats.setToolTip(
            self.tr("This share comes up a second time, unmarked: how steady is each reader?")
        )
        self.repeats.setAccessibleName(self.tr("Hidden repeats"))
        self.aided = QCheckBox(self.tr("After each blind grade, show the model and grade again"))
        self.aided.setToolTip(
            self.tr("Measures what the model's answer does to the readers' grades")
        )
        self.steps = QComboBox()
        self.steps.addItem(self.tr("any difference"), 1)
        self.steps.addItem(self.tr("two grades or more apart"), 2)
        self.steps.setToolTip(self.tr("Which photographs somebody must decide about afterwards"))
        self.steps.setAccessibleName(self.tr("To decide"))
        self.hides = QCheckBox(self.tr("Readers stay A and B until it is decided"))
        self.hides.setChecked(True)
        self.hides.setToolTip(self.tr("Whoever decides sees the grades without the names"))
        self.seed = number_box(MOST_SEED, secrets.randbelow(MOST_SEED), 0)
        self.seed.setToolTip(self.tr("The same seed gives the same orders again"))
        self.seed.setAccessibleName(self.tr("Seed"))

    def _arrange(self) -> None:
        grid = QGridLayout()
        grid.setVerticalSpacing(7)
        grid.setHorizontalSpacing(14)
        grid.setColumnStretch(1, 1)
        place = QHBoxLayout()
        place.addWidget(self.by_folder)
        place.addWidget(self.folder, 1)
        place.addWidget(self._choose)
        lines: list[tuple[str, QWidget | QHBoxLayout]] = [
            (self.tr("Name"), self.name),
            (self.tr("Readers"), self.readers),
            (self.tr("Photographs"), self.by_open),
            ("", self.by_library),
            ("", place),
            (self.tr("How many"), _left(self.most)),
            (self.tr("Hidden repeats"), _left(self.repeats)),
            (self.tr("Model"), self.aided),
            (self.tr("To decide"), _left(self.steps)),
            ("", self.hides),
            (self.tr("Seed"), _left(self.seed)),
        ]
        for number, (words, part) in enumerate(lines):
            grid.addWidget(label(words), number, 0)
            if isinstance(part, QWidget):
                grid.addWidget(part, number, 1)
            else:
                grid.addLayout(part, number, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(12)
        intro = self.tr(
            "Every reader grades every photograph in an order of their own, without seeing the "
            "model, the names or each other."
        )
        layout.addWidget(label(intro, "quiet", wraps=True))
        layout.addLayout(grid)
        layout.addWidget(self.missing)
        layout.addWidget(self._buttons)

    def _connect(self) -> None:
        self._choose.clicked.connect(self._ask_folder)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self.by_folder.toggled.connect(self._check)
        for field in (self.name, self.folder):
            field.textChanged.connect(self._check)
        self.readers.textChanged.connect(self._check)

    def _ask_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Folder with photographs"))
        if chosen:
            self.folder.setText(chosen)
            self.by_folder.setChecked(True)

    def _check(self) -> None:
        self.folder.setEnabled(self.by_folder.isChecked())
        missing = self._what_is_missing()
        self.missing.setText(missing)
        self.start.setEnabled(not missing)

    def _what_is_missing(self) -> str:
        names = [name.casefold() for name in self._names()]
        if not self.name.text().strip():
            return self.tr("Give the study a name.")
        if not names:
            return self.tr("Enter the name of at least one reader.")
        if len(set(names)) < len(names):
            return self.tr("Each reader needs a name of their own.")
        if self.by_folder.isChecked() and not Path(self.folder.text() or "-").is_dir():
            return self.tr("Choose the folder with the photographs.")
        return ""


def _left(part: QWidget) -> QHBoxLayout:
    """Return a small control at the left of its line."""
    layout = QHBoxLayout()
    layout.addWidget(part)
    layout.addStretch(1)
    return layout
