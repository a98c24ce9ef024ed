"""Small building blocks that give the window one look: labels, cards, buttons, lines."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QListWidget,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from medview.ui.icons import pixmap
from medview.ui.theme import Theme

BOLDER = 16  # points that the words of a button need more while they are bold
LEAVING = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down)


def label(text: str = "", role: str = "", *, wraps: bool = False) -> QLabel:
    """Return a label in one of the roles of the style sheet."""
    result = QLabel(text)
    result.setProperty("role", role)
    result.setWordWrap(wraps)
    result.setTextFormat(Qt.TextFormat.PlainText)  # names in files are not markup
    return result


class OneLine(QLabel):
    """Plain words on one line, cut short by "…" where there is no room for all of them."""

    def __init__(self, role: str) -> None:
        """Start without words, in one of the roles of the style sheet."""
        super().__init__()
        self.setProperty("role", role)
        self.setTextFormat(Qt.TextFormat.PlainText)

    def minimumSizeHint(self) -> QSize:
        """Ask for the height alone."""
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Write what there is room for."""
        area = self.contentsRect().adjusted(max(0, self.indent()), 0, 0, 0)
        words = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, area.width()
        )
        painter = QPainter(self)
        self.style().drawItemText(
            painter, area, int(self.alignment()), self.palette(), self.isEnabled(), words,
            self.foregroundRole(),
        )  # fmt: skip
        painter.end()


def set_tone(widget: QWidget, tone: str) -> None:
    """Give a widget the tone "good", "warning", "danger" or none, at once."""
    set_look(widget, "tone", tone)


def set_look(widget: QWidget, name: str, value: str) -> None:
    """Change a property that the style sheet goes by, at once."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def card(role: str = "card") -> tuple[QFrame, QVBoxLayout]:
    """Return a frame with a ground of its own, and the layout inside it."""
    frame = QFrame()
    frame.setProperty("role", role)
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(12, 10, 12, 10)
    layout.setSpacing(4)
    return frame, layout


def panel(spacing: int = 8) -> tuple[QFrame, QVBoxLayout]:
    """Return one of the large areas of a page, and the layout inside it."""
    frame = QFrame()
    frame.setObjectName("panel")
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(12, 12, 12, 12)
    layout.setSpacing(spacing)
    return frame, layout


def line() -> QFrame:
    """Return a thin rule."""
    result = QFrame()
    result.setProperty("role", "line")
    return result


def button(text: str, tip: str, kind: str = "", shortcut: str = "") -> QPushButton:
    """Return a push button whose tooltip names its key."""
    result = QPushButton(text)
    result.setProperty("kind", kind)
    result.setToolTip(with_key(tip, shortcut))
    result.setAutoDefault(False)
    return result


def icon_button(
    theme: Theme, icon_name: str, text: str, tip: str, kind: str = "", shortcut: str = ""
) -> QPushButton:
    """Return a push button with a line icon that follows the theme."""
    result = button(text, tip, kind, shortcut)
    result.setIconSize(QSize(17, 17))
    follow_icon(result, theme, icon_name)
    return result


def toggle(text: str, tip: str) -> QPushButton:
    """Return a push button that stays down, with room for its words in bold while it is."""
    result = button(text, tip)
    result.setCheckable(True)
    result.setMinimumWidth(result.sizeHint().width() + BOLDER)
    return result


class Field(QLineEdit):
    """A field the keyboard gets out of: Esc (with `clears`, empties it first), Enter and Down."""

    left = Signal()

    def __init__(self, *, clears: bool = False, placeholderText: str = "") -> None:
        """Say what is to be typed."""
        super().__init__(placeholderText=placeholderText)
        self._clears = clears

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave on the keys that mean it; all others are typed."""
        key = event.key()
        if key == Qt.Key.Key_Escape and self._clears and self.text():
            self.clear()
        elif key in LEAVING:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def number_box(most: int, value: int, least: int = 1, suffix: str = "") -> QSpinBox:
    """Return a box for a number from `least` to `most`."""
    result = QSpinBox(minimum=least, maximum=most, value=value, suffix=suffix)
    result.lineEdit().setTextMargins(6, 0, 0, 0)  # the style sheet's padding does not reach here
    return result


def tool_button(theme: Theme, icon_name: str, tip: str, text: str = "") -> QToolButton:
    """Return a flat button with a line icon that follows the theme."""
    result = QToolButton()
    result.setToolTip(tip)
    result.setAccessibleName(text or tip)
    result.setText(text)
    result.setIconSize(QSize(18, 18))
    if text:
        result.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    follow_icon(result, theme, icon_name)
    return result


def follow_icon(target: QToolButton | QPushButton, theme: Theme, name: str) -> None:
    """Draw the icon of a button anew when the theme changes."""
    _IconFollower(target, theme, name)


class _IconFollower(QWidget):
    """Lives and dies with its button; a bound method, so that no slot outlives it."""

    def __init__(self, target: QToolButton | QPushButton, theme: Theme, name: str) -> None:
        super().__init__(target)
        self.hide()
        self._target, self._theme, self._name = target, theme, name
        theme.changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        primary = str(self._target.property("kind") or "").lower().endswith("primary")
        icon = self._theme.icon_on_accent if primary else self._theme.icon
        self._target.setIcon(icon(self._name))


def with_key(tip: str, shortcut: str) -> str:
    """Return a tooltip that names the key, "Accept the grade (Enter)"."""
    if not shortcut:
        return tip
    key = QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText)
    return f"{tip} ({key})"


def list_anew(box: QComboBox | QListWidget, lines: Iterable[str]) -> None:
    """Offer these lines in place of what was there; nobody hears of a choice."""
    box.blockSignals(True)
    box.clear()
    box.addItems(list(lines))
    box.blockSignals(False)


def row(*widgets: QWidget | None, spacing: int = 8) -> QHBoxLayout:
    """Return the widgets in a line; None stands for free space."""
    layout = QHBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    for widget in widgets:
        if widget is None:
            layout.addStretch(1)
        else:
            layout.addWidget(widget)
    return layout


def clear_layout(layout: QLayout) -> None:
    """Remove and delete everything in a layout."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.deleteLater()


class EmptyState(QWidget):
    """What an empty area says: an icon, what is missing, and what to do next."""

    def __init__(self, theme: Theme, icon_name: str, title: str, text: str) -> None:
        """Show an icon and two texts in the middle."""
        super().__init__()
        self._theme, self._icon_name = theme, icon_name
        self._mark = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self.title = label(title, "heading", wraps=True)
        self.text = label(text, "quiet", wraps=True)
        layout = QVBoxLayout(self)
        layout.setSpacing(8)
        layout.addStretch(1)
        for part in (self._mark, self.title, self.text):
            layout.addWidget(part)
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self._draw_icon)
        self._draw_icon()

    def set_words(self, title: str, text: str) -> None:
        """Say something else."""
        self.title.setText(title)
        self.text.setText(text)

    def _draw_icon(self) -> None:
        self._mark.setPixmap(pixmap(self._icon_name, self._theme.tokens.quiet, 36, 2.0))
