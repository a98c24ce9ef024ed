"""The first thing a person sees: what MedView does, and what to do next."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from medview.ui.desk import Desk
from medview.ui.icons import pixmap
from medview.ui.widgets import button, clear_layout, follow_icon, label
from medview.ui.words import notice

RECENT_SHOWN = 4
ICON = QSize(22, 22)


class Welcome(QWidget):
    """Shown in place of the image while nothing is open."""

    sample_asked = Signal()
    folder_asked = Signal()
    files_asked = Signal()
    import_asked = Signal()
    recent_asked = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Offer the sample first."""
        super().__init__(parent)
        self._desk = desk
        self._mark = QLabel()
        self._recent = QVBoxLayout()
        self._recent.setSpacing(0)
        self._recent_title = label(self.tr("RECENT"), "section")
        self._arrange()
        desk.theme.changed.connect(self._draw_mark)
        desk.preferences.changed.connect(self._show_recent)
        self._draw_mark()
        self._show_recent()

    def _arrange(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(9)
        column.addWidget(self._mark)
        column.addWidget(label(self.tr("Grade eyes, find similar images"), "title", wraps=True))
        column.addWidget(
            label(
                self.tr(
                    "Open photographs of the eye to grade diabetic retinopathy, or a CT, MR or "
                    "X-ray to find cases like it. Everything stays on this computer."
                ),
                "quiet",
                wraps=True,
            )
        )
        column.addSpacing(6)
        for part in self._make_buttons():
            column.addWidget(part)
        column.addWidget(
            label(
                self.tr("… or drop files, folders or a ZIP anywhere in this window."),
                "quiet",
                wraps=True,
            )
        )
        column.addSpacing(2)
        column.addWidget(self._recent_title)
        column.addLayout(self._recent)
        column.addWidget(label(notice(), "small"))
        holder = QWidget()
        holder.setLayout(column)
        holder.setMaximumWidth(560)
        outer = QVBoxLayout(self)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(holder, 10)
        across.addStretch(1)
        outer.addStretch(1)
        outer.addLayout(across)
        outer.addStretch(1)

    def _make_buttons(self) -> list[QPushButton]:
        self.sample = self._big(
            "sample",
            self.tr("Open the sample"),
            self.tr("Drawn images of eyes and series: look around without patients"),
            is_first=True,
        )
        self.folder = self._big(
            "folder",
            self.tr("Open a folder …"),
            self.tr("Open all images in a folder (Ctrl+Shift+O)"),
        )
        self.files = self._big("file", self.tr("Open files …"), self.tr("Open files (Ctrl+O)"))
        self.import_button = self._big(
            "import",
            self.tr("Import a labelled library …"),
            self.tr("Import graded images, so that neighbours have pictures (Ctrl+I)"),
        )
        self.sample.clicked.connect(self.sample_asked)
        self.folder.clicked.connect(self.folder_asked)
        self.files.clicked.connect(self.files_asked)
        self.import_button.clicked.connect(self.import_asked)
        return [self.sample, self.folder, self.files, self.import_button]

    def _big(self, icon: str, text: str, tip: str, *, is_first: bool = False) -> QPushButton:
        result = button("  " + text, tip, "bigPrimary" if is_first else "big")
        result.setAccessibleName(text)
        result.setIconSize(ICON)
        follow_icon(result, self._desk.theme, icon)
        return result

    def _show_recent(self) -> None:
        clear_layout(self._recent)
        recent = self._desk.preferences.recent[:RECENT_SHOWN]
        self._recent_title.setVisible(bool(recent))
        for path in recent:
            entry = button(path.name or str(path), str(path), "link")
            entry.setProperty("path", str(path))
            entry.setCursor(Qt.CursorShape.PointingHandCursor)
            entry.clicked.connect(self._ask_recent)
            self._recent.addWidget(entry, 0, Qt.AlignmentFlag.AlignLeft)

    def _ask_recent(self) -> None:
        self.recent_asked.emit(self.sender().property("path"))

    def _draw_mark(self) -> None:
        self._mark.setPixmap(pixmap("eye", self._desk.theme.tokens.accent, 48, 2.0))
