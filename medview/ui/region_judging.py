"""More like this here, less like this here: a region on either of two images side by side.

    judging = RegionJudging(compare_view)       # adds its tools to the view's bar
    judging.judged.connect(...)                 # Said
    judging.show_pair(titles=("This case", "Neighbour 1: glioma"))

R marks a region, by the mouse or by Enter and the arrows; Ctrl and + or - say what is sought there.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction

from medview.domain.feedback import Judgement
from medview.ui.case_view import CaseView
from medview.ui.compare_view import CompareView
from medview.ui.image_canvas import Tool
from medview.ui.judging_bar import PICTURE_SIDE, Said

MORE_KEYS, LESS_KEYS = "Ctrl++ Ctrl+=", "Ctrl+-"  # "=" is "+" without Shift on many keyboards


class RegionJudging(QObject):
    """One region at a time counts, that drawn last on either side."""

    judged = Signal(object)
    said = Signal(str)  # what a person is told in one line

    def __init__(self, view: CompareView) -> None:
        """Give the view its tools; nothing can be judged yet."""
        super().__init__(view)
        self._view = view
        self._titles = ("", "")
        bar = view.bar
        self.mark = bar.add_tool(
            self.tr("Region"),
            self.tr("Mark what is sought, or is not, on either image"),
            "R",
            self._turn,
            icon_name="region",
            checkable=True,
        )
        self.more = bar.add_tool(
            self.tr("More here"),
            self.tr("Search for more cases like the marked region"),
            MORE_KEYS,
            self._like,
            icon_name="add",
        )
        self.less = bar.add_tool(
            self.tr("Less here"),
            self.tr("Search for fewer cases like the marked region"),
            LESS_KEYS,
            self._dislike,
            icon_name="less",
        )
        for side in view.sides:
            side.view.region_drawn.connect(self._keep_one)
        self.forget()

    def show_pair(self, titles: tuple[str, str]) -> None:
        """Follow to two other images, by what they are called; the tool stays as it is."""
        self._titles = titles
        self._allow(True)
        self._apply()

    def forget(self) -> None:
        """There are no two images to judge."""
        self.mark.setChecked(False)
        self._allow(False)
        self._apply()

    def _allow(self, is_possible: bool) -> None:
        for action in self._actions:
            action.setEnabled(is_possible)

    @property
    def _actions(self) -> tuple[QAction, ...]:
        return self.mark, self.more, self.less

    def _turn(self, is_on: bool) -> None:
        self._apply()
        views = [side.view for side in self._view.sides]
        if is_on and not any(view.canvas.hasFocus() for view in views[1:]):
            views[1].canvas.setFocus()  # so that Enter and the arrows draw on the neighbour

    def _apply(self) -> None:
        for side in self._view.sides:
            for view in (side.view.photo, side.view.series):
                if self.mark.isChecked():
                    view.use_tool(Tool.REGION)
                elif view.canvas.tool is Tool.REGION:
                    view.use_usual_tool()

    def _keep_one(self) -> None:
        for side in self._view.sides:
            if side.view is not self.sender():
                side.view.canvas.clear_region()

    def _like(self) -> None:
        self._judge(True)

    def _dislike(self) -> None:
        self._judge(False)

    def _judge(self, is_liked: bool) -> None:
        for side, title in zip(self._view.sides, self._titles, strict=True):
            said = self._said_of(side.view, title, is_liked)
            if said is not None:
                self.judged.emit(said)
                return
        self.said.emit(self.tr("Mark a region on either image first (R)."))

    def _said_of(self, view: CaseView, title: str, is_liked: bool) -> Said | None:
        """Return what is said of a side, None where no region is marked on the image in view."""
        case, region = view.case, view.region
        if case is None or region is None:
            return None
        if len(case.images) > 1:
            title += " · " + self.tr("image {0}").format(view.index + 1)
        return Said(
            Judgement(case.id, is_liked, view.index, region),
            f"{title} · {region.width} × {region.height} px",
            view.canvas.region_picture(PICTURE_SIDE),
        )
