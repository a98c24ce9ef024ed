"""Pictures of training cases, each with a line or two of words; Enter or a click opens one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import (
    QListView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from medview.domain.training import TrainingCase
from medview.ui.desk import Desk
from medview.ui.drawing import draw_thumbnail
from medview.ui.words import plain_tip

CASE = Qt.ItemDataRole.UserRole
PICTURE, WORDS, MARGIN, WIDTH = 96, 34, 6, 178
MOST = 400  # pictures in one gallery; a person looks at no more


class GalleryDelegate(QStyledItemDelegate):
    """Draws a picture above its words."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        """Take where pictures and colours come from."""
        super().__init__(parent)
        self._desk = desk

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the size of every picture with its words."""
        return QSize(WIDTH, PICTURE + WORDS + 2 * MARGIN)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw the picture, its words, and a frame where the keyboard is."""
        tokens = self._desk.theme.tokens
        case: TrainingCase = index.data(CASE)
        box: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.setBrush(QColor(tokens.accent_soft))
            painter.drawRoundedRect(box.adjusted(2, 1, -2, -1), 6, 6)
        frame = QRect(box.center().x() - PICTURE // 2, box.top() + MARGIN, PICTURE, PICTURE)
        draw_thumbnail(painter, frame, case.ref, self._desk.thumbnails, tokens)
        painter.setPen(QColor(tokens.text))
        room = QRect(box.left() + 4, frame.bottom() + 3, box.width() - 8, WORDS)
        for number, line in enumerate(str(index.data()).split("\n")[:2]):
            shown = painter.fontMetrics().elidedText(
                line, Qt.TextElideMode.ElideRight, room.width()
            )
            at = room.adjusted(0, number * WORDS // 2, 0, 0)
            painter.drawText(at, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, shown)
        painter.restore()


class CaseGallery(QListWidget):
    """`case_asked` carries the TrainingCase that is to be opened."""

    case_asked = Signal(object)

    def __init__(self, desk: Desk, name: str, parent: QWidget | None = None) -> None:
        """Start empty; `name` is what it is called for those who hear the window."""
        super().__init__(parent)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setItemDelegate(GalleryDelegate(desk, self))
        self.setAccessibleName(name)
        self.setToolTip(self.tr("Open a picture in the viewer (Enter)"))
        self.setMinimumHeight(PICTURE + WORDS + 4 * MARGIN)
        self.itemActivated.connect(self._ask)
        self.itemClicked.connect(self._ask)
        desk.thumbnails.ready.connect(self.viewport().update)
        desk.theme.changed.connect(self.viewport().update)

    def show_cases(self, cases: Sequence[tuple[TrainingCase, str]]) -> None:
        """Show these cases, each with its words."""
        self.clear()
        for case, words in cases[:MOST]:
            item = QListWidgetItem(words)
            item.setData(CASE, case)
            item.setToolTip(plain_tip(f"{case.ref.name}\n{words}"))
            self.addItem(item)

    @property
    def cases(self) -> list[TrainingCase]:
        """What is shown."""
        return [self.item(number).data(CASE) for number in range(self.count())]

    def _ask(self, item: QListWidgetItem) -> None:
        self.case_asked.emit(item.data(CASE))
