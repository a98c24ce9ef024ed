"""What a report is asked for with: whose, in which language, as which files, and where to."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from medview.app.gather_report import by_patient
from medview.domain.case import Case
from medview.domain.choices import CHINESE, ENGLISH
from medview.domain.report import ReportFormat, ReportOrder
from medview.ui.desk import Desk
from medview.ui.widgets import button, label, row
from medview.ui.words import notice, patient_title


class ReportForm(QWidget):
    """`patient_chosen` and `language_chosen` ask for another text, `changed` is of the files."""

    patient_chosen = Signal()
    language_chosen = Signal()
    changed = Signal()

    def __init__(self, desk: Desk, case: Case | None, folder: Path) -> None:
        """Start with the patient of `case` and a folder to write to."""
        super().__init__()
        self._patients = by_patient(desk.worklist.cases)
        self.patient = self._make_patients(case)
        self.language = self._make_languages(desk.preferences.language)
        self.formats = self._make_formats()
        self.folder = QLineEdit(str(folder))
        _name(self.folder, self.tr("Folder to write to"))
        self.choose = button(self.tr("C&hoose …"), self.tr("Choose the folder"))
        self._arrange()
        self.patient.currentIndexChanged.connect(self.patient_chosen)
        self.language.currentIndexChanged.connect(self.language_chosen)
        self.folder.textChanged.connect(self.changed)
        for box in self.formats.values():
            box.toggled.connect(self.changed)
        self.choose.clicked.connect(self._ask_folder)

    @property
    def cases(self) -> list[Case]:
        """The open eye photographs of the chosen patient."""
        return self._patients.get(self.patient.currentData(), [])

    @property
    def order(self) -> ReportOrder:
        """What is chosen to be written."""
        chosen = tuple(kind for kind, box in self.formats.items() if box.isChecked())
        return ReportOrder(chosen, Path(self.folder.text()), self.language.currentData())

    def what_is_missing(self) -> str:
        """Return what to choose before anything can be written, "" when nothing is missing."""
        if not self.order.formats:
            return self.tr("Choose at least one file.")
        if not self.folder.text().strip():
            return self.tr("Choose the folder to write to.")
        return ""

    def _make_patients(self, case: Case | None) -> QComboBox:
        box = QComboBox()
        for key, cases in self._patients.items():
            title = patient_title(cases[0].patient)
            box.addItem(title if title == key else f"{title} · {cases[0].images[0].name}", key)
        box.setCurrentIndex(max(0, box.findData(case.patient.key) if case else 0))
        box.setMinimumContentsLength(12)  # a long name is cut here, not the dialog widened
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        _name(box, self.tr("Whose report: a patient whose eyes are open"))
        return box

    def _make_languages(self, chosen: str) -> QComboBox:
        box = QComboBox()
        box.addItem("English", ENGLISH)
        box.addItem("简体中文", CHINESE)
        box.setCurrentIndex(max(0, box.findData(chosen)))
        _name(box, self.tr("Language of the report and the letters"))
        return box

    def _make_formats(self) -> dict[ReportFormat, QCheckBox]:
        boxes = {
            ReportFormat.PDF: QCheckBox(self.tr("Report (P&DF)")),
            ReportFormat.LETTER: QCheckBox(self.tr("&Letters to patient and doctor (text)")),
            ReportFormat.SR: QCheckBox(self.tr("DICOM &structured report")),
            ReportFormat.DICOM_PDF: QCheckBox(self.tr("DICOM &encapsulated PDF")),
        }
        tips = (
            self.tr("Pictures, grades, signatures and model on paper (A4)"),
            self.tr("The result and what to do next in plain words, as two text files"),
            self.tr("Coded grades for the PACS or the record; its texts are English"),
            self.tr("The same PDF for the PACS, in the study of the photographs"),
        )
        for box, tip in zip(boxes.values(), tips, strict=True):
            box.setToolTip(tip)
        boxes[ReportFormat.PDF].setChecked(True)
        return boxes

    def _arrange(self) -> None:
        form = QFormLayout()
        form.setVerticalSpacing(10)
        form.addRow(self.tr("&Patient"), self.patient)
        form.addRow(self.tr("L&anguage"), self.language)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(form)
        for part in (label(self.tr("Files"), "heading"), *self.formats.values()):
            layout.addWidget(part)
        layout.addWidget(label(self.tr("Folder"), "heading"))
        layout.addLayout(row(self.folder, self.choose))
        words = self.tr("File names hold a date and a number, never a name.")
        layout.addWidget(label(words, "small", wraps=True))
        layout.addStretch(1)
        layout.addWidget(label(notice(), "small", wraps=True))

    def _ask_folder(self) -> None:
        words = self.tr("Folder to write to")
        chosen = QFileDialog.getExistingDirectory(self, words, self.folder.text())
        if chosen:
            self.folder.setText(chosen)


def _name(widget: QWidget, words: str) -> None:
    widget.setToolTip(words)
    widget.setAccessibleName(words)
