"""The bar of display tools above an image, and the actions it is made of."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QToolBar, QToolButton, QWidget

from medview.ui.icons import icon


class DisplayBar(QToolBar):
    """A row of tools; icons follow the theme, and every tip names its keys."""

    def __init__(self, owner: QWidget) -> None:
        """Make actions for `owner`, where their keys are heard."""
        super().__init__(owner)
        self._owner = owner
        self._icons: list[tuple[QAction, str]] = []
        self.setIconSize(QSize(20, 20))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setMovable(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)

    def make_tight(self) -> None:
        """Have the tools stand close together."""
        self.setProperty("density", "tight")

    def add_tool(
        self,
        text: str,
        tip: str,
        keys: str,
        slot: Callable[..., None],
        *,
        icon_name: str = "",
        checkable: bool = False,
    ) -> QAction:
        """Add a button; `slot` hears a click or key, with the new state when it is checkable."""
        action = self.add_key(text, keys, slot, checkable=checkable)
        action.setToolTip(_with_keys(tip, action))
        action.setStatusTip(tip)
        if icon_name:
            self._icons.append((action, icon_name))
            self._draw_icons()
        self.addAction(action)
        return action

    def add_key(
        self, text: str, keys: str, slot: Callable[..., None], *, checkable: bool = False
    ) -> QAction:
        """Add an action that has keys but no button."""
        action = QAction(text, self._owner, checkable=checkable)
        action.setShortcuts([QKeySequence(key) for key in keys.split()])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(slot)
        self._owner.addAction(action)
        return action

    def add_menu(self, text: str, tip: str, menu: QMenu, *, icon_name: str) -> QAction:
        """Add a button that opens a menu."""
        action = menu.menuAction()
        action.setText(text)
        action.setToolTip(tip)
        self._icons.append((action, icon_name))
        self._draw_icons()
        self.addAction(action)
        button = self.widgetForAction(action)
        assert isinstance(button, QToolButton)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return action

    def set_icon(self, action: QAction, name: str) -> None:
        """Change the icon of a button (play, pause)."""
        self._icons = [(other, old) for other, old in self._icons if other is not action]
        self._icons.append((action, name))
        self._draw_icons()

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icons in the colours of the theme."""
        if event.type() == QEvent.Type.PaletteChange:
            self._draw_icons()
        super().changeEvent(event)

    def _draw_icons(self) -> None:
        colours = self.palette()
        colours.setCurrentColorGroup(colours.ColorGroup.Disabled)
        faint = colours.windowText().color().name()
        ink = self.palette().windowText().color().name()
        for action, name in self._icons:
            action.setIcon(icon(name, ink, faint))
        more = self.findChild(QToolButton, "qt_toolbar_ext_button")
        if more is not None:  # Qt's own arrow is black on a dark bar
            more.setIcon(icon("chevron-right", ink))
            more.setToolTip(self.tr("More tools"))
            more.setStyleSheet("padding: 0; border: 0")  # it is only 12 pixels wide


def keep_keys_local(view: QWidget) -> None:
    """Let the keys of a view work only while it has the focus (two views in one window)."""
    everywhere = Qt.ShortcutContext.WindowShortcut
    for action in [a for a in view.actions() if a.shortcutContext() == everywhere]:
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)


def _with_keys(tip: str, action: QAction) -> str:
    keys = ", ".join(
        sequence.toString(QKeySequence.SequenceFormat.NativeText) for sequence in action.shortcuts()
    )
    return f"{tip} ({keys})" if keys else tip
