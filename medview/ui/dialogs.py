"""The dialogs of the window, imported when they are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from medview.ui.desk import Desk

if TYPE_CHECKING:
    from medview.ui.main_window import MainWindow


class Dialogs(QObject):
    """Shows settings, keys, About and site acceptance over the window.

    `site_changed`: the model reads the photographs of this site otherwise from now on.
    """

    site_changed = Signal()

    def __init__(self, desk: Desk, window: MainWindow) -> None:
        """Take the window they belong to."""
        super().__init__(window)
        self._desk, self._window = desk, window

    def show_settings(self) -> None:
        """Let the user change settings; each change counts at once."""
        from medview.ui.settings_dialog import SettingsDialog

        SettingsDialog(self._desk, self._window).exec()

    def show_shortcuts(self) -> None:
        """Show the sheet of keys."""
        from medview.ui.shortcuts_dialog import ShortcutsDialog, window_groups

        ShortcutsDialog(window_groups(self._window), self._window).exec()

    def show_site(self) -> None:
        """Let the user measure the model in use on own cases, and calibrate it for this site."""
        from medview.ui.site_dialog import SiteDialog

        dialog = SiteDialog(self._desk, self._window)
        dialog.changed.connect(self.site_changed)
        dialog.exec()
        dialog.deleteLater()

    def show_about(self) -> None:
        """Show version, model cards and licences."""
        from medview.ui.about_dialog import AboutDialog

        AboutDialog(self._desk, self._window).exec()
