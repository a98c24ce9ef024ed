"""Both eyes of the patient in one strip: the worse eye decides grade and referral."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QVBoxLayout, QWidget

from medview.domain.case import CaseId
from medview.domain.eyes import PatientResult
from medview.ui.eye_words import patient_words, used_words, verdict_words
from medview.ui.widgets import card, label, set_tone
from medview.ui.words import plain_tip


class PatientStrip(QWidget):
    """One PatientResult; hidden when nothing is known of either eye."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start hidden."""
        super().__init__(parent)
        self.frame, inside = card("box")
        inside.setContentsMargins(10, 5, 10, 5)
        inside.setSpacing(1)
        self.eyes = label("", "small", wraps=True)
        self.verdict = label("", "", wraps=True)
        inside.addWidget(self.eyes)
        inside.addWidget(self.verdict)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.frame)
        self.hide()

    def show_result(self, result: PatientResult, names: Mapping[CaseId, str]) -> None:
        """Show both eyes and what they come to; `names` are those of the photographs."""
        self.eyes.setText(patient_words(result))
        self.verdict.setText(verdict_words(result))
        used = used_words(result, names)
        self.setToolTip(plain_tip(used or self.tr("No photograph of this patient is graded yet.")))
        self.setAccessibleName(self.tr("Both eyes of the patient"))
        self.setAccessibleDescription(f"{self.eyes.text()}. {self.verdict.text()}. {used}")
        tone = "danger" if result.refer else "good" if result.is_whole else "warning"
        set_tone(self.frame, tone if result.grade is not None else "plain")
        self.setVisible(result.od is not None or result.os is not None)
