"""Any case in the view that suits it: a photograph, or a series (a radiograph is one of one).

view = CaseView(jobs, services.picture)
view.region_drawn.connect(...)      # Region; view.index says on which image of the case
view.shown.connect(...)             # pixels, or a message in their place, are on the screen
view.show_case(case, index=0); view.clear(); view.case; view.canvas.picture; view.canvas.region
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from medview.domain.case import Case
from medview.domain.region import Region
from medview.ui.display_bar import keep_keys_local
from medview.ui.image_canvas import ImageCanvas, Tool
from medview.ui.image_view import ImageView
from medview.ui.jobs import JobRunner
from medview.ui.photo_view import LoadReduced, PhotoView
from medview.ui.series_view import SeriesView


class CaseView(QWidget):
    """Shows one case at a time."""

    region_drawn = Signal(object)
    region_cleared = Signal()
    shown = Signal()
    view_changed = Signal()
    index_changed = Signal(int)

    def __init__(self, jobs: JobRunner, load: LoadReduced, parent: QWidget | None = None) -> None:
        """Take the job runner and the verb that decodes."""
        super().__init__(parent)
        self.photo = PhotoView(jobs, load)
        self.series = SeriesView(jobs, load)
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        for view in (self.photo, self.series):
            self._stack.addWidget(view)
            view.region_drawn.connect(self.region_drawn)
            view.region_cleared.connect(self.region_cleared)
            view.shown.connect(self.shown)
            view.canvas.view_changed.connect(self._tell_view)
        self.series.index_changed.connect(self.index_changed)

    @property
    def current(self) -> ImageView:
        """The view in front."""
        return self.photo if self._stack.currentWidget() is self.photo else self.series

    @property
    def canvas(self) -> ImageCanvas:
        """The canvas in front."""
        return self.current.canvas

    @property
    def case(self) -> Case | None:
        """The case shown, or None."""
        return self.current.case

    @property
    def index(self) -> int:
        """Which image of the case is in view, from 0."""
        return self.series.index if self.current is self.series else self.photo.index

    @property
    def region(self) -> Region | None:
        """The region marked on the image in view."""
        return self.canvas.region

    def show_case(self, case: Case, index: int = 0) -> None:
        """Show one image of a case."""
        view = self.photo if case.is_photograph else self.series
        if view is not self.current:
            self.current.clear()
            self._stack.setCurrentWidget(view)
        self.setFocusProxy(view)
        view.show_case(case, index)

    def show_index(self, index: int) -> None:
        """Go to a slice of a series; a photograph has one."""
        if self.current is self.series:
            self.series.show_index(index)

    def show_drawn(self, wanted: bool) -> None:
        """Show what the files draw over their images, or hide it."""
        self.series.show_drawn(wanted)
        self.photo.canvas.show_drawn(wanted)

    def clear(self) -> None:
        """Show nothing."""
        self.current.clear()

    def make_compact(self) -> None:
        """Fit a side of a comparison: icons without words, keys only while it has the focus."""
        for view in (self.photo, self.series):
            view.bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
            view.withdraw_tool(Tool.REGION)  # see RegionJudging: one tool for both sides
            keep_keys_local(view)

    def _tell_view(self) -> None:
        if self.sender() is self.canvas:
            self.view_changed.emit()
