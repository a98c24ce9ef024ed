"""The strip below a photograph that shows lesion candidates: legend, decision, similar places.

    panel = LesionPanel(desk, photo_view)     # adds its tools to the view's bar, itself below it
    panel.place_chosen.connect(...)           # SimilarPlaces, SimilarPlace
    panel.show_case(case)                     # nothing is looked for until L is pressed

Keys: L shows and hides, "," and "." go through the candidates, Y accepts, X rejects (both keys are
heard by the viewer area, for they mean evidence as well), K asks where else it looks like the next
place that is clicked.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from medview.domain.case import Case
from medview.domain.errors import MedViewError
from medview.domain.lesions import (
    LESIONS,
    LesionDecision,
    LesionRegion,
    LesionReview,
    SimilarPlaces,
)
from medview.ui.answer_panel import is_eye
from medview.ui.desk import Desk
from medview.ui.latest import Latest
from medview.ui.lesion_marks import MARKS, LesionMarks
from medview.ui.lesion_words import found_words, place_words, region_words
from medview.ui.photo_view import PhotoView
from medview.ui.place_list import PlaceList
from medview.ui.reasons import in_full
from medview.ui.widgets import button, label, panel, row, set_tone
from medview.ui.words import lesion_words, notice

LAYER = "lesions"
ZOOM = 4.0  # times the whole image, for a place that is gone to


class LesionPanel(QWidget):
    """Hidden until asked for; long work is a job with Cancel, and the newest asking counts."""

    place_chosen = Signal(object, object)
    decided = Signal(object)  # the case's id
    room_wanted = Signal(bool)  # while places are listed, or no longer

    def __init__(self, desk: Desk, view: PhotoView, parent: QWidget | None = None) -> None:
        """Build the strip, and give the view its tools and keys."""
        super().__init__(parent)
        self._desk, self._view = desk, view
        self._case: Case | None = None
        self._review: LesionReview | None = None
        self._finding, self._searching = Latest(desk.jobs), Latest(desk.jobs)
        self.marks = LesionMarks()
        self.legend = {kind: self._legend_button(kind) for kind in LESIONS}
        self.accept_button = button(
            self.tr("Accept"), self.tr("Keep this candidate as a lesion"), "", "Y"
        )
        self.reject_button = button(self.tr("Reject"), self.tr("This is no lesion"), "", "X")
        self.status = label("", wraps=True)
        self.model_line = label("", "small", wraps=True)
        self.places = PlaceList()
        self._arrange()
        self._add_tools()
        self._connect()
        self.hide()

    @property
    def is_on(self) -> bool:
        """True while candidates are asked for."""
        return self._toggle.isChecked()

    @property
    def can_decide(self) -> bool:
        """True while a candidate is chosen."""
        return self.is_on and self.marks.selected is not None and self._review is not None

    @property
    def review(self) -> LesionReview | None:
        """What was found on the photograph that is shown."""
        return self._review

    def show_case(self, case: Case | None) -> None:
        """Follow the reading page to another case; look for lesions when the strip is open."""
        self._finding.drop()
        self._searching.drop()
        self._case = case if case is not None and is_eye(case) else None
        self._toggle.setEnabled(self._case is not None)
        self._similar.setEnabled(self._case is not None)
        self._leave_similar()
        self._show_review(None)
        self._refresh_visibility()
        if self.is_on:
            self._find()

    def select(self, region: LesionRegion | None) -> None:
        """Choose a candidate, to be accepted or rejected."""
        self.marks.selected = region
        self._view.canvas.update()
        self._say_selected()

    def accept(self) -> None:
        """Accept the chosen candidate."""
        self._decide(True)

    def reject(self) -> None:
        """Reject the chosen candidate."""
        self._decide(False)

    def next(self) -> None:
        """Choose the next candidate, the most probable first."""
        self._step(1)

    def previous(self) -> None:
        """Choose the candidate before."""
        self._step(-1)

    def centre_on(self, region: LesionRegion) -> None:
        """Bring a region of this photograph to the middle."""
        self._view.look_at_place(region.centre, ZOOM)

    def _find(self) -> None:
        self._say(self.tr("Looking for lesions …"))
        self._finding.run(
            self._desk.services.lesions.review,
            self._case,
            then=self._show_review,
            on_error=self._show_error,
            title=self.tr("Looking for lesions"),
        )

    def _show_review(self, review: LesionReview | None) -> None:
        self._review = review
        self.marks.selected = self.marks.place = None
        self.marks.places = ()
        self.places.show_places(None)
        decisions = review.decisions if review else ()
        self.marks.decisions = {(d.region.kind, d.region.centre): d for d in decisions}
        found = review.findings.candidates if review else ()
        decided = [d.region for d in decisions]
        held = {(r.kind, r.centre) for r in found}
        older = [r for r in decided if (r.kind, r.centre) not in held]
        self.marks.regions = (*found, *older)
        self._view.canvas.set_marks(LAYER, self.marks if self.is_on else None)
        self._count()
        self._say_found()

    def _show_error(self, error: MedViewError) -> None:
        self._say(in_full(error), "warning")

    def _say_found(self) -> None:
        if self._review is None:
            self._say("")
            self.model_line.setText("")
            return
        findings = self._review.findings
        tone = "warning" if findings.fault or findings.unlike else ""
        self._say(found_words(findings), tone)
        self.model_line.setText(f"{findings.model.short} · {notice()}")
        self._enable_decision()

    def _say_selected(self) -> None:
        region = self.marks.selected
        if region is None:
            self._say_found()
        else:
            decision = self.marks.decisions.get((region.kind, region.centre))
            self._say(region_words(region, decision))
        self._enable_decision()

    def _say(self, text: str, tone: str = "") -> None:
        self.status.setText(text)
        set_tone(self.status, tone)

    def _enable_decision(self) -> None:
        for part in (self.accept_button, self.reject_button):
            part.setEnabled(self.marks.selected is not None)

    def _count(self) -> None:
        for kind, switch in self.legend.items():
            count = sum(region.kind == kind for region in self.marks.regions)
            switch.setText(f"{MARKS[kind].letter} {lesion_words(kind)} {count}")

    def _step(self, by: int) -> None:
        shown = self.marks.shown()
        if not self.is_on or not shown:
            return
        at = shown.index(self.marks.selected) if self.marks.selected in shown else -1
        self.select(shown[(at + by) % len(shown) if at >= 0 else 0])
        assert self.marks.selected is not None
        if not self._view.canvas.viewport.is_fitted:
            self.centre_on(self.marks.selected)

    def _decide(self, accepted: bool) -> None:
        region = self.marks.selected
        if not self.can_decide or region is None or self._review is None:
            return
        self._desk.jobs.run(
            self._desk.services.lesions.decide,
            self._review.findings,
            region,
            accepted,
            then=self._keep_decision,
            on_error=self._show_error,
            must_finish=True,
        )

    def _keep_decision(self, decision: LesionDecision) -> None:
        self.decided.emit(decision.case_id)
        if self._review is None or self._review.findings.case_id != decision.case_id:
            return
        place = (decision.region.kind, decision.region.centre)
        others = [d for d in self._review.decisions if (d.region.kind, d.region.centre) != place]
        self._review = replace(self._review, decisions=(*others, decision))
        self.marks.decisions = {**self.marks.decisions, place: decision}
        self._view.canvas.update()
        self._say_selected()

    def _click(self, x: float, y: float) -> None:
        if self._similar.isChecked():
            self._ask_similar((x, y))
        elif self.is_on:
            self.select(self.marks.at((x, y), self._view.canvas.viewport))

    def _ask_similar(self, point: tuple[float, float]) -> None:
        self._say(self.tr("Looking for similar places …"))
        self._searching.run(
            self._desk.services.lesions.similar_places,
            self._case,
            point,
            self._desk.worklist.cases,
            then=self._show_places,
            on_error=self._show_error,
            title=self.tr("Looking for similar places"),
        )

    def _show_places(self, found: SimilarPlaces) -> None:
        if self._case is None or found.case_id != self._case.id or not self._similar.isChecked():
            return
        self.marks.selected = None
        self.marks.place = found.region
        self.marks.places = tuple(p.region for p in found.places if p.case.id == found.case_id)
        self._view.canvas.set_marks(LAYER, self.marks)
        self.places.show_places(found)
        self.room_wanted.emit(True)
        self._say(place_words(found))
        self.model_line.setText(f"{found.model.short} · {notice()}")
        self._enable_decision()

    def _toggle_on(self, checked: bool) -> None:
        self._refresh_visibility()
        self._view.canvas.set_marks(LAYER, self.marks if checked else None)
        if checked and self._review is None and self._case is not None:
            self._find()
        elif not checked:
            self._finding.drop()
            self._leave_similar()

    def _toggle_similar(self, checked: bool) -> None:
        self._searching.drop()
        self.marks.place, self.marks.places = None, ()
        self.places.show_places(None)
        self.room_wanted.emit(False)
        self._refresh_visibility()
        self._view.canvas.setCursor(
            Qt.CursorShape.CrossCursor if checked else Qt.CursorShape.OpenHandCursor
        )
        self._view.canvas.update()
        if checked:
            self._say(self.tr("Click a place on the photograph: where else does it look like it?"))
        else:
            self._say_selected()

    def _leave_similar(self) -> None:
        if self._similar.isChecked():
            self._similar.setChecked(False)
            self._toggle_similar(False)

    def _toggle_kind(self) -> None:
        self.marks.kinds = {kind for kind, switch in self.legend.items() if switch.isChecked()}
        if self.marks.selected is not None and self.marks.selected.kind not in self.marks.kinds:
            self.select(None)
        self._view.canvas.update()

    def _refresh_visibility(self) -> None:
        wanted = self._case is not None and (self.is_on or self._similar.isChecked())
        self.setVisible(wanted)
        for part in (*self.legend.values(), self.accept_button, self.reject_button):
            part.setVisible(self.is_on)

    def _legend_button(self, kind: str) -> QPushButton:
        tip = self.tr("Show or hide: {lesion}").format(lesion=lesion_words(kind))
        switch = button(f"{MARKS[kind].letter} {lesion_words(kind)}", tip, "legend")
        switch.setCheckable(True)
        switch.setChecked(True)
        switch.setAccessibleName(tip)
        switch.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        switch.toggled.connect(self._toggle_kind)
        return switch

    def _arrange(self) -> None:
        frame, layout = panel(4)
        layout.setContentsMargins(10, 5, 10, 5)
        layout.addLayout(row(*self.legend.values(), None, spacing=5))
        self.status.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        line = row(self.status, self.accept_button, self.reject_button)
        line.setStretch(0, 1)
        layout.addLayout(line)
        layout.addWidget(self.places)
        layout.addWidget(self.model_line)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)
        self._view.column.addWidget(self)

    def _add_tools(self) -> None:
        bar = self._view.bar
        self._toggle = bar.add_tool(
            self.tr("Lesions"),
            self.tr("Show candidates of microaneurysms, haemorrhages and exudates"),
            "L",
            self._toggle_on,
            icon_name="lesions",
            checkable=True,
        )
        self._similar = bar.add_tool(
            self.tr("Alike"),
            self.tr("Click a place: where else does it look like this?"),
            "K",
            self._toggle_similar,
            icon_name="search",
            checkable=True,
        )
        bar.add_key(self.tr("Next lesion candidate"), ".", self.next)
        bar.add_key(self.tr("Previous lesion candidate"), ",", self.previous)

    def _connect(self) -> None:
        self.accept_button.clicked.connect(self.accept)
        self.reject_button.clicked.connect(self.reject)
        self._view.canvas.clicked.connect(self._click)
        self.places.chosen.connect(self.place_chosen)
