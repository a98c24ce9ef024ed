"""Starts the window and ends it: one QApplication, one desk, one window at a time."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox

from medview.domain.errors import MedViewError
from medview.ui.desk import Desk
from medview.ui.jobs import JobRunner
from medview.ui.main_window import MainWindow
from medview.ui.preferences import Preferences
from medview.ui.resources import resource
from medview.ui.theme import Theme
from medview.ui.thumbnails import Thumbnails
from medview.ui.translation import Translation
from medview.ui.worklist import Worklist

if TYPE_CHECKING:
    from medview.app.services import Services


class Session(QObject):
    """The desk and its window; a new language gets a new window with the same cases open."""

    def __init__(self, services: Services, application: QApplication) -> None:
        """Make the desk and show the window."""
        super().__init__(application)
        jobs = JobRunner(self)
        preferences = Preferences(services, self)
        self._translation = Translation(application)
        self._translation.use(preferences.language)
        self.desk = Desk(
            services=services,
            jobs=jobs,
            theme=Theme(application, preferences.theme),
            preferences=preferences,
            worklist=Worklist(self),
            thumbnails=Thumbnails(services, jobs, self),
        )
        self.window = self._make_window()
        self.desk.theme.dress()
        self.window.show()

    def end(self) -> None:
        """Stop the jobs, then close the library: what was signed is on disk already."""
        self.desk.jobs.stop()
        self.desk.services.close()

    def _make_window(self) -> MainWindow:
        window = MainWindow(self.desk)
        window.language_chosen.connect(self._change_language)
        window.errors.catch_everything()
        return window

    def _change_language(self) -> None:
        self._translation.use(self.desk.preferences.language)
        old, cases = self.window, self.desk.worklist.cases
        self.window = self._make_window()
        self.window.show()
        old.close()
        old.deleteLater()
        self.desk.worklist.added.emit(cases)


def run_window(open_services: Callable[[], Services], paths: Sequence[Path] = ()) -> int:
    """Open the window on the services and the paths; return the exit code."""
    application = make_application()
    try:
        services = open_services()
    except MedViewError as error:
        _tell_why_not(error)
        return 1
    session = Session(services, application)
    if paths:
        session.window.open_paths(paths)
    try:
        return application.exec()
    finally:
        session.end()


def make_application() -> QApplication:
    """Return the application object, named for the desktop."""
    QGuiApplication.setDesktopFileName("medview")
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    application.setApplicationName("MedView")
    application.setApplicationDisplayName("MedView")
    icon = resource("icons", "medview.svg")
    if icon.exists():
        from PySide6.QtGui import QIcon

        application.setWindowIcon(QIcon(str(icon)))
    return application


def _tell_why_not(error: MedViewError) -> None:
    """Say in a box why there is no window: another one has the library, the disk is full, ..."""
    box = QMessageBox(
        QMessageBox.Icon.Warning, "MedView", error.message, QMessageBox.StandardButton.Close
    )
    box.setInformativeText(error.hint)
    box.exec()
