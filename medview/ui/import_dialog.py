"""What to import: a folder, how its labels are told, and the name of the source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QGridLayout,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from medview.ui.desk import Desk
from medview.ui.latest import Latest
from medview.ui.reasons import in_window_language
from medview.ui.widgets import button, label

if TYPE_CHECKING:
    from medview.app.recognise_sets import FoundSet

LOOK_PAUSE_MS = 250
WORDS_HEIGHT = 150


@dataclass(frozen=True)
class ImportOrder:
    """What the user asked to import.

    Without `labels`, each folder is a class; with `as_set`, public sets have their own tables.
    """

    folder: Path
    labels: Path | None
    source: str
    as_set: bool = True


class ImportDialog(QDialog):
    """Asks for an ImportOrder and says what is still missing."""

    def __init__(
        self,
        parent: QWidget | None = None,
        folder: Path | None = None,
        desk: Desk | None = None,
    ) -> None:
        """Start with a folder that was dropped or chosen before, if any.

        With the desk, a public set in the folder is recognised and named.
        """
        super().__init__(parent)
        self._desk = desk
        self._looking = Latest(desk.jobs) if desk else None
        self._has_looked = False
        self.setWindowTitle(self.tr("Import a labelled library"))
        self.setMinimumWidth(560)
        self.folder = QLineEdit(str(folder or ""), placeholderText=self.tr("Folder with images"))
        self.folder.setAccessibleName(self.tr("Folder with images"))
        self.by_folder = QRadioButton(self.tr("Each folder is a class (its name is the label)"))
        self.by_set = QRadioButton(self.tr("As the tables of the recognised set say"))
        self.recognised = QPlainTextEdit(readOnly=True)
        self.recognised.setAccessibleName(self.tr("Recognised sets"))
        self.recognised.setToolTip(self.tr("What was recognised in the folder, and its terms"))
        self.recognised.setTabChangesFocus(True)
        self.recognised.setFixedHeight(WORDS_HEIGHT)
        self.by_table = QRadioButton(self.tr("A CSV table tells the label of each file"))
        self.by_folder.setChecked(True)
        self.table = QLineEdit(placeholderText=self.tr("CSV table"))
        self.table.setAccessibleName(self.tr("CSV table"))
        self.source = QLineEdit()
        self.source.setAccessibleName(self.tr("Name of the source"))
        self.source.setMaxLength(80)
        self.missing = label("", "small", wraps=True)
        self._choose_folder = button(self.tr("Choose …"), self.tr("Choose the folder"))
        self._choose_table = button(self.tr("Choose …"), self.tr("Choose the table"))
        self.wants_parcel = False
        self.parcel = button(
            self.tr("Cases of another site …"),
            self.tr("Import a signed file of cases in place of a folder"),
        )
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.start = button(self.tr("Import"), self.tr("Import in the background"), "primary")
        self._buttons.addButton(self.start, QDialogButtonBox.ButtonRole.AcceptRole)
        self._buttons.addButton(self.parcel, QDialogButtonBox.ButtonRole.ResetRole)
        self._arrange()
        self._connect()
        self._check()

    @property
    def order(self) -> ImportOrder:
        """What was asked for."""
        labels = Path(self.table.text()) if self.by_table.isChecked() else None
        folder = Path(self.folder.text())
        source = self.source.text().strip() or folder.name
        as_set = self.by_set.isChecked() or not self._has_looked
        return ImportOrder(folder, labels, source, as_set)

    def show_sets(self, sets: Sequence[FoundSet]) -> None:
        """Name the public sets in the folder, and propose to import them as such."""
        self._has_looked = True
        self.recognised.setPlainText(self._words(sets))
        usable = any(found.rows for found in sets)
        if usable:
            self.by_set.setChecked(True)
        elif self.by_set.isChecked():
            self.by_folder.setChecked(True)
        self.by_set.setVisible(usable)
        self.recognised.setVisible(bool(sets))
        self._check()
        self.adjustSize()

    def _words(self, sets: Sequence[FoundSet]) -> str:
        """Return each set with its parts, and below them its terms, once."""
        paragraphs = []
        for of in dict.fromkeys(found.of for found in sets):
            lines = [self._part_words(found) for found in sets if found.of == of]
            terms = self.tr("Licence: {licence}. Credit: {credit}.")
            lines.append(terms.format(licence=_set_words(of.licence), credit=of.credit))
            paragraphs.append("\n".join(lines))
        return "\n\n".join(paragraphs)

    def _part_words(self, found: FoundSet) -> str:
        name = ", ".join(filter(None, (found.of.name, _set_words(found.title))))
        if found.fault:
            words = f"{in_window_language(found.fault)} {in_window_language(found.hint)}"
            return f"⚠ {name}: {words}"
        words = self.tr("✓ {name}: {n} photographs, {graded} with a grade.").format(
            name=name, n=len(found.rows), graded=found.graded
        )
        if found.missing:
            missing = self.tr("Missing: {n} photographs of its table.")
            words += " " + missing.format(n=len(found.missing))
        return words

    def _arrange(self) -> None:
        grid = QGridLayout()
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        grid.addWidget(label(self.tr("Images")), 0, 0)
        grid.addWidget(self.folder, 0, 1)
        grid.addWidget(self._choose_folder, 0, 2)
        grid.addWidget(label(self.tr("Labels")), 1, 0)
        grid.addWidget(self.by_set, 1, 1, 1, 2)
        grid.addWidget(self.recognised, 2, 1, 1, 2)
        grid.addWidget(self.by_folder, 3, 1, 1, 2)
        grid.addWidget(self.by_table, 4, 1, 1, 2)
        grid.addWidget(self.table, 5, 1)
        grid.addWidget(self._choose_table, 5, 2)
        self.by_set.hide()
        self.recognised.hide()
        grid.addWidget(
            label(
                self.tr("Columns: image and label; patient and eye if you have them."),
                "small",
                wraps=True,
            ),
            6,
            1,
            1,
            2,
        )
        grid.addWidget(label(self.tr("Source")), 7, 0)
        grid.addWidget(self.source, 7, 1, 1, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(12)
        layout.addWidget(
            label(
                self.tr(
                    "Imported cases become neighbours with pictures. The files stay where they "
                    "are; nothing leaves this computer."
                ),
                "quiet",
                wraps=True,
            )
        )
        layout.addLayout(grid)
        layout.addWidget(self.missing)
        layout.addWidget(self._buttons)

    def _connect(self) -> None:
        self._choose_folder.clicked.connect(self._ask_folder)
        self._choose_table.clicked.connect(self._ask_table)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self.parcel.clicked.connect(self._ask_for_parcel)
        self.by_table.toggled.connect(self._check)
        self.by_set.toggled.connect(self._check)
        self._pause = QTimer(self, interval=LOOK_PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._look)
        self.folder.textChanged.connect(self._forget_sets)
        if self.folder.text():
            self._pause.start()
        self.table.textChanged.connect(self._check)

    def _ask_for_parcel(self) -> None:
        self.wants_parcel = True
        self.reject()

    def _forget_sets(self) -> None:
        """Another folder holds other sets: look when the typing rests."""
        self.show_sets(())
        self._has_looked = False
        self._pause.start()

    def _look(self) -> None:
        folder = Path(self.folder.text())
        if self._looking is None or self._desk is None or not folder.is_absolute():
            return
        self._looking.run(self._desk.services.recognise_sets, [folder], then=self.show_sets)

    def done(self, result: int) -> None:
        """Stop looking when the dialog closes."""
        self._pause.stop()
        if self._looking is not None:
            self._looking.drop()
        super().done(result)

    def _ask_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Folder with images"))
        if chosen:
            self.folder.setText(chosen)

    def _ask_table(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, self.tr("CSV table"), self.folder.text(), self.tr("Tables (*.csv *.tsv *.txt)")
        )
        if chosen:
            self.table.setText(chosen)

    def _check(self) -> None:
        for part in (self.table, self._choose_table):
            part.setEnabled(self.by_table.isChecked())
        is_set = self.by_set.isChecked()
        self.source.setEnabled(not is_set)
        self.source.setPlaceholderText(
            self.tr("The name of the set") if is_set else self.tr("For example: Eye clinic 2026")
        )
        missing = self._what_is_missing()
        self.missing.setText(missing)
        self.start.setEnabled(not missing)

    def _what_is_missing(self) -> str:
        if not self.folder.text():
            return self.tr("Choose the folder with the images.")
        if not Path(self.folder.text()).exists():
            return self.tr("This folder does not exist.")
        if self.by_table.isChecked() and not Path(self.table.text()).is_file():
            return self.tr("Choose the CSV table.")
        return ""


def _set_words(text: str) -> str:
    """Return the title of a part of a set, or its terms, in the window's language."""
    return QCoreApplication.translate("sets", text) if text else ""
