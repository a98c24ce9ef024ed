"""The answer beside the image: a grade for an eye, or what the neighbours of a series are."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QInputDialog, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from medview.domain.case import Case, CaseId, Eye, Problem
from medview.domain.checklist import Findings
from medview.domain.errors import CannotOpen, MedViewError
from medview.domain.grade import Grade, GradeEstimate, SignedGrade
from medview.domain.neighbours import SimilarResult
from medview.domain.readers import same_reader
from medview.ui.desk import Desk
from medview.ui.estimate_view import EstimateView
from medview.ui.eye_chooser import EyeChooser
from medview.ui.eye_words import together_words
from medview.ui.latest import Latest
from medview.ui.oedema_asking import OedemaAsking
from medview.ui.patient_strip import PatientStrip
from medview.ui.reasons import what_happened, what_to_do
from medview.ui.sign_box import SignBox
from medview.ui.similar_view import SimilarView
from medview.ui.widgets import EmptyState, label, line, panel
from medview.ui.words import case_title, notice, patient_title, plain_tip

EMPTY, WAITING, ESTIMATE, SIMILAR = range(4)


class AnswerPanel(QWidget):
    """Asks for the grade of the chosen eye, shows it, and has it signed."""

    estimated = Signal(object)
    failed = Signal(object)
    similar_asked = Signal()
    signed = Signal(object)
    take_back_asked = Signal(str, object)
    corrected = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Start with no case."""
        super().__init__(parent)
        self._desk = desk
        self._case: Case | None = None
        self._asked: tuple[Case, ...] = ()  # photographs whose answer is awaited
        self._notes: dict[CaseId, str] = {}  # typed, and not signed yet
        self._findings: dict[CaseId, Findings] = {}  # marked, and not signed yet
        self._grading, self._listing = Latest(desk.jobs), Latest(desk.jobs)
        self.title = label("", "heading", wraps=True)
        self.patient = label("", "small", wraps=True)
        self.eye_chooser = EyeChooser()
        self.patient_strip = PatientStrip()
        self.estimate_view = EstimateView(desk.theme)
        self._oedema = OedemaAsking(desk, self.estimate_view.oedema)
        self.similar_view = SimilarView(desk.theme)
        self.sign_box = SignBox(desk.theme)
        self.waiting = EmptyState(desk.theme, "eye", "", "")
        self._empty = EmptyState(
            desk.theme,
            "eye",
            self.tr("The answer appears here"),
            self.tr("Choose an eye photograph to see its grade, or a series to find similar ones."),
        )
        self._arrange()
        self.sign_box.signed.connect(self._sign)
        self.sign_box.take_back_asked.connect(self._ask_take_back)
        self.eye_chooser.chosen.connect(self.correct_eye)
        self.similar_view.asked.connect(self.similar_asked)
        desk.worklist.answer_changed.connect(self._refresh)
        desk.worklist.added.connect(self._take_new_shots)
        self.clear()

    @property
    def case(self) -> Case | None:
        """The case the answer is about."""
        return self._case

    @property
    def can_sign(self) -> bool:
        """True for an eye photograph that is shown."""
        return self._case is not None and is_eye(self._case)

    def clear(self) -> None:
        """Show no case."""
        self._grading.drop()
        self._listing.drop()
        self._oedema.follow(None, None)
        self._keep_note()
        self._case = None
        for part in (self.title, self.patient, self.eye_chooser, self.patient_strip):
            part.hide()
        self.sign_box.hide()
        self._rule.hide()
        self._stack.setCurrentIndex(EMPTY)

    def show_case(self, case: Case) -> None:
        """Show what is known of a case, and ask for its grade if nothing is."""
        self._grading.drop()
        self._keep_note()
        self._case = case
        self.sign_box.note.setText(self._notes.get(case.id, ""))
        self.sign_box.lesions.show_findings(self._findings.get(case.id, {}))
        self._ask_checklist()
        self.title.setText(case_title(case))
        self.patient.setText(patient_title(case.patient))
        self.title.setToolTip(plain_tip(self.title.text()))
        self.patient.setToolTip(plain_tip(self.patient.text()))
        self.title.show()
        self.patient.show()
        for part in (self.sign_box, self._rule, self.eye_chooser):
            part.setVisible(is_eye(case))
        self.patient_strip.hide()
        self._oedema.follow(case if is_eye(case) else None, None)
        if is_eye(case):
            self.eye_chooser.show_case(case)
            self._show_eye(case)
        else:
            self.similar_view.show_case(case)
            self._stack.setCurrentIndex(SIMILAR)

    def ask_again(self) -> None:
        """Ask for the case that is shown as if nothing were known of it."""
        self._oedema.follow(None, None)
        if self._case is not None:
            self.show_case(self._case)

    def show_similar(self, result: SimilarResult, query: str) -> None:
        """Show what the neighbours of a series are; `query` says in words of which part."""
        self.similar_view.show_result(result, query)

    def accept(self) -> None:
        """Sign the grade that is shown."""
        if self.can_sign:
            self.sign_box.accept()

    def decide(self, grade: Grade | None) -> None:
        """Sign this grade (None: ungradable)."""
        if self.can_sign:
            self.sign_box.decide(grade)

    def correct_eye(self, eye: Eye) -> None:
        """Keep that the photograph is of this eye, and read the grade anew."""
        if self._case is None or not self.can_sign:
            return
        self.eye_chooser.show_case(self._case)
        if eye is self._case.eye and not self._case.eye_is_contradicted:
            return
        self._desk.jobs.run(
            self._desk.services.eyes.correct,
            self._case,
            eye,
            then=self._take_corrected,
            must_finish=True,
        )

    def _arrange(self) -> None:
        frame, layout = panel()
        content = QWidget()
        self._stack = QStackedLayout(content)
        for part in (self._empty, self.waiting, self.estimate_view, self.similar_view):
            self._stack.addWidget(_scrolling(part))
        layout.addWidget(self.title)
        layout.addWidget(self.patient)  # a line of its own: long names are not cut to half
        layout.addWidget(self.eye_chooser)
        layout.addWidget(self.patient_strip)
        layout.addWidget(content, 1)
        self._rule = line()
        layout.addWidget(self._rule)
        layout.addWidget(self.sign_box)
        self.notice = label(notice(), "small", wraps=True)
        self.notice.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(self.notice)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)
        self.setMinimumWidth(310)

    def _show_eye(self, case: Case) -> None:
        estimate = self._desk.worklist.estimate(case.id)
        if estimate is not None and self._desk.worklist.is_graded(case):
            self._refresh(case.id)
            self.estimated.emit(estimate)
            return
        self._wait(self.tr("Grading …"), self.tr("This takes less than a second."))
        self._show_signatures(case, None)
        self._show_patient()
        self._asked = self._desk.worklist.shots_of(case)
        self._grading.run(
            self._desk.services.eyes.grade,
            self._asked,
            then=self._keep_answers,
            on_error=self._show_failure,
        )

    def _take_new_shots(self) -> None:
        """Read the eye again when another photograph of it was opened; say what is open now."""
        case = self._case
        if case is None or not is_eye(case):
            return
        if self._desk.worklist.estimate(case.id) and not self._desk.worklist.is_graded(case):
            self._show_eye(case)
        self._show_patient()

    def _take_corrected(self, case: Case) -> None:
        self._desk.worklist.change(case)
        self.corrected.emit(case)

    def _wait(self, title: str, text: str) -> None:
        self.waiting.set_words(title, text)
        self._stack.setCurrentIndex(WAITING)

    def _keep_answers(self, answers: Sequence[GradeEstimate | Problem]) -> None:
        """Keep the answer for each photograph of the eye, and show that of the chosen one."""
        self._desk.worklist.set_estimates([a for a in answers if isinstance(a, GradeEstimate)])
        case = self._case
        mine = [
            a for shot, a in zip(self._asked, answers, strict=True) if case and shot.id == case.id
        ]
        for answer in mine:
            if isinstance(answer, Problem):
                self._show_failure(CannotOpen(answer.message, hint=answer.hint))
            elif case is not None and not self._desk.worklist.is_graded(case):
                self._show_eye(case)  # another photograph of the eye was opened meanwhile
            else:
                self.estimated.emit(answer)

    def _show_failure(self, error: MedViewError) -> None:
        advice = what_to_do(error) or self.tr("You can still grade it yourself.")
        self._wait(what_happened(error), advice)
        self.failed.emit(error)

    def _refresh(self, case_id: str) -> None:
        if self._case is None or not is_eye(self._case):
            return
        self._show_patient()
        if case_id not in {shot.id for shot in self._desk.worklist.shots_of(self._case)}:
            return
        estimate = self._desk.worklist.estimate(self._case.id)
        if estimate is not None:
            words = together_words(estimate, self._names(), self._desk.worklist.estimates)
            self.estimate_view.show_estimate(estimate, words)
            self._stack.setCurrentIndex(ESTIMATE)
        self._oedema.follow(self._case, estimate)
        self._show_signatures(self._case, estimate)

    def _show_signatures(self, case: Case, estimate: GradeEstimate | None) -> None:
        signatures = self._desk.worklist.signatures(case)
        self.sign_box.show_state(
            estimate,
            signatures,
            has_own=self._own(case) is not None,
            is_blind=self._desk.worklist.hides_signature(case),
        )

    def _own(self, case: Case) -> SignedGrade | None:
        """Return the last signature of the reader who works now."""
        reader = self._desk.preferences.reader_name
        signatures = self._desk.worklist.signatures(case)
        return next((s for s in reversed(signatures) if same_reader(s.reader, reader)), None)

    def _ask_take_back(self) -> None:
        own = self._own(self._case) if self._case is not None else None
        if own is not None:
            self.take_back_asked.emit(own.case_id, own)

    def _show_patient(self) -> None:
        """Show what both eyes of this visit come to so far."""
        if self._case is None:
            return
        worklist = self._desk.worklist
        shots = worklist.visit_of(self._case)
        signed = {s.id: worklist.signatures(s)[-1] for s in shots if worklist.signatures(s)}
        result = self._desk.services.eyes.of_patient(shots, worklist.estimates, signed)
        self.patient_strip.show_result(result, self._names())

    def _names(self) -> dict[CaseId, str]:
        shots = self._desk.worklist.visit_of(self._case) if self._case else []
        return {shot.id: shot.images[0].name for shot in shots}

    def _resolve_eye(self, case: Case) -> None:
        eye = self.eye_chooser.ask(case)
        if eye is not None:
            self.correct_eye(eye)

    def _sign(self, grade: Grade | None, note: str) -> None:
        if self._case is not None and self._case.eye_is_contradicted:
            self._refresh(self._case.id)  # no key stays pressed
            self._resolve_eye(self._case)
            return
        if self._case is None or not self._knows_reader():
            self._refresh(self._case.id if self._case else "")
            return
        estimate = self._desk.worklist.estimate(self._case.id)
        self._desk.jobs.run(
            self._desk.services.sign_grade,
            self._case,
            estimate,
            grade,
            note,
            self.sign_box.lesions.findings,
            then=self._add_signed,
            must_finish=True,
        )
        self.sign_box.note.clear()
        self.sign_box.lesions.show_findings({})

    def _add_signed(self, signed: SignedGrade) -> None:
        self._desk.worklist.add_signature(signed)
        self.signed.emit(signed)
        self._ask_checklist()

    def _ask_checklist(self) -> None:
        """Fetch what was looked for when the case was signed."""
        self.sign_box.show_checklist(None)
        if self._case is not None and is_eye(self._case):
            verb = self._desk.services.lesion_checklist
            self._listing.run(verb, self._case.id, then=self.sign_box.show_checklist)

    def _keep_note(self) -> None:
        if self._case is not None:
            self._notes[self._case.id] = self.sign_box.note.text()
            self._findings[self._case.id] = self.sign_box.lesions.findings

    def _knows_reader(self) -> bool:
        if self._desk.preferences.reader_name.strip():
            return True
        name = self._ask_name(self.tr("Your name goes with every grade you sign:"))
        if name:
            self._desk.preferences.set("reader_name", name)
        return bool(name)

    def _ask_name(self, question: str) -> str:
        """Ask until a name is given; "" when the reader cancels."""
        name, was_given = QInputDialog.getText(self, self.tr("Who signs?"), question)
        if was_given and not name.strip():
            return self._ask_name(self.tr("Please enter a name: nothing was signed."))
        return name.strip() if was_given else ""


def is_eye(case: Case) -> bool:
    """True for what may be graded by a reader: one photograph, also one the model refuses."""
    return case.is_photograph


def _scrolling(widget: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidget(widget)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area
