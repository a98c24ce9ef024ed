"""What a photograph and a series have in common: bar, banner, canvas, and the tools of both.

Keys: F whole image, Z one to one, + and - zoom, P pan, R mark a region, I invert, [ and ] darker
and brighter, ; and ' less and more contrast, Backspace as it was. Grades keep 0-4, U and Enter.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from medview.domain.case import Case
from medview.domain.errors import MedViewError
from medview.ui.display_bar import DisplayBar
from medview.ui.image_canvas import ImageCanvas, Tool
from medview.ui.notice_banner import NoticeBanner
from medview.ui.reasons import what_happened, what_to_do


class ImageView(QWidget):
    """A canvas with its tools; the subclasses know what to show and how it is toned."""

    region_drawn = Signal(object)  # Region, in pixels of the original image
    region_cleared = Signal()
    shown = Signal()  # another image is on the screen (or a message in its place)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Lay out the bar, the banner and the canvas."""
        super().__init__(parent)
        self.case: Case | None = None
        self.canvas = ImageCanvas()
        self.banner = NoticeBanner()
        self.bar = DisplayBar(self)
        self._tools: dict[Tool, QAction] = {}
        self._at_rest = Tool.PAN  # the tool to come back to
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(4)
        self.column.addWidget(self.bar)
        self.column.addWidget(self.banner)
        self.across = QHBoxLayout()
        self.across.addWidget(self.canvas, 1)
        self.column.addLayout(self.across, 1)
        self.setFocusProxy(self.canvas)
        self.canvas.region_drawn.connect(self.region_drawn)
        self.canvas.region_cleared.connect(self.region_cleared)

    def add_zoom_tools(self) -> None:
        """Add fit, 1:1 and the zoom keys."""
        bar, canvas = self.bar, self.canvas
        bar.add_tool(
            self.tr("Fit"), self.tr("Show the whole image"), "F", canvas.fit, icon_name="fit"
        )
        bar.add_tool(
            self.tr("1:1"), self.tr("One image pixel on one screen pixel"), "Z", canvas.one_to_one
        )
        self.add_zoom_keys()
        bar.addSeparator()

    def add_zoom_keys(self) -> list[QAction]:
        """Add zooming by keys alone; return the actions, for a menu."""
        bar, canvas = self.bar, self.canvas
        return [
            bar.add_key(self.tr("Zoom in"), "+ =", canvas.zoom_in),
            bar.add_key(self.tr("Zoom out"), "-", canvas.zoom_out),
        ]

    def add_drag_tool(self, tool: Tool, text: str, tip: str, key: str, icon_name: str) -> QAction:
        """Add a tool for the left button; its key pressed again goes back to the usual one."""
        action = self.bar.add_tool(
            text, tip, key, self._choose_tool, icon_name=icon_name, checkable=True
        )
        action.setData(tool)
        self._tools[tool] = action
        return action

    def add_drag_entry(self, menu: QMenu, tool: Tool, text: str, key: str) -> QAction:
        """Add a tool for the left button to a menu of the bar."""
        action = self.bar.add_key(text, key, self._choose_tool, checkable=True)
        action.setData(tool)
        menu.addAction(action)
        self._tools[tool] = action
        return action

    def withdraw_tool(self, tool: Tool) -> None:
        """Take a drag tool away."""
        action = self._tools.pop(tool)
        self.bar.removeAction(action)
        self.removeAction(action)

    def rest_on(self, tool: Tool) -> None:
        """Make `tool` the one the left button has unless another is chosen."""
        self._at_rest = tool
        self.use_tool(tool)

    def use_tool(self, tool: Tool) -> None:
        """Give the left button a tool, and show which."""
        self.canvas.set_tool(tool)
        for other, action in self._tools.items():
            action.setChecked(other is tool)

    def use_usual_tool(self) -> None:
        """Give the left button the tool it has unless another is chosen."""
        self.use_tool(self._at_rest)

    def show_case(self, case: Case, index: int = 0) -> None:
        """Show one image of a case."""
        raise NotImplementedError

    def show_error(self, error: MedViewError) -> None:
        """Say in place of the image why there is none, and what to do."""
        self.canvas.show_message(what_happened(error), what_to_do(error))
        self.shown.emit()

    def clear(self) -> None:
        """Show nothing."""
        self.case = None
        self.banner.show_notices(())
        self.canvas.clear()

    def _choose_tool(self, checked: bool) -> None:
        action = self.sender()
        assert isinstance(action, QAction)
        self.use_tool(action.data() if checked else self._at_rest)
