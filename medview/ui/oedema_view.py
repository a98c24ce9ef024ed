"""The flag of macular oedema beside the grade: the model's estimate, and the reader's own word.

view.said.connect(...)                  # OedemaRisk, or None: taken back
view.show_reading(reading, accuracy)    # domain.oedema
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from medview.domain.errors import MedViewError
from medview.domain.oedema import OedemaAccuracy, OedemaReading, OedemaRisk
from medview.ui.oedema_words import TONES, basis_words, signed_risk, title_words, whose_words
from medview.ui.reasons import in_full
from medview.ui.widgets import button, card, label, row, set_tone

KEY = "O"


class OedemaView(QWidget):
    """An estimate and whose word counts; the menu under the button overrules it."""

    said = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with nothing known."""
        super().__init__(parent)
        self.title = label("", "heading", wraps=True)
        self.whose = label("", "small", wraps=True)
        self.choose = button(
            self.tr("Your word …"),
            self.tr("Say yourself what the risk of macular oedema is, or take it back"),
            "link",
            KEY,
        )
        self.choose.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.choose.setShortcut(KEY)
        self.choose.setAccessibleName(self.tr("Your word on macular oedema"))
        self.menu = QMenu(self.choose)
        for risk in OedemaRisk:
            action = self.menu.addAction(f"&{int(risk)}  {signed_risk(risk)}")
            action.setData(int(risk))
        self.menu.addSeparator()
        self.take_back = self.menu.addAction(self.tr("&Take my word back"))
        self.menu.triggered.connect(self._tell)
        self.choose.clicked.connect(self.open_menu)
        frame, layout = card()
        layout.addWidget(self.title)
        told = row(self.whose, self.choose)
        told.setStretch(0, 1)
        layout.addLayout(told)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)
        self._frame = frame
        self.show_waiting()

    def open_menu(self) -> None:
        """Offer the risks below the button; the keys 0, 1 and 2 choose."""
        self.menu.popup(self.choose.mapToGlobal(self.choose.rect().bottomLeft()))

    def show_waiting(self) -> None:
        """Say that it is being estimated."""
        self._say(self.tr("Macular oedema: …"), self.tr("Looking for hard exudate near the macula"))
        self.take_back.setEnabled(False)
        self._frame.setToolTip("")

    def show_error(self, error: MedViewError) -> None:
        """Say why there is no estimate; the reader can still give a word."""
        self._say(self.tr("– Macular oedema: not estimated"), in_full(error))

    def show_reading(self, reading: OedemaReading, accuracy: OedemaAccuracy | None) -> None:
        """Show what counts, and what the estimate rests on."""
        tone = TONES[reading.risk] if reading.risk is not None else ""
        self._say(title_words(reading), whose_words(reading), tone)
        self.take_back.setEnabled(reading.is_readers)
        self._frame.setToolTip(basis_words(accuracy))

    def _say(self, title: str, whose: str, tone: str = "") -> None:
        self.title.setText(title)
        set_tone(self.title, tone)
        self.whose.setText(whose.strip())

    def _tell(self, action: QAction) -> None:
        is_taken_back = action is self.take_back
        self.said.emit(None if is_taken_back else OedemaRisk(action.data()))
