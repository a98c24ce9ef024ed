"""The rail at the left edge: one button for each page, settings and help at its foot."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QToolButton, QVBoxLayout, QWidget

from medview.domain.training import RunStatus
from medview.ui.theme import Theme
from medview.ui.training_words import progress_words
from medview.ui.widgets import follow_icon
from medview.ui.words import percent


class Rail(QFrame):
    """`page_asked` carries the number of the page."""

    page_asked = Signal(int)
    settings_asked = Signal()
    help_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Build the buttons."""
        super().__init__(parent)
        self.setObjectName("rail")
        self._theme = theme
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 10, 6, 10)
        layout.setSpacing(6)
        read = self._page(0, "eye", self.tr("Read"), self.tr("Read and grade images (Ctrl+1)"))
        library = self._page(
            1, "library", self.tr("Library"), self.tr("Labelled cases, import and removal (Ctrl+2)")
        )
        statistics = self._page(
            3,
            "statistics",
            self.tr("Statistics"),
            self.tr("Grades, agreement, referral list (Ctrl+4)"),
        )
        worklist = self._page(
            2, "worklist", self.tr("Worklist"), self.tr("Patients of a clinic, one by one (Ctrl+3)")
        )
        models = self._page(
            4, "models", self.tr("Models"), self.tr("Which model answers, and others (Ctrl+5)")
        )
        settings = self._button("settings", self.tr("Settings"), self.tr("Settings (Ctrl+,)"))
        about = self._button("help", self.tr("Keys"), self.tr("Keyboard shortcuts (F1)"))
        for part in (read, library, worklist, statistics, models):
            layout.addWidget(part)
        layout.addStretch(1)
        self.training = self._button("training", "", self.tr("Train your own (Ctrl+T)"))
        self.training.hide()
        layout.addWidget(self.training)
        for part in (settings, about):
            layout.addWidget(part)
        settings.clicked.connect(self.settings_asked)
        about.clicked.connect(self.help_asked)
        self._group.idClicked.connect(self.page_asked)
        read.setChecked(True)

    def show_page(self, number: int) -> None:
        """Mark the page that is shown; one that the menu alone leads to has no button."""
        shown = self._group.button(number)
        self._group.setExclusive(shown is not None)
        for button in self._group.buttons():
            button.setChecked(button is shown)

    def show_training(self, status: RunStatus | None) -> None:
        """Show how far a run is while one is at work; None takes the badge away."""
        self.training.setVisible(status is not None)
        if status is not None:
            share = status.done / status.total if status.total else 0.0
            words = self.tr("{0} (Ctrl+T)").format(progress_words(status))
            self.training.setText(percent(share))
            self.training.setToolTip(words)
            self.training.setAccessibleName(words)

    def _page(self, number: int, icon: str, text: str, tip: str) -> QToolButton:
        result = self._button(icon, text, tip)
        result.setCheckable(True)
        self._group.addButton(result, number)
        return result

    def _button(self, icon: str, text: str, tip: str) -> QToolButton:
        result = QToolButton()
        result.setText(text)
        result.setToolTip(tip)
        result.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        result.setIconSize(QSize(22, 22))
        result.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        follow_icon(result, self._theme, icon)
        return result
