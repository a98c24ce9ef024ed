"""Which library is in use, and another to open from the next start: tried before it is kept."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from medview.domain.errors import MedViewError
from medview.domain.library_place import FoundLibrary
from medview.ui.desk import Desk
from medview.ui.jobs import Job
from medview.ui.reasons import what_happened, what_to_do
from medview.ui.widgets import button, label, set_tone


class LibraryPlaceBox(QWidget):
    """A field for a file or a server; what is there is looked at in the background."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Show the library in use, and what the settings say."""
        super().__init__(parent)
        self._desk, self._places = desk, desk.services.choose_library
        self._job: Job | None = None
        self.in_use = label(wraps=True)
        self.in_use.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.place = QLineEdit(self._places.chosen)
        self.place.setAccessibleName(self.tr("Place of the library"))
        self.place.setPlaceholderText("postgresql://user@server/medview")
        self.place.setToolTip(
            self.tr(
                "A file, or a department's PostgreSQL database: postgresql://user@server/medview. "
                "Empty: the file of this user."
            )
        )
        self.browse = button(self.tr("&File …"), self.tr("Choose a library file, or a new name"))
        self.test = button(
            self.tr("Test c&onnection"), self.tr("Look what is there; nothing is changed")
        )
        self.use = button(
            self.tr("&Use from the next start"),
            self.tr("Test the place, and open its library when MedView starts again"),
        )
        self.cancel = button(self.tr("Cancel"), self.tr("Stop waiting for the server"))
        self.found = label(wraps=True)
        self.found.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._arrange()
        self.place.textEdited.connect(self._forget)
        self.place.returnPressed.connect(self._test)
        self.browse.clicked.connect(self._browse)
        self.test.clicked.connect(self._test)
        self.use.clicked.connect(self._use)
        self.cancel.clicked.connect(self._stop)
        self._show_in_use()
        self._wait(False)

    def leave(self) -> None:
        """Want no answer any more."""
        if self._job is not None and not self._job.is_over:
            self._job.drop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep Enter: it tests what was typed, and must not close the dialog as well."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def _arrange(self) -> None:
        title = label(self.tr("Li&brary"))
        title.setBuddy(self.place)
        row = QHBoxLayout()
        row.setSpacing(8)
        for part in (self.place, self.browse):
            row.addWidget(part)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for part in (self.test, self.use, self.cancel):
            buttons.addWidget(part)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(title)
        layout.addWidget(self.in_use)
        layout.addLayout(row)
        layout.addLayout(buttons)
        layout.addWidget(self.found)

    def _show_in_use(self) -> None:
        lines = [self.tr("In use: {place}").format(place=self._places.in_use)]
        if later := self._places.from_next_start:
            lines.append(self.tr("From the next start: {place}").format(place=later))
        if name := self._places.variable:
            words = self.tr("{name} of this computer decides, before what is set here.")
            lines.append(words.format(name=name))
        self.in_use.setText("\n".join(lines))

    def _browse(self) -> None:
        place, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("File of the library"),
            self.place.text() if "://" not in self.place.text() else "",
            self.tr("Libraries (*.sqlite)"),
            options=QFileDialog.Option.DontConfirmOverwrite,  # it is opened, not written over
        )
        if place:
            self.place.setText(place)
            self._forget()

    def _test(self) -> None:
        self._ask(self._places.try_place, self._tell_found)

    def _use(self) -> None:
        self._ask(self._places.use_place, self._tell_used)

    def _ask(
        self,
        verb: Callable[..., FoundLibrary],
        then: Callable[[FoundLibrary], None],
    ) -> None:
        self.leave()
        self._tell(self.tr("Looking …"))
        self._wait(True)
        job = self._desk.jobs.build(verb, self.place.text())
        job.succeeded.connect(then)
        job.failed.connect(self._tell_error)
        job.cancelled.connect(self._tell_stopped)
        self._job = job
        job.start()

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _tell_found(self, found: FoundLibrary) -> None:
        self._tell(f"✓ {self._found_words(found)}", "good")

    def _tell_used(self, found: FoundLibrary) -> None:
        if self._places.variable:
            words = self.tr("It is kept, and used once {name} of this computer is not set.")
            words = words.format(name=self._places.variable)
        else:
            words = self.tr(
                "MedView opens it from the next start. What is in the library in use stays there: "
                "'medview library move' takes it along."
            )
        self._tell(f"✓ {self._found_words(found)} {words}", "good")
        self._show_in_use()

    def _tell_error(self, error: MedViewError) -> None:
        self._tell(f"✗ {what_happened(error)}\n{what_to_do(error)}".strip(), "danger")

    def _tell_stopped(self) -> None:
        if self.sender() is self._job and not self._job.was_dropped:
            self._tell(self.tr("Stopped. Nothing was changed."))

    def _found_words(self, found: FoundLibrary) -> str:
        parts = [f"{found.server}."] if found.server else []
        if found.cases is None:
            parts.append(self.tr("There is no library yet: MedView makes it when it opens it."))
        else:
            parts.append(self.tr("A library of %n case(s).", "", found.cases))
        if found.is_older:
            parts.append(
                self.tr(
                    "An older MedView wrote it: it is brought up to date when it is opened, and "
                    "older ones cannot open it any more."
                )
            )
        return " ".join(parts)

    def _forget(self) -> None:
        """What was said is not of the place that stands there now."""
        self.leave()
        self._tell("")

    def _tell(self, text: str, tone: str = "") -> None:
        self._wait(False)
        self.found.setText(text)
        set_tone(self.found, tone)
        self.found.setVisible(bool(text))
        self._make_room()

    def _make_room(self) -> None:
        """Let the dialog grow with what is said; `adjustSize` stops at two thirds of a screen."""
        window, own = self.window(), self.layout()
        layout = window.layout()
        if own is not None and layout is not None:
            own.activate()  # or the dialog goes by what was said before
            width = window.width()
            window.resize(width, max(window.height(), layout.totalHeightForWidth(width)))

    def _wait(self, is_waiting: bool) -> None:
        for part in (self.test, self.use):
            part.setEnabled(not is_waiting)
        self.cancel.setVisible(is_waiting)
