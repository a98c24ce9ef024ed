"""What was found in the cases, the gravest first; a row is shown with Enter and mended with F."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QVBoxLayout,
    QWidget,
)

from medview.domain.health import Action, Finding, Severity
from medview.domain.training import TRAIN, VALIDATION
from medview.ui.desk import Desk
from medview.ui.reasons import in_window_language
from medview.ui.text_table import TextTable
from medview.ui.training_words import class_words
from medview.ui.widgets import button, follow_icon, row, with_key

KEY = "Alt+R"  # put right; Alt+F is the menu of files
ICONS = {Severity.STOP: "ban", Severity.WARNING: "warning", Severity.NOTE: "info"}


class FindingList(QWidget):
    """`show_asked` carries a Finding; `fix_asked` a Finding and the choice that was made."""

    show_asked = Signal(object)
    fix_asked = Signal(object, str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Start without findings."""
        super().__init__(parent)
        self._desk = desk
        self._task = ""
        self.findings: tuple[Finding, ...] = ()
        self.table = self._make_table()
        self.choice = QComboBox()
        self.choice.setToolTip(self.tr("How to put it right"))
        self.choice.setAccessibleName(self.tr("How to put it right"))
        self.show_button = button(
            self.tr("Show"), self.tr("Show the images of the chosen line (Enter)")
        )
        self.fix = button(self.tr("Put it right"), "", "", "")
        self.fix.setShortcut(KEY)
        follow_icon(self.show_button, desk.theme, "eye")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table, 1)
        column.addLayout(row(self.show_button, None, self.choice, self.fix))
        self.table.itemSelectionChanged.connect(self._update)
        self.table.activated.connect(self._ask_show)
        self.show_button.clicked.connect(self._ask_show)
        self.fix.clicked.connect(self._ask_fix)
        desk.theme.changed.connect(self._draw_icons)
        self._update()

    @property
    def chosen(self) -> Finding | None:
        """The finding that is chosen."""
        line = self.table.currentRow()
        return self.findings[line] if 0 <= line < len(self.findings) else None

    def show_findings(self, findings: Sequence[Finding], task: str) -> None:
        """List these."""
        self.findings, self._task = tuple(findings), task
        self.table.show_rows([_cells(finding) for finding in findings])
        self._draw_icons()
        self.table.selectRow(0)
        self._update()

    def _make_table(self) -> TextTable:
        name = self.tr("What was found")
        table = TextTable(name, (self.tr("Weight"), name, self.tr("Images")), wide=1)
        table.choose_one()
        return table

    def _draw_icons(self) -> None:
        for line, finding in enumerate(self.findings):
            item = self.table.item(line, 0)
            if item is not None:
                item.setIcon(self._desk.theme.icon(ICONS[finding.severity]))

    def _update(self) -> None:
        chosen = self.chosen
        fix = chosen.fix if chosen else None
        self.show_button.setEnabled(bool(chosen and chosen.rows))
        self.fix.setVisible(fix is not None)
        self.choice.setVisible(bool(fix and fix.choices))
        self.choice.clear()
        if fix is not None:
            self.fix.setText(in_window_language(fix.words).rstrip(".。"))
            tip = self.tr("Change the cases like this; the files stay as they are")
            self.fix.setToolTip(with_key(tip, KEY))
            self.fix.setShortcut(KEY)  # a new text takes the key away
            for name in ("", *fix.choices):
                self.choice.addItem(self._choice_words(name, fix.action), name)

    def _choice_words(self, name: str, action: Action) -> str:
        if action is not Action.MOVE:
            return class_words(name, self._task) if name else self.tr("leave out")
        sides = {
            "": self.tr("as most are"),
            TRAIN: self.tr("learn from all"),
            VALIDATION: self.tr("hold all out"),
        }
        return sides[name]

    def _ask_show(self) -> None:
        if self.chosen is not None and self.chosen.rows:
            self.show_asked.emit(self.chosen)

    def _ask_fix(self) -> None:
        if self.chosen is not None and self.chosen.fix is not None:
            self.fix_asked.emit(self.chosen, self.choice.currentData() or "")


def _cells(finding: Finding) -> tuple[str, str, str]:
    count = str(len(finding.rows)) if finding.rows else ""
    return severity_words(finding.severity), in_window_language(finding.words), count


def severity_words(severity: Severity) -> str:
    """Return how grave a finding is."""
    return {
        Severity.STOP: QCoreApplication.translate("training", "Stops training"),
        Severity.WARNING: QCoreApplication.translate("training", "Warning"),
        Severity.NOTE: QCoreApplication.translate("training", "Note"),
    }[severity]
