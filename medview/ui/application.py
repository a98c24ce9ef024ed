"""Starts the window and ends it: one QApplication, one desk, one window at a time."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox

from medview.app.resources import resource
from medview.domain.errors import LibraryDamaged, MedViewError
from medview.ui.desk import Desk
from medview.ui.garbage import Garbage
from medview.ui.jobs import JobRunner
from medview.ui.main_window import MainWindow
from medview.ui.other_windows import OtherWindows
from medview.ui.preferences import Preferences
from medview.ui.reasons import what_happened, what_to_do
from medview.ui.signatures import Signatures
from medview.ui.switching import Switching
from medview.ui.theme import Theme
from medview.ui.thumbnails import Thumbnails
from medview.ui.translation import Translation
from medview.ui.worklist import Worklist

if TYPE_CHECKING:
    from medview.app.services import Services
    from medview.domain.case import Case

SOON_MS = 1500  # after the start: what nobody waits for does not slow what somebody does
CHINESE_FONT = "Droid Sans Fallback"  # of resources/fonts


class Session(QObject):
    """The desk and its window; a new language gets a new window with the same cases open."""

    def __init__(self, services: Services, application: QApplication) -> None:
        """Make the desk and show the window."""
        super().__init__(application)
        self._garbage = Garbage(self)
        jobs = JobRunner(self)
        preferences = Preferences(services, self)
        self._translation = Translation(application)
        self._translation.use(preferences.language)
        self.desk = Desk(
            services=services,
            jobs=jobs,
            theme=Theme(application, preferences.theme),
            preferences=preferences,
            worklist=Worklist(self, lambda: preferences.reader_name),
            thumbnails=Thumbnails(services, jobs, self),
            switching=Switching(services, jobs, self),
        )
        self._signatures = Signatures(self.desk, self)
        self.others = OtherWindows(services, jobs, self)
        self.others.changed.connect(self._show_changes)
        self.others.lost.connect(self._tell_lost)
        self.others.found.connect(self._tell_found)
        self.window = self._make_window()
        self.desk.theme.dress()
        self.window.show()
        self._tell_damaged_settings()
        self._soon = QTimer(self, interval=SOON_MS, singleShot=True)
        self._soon.timeout.connect(self._look_for_missing)
        self._soon.start()
        self.desk.switching.resume()
        self.window.clinic.page.batch.resume()

    def end(self) -> None:
        """Stop the jobs, which waits for signatures on their way, then close the library."""
        self._soon.stop()
        self.others.stop()
        self.desk.jobs.stop()
        self.desk.services.close()
        self._garbage.stop()

    def _make_window(self) -> MainWindow:
        window = MainWindow(self.desk)
        window.language_chosen.connect(self._change_language)
        window.clinic.page.making.changed.connect(self._signatures.refresh)
        window.errors.catch_everything()
        return window

    def _show_changes(self) -> None:
        """Show what other windows wrote."""
        self.window.refresh_page()
        self._signatures.ask_again()

    def _tell_lost(self, error: MedViewError) -> None:
        self.window.errors.show_error(error)

    def _tell_found(self) -> None:
        """The server answers again: what was said of it is true no more."""
        self.window.errors.hide()
        self.window.activity.say(self.tr("The library answers again."))
        self._show_changes()

    def _look_for_missing(self) -> None:
        self.desk.jobs.run(self.desk.services.unembedded_cases, then=self._embed_missing)

    def _embed_missing(self, cases: list[Case]) -> None:
        """After a change of model: bring the library's own cases back among the neighbours."""
        if cases:
            title = self.tr("Embedding the library with the model in use")
            self.desk.jobs.run(self.desk.services.embed_missing, title=title)

    def _tell_damaged_settings(self) -> None:
        """Tell what was reset, at the start and never again."""
        if problems := self.desk.preferences.problems:
            self.window.errors.show_error(MedViewError(problems[0], hint=" ".join(problems[1:])))

    def _change_language(self) -> None:
        self._translation.use(self.desk.preferences.language)
        old, cases = self.window, self.desk.worklist.cases
        old.keep_places()
        self.window = self._make_window()
        self.window.read_page.viewer.similar.take_over(old.read_page.viewer.similar)
        self.window.show()
        old.close()
        old.deleteLater()
        self.desk.worklist.added.emit(cases)


def run_window(
    open_services: Callable[[], Services],
    paths: Sequence[Path] = (),
    *,
    restore: Callable[[], object] | None = None,
    on_ready: Callable[[], None] | None = None,
) -> int:
    """Open the window on the services and the paths; return the exit code.

    `restore` puts a backup in the place of a damaged library, if the user asks for it. `on_ready`
    is called once the window answers.
    """
    application = make_application()
    services = _opened(open_services, restore)
    if services is None:
        return 1
    session = Session(services, application)
    if paths:
        session.window.open_paths(paths)
    if on_ready is not None:
        QTimer.singleShot(0, on_ready)
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
    _bring_chinese()
    return application


def _bring_chinese() -> None:
    """Bring the reports' Chinese font where the system has none: names would be boxes; 15 ms."""
    has_chinese = QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
    if not has_chinese and CHINESE_FONT not in QFontDatabase.families():
        QFontDatabase.addApplicationFont(str(resource("fonts", "DroidSansFallback-Han.ttf")))


def _opened(
    open_services: Callable[[], Services], restore: Callable[[], object] | None
) -> Services | None:
    """Return the services; None when they cannot be had, which the user was told."""
    try:
        return open_services()
    except LibraryDamaged as error:
        if restore is None:
            _why_not(error).exec()
        elif _wants_backup(error):
            return _opened(partial(_restored, restore, open_services), None)
        return None
    except MedViewError as error:
        _why_not(error).exec()
        return None


def _restored(restore: Callable[[], object], open_services: Callable[[], Services]) -> Services:
    restore()
    return open_services()


def _why_not(error: MedViewError) -> QMessageBox:
    """Return a box that says why there is no window: another has the library, the disk is full."""
    box = QMessageBox(
        QMessageBox.Icon.Warning, "MedView", what_happened(error), QMessageBox.StandardButton.Close
    )
    box.setInformativeText(what_to_do(error))
    return box


def _wants_backup(error: LibraryDamaged) -> bool:
    """Offer the newest backup in the place of a damaged library, which is kept beside it."""
    box = _why_not(error)
    words = QCoreApplication.translate("Session", "Open the newest backup")
    backup = box.addButton(words, QMessageBox.ButtonRole.AcceptRole)
    box.exec()
    return box.clickedButton() is backup
