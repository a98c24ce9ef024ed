"""The six keys of a grade: 0 to 4, and U for ungradable."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QPushButton, QWidget

from medview.domain.grade import Grade
from medview.ui.widgets import button, row

UNGRADABLE = len(Grade)  # id of the U button among those of the grades; Qt keeps negative ids


class GradeKeys(QWidget):
    """`chosen` carries the grade of the key that was pressed (None: ungradable)."""

    chosen = Signal(object)

    def __init__(self, tip: Callable[[Grade | None], str], parent: QWidget | None = None) -> None:
        """`tip` says what a key does."""
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self.setLayout(row(*(self._make_key(g, tip(g)) for g in (*Grade, None)), spacing=5))
        self._group.idClicked.connect(self._tell)

    def buttons(self) -> list[QAbstractButton]:
        """Return the keys, 0 to 4, then U."""
        return self._group.buttons()

    def mark(self, *grades: Grade | None) -> None:
        """Show these keys pressed, and no other."""
        marked = {UNGRADABLE if grade is None else int(grade) for grade in grades}
        for key in self._group.buttons():
            key.setChecked(self._group.id(key) in marked)

    def listen(self) -> None:
        """Hear the keys themselves wherever the focus is; a text field keeps what is typed."""
        for key in self._group.buttons():
            QShortcut(QKeySequence(key.text()), self).activated.connect(key.click)

    def _make_key(self, grade: Grade | None, tip: str) -> QPushButton:
        text = "U" if grade is None else str(int(grade))
        key = button(text, tip, "key", text)
        key.setCheckable(True)
        key.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard where it was
        key.setAccessibleName(tip)
        self._group.addButton(key, UNGRADABLE if grade is None else int(grade))
        return key

    def _tell(self, number: int) -> None:
        self.chosen.emit(None if number == UNGRADABLE else Grade(number))
