"""Regions by pixel similarity on the series in view: pointing, adjusting, keeping.

    panel = SimilarPanel(desk, series_view)     # adds itself to the view
    panel.said.connect(...)                     # what a person is told in one line

Keys: K the tool, Shift+K through the slices, Alt+Up and Alt+Down more and less, Ctrl+Z a step back
(see undo_key); for pointing see similar_tool.
Regions live with the open case until they are saved as a DICOM segmentation; before unsaved ones
are lost, because the window closes, it asks.
"""

from __future__ import annotations

import uuid
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from medview.app.take_regions import REACH_THROUGH, stroke
from medview.domain.case import Case, CaseId
from medview.domain.errors import MedViewError
from medview.domain.job import JobContext
from medview.domain.measures import PIXELS, Point
from medview.domain.similarity import Seed, SimilarRegion
from medview.domain.volume import why_no_planes
from medview.ui.desk import Desk
from medview.ui.image_canvas import Tool
from medview.ui.kept_regions import KeptRegions, Regions, Seen, seen_of
from medview.ui.latest import Latest
from medview.ui.reasons import in_full, in_window_language
from medview.ui.region_files import RegionFiles
from medview.ui.series_view import SeriesView
from medview.ui.similar_controls import SimilarControls
from medview.ui.similar_marks import COLOURS, Patch
from medview.ui.similar_tool import Mode, SimilarTool
from medview.ui.undo_key import UndoKey

QUICK = 200_000  # voxels of blocks whose region follows the slider in the window's own time
STEP = 2  # of the slider, by one key

Answer = tuple[SimilarRegion, SimilarRegion, Seen]  # as it was, as it is, what is seen of it


