"""Photographs on which readers disagree: both grades, and the one that is decided."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QVBoxLayout, QWidget

from medview.domain.errors import MedViewError
from medview.domain.grade import Grade
from medview.domain.study import Decision, Disagreement, Study
from medview.ui.blind_photo import BlindPhoto
from medview.ui.desk import Desk
from medview.ui.grade_keys import GradeKeys
from medview.ui.latest import Latest
from medview.ui.reasons import in_full
from medview.ui.study_words import grading_tip
from medview.ui.widgets import Field, button, follow_icon, label, list_anew, panel, set_tone
from medview.ui.words import grade_in_full, when

LIST_WIDTH, PANEL_WIDTH = 250, 320


class StudyDecisions(QWidget):
    """`left` says that the list of studies is wanted again."""

    left = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Start with no study."""
        super().__init__(parent)
        self._desk = desk
        self._study: Study | None = None
        self._found: list[Disagreement] = []
        self._asking = Latest(desk.jobs)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Photographs to decide"))
        self.list.setFixedWidth(LIST_WIDTH)
        self.count = label("", "small", wraps=True)
        self.photo = BlindPhoto(desk.jobs, desk.services.picture)
        self.title = label("", "heading", wraps=True)
        self.grades = label("", wraps=True)
        self.state = label("", "small", wraps=True)
        self.by = Field(placeholderText=self.tr("Who decides"))
        self.by.setToolTip(self.tr("One name, or several when readers decide together"))
        self.by.setAccessibleName(self.tr("Who decides"))
        self.by.setMaxLength(160)
        self.note = Field(placeholderText=self.tr("Note to go with the decision"))
        self.note.setToolTip(self.tr("Kept with the decision; type it before you press a key"))
        self.note.setAccessibleName(self.tr("Note"))
        self.note.setMaxLength(500)
        self.keys = GradeKeys(grading_tip)
        self.leave = button(self.tr("Leave"), self.tr("Back to the studies (Esc)"))
        follow_icon(self.leave, desk.theme, "close")
        self._arrange()
        self._connect()

    @property
    def current(self) -> Disagreement | None:
        """What is shown."""
        line = self.list.currentRow()
        return self._found[line] if 0 <= line < len(self._found) else None

    def start(self, study: Study) -> None:
        """List what a study has to decide."""
        self._study = study
        if not self.by.text():
            self.by.setText(self._desk.preferences.reader_name)
        self.show_found([])
        self.count.setText(self.tr("Looking for disagreements …"))
        self._refresh()

    def stop(self) -> None:
        """Show nothing any more."""
        self._asking.drop()
        self._study = None
        self.show_found([])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves; a field has it first."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def show_found(self, found: Sequence[Disagreement]) -> None:
        """List these; the first undecided one is shown."""
        self._found = list(found)
        list_anew(self.list, map(self._line, self._found))
        is_open = [one.decision is None for one in self._found]
        if self._found:
            self.list.setCurrentRow(is_open.index(True) if True in is_open else 0)
        self.count.setText(self._count_words(sum(is_open)))
        self._show_current()

    def _count_words(self, undecided: int) -> str:
        if not self._found:
            return self.tr(
                "No photograph to decide. Those that every reader has finished with, and graded "
                "differently, are listed here."
            )
        if not undecided:
            return self.tr("All %n photograph(s) are decided.", "", len(self._found))
        return self.tr("%n photograph(s) to decide", "", undecided)

    def _line(self, one: Disagreement) -> str:
        words = self.tr("Photograph {n}: {grades}").format(
            n=one.photo + 1, grades=", ".join(_short(grade) for _, grade in one.grades)
        )
        if one.decision is None:
            return words
        return f"{words} → {_short(one.decision.grade)} ✓"

    def _show_current(self) -> None:
        one = self.current
        for part in (self.title, self.grades, self.state, self.by, self.note, self.keys):
            part.setVisible(one is not None)
        if one is None:
            self.photo.clear()
            return
        self.title.setText(self.tr("Photograph {n}").format(n=one.photo + 1))
        self.grades.setText("\n".join(f"{name}: {grade_in_full(g)}" for name, g in one.grades))
        self._show_decision(one.decision)
        self.note.clear()
        if self.photo.case is None or self.photo.case.id != one.case.id:
            self.photo.show_case(one.case)

    def _show_decision(self, decision: Decision | None) -> None:
        self.keys.mark(*([] if decision is None else [decision.grade]))
        set_tone(self.state, "" if decision is None else "good")
        if decision is None:
            self.state.setText(self.tr("Not decided: 0–4 or U decides."))
            return
        words = self.tr("Decided: {grade} · {who} · {when}")
        lines = [
            words.format(
                grade=grade_in_full(decision.grade),
                who=decision.decided_by,
                when=when(decision.decided_at),
            ),
            decision.note,
        ]
        self.state.setText("\n".join(part for part in lines if part))

    def _arrange(self) -> None:
        listed, left = panel()
        left.addWidget(label(self.tr("To decide"), "heading"))
        left.addWidget(self.count)
        left.addWidget(self.list, 1)
        frame, right = panel()
        frame.setFixedWidth(PANEL_WIDTH)
        above: tuple[QWidget, ...] = (self.title, self.grades, self.state)
        below: tuple[QWidget, ...] = (self.by, self.note, self.keys, self.leave)
        for part in above:
            right.addWidget(part)
        right.addStretch(1)
        for part in below:
            right.addWidget(part)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(listed)
        middle = QVBoxLayout()
        middle.addWidget(self.photo, 1)
        layout.addLayout(middle, 1)
        layout.addWidget(frame)

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(self._show_current)
        self.keys.chosen.connect(self._decide)
        self.leave.clicked.connect(self.left)
        self.keys.listen()
        for field in (self.by, self.note):
            field.left.connect(self.photo.setFocus)

    def _refresh(self) -> None:
        if self._study is not None:
            studies = self._desk.services.studies
            self._asking.run(studies.disagreements, self._study.id, then=self.show_found)

    def _decide(self, grade: Grade | None) -> None:
        one = self.current
        if one is None or self._study is None:
            return
        self._show_decision(one.decision)
        self._desk.jobs.run(
            self._desk.services.studies.decide,
            self._study.id,
            one.photo,
            grade,
            self.by.text(),
            self.note.text(),
            then=self._kept,
            on_error=self._tell_not_kept,
            must_finish=True,
        )

    def _kept(self, decision: Decision) -> None:
        self._refresh()

    def _tell_not_kept(self, error: MedViewError) -> None:
        set_tone(self.state, "danger")
        self.state.setText(in_full(error))


def _short(grade: Grade | None) -> str:
    return "U" if grade is None else str(int(grade))
