"""Accept or override with one key, and see who signed what; signing again adds, never replaces."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medview.domain.checklist import LesionChecklist
from medview.domain.grade import Grade, GradeEstimate, SignedGrade
from medview.domain.model import ModelRef
from medview.domain.worklist import disagree, last_of_each
from medview.ui.checklist_words import doubt_words, findings_line, findings_lines
from medview.ui.grade_keys import GradeKeys
from medview.ui.lesion_list import LesionList
from medview.ui.theme import Theme
from medview.ui.widgets import Field, button, card, follow_icon, label, row, set_tone
from medview.ui.words import grade_in_full, plain_tip, when
from medview.ui.worklist_words import hidden_words


class SignBox(QWidget):
    """`signed` carries the grade the reader decided on (None: ungradable) and the note."""

    signed = Signal(object, str)
    take_back_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Show the state on top, the keys below it."""
        super().__init__(parent)
        self._estimate: GradeEstimate | None = None
        self.state, state_layout = card("box")
        state_layout.setContentsMargins(12, 7, 12, 7)
        state_layout.setSpacing(2)
        self.state_title = label("", "heading", wraps=True)
        self.state_detail = label("", "small", wraps=True)
        self.take_back = button(
            self.tr("Take back"),
            self.tr("Take back your own last signature of this photograph; it stays on record"),
            "link",
        )
        self.take_back.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        state_layout.addLayout(row(self.state_title, self.take_back))
        state_layout.addWidget(self.state_detail)
        self.accept_button = button(
            self.tr("Accept"), self.tr("Sign the grade that is shown"), "primary", "Enter"
        )
        follow_icon(self.accept_button, theme, "check")
        # A click leaves the keyboard where it was: on the image or in the list.
        self.accept_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.note = Field(placeholderText=self.tr("Note to go with the signature"))
        self.note.setMaxLength(500)
        self.note.setToolTip(self.tr("Kept with the signature, for people to read"))
        self.note.setAccessibleName(self.tr("Note"))
        self.lesions = LesionList()
        self.doubt = label("", "small", wraps=True)
        set_tone(self.doubt, "warning")
        self._signatures: Sequence[SignedGrade] = ()
        self._checklist: LesionChecklist | None = None
        self._is_blind = False
        self._keys = GradeKeys(self._key_tip)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(7)
        layout.addWidget(self.state)
        layout.addWidget(self.lesions)
        layout.addWidget(self.doubt)
        layout.addWidget(self.note)
        layout.addWidget(self.accept_button)
        layout.addWidget(self._keys)
        self.accept_button.clicked.connect(self.accept)
        self.take_back.clicked.connect(self.take_back_asked)
        self._keys.chosen.connect(self.decide)
        self.lesions.changed.connect(self._show_doubt)

    def show_state(
        self,
        estimate: GradeEstimate | None,
        signatures: Sequence[SignedGrade],
        *,
        has_own: bool = False,
        is_blind: bool = False,
    ) -> None:
        """Show what may be accepted and what was signed; one's own may be taken back.

        `is_blind`: another has signed, and this reader is not to know what.
        """
        self._estimate, self._is_blind = estimate, is_blind
        self.take_back.setVisible(has_own)
        grade = estimate.grade if estimate else None
        self.accept_button.setEnabled(grade is not None)
        self.accept_button.setText(
            self.tr("Accept")
            if grade is None
            else self.tr("Accept {grade}").format(grade=grade_in_full(grade))
        )
        self._keys.mark(*(one.grade for one in signatures[-1:]))
        self._signatures = signatures
        self._show_signatures(signatures)
        self._show_doubt()

    def show_checklist(self, checklist: LesionChecklist | None) -> None:
        """Show what was looked for when the case was signed last."""
        self._checklist = checklist
        self._show_signatures(self._signatures)
        self._show_doubt()

    def accept(self) -> None:
        """Sign the grade the model shows; without one there is nothing to accept."""
        if self._estimate is not None and self._estimate.grade is not None:
            self.decide(self._estimate.grade)

    def decide(self, grade: Grade | None) -> None:
        """Sign this grade, whatever the model says (None: ungradable)."""
        self.signed.emit(grade, self.note.text())

    def _key_tip(self, grade: Grade | None) -> str:
        if grade is None:
            return self.tr("Sign as ungradable")
        return self.tr("Sign {grade}").format(grade=grade_in_full(grade))

    def _show_signatures(self, signatures: Sequence[SignedGrade]) -> None:
        if not signatures:
            set_tone(self.state, "plain")
            self.state_title.setText(
                self.tr("Second read, blind: another reader has signed")
                if self._is_blind
                else self.tr("Not signed")
            )
            self.state_detail.setText(
                self.tr("Enter accepts; 0–4 or U signs another grade.")
                if self.accept_button.isEnabled()
                else self.tr("0–4 or U signs your own grade.")
            )
            # The last case may have had signatures.
            self.state.setToolTip(plain_tip(hidden_words()) if self._is_blind else "")
            return
        last = signatures[-1]
        by_reader = last_of_each(signatures)
        set_tone(self.state, "warning" if disagree(by_reader) else "good")
        self.state_title.setText(self.tr("Signed: {0}").format(grade_in_full(last.grade)))
        lines = self._lines(last, len(signatures))
        if disagree(by_reader):
            both = " · ".join(f"{one.reader}: {grade_in_full(one.grade)}" for one in by_reader)
            lines.append(self.tr("Readers disagree. {both}").format(both=both))
        self.state_detail.setText("\n".join(lines))
        lesions = findings_lines(self._listed) if self._listed else []
        history = "\n".join([*(self._history_line(one) for one in signatures), *lesions])
        self.state.setToolTip(plain_tip(history))

    def _show_doubt(self) -> None:
        """Hint where marks and grade do not fit: those to be signed, or those that are."""
        findings, last = self.lesions.findings, self._listed
        estimate = self._estimate.grade if self._estimate else None
        text = doubt_words(estimate, findings) if findings else ""
        if not findings and last is not None and self._signatures:
            text = doubt_words(self._signatures[-1].grade, last.findings)
        self.doubt.setText(text)
        self.doubt.setVisible(bool(text))

    @property
    def _listed(self) -> LesionChecklist | None:
        """The checklist of the last signature; None when it was signed without."""
        kept = self._checklist
        last = self._signatures[-1] if self._signatures else None
        is_its = kept is not None and last is not None and kept.signed_at == last.signed_at
        return kept if is_its else None

    def _lines(self, last: SignedGrade, count: int) -> list[str]:
        lines = [f"{last.reader} · {when(last.signed_at)}"]
        if last.model is not None:
            lines.append(self._model_line(last, last.model))
        if self._listed is not None:
            lines.append(findings_line(self._listed))
        if last.note:
            lines.append(self.tr("Note: {0}").format(last.note))
        if count > 1:
            lines.append(self.tr("Signed %n time(s); all are kept.", "", count))
        return lines

    def _model_line(self, last: SignedGrade, model: ModelRef) -> str:
        if last.is_override and last.estimate_grade is not None:
            return self.tr("{model} had shown {grade}").format(
                model=model.short, grade=int(last.estimate_grade)
            )
        return model.short

    def _history_line(self, one: SignedGrade) -> str:
        return f"{when(one.signed_at)} · {one.reader} · {grade_in_full(one.grade)}"
