"""Two cases side by side, with linked zoom, pan and slices.

    view = CompareView(jobs, services.picture)
    view.closed.connect(...)            # Esc
    view.show_pair(case, other, index, captions=(Caption("This case"), Caption(label, 0.1, source)))

Keys: L links or lets go, X swaps the sides, Shift+G shows or hides what the files draw over their
images, Esc closes; all others go to the side with the focus.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QSplitter, QVBoxLayout, QWidget

from medview.domain.case import Case
from medview.domain.visits import Alignment
from medview.ui.case_view import CaseView
from medview.ui.display_bar import DisplayBar
from medview.ui.image_canvas import ImageCanvas
from medview.ui.jobs import JobRunner
from medview.ui.photo_view import LoadReduced


@dataclass(frozen=True)
class Caption:
    """What is written above one side."""

    label: str
    distance: float | None = None
    source: str = ""
    note: str = ""  # on a line of its own: findings and outcome


class Side(QWidget):
    """A caption above a view."""

    def __init__(self, jobs: JobRunner, load: LoadReduced) -> None:
        """Start empty."""
        super().__init__()
        self.view = CaseView(jobs, load)
        self.view.make_compact()
        self.caption = QLabel(textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        self.caption.setProperty("role", "heading")
        self.note = QLabel(textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        self.note.setProperty("role", "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.caption)
        column.addWidget(self.note)
        column.addWidget(self.view, 1)

    def show_case(self, case: Case, index: int, caption: Caption) -> None:
        """Show a case under its caption."""
        self.write(caption)
        self.view.show_case(case, index)

    def write(self, caption: Caption) -> None:
        """Write the caption."""
        self.caption.setText(self._words(caption))
        self.caption.setVisible(bool(self.caption.text()))
        self.note.setText(caption.note)
        self.note.setVisible(bool(caption.note))
        self.view.canvas.setAccessibleName(self.caption.text() or self.tr("Image"))

    def _words(self, caption: Caption) -> str:
        distance = ""
        if caption.distance is not None:
            distance = self.tr("distance {distance}").format(distance=f"{caption.distance:.3f}")
        return " · ".join(part for part in (caption.label, distance, caption.source) if part)


class CompareView(QWidget):
    """Two sides; what is done on one happens on the other while they are linked."""

    closed = Signal()

    def __init__(self, jobs: JobRunner, load: LoadReduced, parent: QWidget | None = None) -> None:
        """Start empty and linked."""
        super().__init__(parent)
        self.sides = [Side(jobs, load), Side(jobs, load)]
        self._leader = self.sides[0].view
        self._following = False
        self._alignment: Alignment | None = None
        self._splitter = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False)
        self.bar = DisplayBar(self)
        self._build_bar()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(4)
        self.column.addWidget(self.bar)
        self.column.addWidget(self._splitter, 1)
        for side in self.sides:
            self._splitter.addWidget(side)
            side.view.view_changed.connect(self._lead_view)
            side.view.index_changed.connect(self._lead_slice)
            side.view.shown.connect(self._catch_up)
            side.view.shown.connect(self._offer_overlays)
        self.setFocusProxy(self.sides[0].view)

    @property
    def is_linked(self) -> bool:
        """True while both sides move together."""
        return self._link.isChecked()

    def show_pair(
        self,
        case: Case,
        other: Case,
        index: int = 0,
        other_index: int | None = None,
        *,
        captions: tuple[Caption, Caption] = (Caption(""), Caption("")),
        linked: bool = True,
    ) -> None:
        """Show two cases, linked unless told otherwise; the other one opens in its middle."""
        if other_index is None:
            other_index = len(other.images) // 2
        self._link.setChecked(linked)
        self._alignment = None
        self._following = True
        for side, of_case, at, caption in zip(
            self.sides, (case, other), (index, other_index), captions, strict=True
        ):
            side.show_case(of_case, at, caption)
        self._following = False
        self._leader = self.sides[0].view
        self._splitter.setSizes([1000, 1000])

    def caption(self, left: Caption, right: Caption) -> None:
        """Write other captions over what is shown."""
        for side, caption in zip(self.sides, (left, right), strict=True):
            side.write(caption)

    def link(self, linked: bool) -> None:
        """Have both sides move together, or each alone."""
        self._link.setChecked(linked)
        self._relink(linked)

    def lead_by(self, alignment: Alignment | None) -> None:
        """Have linked sides meet at the same place of the retina, not of the photograph.

        The earlier photograph is on the first side.
        """
        self._alignment = alignment
        self._catch_up()

    def clear(self) -> None:
        """Show nothing."""
        self._alignment = None
        for side in self.sides:
            side.view.clear()

    def swap(self) -> None:
        """Exchange left and right."""
        on_the_right = max(self.sides, key=self._splitter.indexOf)
        self._splitter.insertWidget(0, on_the_right)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _build_bar(self) -> None:
        tip = self.tr("Zoom, move and scroll both sides together")
        self._link = self.bar.add_tool(
            self.tr("Linked"), tip, "L", self._relink, icon_name="link", checkable=True
        )
        self._link.setChecked(True)
        self.bar.add_tool(
            self.tr("Swap"), self.tr("Exchange left and right"), "X", self.swap, icon_name="swap"
        )
        self._overlays = self.bar.add_tool(
            self.tr("Overlays"),
            self.tr("Show or hide what the files draw over their images"),
            "Shift+G",
            self._show_overlays,
            icon_name="segments",
            checkable=True,
        )
        self._overlays.setChecked(True)
        self._overlays.setVisible(False)

    def _relink(self, linked: bool) -> None:
        if linked:
            self._catch_up()

    def _show_overlays(self, wanted: bool) -> None:
        for side in self.sides:
            side.view.show_drawn(wanted)

    def _offer_overlays(self) -> None:
        """Show the switch while there is something to show or hide."""
        pictures = [side.view.canvas.picture for side in self.sides]
        is_drawn = any(picture is not None and picture.drawn is not None for picture in pictures)
        self._overlays.setVisible(is_drawn)

    def _lead_view(self) -> None:
        if self._following:
            return
        self._leader = self._side_of(self.sender())
        self._catch_up()

    def _lead_slice(self, index: int) -> None:
        if self._following or not self.is_linked:
            return
        self._leader = self._side_of(self.sender())
        follower = self._follower()
        self._following = True
        follower.show_index(matching_slice(index, self._leader.case, follower.case))
        self._following = False

    def _catch_up(self) -> None:
        """Bring the follower to the same relative part of its image."""
        canvas, led = self._leader.canvas, self._follower().canvas
        if not self.is_linked or self._following or canvas.picture is None or led.picture is None:
            return
        self._following = True
        led.set_viewport(led.viewport.with_relative(self._relative(canvas, led)))
        self._following = False

    def _relative(self, canvas: ImageCanvas, led: ImageCanvas) -> tuple[float, float, float]:
        """Return what the follower is to show: the same place, where it is known."""
        relative = canvas.viewport.relative()
        if self._alignment is None:
            return relative
        is_earlier = canvas is self.sides[0].view.canvas
        meets = self._alignment.today_point if is_earlier else self._alignment.earlier_point
        x, y = meets(*canvas.viewport.centre)
        return x / led.viewport.image[0], y / led.viewport.image[1], relative[2]

    def _follower(self) -> CaseView:
        return next(side.view for side in self.sides if side.view is not self._leader)

    def _side_of(self, sender: object) -> CaseView:
        return next(side.view for side in self.sides if side.view is sender)


def matching_slice(index: int, case: Case | None, other: Case | None) -> int:
    """Return the slice of `other` as far along as `index` is in `case`."""
    if case is None or other is None or not (case.is_series and other.is_series):
        return 0
    return round(index / (len(case.images) - 1) * (len(other.images) - 1))
