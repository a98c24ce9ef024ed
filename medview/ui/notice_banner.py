"""The banner above an image: what the reader must know about it, and what is switched off."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from medview.domain.image import GRADE, HOUNSFIELD, MILLIMETRES, ORIENTATION, RECONSTRUCTION, Notice
from medview.ui.icons import icon
from medview.ui.reasons import in_window_language

ICON_SIDE = 20


class NoticeBanner(QFrame):
    """One line per notice, with a warning sign; hidden when there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start hidden."""
        super().__init__(parent)
        self.setProperty("role", "box")
        self.setProperty("tone", "warning")
        self._sign = QLabel()
        self._words = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 6, 10, 6)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.addWidget(self._words)
        row.addLayout(column, 1)
        self.show_notices(())

    @property
    def text(self) -> str:
        """What it says."""
        return self._words.text()

    def show_notices(self, notices: Sequence[Notice]) -> None:
        """Say each notice once."""
        lines = dict.fromkeys(self._sentence(notice) for notice in notices)
        self._words.setText("\n".join(lines))
        self.setAccessibleName(self.tr("Notices about this image"))
        self.setAccessibleDescription(self._words.text())
        self.setVisible(bool(lines))

    def changeEvent(self, event: QEvent) -> None:
        """Draw the sign in the colours of the theme."""
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._draw_sign()
        super().changeEvent(event)

    def _draw_sign(self) -> None:
        colour = self.palette().windowText().color().name()
        self._sign.setPixmap(icon("warning", colour).pixmap(ICON_SIDE, ICON_SIDE))

    def _sentence(self, notice: Notice) -> str:
        words = in_window_language(notice.text)
        off = [name for ability, name in self._abilities() if ability in notice.disables]
        if not off:
            return words
        return self.tr("{notice} Switched off: {abilities}.").format(
            notice=words, abilities=", ".join(off)
        )

    def _abilities(self) -> tuple[tuple[str, str], ...]:
        return (
            (MILLIMETRES, self.tr("millimetres")),
            (HOUNSFIELD, self.tr("Hounsfield units")),
            (RECONSTRUCTION, self.tr("reconstruction")),
            (GRADE, self.tr("grading")),
            (ORIENTATION, self.tr("orientation")),
        )
