"""Ctrl+Z for one part of the window, before the menu has it.

    key = UndoKey(strip, [canvas, *parts])      # while the strip is shown, Ctrl+Z there is its own
    key.pressed.connect(...)

The menu's Ctrl+Z takes a signature back (ui/taking_back.py): not what is meant in the strip.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget


class UndoKey(QObject):
    """An event filter on the widgets whose Ctrl+Z it takes."""

    pressed = Signal()

    def __init__(self, strip: QWidget, places: Iterable[QWidget]) -> None:
        """Listen to the places; the key is taken while the strip is shown."""
        super().__init__(strip)
        self._strip = strip
        for place in places:
            place.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Ctrl+Z; with other modifiers it is another key."""
        if not isinstance(event, QKeyEvent) or not self._strip.isVisible():
            return False
        if event.key() != Qt.Key.Key_Z or event.modifiers() != Qt.KeyboardModifier.ControlModifier:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
        elif event.type() == QEvent.Type.KeyPress:
            self.pressed.emit()
        return True
