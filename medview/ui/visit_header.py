"""What stands above two visits: tools, the choice of a visit, the change, and what was decided."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QSizePolicy, QVBoxLayout, QWidget

from medview.domain.visits import Visit
from medview.ui.display_bar import DisplayBar
from medview.ui.visit_words import change_words, visit_words
from medview.ui.widgets import button, label, list_anew, row, set_tone


class VisitHeader(QWidget):
    """Says what is known and asks for what is wanted; what that does is the view's."""

    chosen = Signal(int)
    side_by_side_asked = Signal()
    laid_over_asked = Signal()
    flicker_asked = Signal(bool)
    other_asked = Signal()
    left_asked = Signal()
    right_asked = Signal()
    fit_asked = Signal()
    accepted = Signal()
    rejected = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.choice = QComboBox()
        tip = self.tr("Choose which earlier visit to compare with")
        self.choice.setToolTip(tip)
        self.choice.setAccessibleName(tip)
        self.change = label("", "heading", wraps=True)
        self.state = label("", wraps=True)
        self.accept_button = button(
            self.tr("Accept alignment"),
            self.tr("The vessels of both meet: count the photographs as aligned"),
            "",
            "Y",
        )
        self.reject_button = button(
            self.tr("Reject"),
            self.tr("The vessels do not meet: back to two photographs that move alone"),
            "",
            "X",
        )
        self.bar = DisplayBar(self)
        self._build_bar()
        self._add_keys()
        self._arrange()
        self.choice.currentIndexChanged.connect(self.chosen)
        self.accept_button.clicked.connect(self.accepted)
        self.reject_button.clicked.connect(self.rejected)

    def list_visits(self, visits: Sequence[Visit]) -> None:
        """Offer these visits, the first one chosen; `chosen` is not told."""
        list_anew(self.choice, map(visit_words, visits))

    def retell(self, visits: Sequence[Visit]) -> None:
        """Say the grades of the same visits anew."""
        for at, visit in enumerate(visits):
            self.choice.setItemText(at, visit_words(visit))

    def show_change(self, visit: Visit) -> None:
        """Say how the grade changed since a visit."""
        self.change.setText(change_words(visit.change))

    def say(self, text: str, *, is_aligned: bool = False) -> None:
        """Say whether the photographs are aligned."""
        self.state.setText(text)
        set_tone(self.state, "good" if is_aligned else "warning")

    def show_flicker(self, is_on: bool) -> None:
        """Show that the flicker is on or off."""
        self._flicker.setChecked(is_on)

    def enable(self, *, is_laid_over: bool, has_proposal: bool) -> None:
        """Offer what can be done now."""
        self._over.setChecked(is_laid_over)
        self._side.setChecked(not is_laid_over)
        for action in (self._flicker, *self._looking_keys):
            action.setEnabled(is_laid_over)
        for key in self._deciding_keys:
            key.setEnabled(has_proposal)
        for part in (self.accept_button, self.reject_button):
            part.setEnabled(has_proposal)

    def _build_bar(self) -> None:
        bar = self.bar
        self._side = bar.add_tool(
            self.tr("Side by side"),
            self.tr("Both photographs beside each other"),
            "S",
            self.side_by_side_asked.emit,
            icon_name="compare",
            checkable=True,
        )
        self._over = bar.add_tool(
            self.tr("Over each other"),
            self.tr("Align the earlier photograph with this visit's, and swipe between them"),
            "A",
            self.laid_over_asked.emit,
            icon_name="similar",
            checkable=True,
        )
        self._flicker = bar.add_tool(
            self.tr("Flicker"),
            self.tr("One after the other, twice a second; again to stop"),
            "K",
            self._ask_flicker,
            icon_name="play",
            checkable=True,
        )
        bar.addSeparator()
        bar.add_tool(
            self.tr("Back to one image"),
            self.tr("Close the comparison (Esc)"),
            "",
            self.closed.emit,
            icon_name="close",
        )

    def _ask_flicker(self, is_on: bool) -> None:
        self.flicker_asked.emit(is_on)

    def _add_keys(self) -> None:
        bar = self.bar
        self._looking_keys = (
            bar.add_key(self.tr("Show the other photograph"), "Space", self.other_asked.emit),
            bar.add_key(self.tr("Swipe to the left"), ",", self.left_asked.emit),
            bar.add_key(self.tr("Swipe to the right"), ".", self.right_asked.emit),
            bar.add_key(self.tr("Show the whole image"), "F", self.fit_asked.emit),
        )
        self._deciding_keys = (
            bar.add_key(self.tr("Accept alignment"), "Y", self.accepted.emit),
            bar.add_key(self.tr("Reject alignment"), "X", self.rejected.emit),
        )

    def _arrange(self) -> None:
        choosing = row(label(self.tr("Earlier visit")), self.choice)
        choosing.setStretch(1, 1)
        self.state.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        deciding = row(self.state, self.accept_button, self.reject_button)
        deciding.setStretch(0, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.bar)
        column.addLayout(choosing)
        column.addWidget(self.change)
        column.addLayout(deciding)
