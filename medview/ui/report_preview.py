"""How a report and its letters read: plain text, to be looked at and copied."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QTabBar, QVBoxLayout, QWidget

from medview.app.reports import Reports
from medview.domain.report import Addressee, PatientReport
from medview.ui.widgets import button, row

LETTERS = {1: Addressee.PATIENT, 2: Addressee.DOCTOR}  # by tab; the first is the report


class ReportPreview(QWidget):
    """Three texts of one report, in one language; `copied` when one went to the clipboard."""

    copied = Signal()

    def __init__(self, reports: Reports, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._reports = reports
        self._report: PatientReport | None = None
        self._language = ""
        self.tabs = QTabBar()
        for words in (self.tr("Report"), self.tr("Letter to patient"), self.tr("Letter to doctor")):
            self.tabs.addTab(words)
        self.tabs.setExpanding(False)
        self.text = QPlainTextEdit(readOnly=True)
        for part, words in (
            (self.tabs, self.tr("What is shown below")),
            (self.text, self.tr("How it reads, without the pictures")),
        ):
            part.setToolTip(words)
            part.setAccessibleName(words)
        self.copy = button(self.tr("&Copy text"), self.tr("Copy what is shown, to paste it"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        head = row(self.tabs, self.copy)
        head.setStretch(0, 1)  # room for the bold words of whichever tab is chosen
        layout.addLayout(head)
        layout.addWidget(self.text, 1)
        self.tabs.currentChanged.connect(self._show)
        self.copy.clicked.connect(self._copy)
        self.show_words("")

    def show_words(self, words: str) -> None:
        """Show no report, but why."""
        self._report = None
        self.copy.setEnabled(False)
        self.text.setPlainText(words)

    def show_report(self, report: PatientReport, language: str) -> None:
        """Show a report in a language of domain.choices."""
        self._report, self._language = report, language
        self.copy.setEnabled(True)
        self._show()

    def _show(self) -> None:
        if self._report is None:
            return
        addressee = LETTERS.get(self.tabs.currentIndex())
        if addressee is None:
            self.text.setPlainText(self._reports.text(self._report, self._language))
        else:
            self.text.setPlainText(self._reports.letter(self._report, addressee, self._language))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.copied.emit()
