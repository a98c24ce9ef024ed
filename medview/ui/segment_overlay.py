"""Segmentation objects of a study, drawn over the images whose planes their frames lie in.

    segments = SegmentOverlay(desk, series_view)    # adds its menu to the view's bar
    segments.show_case(case)

Key: Shift+G shows and hides all, and what an image file itself draws over its image (overlay
planes). Segments of an object that was drawn on the series in view are
shown at first; those of another series only when they are ticked.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QColor, QIcon, QPixmap
from PySide6.QtWidgets import QMenu

from medview.domain.case import Case, ImageRef
from medview.domain.errors import MedViewError
from medview.domain.image_planes import ImagePlane, plane_of
from medview.domain.segmentation import Segment, Segmentation, SegmentFrame
from medview.ui.desk import Desk
from medview.ui.latest import Latest
from medview.ui.mask_drawing import with_edge
from medview.ui.segment_marks import SegmentMarks, SegmentMask
from medview.ui.series_view import SeriesView

LAYER, MODALITY = "segments", "SEG"
OPACITIES = (0.15, 0.35, 0.6)
MOST_KEPT = 64  # masks; a quarter of a megabyte each at 512 × 512

Key = tuple[str, int]  # the id of the case, the number of the segment


class SegmentOverlay(QObject):
    """Follows one SeriesView."""

    def __init__(self, desk: Desk, view: SeriesView) -> None:
        """Add the menu, hidden while the study has no segmentation."""
        super().__init__(view)
        self._desk, self._view = desk, view
        self._case: Case | None = None
        self._objects: dict[str, tuple[Case, Segmentation]] = {}
        self._switches: dict[Key, QAction] = {}
        self._masks: dict[ImageRef, SegmentMask] = {}
        self._loading = Latest(desk.jobs)
        self.opacity = OPACITIES[1]
        self.menu = QMenu(view)
        self._add_tools()
        view.shown.connect(self._draw)
        desk.worklist.added.connect(self._look_for_objects)

    def show_case(self, case: Case | None) -> None:
        """Follow the view to another case, and look for segmentations of its study."""
        self._case = case
        self._objects.clear()
        self._masks.clear()
        self._loading.drop()
        self._view.canvas.set_marks(LAYER, None)
        self._fill_menu()
        self._look_for_objects()

    def _look_for_objects(self) -> None:
        case = self._case
        if case is None or case.modality == MODALITY or not case.study_uid:
            return
        for other in self._desk.worklist.cases:
            same = (other.study_uid, other.patient.key) == (case.study_uid, case.patient.key)
            if same and other.modality == MODALITY and other.id not in self._objects:
                self._objects[other.id] = (other, Segmentation((), ()))
                self._desk.jobs.run(self._read, case, other, then=self._take, on_error=_nothing)

    def _read(self, case: Case, other: Case) -> tuple[Case, Case, Segmentation]:
        return case, other, self._desk.services.segmentation(other.images[0])

    def _take(self, found: tuple[Case, Case, Segmentation]) -> None:
        case, other, segmentation = found
        if self._case is None or case.id != self._case.id:
            return
        self._objects[other.id] = (other, segmentation)
        self._fill_menu()
        self._draw()

    def _fill_menu(self) -> None:
        """Offer each segment by name and colour; what was ticked stays so."""
        ticked = {key: action.isChecked() for key, action in self._switches.items()}
        for action in self._switches.values():
            self.menu.removeAction(action)
            action.deleteLater()
        self._switches.clear()
        for case_id, (case, segmentation) in self._objects.items():
            is_own = self._case is not None and self._case.series_uid in segmentation.series
            for segment in segmentation.segments:
                key = (case_id, segment.number)
                action = self._switch(segment, case, ticked.get(key, is_own))
                self._switches[key] = action
        self._offer()

    def _switch(self, segment: Segment, case: Case, is_on: bool) -> QAction:
        swatch = QPixmap(12, 12)
        swatch.fill(QColor(*segment.colour))
        words = f"{segment.label} · {case.title}".replace("&", "&&")
        action = QAction(QIcon(swatch), words, self.menu)
        action.setCheckable(True)
        action.setChecked(is_on)
        action.toggled.connect(self._draw)
        self.menu.insertAction(self._end, action)
        return action

    def _draw(self) -> None:
        """Draw the segments that lie in the image in view, as soon as their masks are here."""
        picture = self._view.canvas.picture
        self._offer()
        if self._view.canvas.shows_drawn != self._shown.isChecked():
            self._view.show_drawn(self._shown.isChecked())
        plane = plane_of(picture) if picture is not None else None
        wanted = self._wanted(plane) if plane is not None and self._shown.isChecked() else []
        missing = [item for item in wanted if item[0] not in self._masks]
        self._view.canvas.set_marks(LAYER, None)
        if missing:
            self._loading.run(self._load, missing, then=self._loaded, on_error=_nothing)
        elif wanted and plane is not None:
            masks = [self._masks[ref] for ref, _, _ in wanted]
            self._view.canvas.set_marks(LAYER, SegmentMarks(masks, plane, self.opacity))

    def _offer(self) -> None:
        """Show the menu while there is something to show or hide."""
        picture = self._view.canvas.picture
        is_drawn = picture is not None and picture.drawn is not None
        self.menu.menuAction().setVisible(bool(self._switches) or is_drawn)

    def _wanted(self, plane: ImagePlane) -> list[tuple[ImageRef, Segment, SegmentFrame]]:
        found = []
        for case_id, (case, segmentation) in self._objects.items():
            segments = {segment.number: segment for segment in segmentation.segments}
            refs = {ref.frame: ref for ref in case.images}
            for one in segmentation.on(plane):
                switch = self._switches.get((case_id, one.segment))
                if switch is not None and switch.isChecked() and one.frame in refs:
                    found.append((refs[one.frame], segments[one.segment], one))
        return found

    def _load(
        self, wanted: Sequence[tuple[ImageRef, Segment, SegmentFrame]]
    ) -> dict[ImageRef, SegmentMask]:
        """Decode masks; a fractional one counts from half of its highest value."""
        found = {}
        for ref, segment, one in wanted:
            pixels = self._desk.services.picture(ref).pixels
            inside = np.asarray(pixels > pixels.max() / 2)
            found[ref] = SegmentMask(segment, one.plane, with_edge(inside))
        return found

    def _loaded(self, masks: dict[ImageRef, SegmentMask]) -> None:
        if len(self._masks) > MOST_KEPT:
            self._masks.clear()
        self._masks |= masks
        self._draw()

    def _choose_opacity(self, action: QAction) -> None:
        self.opacity = action.data()
        self._draw()

    def _add_tools(self) -> None:
        bar = self._view.bar
        tip = self.tr("Segments of this study, and overlays of the file, drawn over the images")
        bar.add_menu(self.tr("Segments"), tip, self.menu, icon_name="segments")
        self._end = self.menu.addSeparator()
        words = self.tr("Show segments and overlays")
        self._shown = bar.add_key(words, "Shift+G", self._draw, checkable=True)
        self._shown.setChecked(True)
        self.menu.addAction(self._shown)
        opacities = self.menu.addMenu(self.tr("Opacity"))
        self._group = QActionGroup(self)
        for share in OPACITIES:
            action = opacities.addAction(f"{share:.0%}")
            action.setData(share)
            action.setCheckable(True)
            action.setChecked(share == self.opacity)
            self._group.addAction(action)
        self._group.triggered.connect(self._choose_opacity)
        self.menu.menuAction().setVisible(False)


def _nothing(error: MedViewError) -> None:
    """A segmentation that cannot be read is a case of the list, which says why when it is shown."""
