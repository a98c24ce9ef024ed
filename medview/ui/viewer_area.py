"""The middle of the reading page: welcome, one photograph, one series, or two side by side."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from medview.domain.case import Case
from medview.domain.lesions import SimilarPlace, SimilarPlaces
from medview.domain.neighbours import Neighbour
from medview.domain.region import Region
from medview.domain.volume import why_no_planes
from medview.ui.answer_panel import is_eye
from medview.ui.case_view import CaseView
from medview.ui.compare_view import Caption, CompareView
from medview.ui.comparing import Comparing
from medview.ui.desk import Desk
from medview.ui.display_bar import DisplayBar
from medview.ui.evidence_panel import EvidencePanel
from medview.ui.first_sight import FirstSightView
from medview.ui.laying_out import LayingOut
from medview.ui.layout_menu import LayoutMenu
from medview.ui.layout_view import LayoutView
from medview.ui.lesion_panel import LesionPanel
from medview.ui.measure_panel import MeasurePanel
from medview.ui.neighbour_model import shown_image
from medview.ui.nodule_panel import NodulePanel
from medview.ui.outcome_words import note_words
from medview.ui.planes_view import PlanesView
from medview.ui.prior_view import PriorView
from medview.ui.reasons import in_window_language
from medview.ui.region_judging import RegionJudging
from medview.ui.segment_overlay import SegmentOverlay
from medview.ui.similar_panel import SimilarPanel
from medview.ui.visits_view import VisitsView
from medview.ui.welcome import Welcome
from medview.ui.why_strip import WhyStrip
from medview.ui.words import case_title, neighbour_words, origin_words

if TYPE_CHECKING:
    from medview.ui.tag_browser import TagBrowser

PLACE_ZOOM = 4.0  # times the whole image
SEVERAL = (CompareView, VisitsView, PriorView, LayoutView, PlanesView)
ROOM_FOR_WORDS = 860  # pixels: below this the bar of a photograph loses its last words
ROOM_FOR_COMPARE_WORDS = 880  # that of two images
ROOM_FOR_SERIES_WORDS = 1300  # that of a series has more tools


class ViewerArea(QWidget):
    """Shows the view that fits; `region_drawn` carries a region to search with."""

    region_drawn = Signal(object)
    room_wanted = Signal(bool)  # while earlier visits are shown, or no longer
    region_judged = Signal(object)  # Said of a region, beside a neighbour
    said = Signal(str)  # what a person is told in one line
    case_activated = Signal(object)  # the Case of the cell of a layout that keys are for

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Start with the welcome."""
        super().__init__(parent)
        jobs, load = desk.jobs, desk.services.picture
        self._desk = desk
        self._case: Case | None = None
        self.welcome = Welcome(desk)
        self.view = CaseView(jobs, load)
        self.evidence = EvidencePanel(desk, self.view.photo)
        self.lesions = LesionPanel(desk, self.view.photo)
        self.measures = MeasurePanel(desk, self.view.series)
        self.measures.said.connect(self.said)
        self.segments = SegmentOverlay(desk, self.view.series)
        self.similar = SimilarPanel(desk, self.view.series)
        self.similar.said.connect(self.said)
        self._add_tag_keys()
        self._name_patient("views")
        self.view.series.patient_named.connect(desk.preferences.name_patients)
        desk.preferences.changed.connect(self._name_patient)
        self.nodules = NodulePanel(desk, self.view.series)
        self._make_compare = partial(CompareView, jobs, load)
        self._make_planes = partial(
            PlanesView,
            jobs,
            desk.services.open_volume,
            lambda: desk.worklist.cases,
            desk.services.priors.fused,
        )
        self._stack = QStackedLayout(self)
        self.laying_out = LayingOut(desk, self._stack, self.view.series.bar, self)
        self.laying_out.closed.connect(self.leave_compare)
        self.laying_out.said.connect(self.said)
        self.laying_out.shown.connect(self._show_layout)
        self.laying_out.tags_asked.connect(self.show_tags)
        self.laying_out.case_activated.connect(self.case_activated)
        self._comparing = Comparing(desk, self._stack, self)
        self._comparing.closed.connect(self.leave_compare)
        self._comparing.said.connect(self.said)
        self._comparing.shown.connect(self._show_comparison)
        self._comparing.decided.connect(self.laying_out.follow_alignments)
        for part in (self.welcome, self.view):
            self._stack.addWidget(part)
        self.first_sight = FirstSightView(desk, self._stack, self.welcome)
        self.view.shown.connect(self._show_view)
        self.view.region_drawn.connect(self.region_drawn)
        self.lesions.place_chosen.connect(self.show_place)
        self._add_deciding_keys()
        self._add_planes_tool()

    def accept(self) -> None:
        """Accept the chosen candidate, or else the evidence that is shown."""
        self._decider.accept()

    def reject(self) -> None:
        """Reject the chosen candidate, or else the evidence that is shown."""
        self._decider.reject()

    @property
    def _decider(self) -> LesionPanel | NodulePanel | EvidencePanel:
        candidates = (self.nodules, self.lesions)
        return next((panel for panel in candidates if panel.can_decide), self.evidence)

    def _name_patient(self, setting: str) -> None:
        if setting == "views":
            self.view.series.name_patient(self._desk.preferences.names_patients)

    def _add_deciding_keys(self) -> None:
        """Y and X mean yes and no to whatever is proposed, here as in the comparison of visits."""
        bar = self.view.photo.bar
        for each in (bar, self.view.series.bar):
            each.add_key(self.tr("Accept the candidate, or the evidence"), "Y", self.accept)
            each.add_key(self.tr("Reject the candidate, or the evidence"), "X", self.reject)
        bar.add_key(
            self.tr("Take the decision on the evidence back"), "Shift+Y", self.evidence.take_back
        )

    def _add_planes_tool(self) -> None:
        """Q enters the planes; where there are none, the button is off and the key says why."""
        bar, words = self.view.series.bar, self.tr("Planes")
        self._planes_tool = bar.add_tool(words, "", "", self.show_planes, icon_name="planes")
        bar.add_key(self.tr("Axial, coronal and sagittal planes"), "Q", self.show_planes)

    def _offer_planes(self, case: Case) -> None:
        reason = in_window_language(why_no_planes(case))
        tip = self.tr("Axial, coronal and sagittal planes, fusion with a PET (Q)")
        self._planes_tool.setEnabled(not reason)
        self._planes_tool.setToolTip(reason or tip)

    @cached_property
    def planes(self) -> PlanesView:
        """The series in three planes, made when first asked for: starting must be quick."""
        planes = self._make_planes()
        planes.closed.connect(self.leave_compare)
        planes.said.connect(self.said)
        self._stack.addWidget(planes)
        return planes

    def _add_tag_keys(self) -> None:
        for bar in (self.view.series.bar, self.view.photo.bar):
            bar.add_key(self.tr("Elements of the DICOM file"), "T", self.show_tags)

    @cached_property
    def tags(self) -> TagBrowser:
        """The elements of a file, made when first asked for."""
        from medview.ui.tag_browser import TagBrowser

        return TagBrowser(self._desk, self)

    def show_tags(self) -> None:
        """Show the elements of the file in view."""
        active = self.layouts.active if self.is_laid_out else None
        view = self.view if active is None else active.view
        if view.case is not None:
            self.tags.show_file(view.case.images[view.index])

    @property
    def layouts(self) -> LayoutView:
        """The cells of a layout."""
        return self.laying_out.view

    @property
    def layout_menu(self) -> LayoutMenu:
        """What asks for a layout."""
        return self.laying_out.menu

    @property
    def is_laid_out(self) -> bool:
        """True while several series are shown."""
        return self.laying_out.is_on

    def show_layout(self, rows: int, columns: int) -> None:
        """Show so many series of the study, those that are shown already first."""
        self.laying_out.show_grid(rows, columns)

    def put(self, case: Case) -> None:
        """Show a series in the active cell of a layout."""
        self.laying_out.put(case)

    def _show_layout(self, layouts: LayoutView) -> None:
        self.view.clear()
        self._stack.setCurrentWidget(layouts)
        self.room_wanted.emit(True)

    @cached_property
    def compare(self) -> CompareView:
        """The two images side by side, made when first asked for: starting must be quick."""
        compare = self._make_compare()
        compare.bar.add_tool(
            self.tr("Back to one image"),
            self.tr("Close the comparison (Esc)"),
            "",
            self.leave_compare,
            icon_name="close",
        )
        compare.closed.connect(self.leave_compare)
        _word(compare.bar, self.width() >= ROOM_FOR_COMPARE_WORDS)
        self._stack.addWidget(compare)
        return compare

    @cached_property
    def why(self) -> WhyStrip:
        """Why the two images that are compared are similar."""
        return WhyStrip(self._desk, self.compare)

    @cached_property
    def judging(self) -> RegionJudging:
        """What of the two images that are compared is sought, or is not."""
        judging = RegionJudging(self.compare)
        judging.judged.connect(self.region_judged)
        judging.said.connect(self.said)
        return judging

    @property
    def visits(self) -> VisitsView:
        """Today's photograph with earlier visits' of the same eye."""
        return self._comparing.visits

    @property
    def prior(self) -> PriorView:
        """The series with an earlier one of the patient."""
        return self._comparing.prior

    @property
    def is_comparing(self) -> bool:
        """True while something else than one image is shown, which Esc leaves."""
        return isinstance(self._stack.currentWidget(), SEVERAL)

    @property
    def shows_findings(self) -> bool:
        """True while a strip of evidence, candidates or measures is open below the image."""
        strips = (self.evidence, self.lesions, self.nodules, self.measures)
        return any(strip.isVisible() for strip in strips)

    @property
    def image_index(self) -> int:
        """Which image of the case is shown."""
        shown = self._stack.currentWidget()
        if isinstance(shown, PlanesView | PriorView):
            return shown.index
        if not self.is_laid_out or self._case is None:
            return self.view.index
        return self.laying_out.index_of(self._case)

    @property
    def region(self) -> Region | None:
        """The region marked on that image; None while there is no image to mark."""
        is_shown = not self.is_comparing and self.view.canvas.picture is not None
        return self.view.region if is_shown else None

    def show_welcome(self) -> None:
        """Show what to do when nothing is open."""
        self.leave_compare()
        self._case = None
        self.laying_out.forget()
        self.view.clear()
        self.evidence.show_case(None)
        self.lesions.show_case(None)
        self.measures.show_case(None)
        self.segments.show_case(None)
        self.nodules.show_case(None)
        self.first_sight.forget()
        self._stack.setCurrentWidget(self.welcome)

    def end_first_sight(self) -> None:
        """Show no first image any more, unless its case is about to follow it."""
        if self._case is None:
            self.first_sight.end()

    def _show_view(self) -> None:
        """Put the case where its first image was."""
        if self.first_sight.is_shown:
            self._stack.setCurrentWidget(self.view)

    def show_case(self, case: Case) -> None:
        """Show a case in the view for its kind; a layout of its patient stays."""
        if self.laying_out.stays_for(case):
            self._case = case
            self.laying_out.go_on_with(case)
            self.room_wanted.emit(True)
            return
        self._case = None
        self.leave_compare()
        self._case = case
        if not self.first_sight.is_of(case):  # else it stays until there is a picture to follow it
            self._stack.setCurrentWidget(self.view)
        self._show_single(case, len(case.images) // 2)
        self.laying_out.show_case(case)

    def show_compare(
        self,
        neighbour: Neighbour,
        other: Case,
        region: Region | None = None,
        mine: Case | None = None,
    ) -> None:
        """Show the case beside a neighbour, with linked zoom; `region` was searched with.

        `mine` is shown in the place of the case: the second series of a query of two.
        """
        if self._case is None:
            return
        self.leave_compare()
        title = neighbour_words(neighbour)
        if neighbour.kind:
            title += f" · {neighbour.kind}"
        self.compare.show_pair(
            mine or self._case,
            other,
            neighbour.asked,
            shown_image(neighbour, other),
            captions=(
                Caption(self.tr("This case")),
                Caption(
                    title,
                    neighbour.distance,
                    origin_words(neighbour.source),
                    note_words(neighbour),
                ),
            ),
        )
        self.judging.show_pair((self.tr("This case"), title))
        found = self.evidence.found
        self.why.show_pair(
            mine or self._case,
            other,
            (neighbour.asked, shown_image(neighbour, other)),
            region,
            found if found is not None and found.is_shown and is_eye(other) else None,
        )
        self._stack.setCurrentWidget(self.compare)
        self.compare.setFocus()

    def show_planes(self) -> None:
        """Show the series in three planes through the slice in view, or say why there are none."""
        if self._case is None:
            return
        reason = why_no_planes(self._case)
        if reason:
            self.said.emit(in_window_language(reason))
            return
        index = self.image_index
        self.leave_compare()
        self.room_wanted.emit(True)
        self.planes.show_case(self._case, index)
        self._stack.setCurrentWidget(self.planes)
        self.planes.setFocus()

    def show_place(self, found: SimilarPlaces, place: SimilarPlace) -> None:
        """Show a similar place: on this photograph in it, on another one beside it."""
        if self._case is None or self._case.id != found.case_id:
            return
        if place.case.id == self._case.id:
            self.lesions.centre_on(place.region)
            return
        words = (self.tr("This case"), case_title(place.case))
        self.compare.show_pair(
            self._case,
            place.case,
            captions=(Caption(words[0]), Caption(words[1], 1 - place.similarity)),
            linked=False,
        )
        self._leave_neighbour()
        regions = (found.region, place.region)
        for side, region in zip(self.compare.sides, regions, strict=True):
            side.view.photo.look_at_place(region.centre, PLACE_ZOOM)
        self._stack.setCurrentWidget(self.compare)
        self.compare.setFocus()

    def compare_visits(self) -> None:
        """Show what is read with what was before: an eye's latest visit, a series' prior."""
        if self._case is not None:
            self._comparing.compare(self._case, self.image_index)

    def retell_visits(self) -> None:
        """Say the grades of the visits that are compared anew: one was signed."""
        if self._case is not None:
            self._comparing.retell(self._case)

    def _show_comparison(self, view: QWidget) -> None:
        self.leave_compare()
        self.room_wanted.emit(True)
        self._stack.setCurrentWidget(view)

    def leave_compare(self) -> None:
        """Go back to one image."""
        shown = self._stack.currentWidget()
        if not isinstance(shown, SEVERAL):
            return
        case, index = self._case, self.image_index
        if isinstance(shown, PlanesView | PriorView) and self.view.case is not None:
            self.view.show_index(shown.index)
        shown.clear()
        if isinstance(shown, CompareView):
            self._leave_neighbour()
        self._stack.setCurrentWidget(self.view)
        self.room_wanted.emit(False)
        if isinstance(shown, LayoutView) and case is not None:
            self.laying_out.tell_left(case)
            self._show_single(case, index)

    def _leave_neighbour(self) -> None:
        """Ask nothing of two images any more that are no case and its neighbour."""
        self.why.forget()
        self.judging.forget()

    def _show_single(self, case: Case, index: int) -> None:
        """Show one image of a case, and let every strip below it follow."""
        self.view.show_case(case, index)
        self._offer_planes(case)
        for strip in (self.evidence, self.lesions, self.nodules):
            strip.show_case(case)
        as_series = case if self.view.current is self.view.series else None
        self.measures.show_case(as_series)
        self.segments.show_case(as_series)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out the words of the tools where they would push tools off the bar."""
        rooms = {
            self.view.photo.bar: ROOM_FOR_WORDS,
            self.view.series.bar: ROOM_FOR_SERIES_WORDS,
        }
        if "compare" in self.__dict__:  # as `cached_property` keeps it: made when first asked for
            rooms[self.compare.bar] = ROOM_FOR_COMPARE_WORDS
        for bar, room in rooms.items():
            _word(bar, self.width() >= room)
        super().resizeEvent(event)


def _word(bar: DisplayBar, has_room: bool) -> None:
    """Write beside the icons of a bar what they mean, where there is room."""
    style = Qt.ToolButtonStyle
    bar.setToolButtonStyle(style.ToolButtonTextBesideIcon if has_room else style.ToolButtonIconOnly)
