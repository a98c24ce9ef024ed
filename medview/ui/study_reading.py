"""Reading in a study: one photograph after the other, blind; every grade is kept before the next.

The model's answer is not even asked for until the blind grade is on the disk.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from medview.domain.case import CaseId
from medview.domain.errors import MedViewError
from medview.domain.grade import Grade, GradeEstimate
from medview.domain.study import Place, Read, Stage, Step, Study
from medview.ui.blind_photo import BlindPhoto
from medview.ui.desk import Desk
from medview.ui.latest import Latest
from medview.ui.neighbours import Neighbours
from medview.ui.read_clock import ReadClock
from medview.ui.reasons import in_full
from medview.ui.study_panel import StudyPanel

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class StudyReading(QWidget):
    """`left` says that the reader wants the list of studies again."""

    left = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Start with no study."""
        super().__init__(parent)
        self._desk = desk
        self._study: Study | None = None
        self._reader = ""
        self._place: Place | None = None
        self._step: Step | None = None
        self._again: Read | None = None  # the read that is being corrected
        self._estimate: GradeEstimate | None = None
        self._asking = Latest(desk.jobs)
        self._clock = ReadClock()
        self.photo = BlindPhoto(desk.jobs, desk.services.picture)
        self.neighbours = Neighbours(desk)
        self.panel = StudyPanel(desk.theme)
        self._arrange()
        self._connect()

    @property
    def step(self) -> Step | None:
        """What is read now; None when all is read."""
        return self._step

    def start(self, study: Study, reader: str) -> None:
        """Go on where this reader stopped."""
        self._study, self._reader, self._place, self._step = study, reader, None, None
        self._estimate = None
        self.photo.clear()
        self.neighbours.hide()
        self.panel.show_reader(reader, study.plan.name)
        self.panel.allow(grading=False, back=False)
        self._ask_place()

    def stop(self) -> None:
        """Show nothing any more; what was confirmed is kept."""
        self._asking.drop()
        self._study, self._step = None, None
        self._clock.begin()
        self.photo.clear()
        self.neighbours.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter keeps a grade where the button offers it, Esc leaves; a field has both first."""
        if event.key() in ENTER and self.panel.keep.isVisible():
            self.panel.keep.click()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Go on counting the time of a photograph that is here."""
        super().showEvent(event)
        if self.photo.canvas.picture is not None and self._step is not None:
            self._clock.run()

    def hideEvent(self, event: QHideEvent) -> None:
        """Time on another page does not count."""
        super().hideEvent(event)
        self._clock.rest()

    def _arrange(self) -> None:
        left = QVBoxLayout()
        left.addWidget(self.photo, 1)
        left.addWidget(self.neighbours)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addLayout(left, 1)
        layout.addWidget(self.panel)
        self.neighbours.hide()

    def _connect(self) -> None:
        self.photo.shown.connect(self._photo_is_here)
        self.photo.not_opened.connect(self._offer_pass)
        self.panel.graded.connect(self._confirm)
        self.panel.kept.connect(self._keep)
        self.panel.back_asked.connect(self._go_back)
        self.panel.pass_asked.connect(self._pass_over)
        self.panel.leave_asked.connect(self.left)
        self.panel.note.left.connect(self.photo.setFocus)
        self.neighbours.turn_asked.connect(self.neighbours.turn_over)

    def _ask_place(self) -> None:
        assert self._study is not None
        studies = self._desk.services.studies
        self._desk.jobs.run(studies.place, self._study.id, self._reader, then=self._take_place)

    def _take_place(self, place: Place) -> None:
        if self._study is None or (place.study_id, place.reader) != (self._study.id, self._reader):
            return
        self._place = place
        if place.step is None:
            self._finish()
        else:
            self._show_step(place.step)

    def _show_step(self, step: Step, again: Read | None = None) -> None:
        assert self._study is not None
        is_here = self._step is not None and self._step.position == step.position
        self._step, self._again, self._estimate = step, again, None
        self._clock.begin(again.seconds if again else 0.0)
        self.neighbours.hide()
        if step.stage is Stage.AIDED:
            self.panel.show_waiting(step, self._own)
        else:
            self.panel.show_blind(step)
        self._show_again()
        self.panel.allow(grading=False, back=self._can_go_back(step))
        if is_here and self.photo.canvas.picture is not None:
            self._photo_is_here()
        else:
            self.photo.show_case(self._study.photos[step.photo])
        self.photo.setFocus()

    def _show_again(self) -> None:
        if self._again is not None:
            self.panel.show_again(self._again.grade, self._again.note)

    def _can_go_back(self, step: Step) -> bool:
        before = self._place.before if self._place else None
        return before is not None and before != step

    @property
    def _own(self) -> Grade | None:
        """The blind grade of the photograph whose model answer is due."""
        assert self._place is not None and self._step is not None
        return self._place.blind.get(self._step.position)

    def _photo_is_here(self) -> None:
        """Let the reader grade what is on the screen, and nothing that is not."""
        if self._step is None or self.photo.canvas.picture is None:
            return
        if self.isVisible():
            self._clock.run()
        if self._step.stage is Stage.BLIND:
            self.panel.allow(grading=True, back=self._can_go_back(self._step))
        elif self._estimate is None:
            self._ask_model()

    def _offer_pass(self) -> None:
        if self._step is not None and self._step.stage is Stage.BLIND:
            self.panel.allow(grading=True, back=self._can_go_back(self._step))
            self.panel.keys.setEnabled(False)
            self.panel.pass_over.show()
        elif self._step is not None:
            self._ask_model()

    # --- the model, after the blind grade

    def _ask_model(self) -> None:
        assert self._study is not None and self._step is not None
        self._asking.run(
            self._desk.services.grade_eye,
            self._study.photos[self._step.photo],
            then=self._show_model,
            on_error=self._go_without_model,
        )

    def _show_model(self, estimate: GradeEstimate) -> None:
        if self._step is None or self._study is None:
            return
        self._estimate = estimate
        self.panel.show_aided(self._own, estimate)
        self._show_again()
        self.panel.allow(grading=True, back=self._can_go_back(self._step))
        # The label of a neighbour that is in the study itself would give its grade away.
        own = {CaseId(case.id) for case in self._study.photos}
        others = [n for n in estimate.neighbours if n.case_id not in own]
        self.neighbours.show_given(others)
        self.neighbours.show()

    def _go_without_model(self, error: MedViewError) -> None:
        if self._step is None:
            return
        self.panel.show_aided(self._own, None)
        self._show_again()
        self.panel.say(in_full(error), "warning")
        self.panel.allow(grading=True, back=self._can_go_back(self._step))

    # --- confirming, and going back

    def _confirm(self, grade: Grade | None) -> None:
        if self._study is None or self._step is None:
            return
        self._clock.rest()
        self.panel.allow(grading=False, back=False)
        self._desk.jobs.run(
            self._desk.services.studies.confirm,
            self._study.id,
            self._reader,
            self._step,
            grade,
            self._clock.seconds,
            self.panel.note.text(),
            self._estimate,
            then=self._take_place,
            on_error=self._tell_not_kept,
            must_finish=True,
        )

    def _keep(self) -> None:
        """Keep the grade given before: the blind one, or the one that was to be corrected."""
        if self._again is not None and self._place is not None:
            self._take_place(self._place)
        elif self._step is not None and self._step.stage is Stage.AIDED:
            self._confirm(self._own)

    def _pass_over(self) -> None:
        if self._study is None or self._step is None:
            return
        self.panel.allow(grading=False, back=False)
        studies = self._desk.services.studies
        self._desk.jobs.run(
            studies.pass_over,
            self._study.id,
            self._reader,
            self._step,
            then=self._take_place,
            on_error=self._tell_not_kept,
            must_finish=True,
        )

    def _go_back(self) -> None:
        place = self._place
        if place is not None and place.before is not None and place.last is not None:
            self._show_step(place.before, place.last)

    def _tell_not_kept(self, error: MedViewError) -> None:
        """Say that the grade is not kept, and let the reader give it again."""
        self.panel.say(in_full(error), "danger")
        self.panel.allow(grading=True, back=False)
        self._clock.run()

    def _finish(self) -> None:
        assert self._study is not None
        self._step, self._again = None, None
        self.photo.clear()
        self.photo.canvas.show_message(
            self.tr("All photographs are read."),
            self.tr("Every grade is kept. Leave with Esc; the lead sees the results."),
        )
        self.neighbours.hide()
        self.panel.show_finished(len(self._study.orders[self._reader]))
        has_before = self._place is not None and self._place.before is not None
        self.panel.allow(grading=False, back=has_before)
