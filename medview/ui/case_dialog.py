"""What is known of a case of the library, to be written and changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from medview.domain.case import Case, tags_of
from medview.ui.widgets import label
from medview.ui.words import case_detail, case_title

FINDINGS_HEIGHT = 130


class CaseDialog(QDialog):
    """Asks for label, findings, outcome and tags; `described` is the case with them."""

    def __init__(
        self,
        case: Case,
        labels: Sequence[str] = (),
        outcomes: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        """Show what is known; labels and outcomes of other cases are offered to choose from."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("What is known of this case"))
        self.setMinimumWidth(460)
        self._case = case
        self.label = _editable(labels, case.label)
        self.label.setToolTip(self.tr("What it is: neighbours are counted by it"))
        self.outcome = _editable(outcomes, case.outcome)
        self.outcome.setToolTip(
            self.tr("What became of it, in the same words for the same: outcomes are counted")
        )
        self.findings = QPlainTextEdit(case.findings, tabChangesFocus=True)
        self.findings.setToolTip(self.tr("The words of the report, without names"))
        self.findings.setFixedHeight(FINDINGS_HEIGHT)
        self.tags = QLineEdit(", ".join(case.tags))
        self.tags.setPlaceholderText(self.tr("rare, teaching"))
        self.tags.setToolTip(self.tr("Words to find it by, with commas between"))
        self._arrange(case)

    @property
    def described(self) -> Case:
        """The case as it is to be kept."""
        return replace(
            self._case,
            label=self.label.currentText().strip(),
            findings=self.findings.toPlainText().strip(),
            outcome=self.outcome.currentText().strip(),
            tags=tags_of(self.tags.text()),
        )

    def _arrange(self, case: Case) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for words, field in (
            (self.tr("&Label"), self.label),
            (self.tr("&Findings"), self.findings),
            (self.tr("&Outcome"), self.outcome),
            (self.tr("&Tags"), self.tags),
        ):
            form.addRow(words, field)
            field.setAccessibleName(words.replace("&", ""))
        standard = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(standard.Save | standard.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        detail = label(case_detail(case), "small")
        detail.setTextFormat(Qt.TextFormat.PlainText)
        title = label(case_title(case), "heading")
        title.setTextFormat(Qt.TextFormat.PlainText)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(10)
        for part in (title, detail):
            layout.addWidget(part)
        layout.addLayout(form)
        layout.addWidget(buttons)


def _editable(values: Sequence[str], chosen: str) -> QComboBox:
    box = QComboBox(editable=True)
    box.addItems([value for value in values if value])
    box.setCurrentText(chosen)
    return box
