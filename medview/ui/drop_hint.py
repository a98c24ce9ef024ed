"""Files dropped anywhere in a window, and the hint that says so while they hover."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLabel, QMainWindow

MARGIN = 16


class DropHint(QLabel):
    """Covers the window while files are held over it; `dropped` carries their paths."""

    dropped = Signal(list)

    def __init__(self, window: QMainWindow) -> None:
        """Watch the window for drops."""
        super().__init__(window)
        self._window = window
        self.setText(self.tr("Drop to open"))
        self.setObjectName("dropHint")
        self.setProperty("role", "title")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take files and folders; leave all else to the window."""
        kind = event.type()
        if kind == QEvent.Type.DragLeave:
            self.hide()
        elif isinstance(event, QDropEvent) and paths_of(event.mimeData()):
            event.acceptProposedAction()
            if kind == QEvent.Type.DragEnter:
                self._show()
            elif kind == QEvent.Type.Drop:
                self.hide()
                self.dropped.emit(paths_of(event.mimeData()))
            return True
        return super().eventFilter(watched, event)

    def _show(self) -> None:
        self.setGeometry(self._window.rect().adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN))
        self.show()
        self.raise_()


def paths_of(data: QMimeData) -> list[Path]:
    """Return the files and folders of a drop."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
