"""The list of cards in the strip of nearest cases: what its keys and its menu ask for."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QListView, QMenu, QWidget

from medview.ui.neighbour_delegate import CARD
from medview.ui.neighbour_model import JUDGED, NEIGHBOUR

MORE_KEYS = (Qt.Key.Key_Plus, Qt.Key.Key_Equal)  # "=" is "+" without Shift on many keyboards
LESS_KEYS = (Qt.Key.Key_Minus,)
ENTER, SHIFT = (Qt.Key.Key_Return, Qt.Key.Key_Enter), Qt.KeyboardModifier.ShiftModifier
BACK_KEYS = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)


class NeighbourList(QListView):
    """Keeps Enter for itself: in the strip it opens a neighbour and signs nothing.

    `judged` says that the chosen neighbour is what is sought (True) or not; `taken_back` that
    nothing is said of it any more. `part_opened` asks for one of the two series of a study that
    was found by both.
    """

    judged = Signal(bool)
    taken_back = Signal()
    opened = Signal()
    part_opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Lay the cards in one row."""
        super().__init__(parent)
        self.can_judge = True
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setProperty("flat", True)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(CARD.height() + 12)
        self.setAccessibleName(self.tr("Nearest cases"))

    def event(self, event: QEvent) -> bool:
        """Have + and - mean more and less here, and not zoom."""
        if event.type() == QEvent.Type.ShortcutOverride and self._is_meant(event):
            event.accept()
            return True
        return super().event(event)

    def _is_meant(self, event: QEvent) -> bool:
        assert isinstance(event, QKeyEvent)
        keys = MORE_KEYS + LESS_KEYS + BACK_KEYS
        return self.can_judge and self.currentIndex().isValid() and event.key() in keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Judge on + and -; let the list have other keys, and let no one else have Enter."""
        key, is_chosen = event.key(), self.currentIndex().isValid()
        if self.can_judge and is_chosen and key in MORE_KEYS + LESS_KEYS:
            self.judged.emit(key in MORE_KEYS)
        elif self.can_judge and is_chosen and key in BACK_KEYS:
            self.taken_back.emit()
        elif is_chosen and key in ENTER and event.modifiers() & SHIFT and self._has_two():
            self.part_opened.emit(1)
            event.accept()
        else:
            super().keyPressEvent(event)
            if key in ENTER:
                event.accept()

    def _has_two(self) -> bool:
        return len(self.currentIndex().data(NEIGHBOUR).parts) > 1

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the neighbour under the pointer, or the chosen one."""
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            self.setCurrentIndex(self.indexAt(event.pos()))
        if self.currentIndex().isValid():
            place = self.visualRect(self.currentIndex()).center()
            menu = self.menu()
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self.viewport().mapToGlobal(place))

    def menu(self) -> QMenu:
        """Return the menu of the chosen neighbour."""
        menu = QMenu(self)
        self._add_openings(menu)
        if self.can_judge:
            menu.addSeparator()
            menu.addAction(self.tr("More like this") + "\t+").triggered.connect(self._more)
            menu.addAction(self.tr("Less like this") + "\t-").triggered.connect(self._less)
            back = menu.addAction(self.tr("Take the judgement back") + "\t⌫")
            back.triggered.connect(self.taken_back)
            back.setEnabled(self.currentIndex().data(JUDGED) is not None)
        return menu

    def _add_openings(self, menu: QMenu) -> None:
        parts = self.currentIndex().data(NEIGHBOUR).parts
        if len(parts) < 2:
            both = menu.addAction(self.tr("See both side by side") + "\tEnter")
            both.triggered.connect(self.opened)
            return
        for place, part in enumerate(parts):
            words = self.tr("See both side by side: {0}").format(part.kind)
            action = menu.addAction(words + ("\tEnter" if place == 0 else "\tShift+Enter"))
            action.setData(place)
            action.triggered.connect(self._open_part)

    def _open_part(self) -> None:
        action = self.sender()
        assert isinstance(action, QAction)
        self.part_opened.emit(action.data())

    def _more(self) -> None:
        self.judged.emit(True)

    def _less(self) -> None:
        self.judged.emit(False)
