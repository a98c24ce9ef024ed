"""The first image of what is being opened, to look at until the first case is there.

No case is open then: there are no tools, nothing is asked of a model, and no patient is named.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from medview.app.display import WindowTone, opening_window
from medview.domain.case import Case, FirstSight
from medview.domain.errors import MedViewError
from medview.domain.image import Picture
from medview.ui.desk import Desk
from medview.ui.latest import Latest
from medview.ui.notice_banner import NoticeBanner
from medview.ui.picture_pane import PicturePane
from medview.ui.widgets import label

SIDE = 1600  # pixels, the longer side: enough for the first look


class FirstSightView(QWidget):
    """Takes the place of the welcome once it has a picture, and never that of anything else."""

    turned = Signal(bool)  # it is in view, or no longer

    def __init__(self, desk: Desk, stack: QStackedLayout, empty: QWidget) -> None:
        """Take the stack to be shown in, and what stands there while nothing is open."""
        super().__init__()
        self._load, self._stack, self._empty = desk.services.picture, stack, empty
        self._asked = Latest(desk.jobs)
        self._sight: FirstSight | None = None
        self.words = label(
            self.tr(
                "First image: the rest is still being read. "
                "Tools and answers come with the whole series."
            ),
            wraps=True,
        )
        self.banner = NoticeBanner()
        self.pane = PicturePane()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.words)
        column.addWidget(self.banner)
        column.addWidget(self.pane, 1)
        stack.addWidget(self)
        stack.currentChanged.connect(self._follow)

    @property
    def is_shown(self) -> bool:
        """True while the image stands where a case will."""
        return self._stack.currentWidget() is self

    def offer(self, sight: FirstSight) -> None:
        """Show this image once it is decoded, if nothing is open by then."""
        if self._stack.currentWidget() is self._empty:
            self._sight = sight
            self._asked.run(
                self._load, sight.ref, max_side=SIDE, then=self._show, on_error=self._leave_out
            )

    def is_of(self, case: Case) -> bool:
        """True while an image of this very case is shown."""
        return self.is_shown and self._sight is not None and self._sight.ref in case.images

    def end(self) -> None:
        """Go back to what is shown while nothing is open."""
        self.forget()
        if self.is_shown:
            self._stack.setCurrentWidget(self._empty)

    def forget(self) -> None:
        """Let go of the image, and of one that is still to come."""
        self._asked.drop()
        self._sight = None
        self.pane.clear()

    def _show(self, picture: Picture) -> None:
        if self._sight is None or self._stack.currentWidget() is not self._empty:
            return
        picture = replace(picture, notices=self._sight.notices + picture.notices)
        grey = None if picture.is_colour else WindowTone.of(picture, opening_window(picture))
        self.banner.show_notices(picture.notices)
        self.pane.show_picture(picture, grey)
        self._stack.setCurrentWidget(self)

    def _leave_out(self, error: MedViewError) -> None:
        """Say nothing here: what is wrong with an image is told with its case."""
        self._sight = None

    def _follow(self, index: int) -> None:
        """Once something else is shown, this image is over."""
        self.turned.emit(self.is_shown)
        if self._stack.widget(index) not in (self, self._empty):
            self.forget()
