"""The foot of the window: the notice that never goes away, the model in use, who signs."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from medview.domain.case import FUNDUS, Case
from medview.domain.errors import MedViewError
from medview.domain.grade import SignedGrade
from medview.domain.model import ModelCard
from medview.ui.answer_panel import is_eye
from medview.ui.desk import Desk
from medview.ui.latest import Latest
from medview.ui.reasons import what_happened
from medview.ui.widgets import label
from medview.ui.words import grade_in_full, notice


class Footer(QWidget):
    """One quiet line."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Show the notice at once, the model when it is known."""
        super().__init__(parent)
        self.setObjectName("footer")
        self._desk = desk
        self._model_asked = Latest(desk.jobs)
        self.notice = label(notice(), "small")
        self.model = label("", "small")
        self.said = label("", "small")
        self.said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.reader = label("", "small")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 4, 14, 4)
        layout.setSpacing(20)
        layout.addWidget(self.notice)
        layout.addWidget(self.said, 1)
        layout.addWidget(self.reader)
        layout.addWidget(self.model)
        desk.preferences.changed.connect(self._show_reader)
        self._show_reader()
        self._ask_model(FUNDUS)

    def show_case(self, case: Case) -> None:
        """Name the model for this kind of image."""
        self._ask_model(FUNDUS if is_eye(case) else case.modality)

    def ask_again(self) -> None:
        """Name the model anew: another may be in use."""
        self._ask_model(self._modality)

    def say_signed(self, signed: SignedGrade, name: str) -> None:
        """Tell what was signed last, for which file."""
        words = self.tr("Signed {grade} for {name}")
        self.said.setText(words.format(grade=grade_in_full(signed.grade), name=name))

    def say_taken_back(self, signed: SignedGrade, name: str) -> None:
        """Tell which signature was taken back, for which file."""
        words = self.tr("Taken back: {grade} for {name}")
        self.said.setText(words.format(grade=grade_in_full(signed.grade), name=name))

    def show_model(self, card: ModelCard) -> None:
        """Name a model."""
        words = self.tr("Model: {0}").format(card.ref.short)
        site = self.tr("calibrated for this site") if card.site else ""
        self.model.setText(f"{words} · {site}" if site else words)
        self.model.setToolTip(card.title)

    def _ask_model(self, modality: str) -> None:
        self._modality = modality
        self._model_asked.run(
            self._desk.services.model_for, modality, then=self.show_model, on_error=self._tell_none
        )

    def _tell_none(self, error: MedViewError) -> None:
        self.model.setText(what_happened(error))

    def _show_reader(self) -> None:
        name = self._desk.preferences.reader_name
        self.reader.setText(self.tr("Signs as: {0}").format(name) if name else "")
