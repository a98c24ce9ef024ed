"""Light and dark: one set of colours each, a palette and a style sheet made from it."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QIcon, QPalette
from PySide6.QtWidgets import QApplication

from medview.app.resources import resource
from medview.domain import choices
from medview.domain.choices import SYSTEM
from medview.ui.icons import icon
from medview.ui.stylesheet import STYLESHEET

# What each desktop calls its own face, then the Chinese ones: no font ships with the program.
FAMILIES = [
    "Inter",
    "Segoe UI",
    "SF Pro Text",
    "Noto Sans",
    "Microsoft YaHei UI",
    "PingFang SC",
    "Noto Sans CJK SC",
]


@dataclass(frozen=True)
class Tokens:
    """The colours of one theme; every text on its ground has a contrast of 4.5 to 1 or more."""

    name: str
    window: str
    surface: str
    raised: str
    border: str
    strong_border: str
    text: str
    quiet: str
    faint: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_soft: str
    good: str
    good_soft: str
    warning: str
    warning_soft: str
    danger: str
    danger_soft: str
    bar: str
    canvas: str = "#0b0e12"  # behind images, in both themes: eyes adapt to the picture
    on_canvas: str = "#aeb9c4"


LIGHT = Tokens(
    name=choices.LIGHT,
    window="#f3f5f8",
    surface="#ffffff",
    raised="#eaeff4",
    border="#d3dbe4",
    strong_border="#8593a3",
    text="#16202a",
    quiet="#4a5866",
    faint="#8a97a5",
    accent="#0b6a94",
    accent_hover="#08557a",
    on_accent="#ffffff",
    accent_soft="#dceef7",
    good="#1a6b3d",
    good_soft="#e2f4e9",
    warning="#7a4f00",
    warning_soft="#fff2d6",
    danger="#a8201a",
    danger_soft="#fde9e7",
    bar="#8fb7cc",
)
DARK = Tokens(
    name=choices.DARK,
    window="#11161c",
    surface="#192028",
    raised="#242d38",
    border="#33404d",
    strong_border="#74859a",
    text="#e6ecf2",
    quiet="#a9b6c3",
    faint="#66758a",
    accent="#62bce0",
    accent_hover="#86cfec",
    on_accent="#06202b",
    accent_soft="#16384a",
    good="#74d39b",
    good_soft="#163425",
    warning="#f1c556",
    warning_soft="#3a2f14",
    danger="#ff9389",
    danger_soft="#45211f",
    bar="#3f6f87",
)


class Theme(QObject):
    """The theme in use; widgets that paint by hand listen to `changed`."""

    changed = Signal()

    def __init__(self, application: QApplication, choice: str = SYSTEM) -> None:
        """Follow the system, or stay light or dark, as `choice` says."""
        super().__init__(application)
        self._application = application
        self._choice = choice
        self.tokens = LIGHT
        application.setStyle("Fusion")
        application.setFont(_font(application.font()))
        application.styleHints().colorSchemeChanged.connect(self._follow_system)
        self.choose(choice)

    def choose(self, choice: str) -> None:
        """Take "system", "light" or "dark" at once."""
        self._choice = choice
        tokens = DARK if self._wants_dark() else LIGHT
        self.tokens = tokens
        self._application.setPalette(palette(tokens))
        if self._application.styleSheet():
            self.dress()
        self.changed.emit()

    def dress(self) -> None:
        """Put the style sheet on; a window that is built before this is built twice as fast."""
        self._application.setStyleSheet(stylesheet(self.tokens))

    def icon(self, name: str) -> QIcon:
        """Return a line icon in the colour of the text."""
        return icon(name, self.tokens.text, self.tokens.faint)

    def icon_on_accent(self, name: str) -> QIcon:
        """Return a line icon for a filled button."""
        return icon(name, self.tokens.on_accent, self.tokens.faint)

    def _wants_dark(self) -> bool:
        if self._choice == SYSTEM:
            return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return self._choice == choices.DARK

    def _follow_system(self) -> None:
        if self._choice == SYSTEM:
            self.choose(SYSTEM)


def stylesheet(tokens: Tokens) -> str:
    """Return the style sheet with every `@colour` of the template filled in."""
    result = STYLESHEET.replace("@icons", resource("icons", "ui").as_posix())
    for name, value in sorted(asdict(tokens).items(), key=lambda pair: -len(pair[0])):
        result = result.replace(f"@{name}", value)
    return result


def palette(tokens: Tokens) -> QPalette:
    """Return the palette for what the style sheet does not reach."""
    result = QPalette()
    role = QPalette.ColorRole
    for where, colour in (
        (role.Window, tokens.window),
        (role.Base, tokens.surface),
        (role.AlternateBase, tokens.raised),
        (role.Button, tokens.surface),
        (role.WindowText, tokens.text),
        (role.Text, tokens.text),
        (role.ButtonText, tokens.text),
        (role.PlaceholderText, tokens.quiet),
        (role.Highlight, tokens.accent),
        (role.HighlightedText, tokens.on_accent),
        (role.Link, tokens.accent),
        (role.ToolTipBase, tokens.text),
        (role.ToolTipText, tokens.surface),
        (role.Mid, tokens.border),
        (role.Accent, tokens.accent),
    ):
        result.setColor(where, QColor(colour))
    for where in (role.WindowText, role.Text, role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, where, QColor(tokens.faint))
    return result


def _font(default: QFont) -> QFont:
    font = QFont(default)
    font.setFamilies([*FAMILIES, default.family()])
    font.setPointSizeF(max(default.pointSizeF(), 10.0))
    return font
