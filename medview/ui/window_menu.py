"""The windows a series offers: the file's own first, then the modality's, each with a key."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QT_TRANSLATE_NOOP, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from medview.domain.image import Window

FIRST_KEY = 2  # F1 is for help
LAST_KEY = 9
# A reader's hand learns these: whatever windows a file brings, they stay where they are.
OWN_KEYS = {
    "Lung": 3,
    "Mediastinum": 4,
    "Bone": 5,
    "Brain": 6,
    "Abdomen": 7,
    "Data range": 8,
    "Full range": LAST_KEY,
}

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
    """A menu of windows; F2 to F9 choose without opening it."""

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
            self.removeAction(action)
            self._owner.removeAction(action)
            action.deleteLater()
        keys = keys_for(windows, has_table=has_table)
        if has_table:
            self._offer(self.tr("As the file says (table)"), None, keys.pop(0))
        for window, key in zip(windows, keys, strict=True):
            self._offer(self.describe(window), window, key)
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

    def _offer(self, text: str, window: Window | None, key: int | None) -> None:
        action = QAction(text.replace("&", "&&"), self, checkable=True)
        action.setData((window,))
        if key is not None:
            action.setShortcut(QKeySequence(f"F{key}"))
        self._group.addAction(action)
        self._owner.addAction(action)
        self.addAction(action)

    def _choose(self, action: QAction) -> None:
        self.chosen.emit(action.data()[0])


def keys_for(windows: Sequence[Window], *, has_table: bool) -> list[int | None]:
    """Return the number of the function key of each window, that of the file's table first.

    Those of OWN_KEYS have theirs on every series; the file's own take what is left, F2 first.
    """
    names = [""] * has_table + [window.name for window in windows]
    # Only the last of a name is ours: a file may call a window of its own "Lung".
    ours = {place: OWN_KEYS[n] for n in OWN_KEYS for place in _last_place(n, names)}
    free = [key for key in range(FIRST_KEY, LAST_KEY + 1) if key not in ours.values()]
    return [
        ours[place] if place in ours else (free.pop(0) if free else None)
        for place in range(len(names))
    ]


def _last_place(name: str, names: Sequence[str]) -> list[int]:
    return [place for place, other in enumerate(names) if other == name][-1:]


def figure(value: float) -> str:
    """Return a number for the screen, with a true minus sign."""
    digits = f"{value:.0f}" if abs(value) >= 10 or value == int(value) else f"{value:.3g}"
    return digits.replace("-", "\N{MINUS SIGN}")
