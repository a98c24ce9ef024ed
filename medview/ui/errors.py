"""The one door for errors: what happened, what to do next, in a bar that stops no one.

Errors come in English from below the window; ui/reasons says them in the language of the window.
"""

from __future__ import annotations

import logging
import sys
from types import TracebackType

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from medview.domain.errors import MedViewError
from medview.ui.icons import pixmap
from medview.ui.jobs import unexpected
from medview.ui.reasons import in_full, what_happened, what_to_do
from medview.ui.theme import Theme
from medview.ui.widgets import button, card, label, row, set_tone, tool_button

log = logging.getLogger(__name__)


class ErrorDoor(QWidget):
    """Shows one error at a time; the last one wins, and all are in the log."""

    shown = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start hidden."""
        super().__init__(parent)
        self._theme = theme
        self.message = label("", "heading", wraps=True)
        self.hint = label("", wraps=True)
        self._mark = QLabel()
        self.copy = button(self.tr("Copy"), self.tr("Copy these words, to report them"))
        self.close_button = tool_button(theme, "close", self.tr("Close this message"))
        frame, texts = card("box")
        set_tone(frame, "danger")
        head = row(self._mark, self.message, self.copy, self.close_button)
        head.setStretch(1, 1)
        texts.addLayout(head)
        texts.addWidget(self.hint)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)
        self.copy.clicked.connect(self._copy)
        self.close_button.clicked.connect(self.hide)
        theme.changed.connect(self._draw_mark)
        self._draw_mark()
        self.hide()

    def show_error(self, error: MedViewError) -> None:
        """Show what happened and what to do next."""
        self.message.setText(what_happened(error))
        self.hint.setText(what_to_do(error))
        self.hint.setVisible(bool(self.hint.text()))
        self.show()
        self.shown.emit(in_full(error))

    def catch_everything(self) -> None:
        """Let faults of the program come here too, instead of ending unseen."""
        sys.excepthook = self._show_fault

    def _show_fault(
        self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None
    ) -> None:
        log.error("unexpected fault", exc_info=(kind, fault, trace))
        if isinstance(fault, MedViewError):
            self.show_error(fault)
        elif isinstance(fault, Exception):
            self.show_error(unexpected(fault))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(f"{self.message.text()}\n{self.hint.text()}")

    def _draw_mark(self) -> None:
        self._mark.setPixmap(pixmap("warning", self._theme.tokens.danger, 20, 2.0))
