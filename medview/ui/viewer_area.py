"""The middle of the reading page: welcome, one photograph, one series, or two side by side."""

from __future__ import annotations

from functools import cached_property, partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from medview.domain.case import Case
from medview.domain.lesions import SimilarPlace, SimilarPlaces
from medview.domain.neighbours import Neighbour
from medview.domain.region import Region
from medview.domain.visits import Visits
from medview.ui.case_view import CaseView
from medview.ui.compare_view import Caption, CompareView
from medview.ui.desk import Desk
from medview.ui.evidence_panel import EvidencePanel
from medview.ui.latest import Latest
from medview.ui.lesion_panel import LesionPanel
from medview.ui.neighbour_model import shown_image
from medview.ui.outcome_words import note_words
from medview.ui.visit_words import no_visit_words
from medview.ui.visits_view import VisitsView
from medview.ui.welcome import Welcome
from medview.ui.words import case_title, neighbour_title, origin_words

PLACE_ZOOM = 4.0  # times the whole image
ROOM_FOR_WORDS = 860  # pixels: below this a bar of tools with words loses its last ones


class ViewerArea(QWidget):
    """Shows the view that fits; `region_drawn` carries a region to search with."""

    region_drawn = Signal(object)
    room_wanted = Signal(bool)  # while earlier visits are shown, or no longer
    said = Signal(str)  # what a person is told in one line

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Start with the welcome."""
        super().__init__(parent)
        jobs, load = desk.jobs, desk.services.picture
        self._case: Case | None = None
        self.welcome = Welcome(desk)
        self.view = CaseView(jobs, load)
        self.evidence = EvidencePanel(desk, self.view.photo)
        self.lesions = LesionPanel(desk, self.view.photo)
        self._make_compare = partial(CompareView, jobs, load)
        self._make_visits = partial(VisitsView, desk)
        self._desk, self._finding_visits = desk, Latest(jobs)
        self._stack = QStackedLayout(self)
        for part in (self.welcome, self.view):
            self._stack.addWidget(part)
        self.view.region_drawn.connect(self.region_drawn)
        self.lesions.place_chosen.connect(self.show_place)
        self._add_deciding_keys()

    def accept(self) -> None:
        """Accept the chosen lesion candidate, or else the evidence that is shown."""
        (self.lesions if self.lesions.can_decide else self.evidence).accept()

    def reject(self) -> None:
        """Reject the chosen lesion candidate, or else the evidence that is shown."""
        (self.lesions if self.lesions.can_decide else self.evidence).reject()

    def _add_deciding_keys(self) -> None:
        """Y and X mean yes and no to whatever is proposed, here as in the comparison of visits."""
        bar = self.view.photo.bar
        bar.add_key(self.tr("Accept the lesion candidate, or the evidence"), "Y", self.accept)
        bar.add_key(self.tr("Reject the lesion candidate, or the evidence"), "X", self.reject)
        bar.add_key(
            self.tr("Take the decision on the evidence back"), "Shift+Y", self.evidence.take_back
        )

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
        self._stack.addWidget(compare)
        return compare

    @cached_property
    def visits(self) -> VisitsView:
        """Today's photograph with earlier visits' of the same eye, made when first asked for."""
        visits = self._make_visits()
        visits.closed.connect(self.leave_compare)
        self._stack.addWidget(visits)
        return visits

    @property
    def is_comparing(self) -> bool:
        """True while two images are side by side."""
        return isinstance(self._stack.currentWidget(), CompareView | VisitsView)

    @property
    def image_index(self) -> int:
        """Which image of the case is shown."""
        return self.view.index

    @property
    def region(self) -> Region | None:
        """The region marked on that image; None while there is no image to mark."""
        return self.view.region if self.view.canvas.picture is not None else None

    def show_welcome(self) -> None:
        """Show what to do when nothing is open."""
        self._case = None
        self.view.clear()
        self.evidence.show_case(None)
        self.lesions.show_case(None)
        self._stack.setCurrentWidget(self.welcome)

    def show_case(self, case: Case) -> None:
        """Show a case in the view for its kind."""
        self.leave_compare()
        self._case = case
        self._stack.setCurrentWidget(self.view)
        self.view.show_case(case, len(case.images) // 2)
        self.evidence.show_case(case)
        self.lesions.show_case(case)

    def show_compare(self, neighbour: Neighbour, other: Case) -> None:
        """Show the case beside a neighbour, with linked zoom."""
        if self._case is None:
            return
        title = self.tr("Neighbour {rank}: {title}").format(
            rank=neighbour.rank, title=neighbour_title(neighbour)
        )
        self.compare.show_pair(
            self._case,
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
        self.evidence.compare(other, self.compare)
        self._stack.setCurrentWidget(self.compare)
        self.compare.setFocus()

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
        regions = (found.region, place.region)
        for side, region in zip(self.compare.sides, regions, strict=True):
            side.view.photo.look_at_place(region.centre, PLACE_ZOOM)
        self._stack.setCurrentWidget(self.compare)
        self.compare.setFocus()

    def compare_visits(self) -> None:
        """Look for earlier visits of this eye, and show today's photograph with the latest."""
        if self._case is None:
            return
        verbs, opened = self._desk.services.visits, self._desk.worklist.cases
        self._finding_visits.run(verbs.of, self._case, opened, then=self._show_visits)

    def retell_visits(self) -> None:
        """Say the grades of the visits that are compared anew: one was signed."""
        if self._case is not None and isinstance(self._stack.currentWidget(), VisitsView):
            verbs, opened = self._desk.services.visits, self._desk.worklist.cases
            self._finding_visits.run(verbs.of, self._case, opened, then=self.visits.retell)

    def _show_visits(self, found: Visits) -> None:
        if self._case is None or found.case.id != self._case.id:
            return
        if not found.earlier:
            self.said.emit(no_visit_words(found.case))
            return
        self.room_wanted.emit(True)
        self.visits.show_visits(found)
        self._stack.setCurrentWidget(self.visits)
        self.visits.setFocus()

    def leave_compare(self) -> None:
        """Go back to one image."""
        shown = self._stack.currentWidget()
        if self._case is not None and isinstance(shown, CompareView | VisitsView):
            shown.clear()
            self._stack.setCurrentWidget(self.view)
            self.room_wanted.emit(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out the words of the tools where they would push tools off the bar."""
        style = Qt.ToolButtonStyle
        fits = self.width() >= ROOM_FOR_WORDS
        for bar in (self.view.photo.bar, self.view.series.bar):
            bar.setToolButtonStyle(
                style.ToolButtonTextBesideIcon if fits else style.ToolButtonIconOnly
            )
        super().resizeEvent(event)