class SimilarPanel(QWidget):
    """Keeps the regions of every case that was open, and shows those of the one in view."""

    said = Signal(str)

    def __init__(self, desk: Desk, view: SeriesView) -> None:
        """Add the tool and its keys to the view, and the strip beside the image."""
        super().__init__()
        self._desk, self._view = desk, view
        self._case: Case | None = None
        self.kept = KeptRegions()
        self._chosen = ""
        self._looking, self._growing = Latest(desk.jobs), Latest(desk.jobs)
        self.files = RegionFiles(desk, self, self._show_error)
        self.tool = SimilarTool(view.canvas)
        self.controls = SimilarControls(desk.theme)
        self._undo_key = UndoKey(self, [view.canvas, *self.controls.without_own_undo])
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.controls)
        view.across.addWidget(self)
        self._add_tools()
        self._connect()
        self.hide()

    @property
    def regions(self) -> Regions:
        """The regions of the case in view."""
        return self.kept.of(self._case.id) if self._case is not None else ()

    @property
    def chosen(self) -> SimilarRegion | None:
        """The region that slider and keys are about."""
        return next((one for one in self.regions if one.id == self._chosen), None)

    def show_case(self, case: Case | None) -> None:
        """Follow the view to another case; its regions are still there when it comes back."""
        self._looking.drop()
        self._growing.drop()
        self._case = case
        self.tool.let_go()
        self._chosen = self.regions[-1].id if self.regions else ""
        suits = case is not None
        reason = why_no_planes(case) if case is not None else ""
        self._toggle.setEnabled(suits)
        self.controls.through.setEnabled(suits and not reason)
        tip = self.tr("Follow what looks alike into the slices around (Shift+K)")
        self.controls.through.setToolTip(in_window_language(reason) if reason else tip)
        if reason:
            self.controls.through.setChecked(False)
        self._refresh()

    def point(self, points: tuple[Point, ...], mode: Mode) -> None:
        """Look for what is like a click or a lasso, and take it."""
        case, picture = self._case, self._view.canvas.picture
        if case is None or picture is None or self._view.case is not case:
            return
        if mode is not Mode.NEW and self.chosen is None:
            self.controls.say(self.tr("Choose a region to add to, or to take from."), "warning")
            return
        region = self.chosen if mode is not Mode.NEW else None
        self.controls.say(self.tr("Looking for what is like it …"))
        through = self.controls.through.isChecked() and self.controls.through.isEnabled()
        self._looking.run(
            self._look,
            case,
            Seed(self._view.index, points),
            through,
            region or self._fresh(case),
            mode is not Mode.TAKE,
            then=self._looked,
            on_error=self._show_error,
            title=self.tr("Looking for what is alike") if through else "",
        )

    def _fresh(self, case: Case) -> SimilarRegion:
        number = 1 + max((one.number for one in self.regions), default=0)
        name = self.tr("Region {number}").format(number=number)
        return SimilarRegion(uuid.uuid4().hex, case.id, name, number)

    def _look(
        self,
        case: Case,
        seed: Seed,
        through: bool,
        region: SimilarRegion,
        adds: bool,
        context: JobContext,
    ) -> Answer:
        found = self._desk.services.regions.look(case, seed, context, through)
        made = stroke(found, found.limit, adds)
        return region, *_measured(replace(region, strokes=(*region.strokes, made)))

    def undo(self) -> None:
        """Take the last step of the case in view back."""
        if self._case is None:
            return
        self.kept.undo(self._case.id)
        if self.chosen is None:
            self._chosen = self.regions[-1].id if self.regions else ""
        self._refresh()

    def remove(self, region_id: str = "") -> None:
        """Take a region away, the chosen one unless told otherwise."""
        wanted = region_id or self._chosen
        kept = tuple(one for one in self.regions if one.id != wanted)
        if len(kept) < len(self.regions):
            self._change(kept)
            self._chosen = kept[-1].id if kept else ""
            self._refresh()

    def may_close(self) -> bool:
        """Return True where nothing unsaved would be lost, or a person lets it go."""
        unsaved = len(self.kept.unsaved)
        return not unsaved or self.files.may_lose(unsaved)

    def take_over(self, other: SimilarPanel) -> None:
        """Take the regions of the panel of a window that makes place for this one."""
        self.kept, other.kept = other.kept, KeptRegions()
        other.leave()

    def leave(self) -> None:
        """Guard nothing any more: the window goes."""
        self._desk.worklist.guards.remove(self.may_close)

    def save(self) -> None:
        """Ask where to, and keep the regions as a DICOM segmentation."""
        if self._case is not None:
            self.files.ask_save(self._case, self.regions)

    def export(self) -> None:
        """Ask where to, and write what the regions measure."""
        if self._case is not None:
            self.files.ask_export(self._case, self.regions)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ask before the window closes over regions that are not saved."""
        if event.type() == QEvent.Type.Close and not self.may_close():
            event.ignore()
            return True
        return False

    # --- what comes back

    def _looked(self, answer: Answer) -> None:
        before, region, seen = answer
        if self._case is None or region.case_id != self._case.id:
            return
        if not before.strokes:
            self._change((*self.regions, region))
            self.kept.keep_seen(region, seen)
            self._chosen = region.id
        else:
            self._take(before, region, seen)
        self._refresh()

    def _adjust(self, limit: float) -> None:
        """Let the last stroke of the chosen region take more, or less; large blocks in a worker."""
        region = self.chosen
        if region is None or not region.strokes:
            return
        if sum(one.piece.size for one in region.strokes) > QUICK:
            self._growing.run(
                _regrown, region, limit, then=self._adjusted, on_error=self._show_error
            )
        else:
            self._adjusted(_regrown(region, limit))

    def _adjusted(self, answer: Answer) -> None:
        self._take(*answer, remembers=False)
        self._refresh()

    def _take(
        self, before: SimilarRegion, region: SimilarRegion, seen: Seen, remembers: bool = True
    ) -> None:
        """Put a region in the place of what it was, unless that is gone or has changed since."""
        if any(one is before for one in self.regions):
            self.kept.put(region, remembers)  # first: it remembers what was seen before
            self.kept.keep_seen(region, seen)

    def _rename(self, name: str) -> None:
        region = self.chosen
        if region is not None and region.name != name:
            self.kept.put(replace(region, name=name, is_saved=False))
            self._refresh()

    def _change(self, regions: Regions) -> None:
        assert self._case is not None
        self.kept.change(self._case.id, regions, remembers=True)

    def _tell_saved(self, case_id: CaseId, saved: Regions, path: Path) -> None:
        self.kept.mark_saved(case_id, saved)
        self._refresh()
        self.said.emit(self.tr("The regions were saved: {0}").format(path))

    def _tell_written(self, path: Path) -> None:
        self.said.emit(self.tr("The regions were written: {0}").format(path))

    def _show_error(self, error: MedViewError) -> None:
        self.controls.say(in_full(error), "warning")

    # --- what is seen

    def _refresh(self) -> None:
        had_focus = self._has_focus()
        self._show_all()
        if had_focus and not self._has_focus():  # what had it is off, or the strip is hidden
            self._view.canvas.setFocus()

    def _has_focus(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def _show_all(self) -> None:
        regions = [(one, self.kept.seen(one)[1]) for one in self.regions]
        self.controls.list.show_regions(regions, self._chosen)
        self.controls.show_chosen(self.chosen)
        self.controls.undo_button.setEnabled(self._can_undo())
        for part in (self.controls.save_button, self.controls.export_button):
            part.setEnabled(bool(regions))
        self.controls.say(*self._hint())
        self.setVisible(self._case is not None and (self.tool.is_chosen or bool(regions)))
        self._show_here()

    def _can_undo(self) -> bool:
        return self._case is not None and self.kept.can_undo(self._case.id)

    def _hint(self) -> tuple[str, str]:
        region = self.chosen
        if region is None:
            return self.tr(
                "Click a structure, or draw around it: what looks like it is taken. Shift adds, "
                "Ctrl takes away."
            ), ""
        reading = self.kept.seen(region)[1]
        if reading is not None and reading.unit == PIXELS:
            return self.tr("No millimetres can be trusted here: areas are in pixels."), "warning"
        return self._cut_words(region), "warning"

    def _cut_words(self, region: SimilarRegion) -> str:
        """Say where a region ends because nothing more was looked at."""
        added, said = [one for one in region.strokes if one.adds], []
        if any(one.is_cut_in_plane for one in added):
            reach = f"{region.strokes[-1].similarity.reach:.0f}"
            words = self.tr("The region reaches the edge of what was looked at ({reach} mm).")
            said.append(words.format(reach=reach))
        if any(one.is_cut_through for one in added):
            words = self.tr("The region goes on beyond the slices looked at ({reach} mm each way).")
            said.append(words.format(reach=f"{REACH_THROUGH:.0f}"))
        return " ".join(said)

    def _show_here(self) -> None:
        """Draw the regions on the image in view."""
        index, patches = self._view.index, []
        if self._view.case is not None and self._case is not None:
            for region in self.regions:
                mask = self.kept.seen(region)[0].get(index)
                if mask is not None and self._view.case.id == region.case_id:
                    colour = COLOURS[(region.number - 1) % len(COLOURS)]
                    is_chosen = region.id == self._chosen
                    patches.append(Patch(mask, region.name, colour, is_chosen))
        self.tool.marks.show(patches)
        self._view.canvas.update()

    def _go_to(self, region_id: str) -> None:
        self._chosen = region_id
        region = self.chosen
        if region is not None:
            masks = self.kept.seen(region)[0]
            if masks and self._view.index not in masks:
                self._view.show_index(max(masks, key=lambda index: int(masks[index].sum())))
        self._refresh()

    def _follow(self) -> None:
        """Show the regions of what is on the screen; of another case, its own."""
        case = self._view.case
        if (case and case.id) != (self._case and self._case.id):
            self.show_case(case)
        else:
            self._show_here()

    def _leave_image(self) -> None:
        self.tool.let_go()

    def _toggled(self, _: bool) -> None:
        self._refresh()

    def _flip_depth(self) -> None:
        if self.controls.through.isEnabled():
            self.controls.through.toggle()
        elif self._case is not None:
            self.said.emit(in_window_language(why_no_planes(self._case)))

    def _forget(self) -> None:
        """All images are closed."""
        self.kept.clear()
        self._chosen = ""
        self._refresh()

    def showEvent(self, event: QEvent) -> None:
        """Listen to the window from when there is one."""
        self.window().installEventFilter(self)

    def _remove_chosen(self) -> None:
        self.remove()

    def _more(self) -> None:
        self.controls.step_limit(STEP)

    def _less(self) -> None:
        self.controls.step_limit(-STEP)

    def _add_tools(self) -> None:
        view = self._view
        tip = self.tr("Click a structure, or draw around it: what looks like it is taken")
        self._toggle = view.add_drag_tool(Tool.SIMILAR, self.tr("Take"), tip, "K", "wand")
        self._toggle.toggled.connect(self._toggled)
        self._toggle.triggered.connect(self._toggled)  # then the canvas has the tool
        bar = view.bar
        bar.add_key(self.tr("Regions through the slices"), "Shift+K", self._flip_depth)
        bar.add_key(self.tr("Region: take more"), "Alt+Up", self._more)
        bar.add_key(self.tr("Region: take less"), "Alt+Down", self._less)

    def _connect(self) -> None:
        controls = self.controls
        self._view.index_changed.connect(self._leave_image)
        self._view.shown.connect(self._follow)
        self.tool.pointed.connect(self.point)
        self._undo_key.pressed.connect(self.undo)
        self.files.saved.connect(self._tell_saved)
        self.files.written.connect(self._tell_written)
        controls.limit_changed.connect(self._adjust)
        controls.named.connect(self._rename)
        controls.list.gone_to.connect(self._go_to)
        controls.list.deleted.connect(self.remove)
        controls.undo_button.clicked.connect(self.undo)
        controls.remove_button.clicked.connect(self._remove_chosen)
        controls.save_button.clicked.connect(self.save)
        controls.export_button.clicked.connect(self.export)
        self._desk.worklist.guards.append(self.may_close)
        self._desk.worklist.cleared.connect(self._forget)


def _measured(region: SimilarRegion) -> tuple[SimilarRegion, Seen]:
    """Return a changed region, which is not saved, with where it is and what it measures."""
    changed = replace(region, is_saved=False)
    return changed, seen_of(changed)


def _regrown(region: SimilarRegion, limit: float) -> Answer:
    """Return a region, and what becomes of it when its last stroke goes up to another limit."""
    last = region.strokes[-1]
    made = stroke(last.similarity, limit, last.adds)
    return region, *_measured(replace(region, strokes=(*region.strokes[:-1], made)))
