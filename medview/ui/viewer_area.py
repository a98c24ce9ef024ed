"""The middle of the reading page: welcome, one photograph, one series, or two side by side."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from medview.domain.case import Case
from medview.domain.neighbours import Neighbour
from medview.ui.case_view import CaseView
from medview.ui.compare_view import CompareView
from medview.ui.desk import Desk
from medview.ui.welcome import Welcome
from medview.ui.widgets import button, follow_icon, label, row
from medview.ui.words import neighbour_title


class ViewerArea(QWidget):
    """Shows the view that fits; `region_drawn` carries a region to search with."""

    region_drawn = Signal(object)
    compare_closed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Start with the welcome."""
        super().__init__(parent)
        jobs, load = desk.jobs, desk.services.picture
        self._case: Case | None = None
        self.welcome = Welcome(desk)
        self.view = CaseView(jobs, load)
        self.compare = CompareView(jobs, load)
        self.close_compare = button(
            self.tr("Back to one image"), self.tr("Close the comparison"), shortcut="Esc"
        )
        follow_icon(self.close_compare, desk.theme, "close")
        self.compare_title = label("", "heading")
        self._comparison = self._make_comparison()
        self._stack = QStackedLayout(self)
        for part in (self.welcome, self.view, self._comparison):
            self._stack.addWidget(part)
        self.view.region_drawn.connect(self.region_drawn)
        self.close_compare.clicked.connect(self.leave_compare)

    @property
    def is_comparing(self) -> bool:
        """True while two images are side by side."""
        return self._stack.currentWidget() is self._comparison

    @property
    def image_index(self) -> int:
        """Which image of the case is shown."""
        return self.view.index

    def show_welcome(self) -> None:
        """Show what to do when nothing is open."""
        self._case = None
        self.view.clear()
        self._stack.setCurrentWidget(self.welcome)

    def show_case(self, case: Case) -> None:
        """Show a case in the view for its kind."""
        self._case = case
        self._stack.setCurrentWidget(self.view)
        self.view.show_case(case, len(case.images) // 2)

    def show_compare(self, neighbour: Neighbour, other: Case) -> None:
        """Show the case beside a neighbour, with linked zoom."""
        if self._case is None:
            return
        self.compare_title.setText(
            self.tr("This case beside neighbour {rank}: {title}, distance {distance}").format(
                rank=neighbour.rank,
                title=neighbour_title(neighbour),
                distance=f"{neighbour.distance:.3f}",
            )
        )
        self.compare.show_pair(self._case, other, self.image_index)
        self._stack.setCurrentWidget(self._comparison)

    def leave_compare(self) -> None:
        """Go back to one image."""
        if self._case is not None and self.is_comparing:
            self.compare.clear()
            self._stack.setCurrentWidget(self.view)
            self.compare_closed.emit()

    def _make_comparison(self) -> QWidget:
        result = QWidget()
        layout = QVBoxLayout(result)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(row(self.compare_title, None, self.close_compare))
        layout.addWidget(self.compare, 1)
        return result
