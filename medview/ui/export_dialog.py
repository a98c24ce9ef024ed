"""What would leave the house, before it does: cases of the library for another site."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from medview.domain.case import CaseId
from medview.domain.exchange import ExportOrder, ExportPreview, Signer
from medview.ui.desk import Desk
from medview.ui.latest import Latest
from medview.ui.reasons import in_window_language, what_happened
from medview.ui.widgets import button, label, set_tone

PREVIEW_HEIGHT = 210
LONGEST_NAME = 80
SHOWN = 200  # texts that the preview spells out


class ExportDialog(QDialog):
    """Asks for the name of the site and whether texts go along; `order` is what was asked."""

    def __init__(self, desk: Desk, cases: Sequence[CaseId], parent: QWidget | None = None) -> None:
        """Show what would be sent of these cases; nothing is written here."""
        super().__init__(parent)
        self._desk = desk
        self._cases = tuple(cases)
        self._looking = Latest(desk.jobs)
        self._asking = Latest(desk.jobs)
        self.setWindowTitle(self.tr("Export cases for another site"))
        self.setMinimumWidth(620)
        self.site = QLineEdit(desk.services.settings.get().site_name)
        self.site.setMaxLength(LONGEST_NAME)
        self.site.setPlaceholderText(self.tr("For example: Radiology, Hospital of Springfield"))
        self.site.setToolTip(self.tr("The receiver sees this name as that of the signer"))
        self.fingerprint = label("…")
        self.fingerprint.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.fingerprint.setToolTip(
            self.tr("Read it to the receiver by telephone: it shows that the file is yours")
        )
        self.with_texts = QCheckBox(self.tr("With the &texts (findings)"))
        self.with_texts.setToolTip(
            self.tr("Findings are free text. Without this, none of it goes into the file")
        )
        self.warning = label("", "small", wraps=True)
        self.preview = QPlainTextEdit(readOnly=True, tabChangesFocus=True)
        self.preview.setFixedHeight(PREVIEW_HEIGHT)
        self.preview.setToolTip(self.tr("All words that would go into the file"))
        self.missing = label("", "small", wraps=True)
        self.start = button(
            self.tr("Export …"),
            self.tr("Choose the file, then export in the background"),
            "primary",
        )
        self._arrange()
        self._connect()
        self._check()
        self._look()

    @property
    def order(self) -> ExportOrder:
        """What was asked for."""
        name = " ".join(self.site.text().split())
        return ExportOrder(self._cases, name, self.with_texts.isChecked())

    def show_preview(self, preview: ExportPreview) -> None:
        """Say what would go into the file, and what is held back."""
        lines = [
            ", ".join(
                (
                    self.tr("%n case(s)", "", preview.cases),
                    self.tr("%n patient(s)", "", preview.patients),
                    self.tr("%n image(s)", "", preview.images),
                )
            )
        ]
        words = ", ".join(preview.words) or self.tr("none")
        lines.append(self.tr("Labels, outcomes and tags: {0}").format(words))
        if preview.heads:
            lines.append(
                "⚠ "
                + self.tr("%n series show(s) a head: a face can be made of it.", "", preview.heads)
            )
        if preview.texts:
            lines += ["", self.tr("Findings, word by word:")]
            lines += [f"• {title}: {text}" for title, text in preview.texts[:SHOWN]]
            left = len(preview.texts) - SHOWN
            if left > 0:
                lines.append(self.tr("… and %n more", "", left))
        if preview.held_back:
            lines += ["", self.tr("Held back:")]
            lines += [f"• {what_happened(one)}" for one in preview.held_back[:SHOWN]]
        self.preview.setPlainText("\n".join(lines))

    def show_signer(self, signer: Signer) -> None:
        """Show the fingerprint of this site."""
        self.fingerprint.setText(signer.fingerprint)

    def done(self, result: int) -> None:
        """Stop looking when the dialog closes."""
        self._looking.drop()
        self._asking.drop()
        super().done(result)

    def _arrange(self) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for words, field in (
            (self.tr("&Name of your site"), self.site),
            (self.tr("Fingerprint"), self.fingerprint),
        ):
            form.addRow(words, field)
            field.setAccessibleName(words.replace("&", ""))
        self.preview.setAccessibleName(self.tr("What would be sent"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton(self.start, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(10)
        layout.addWidget(
            label(
                self.tr(
                    "One file with images, labels, outcomes, tags and embeddings. Names, numbers "
                    "and file names of patients are left out, dates are moved, and the file is "
                    "signed. Words that are part of a photograph cannot be seen by MedView: look "
                    "at the pictures first."
                ),
                "quiet",
                wraps=True,
            )
        )
        layout.addLayout(form)
        for part in (self.with_texts, self.warning, self.preview, self.missing, buttons):
            layout.addWidget(part)

    def _connect(self) -> None:
        self.site.textChanged.connect(self._check)
        self.with_texts.toggled.connect(self._check)
        self.with_texts.toggled.connect(self._look)

    def _check(self) -> None:
        """Say what is missing, and warn of free text while it would go along."""
        has_name = bool(self.site.text().strip())
        self.start.setEnabled(has_name)
        self.missing.setText("" if has_name else self.tr("Write the name of your site."))
        self.missing.setVisible(not has_name)
        warns = self.with_texts.isChecked()
        self.warning.setText(
            "⚠ "
            + self.tr(
                "Free text may name a patient, a doctor or a place. MedView leaves out texts with "
                "the names it knows, and knows no others: read every line below."
            )
            if warns
            else self.tr("The findings stay here.")
        )
        set_tone(self.warning, "warning" if warns else "")

    def _look(self) -> None:
        self.preview.setPlainText(self.tr("Looking …"))
        verbs = self._desk.services.export_cases
        self._looking.run(
            verbs.preview, self.order, then=self.show_preview, on_error=self._tell_fault
        )
        self._asking.run(
            verbs.signer, self.order.site, then=self.show_signer, on_error=self._tell_fault
        )

    def _tell_fault(self, error: Exception) -> None:
        self.preview.setPlainText(in_window_language(str(error)))
