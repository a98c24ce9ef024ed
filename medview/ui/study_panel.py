"""Beside a photograph of a study: how far the reader is, the keys, and later the model's answer."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QProgressBar, QPushButton, QScrollArea, QVBoxLayout, QWidget

from medview.domain.grade import Grade, GradeEstimate
from medview.domain.study import Step
from medview.ui.estimate_view import EstimateView
from medview.ui.grade_keys import GradeKeys
from medview.ui.study_words import grading_tip
from medview.ui.theme import Theme
from medview.ui.widgets import (
    Field,
    icon_button,
    label,
    line,
    panel,
    row,
    set_tone,
)
from medview.ui.words import grade_in_full, notice

WIDTH = 330


class StudyPanel(QWidget):
    """Says what the reader asks for; StudyReading does it."""

    graded = Signal(object)
    kept = Signal()
    back_asked = Signal()
    pass_asked = Signal()
    leave_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start with nothing to read."""
        super().__init__(parent)
        self._theme = theme
        self.progress = label("", "heading")
        self.bar = QProgressBar(textVisible=False, minimum=0)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.who = label("", "small", wraps=True)
        self.task = label("", wraps=True)
        self.said = label("", "small", wraps=True)
        self.estimate = EstimateView(theme)
        self.note = Field(placeholderText=self.tr("Note to go with the grade"))
        self.note.setMaxLength(500)
        self.note.setToolTip(self.tr("Kept with the grade; type it before you press a key"))
        self.note.setAccessibleName(self.tr("Note"))
        self.keys = GradeKeys(grading_tip)
        self.keys.listen()
        self._make_buttons()
        self._arrange()
        self._show_parts(estimate=False, keys=False)
        self.allow(grading=False, back=False)
        self.setFixedWidth(WIDTH)

    def show_reader(self, reader: str, study: str) -> None:
        """Say who reads what."""
        self.who.setText(self.tr("{reader} reads “{study}”").format(reader=reader, study=study))

    def show_blind(self, step: Step) -> None:
        """Ask for a grade of what is seen, and show nothing else."""
        self._show_step(step)
        self.task.setText(self.tr("Grade what you see: 0–4, or U for ungradable."))
        self._show_parts(estimate=False, keys=True)

    def show_waiting(self, step: Step, own: Grade | None) -> None:
        """Say that the model is asked, after the reader's own grade."""
        self._show_step(step)
        words = self.tr("You graded it {grade}. The model is asked …")
        self.task.setText(words.format(grade=grade_in_full(own)))
        self._show_parts(estimate=False, keys=True)

    def show_aided(self, own: Grade | None, estimate: GradeEstimate | None) -> None:
        """Show what the model says (None: it could not be asked), and ask once more."""
        words = (
            self.tr("You graded it {grade}. With the model's answer before you: grade it again.")
            if estimate is not None
            else self.tr("You graded it {grade}. The model could not be asked: confirm your grade.")
        )
        self.task.setText(words.format(grade=grade_in_full(own)))
        if estimate is not None:
            self.estimate.show_estimate(estimate)
        self._show_parts(estimate=estimate is not None, keys=True)
        self.keep.setText(self.tr("Keep {grade}").format(grade=grade_in_full(own)))
        self.keep.show()

    def show_finished(self, total: int) -> None:
        """Say that everything is read."""
        self.progress.setText(self.tr("All %n photograph(s) are read", "", total))
        self.bar.setMaximum(total)
        self.bar.setValue(total)
        self.task.setText(self.tr("Every grade is kept. You can leave now."))
        self._show_parts(estimate=False, keys=False)

    def show_again(self, grade: Grade | None, note: str) -> None:
        """Show what was given before, to be corrected."""
        self.note.setText(note)
        self.keys.mark(grade)
        self.keep.setText(self.tr("Keep {grade}").format(grade=grade_in_full(grade)))
        self.keep.show()

    def allow(self, *, grading: bool, back: bool) -> None:
        """Let the reader grade, or go back; both are barred while a grade is kept."""
        for part in (self.keys, self.keep, self.pass_over):
            part.setEnabled(grading)
        self.back.setEnabled(back)

    def say(self, text: str, tone: str = "") -> None:
        """Write a line above the keys."""
        self.said.setText(text)
        self.said.setVisible(bool(text))
        set_tone(self.said, tone)

    def _show_step(self, step: Step) -> None:
        words = self.tr("Photograph {n} of {total}")
        self.progress.setText(words.format(n=step.position + 1, total=step.total))
        self.bar.setMaximum(step.total)
        self.bar.setValue(step.position)
        self.note.clear()
        self.keys.mark()

    def _show_parts(self, *, estimate: bool, keys: bool) -> None:
        self._scroll.setVisible(estimate)
        self._space.setVisible(not estimate)
        self.notice.setVisible(estimate)
        for part in (self.note, self.keys):
            part.setVisible(keys)
        self.keep.hide()
        self.pass_over.hide()
        self.say("")

    def _make_buttons(self) -> None:
        self.keep = self._button(
            "check", self.tr("Keep"), self.tr("Keep the grade as it is (Enter)"), "primary"
        )
        self.pass_over = self._button(
            "chevron-right",
            self.tr("Pass over it"),
            self.tr("Go on without a grade: the photograph cannot be opened"),
        )
        self.back = self._button(
            "swap",
            self.tr("One back"),
            self.tr("Correct the grade before, until the next is given (Ctrl+Backspace)"),
        )
        self.leave = self._button(
            "close", self.tr("Leave"), self.tr("Leave; you go on here the next time (Esc)")
        )
        self.keep.clicked.connect(self.kept)
        self.pass_over.clicked.connect(self.pass_asked)
        self.back.clicked.connect(self.back_asked)
        self.back.setShortcut(QKeySequence("Ctrl+Backspace"))
        self.leave.clicked.connect(self.leave_asked)
        self.keys.chosen.connect(self.graded)

    def _button(self, icon: str, text: str, tip: str, kind: str = "") -> QPushButton:
        result = icon_button(self._theme, icon, text, tip, kind)
        result.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return result

    def _arrange(self) -> None:
        frame, layout = panel()
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setWidget(self.estimate)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._space = QWidget()
        self.notice = label(notice(), "small", wraps=True)
        above: tuple[QWidget, ...] = (self.progress, self.bar, self.who, line(), self.task)
        below: tuple[QWidget, ...] = (self.said, self.note, self.keys, self.keep, self.pass_over)
        for part in above:
            layout.addWidget(part)
        layout.addWidget(self._scroll, 1)
        layout.addWidget(self._space, 1)
        for part in below:
            layout.addWidget(part)
        layout.addLayout(row(self.back, self.leave))
        layout.addWidget(self.notice)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)
