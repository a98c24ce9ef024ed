"""The windows a series offers: the file's own first, then the modality's, each with a key."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QT_TRANSLATE_NOOP, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from medview.domain.image import Window

FIRST_KEY = 2  # F1 is for help
LAST_KEY = 9

# Marked for translation: the words themselves are the presets'.
MARKED = (
    QT_TRANSLATE_NOOP("WindowMenu", "Lung"),
    QT_TRANSLATE_NOOP("WindowMenu", "Mediastinum"),
    QT_TRANSLATE_NOOP("WindowMenu", "Bone"),
    QT_TRANSLATE_NOOP("WindowMenu", "Brain"),
    QT_TRANSLATE_NOOP("WindowMenu", "Abdomen"),
    QT_TRANSLATE_NOOP("WindowMenu", "As stored"),
    QT_TRANSLATE_NOOP("WindowMenu", "Data range"),
    QT_TRANSLATE_NOOP("WindowMenu", "Full range"),
)


class WindowMenu(QMenu):
    """A menu of windows; F2 and up choose without opening it."""

    chosen = Signal(object)  # Window, or None for the file's own table

    def __init__(self, owner: QWidget) -> None:
        """Let the keys be heard in `owner`."""
        super().__init__(owner)
        self._owner = owner
        self._group = QActionGroup(self)
        self._group.triggered.connect(self._choose)

    def show_windows(self, windows: Sequence[Window], *, has_table: bool) -> None:
        """Offer these windows, and the file's table first when it has one."""
        context = next((action.shortcutContext() for action in self._owner.actions()), None)
        for action in self._group.actions():
            self._group.removeAction(action)
            self._owner.removeAction(action)
            action.deleteLater()
        if has_table:
            self._offer(self.tr("As the file says (table)"), None)
        for window in windows:
            self._offer(self.describe(window), window)
        for action in self._group.actions():
            if context is not None:
                action.setShortcutContext(context)

    def mark(self, window: Window | None) -> None:
        """Tick the window in use, if it is among those offered."""
        for action in self._group.actions():
            action.setChecked(action.data() == (window,))

    def describe(self, window: Window) -> str:
        """Return name, centre and width: "Lung   C −600  W 1500"."""
        figures = self.tr("C {centre}  W {width}").format(
            centre=figure(window.centre), width=figure(window.width)
        )
        return f"{self.tr(window.name)}   {figures}" if window.name else figures

    def _offer(self, text: str, window: Window | None) -> None:
        action = QAction(text.replace("&", "&&"), self, checkable=True)
        action.setData((window,))
        key = FIRST_KEY + len(self._group.actions())
        if key <= LAST_KEY:
            action.setShortcut(QKeySequence(f"F{key}"))
        self._group.addAction(action)
        self._owner.addAction(action)
        self.addAction(action)

    def _choose(self, action: QAction) -> None:
        self.chosen.emit(action.data()[0])


def figure(value: float) -> str:
    """Return a number for the screen, with a true minus sign."""
    digits = f"{value:.0f}" if abs(value) >= 10 or value == int(value) else f"{value:.3g}"
    return digits.replace("-", "\N{MINUS SIGN}")
