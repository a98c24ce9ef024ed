"""The page of worklists: choose one, see who waits, grade in the background, open a patient."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QProgressBar, QStackedLayout, QVBoxLayout, QWidget

from medview.domain.case import Case, CaseId
from medview.domain.worklist import WorklistInfo, WorklistRow, tally
from medview.ui.desk import Desk
from medview.ui.latest import Latest
from medview.ui.widgets import EmptyState, icon_button, label, panel, row
from medview.ui.words import notice
from medview.ui.worklist_batch import WorklistBatch
from medview.ui.worklist_chooser import WorklistChooser, WorklistWelcome
from medview.ui.worklist_filter import WorklistFilter
from medview.ui.worklist_making import WorklistMaking
from medview.ui.worklist_model import WorklistModel
from medview.ui.worklist_reading import WorklistReading
from medview.ui.worklist_table import WorklistTable
from medview.ui.worklist_words import status_summary

SUMMARY_PAUSE_MS = 100
LIST, NO_MATCH, NO_LIST = range(3)


class WorklistPage(QWidget):
    """Shows one worklist at a time; `changed` says that other things can be done now."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Lay out; `refresh` fills it when it is first seen."""
        super().__init__(parent)
        self.setObjectName("page")
        self._desk = desk
        self._infos, self._rows = Latest(desk.jobs), Latest(desk.jobs)
        self._changed_since: set[str] = set()  # cases, since the rows were asked for
        self._reading_case = CaseId("")
        self._focus_is_due = False
        self.model = WorklistModel(self, lambda: desk.preferences.reader_name)
        self.table = WorklistTable(desk.theme, self.model)
        self.making = WorklistMaking(desk, self)
        self.batch = WorklistBatch(desk, self)
        self.reading = WorklistReading(desk, self)
        self.chooser = WorklistChooser(desk.theme)
        self.filter = WorklistFilter()
        self.welcome = WorklistWelcome(desk.theme)
        self._make_buttons()
        self.summary = label("", "quiet", wraps=True)
        self.progress = QProgressBar(textVisible=False, minimum=0, maximum=100)
        self.progress.setAccessibleName(self.tr("Share of the patients that are signed"))
        self.progress.setToolTip(self.progress.accessibleName())
        self._arrange()
        self._connect()
        self._show_state()

    def showEvent(self, event: QShowEvent) -> None:
        """Give the keyboard to the list once it is there, or to what makes the first one."""
        super().showEvent(event)
        self._focus_is_due = True

    @property
    def can_go_on(self) -> bool:
        """True when there are patients to go on with."""
        return self.model.rowCount() > 0

    def refresh(self) -> None:
        """Read the worklists, and the rows of the chosen one, again."""
        self._infos.run(self._desk.services.worklists.all, then=self._show_infos)

    def open_next(self) -> None:
        """Show the next eye that waits for the reader."""
        self.reading.open_next(self.model.shown_rows)

    def follow_case(self, case: Case) -> None:
        """Go on from the photograph that is read now."""
        self._reading_case = case.id
        if self.model.position_of(case.id) >= 0:
            self.reading.follow(case.id)

    def _make_buttons(self) -> None:
        self.grade = icon_button(
            self._desk.theme,
            "grade-all",
            "",
            self.tr("Grade in the background what has no estimate of the model in use yet"),
        )
        self.open_button = icon_button(
            self._desk.theme, "eye", self.tr("Open"), self.tr("Read the chosen patient (Enter)")
        )
        self.next_button = icon_button(
            self._desk.theme,
            "next",
            self.tr("Next for me"),
            self.tr("Read the next eye that waits for you, in the order of the list (J)"),
            "primary",
        )
        self.assign_button = icon_button(
            self._desk.theme,
            "user",
            self.tr("Assign …"),
            self.tr("Say who is to read the chosen patients (A)"),
        )
        self.second_button = icon_button(
            self._desk.theme,
            "compare",
            self.tr("Second read"),
            self.tr("Ask a second reader for the chosen patients, or no longer (D)"),
        )
        self.assign_button.setShortcut("A")
        self.second_button.setShortcut("D")

    def _arrange(self) -> None:
        frame, layout = panel()
        heading = label(self.tr("Worklist"), "heading")
        layout.addLayout(row(heading, self.chooser, None, self.grade, self.next_button))
        layout.addWidget(self.summary)
        layout.addWidget(self.progress)
        tools = (self.second_button, self.assign_button, self.open_button)
        layout.addLayout(row(self.filter, None, *tools))
        self.no_match = EmptyState(
            self._desk.theme,
            "worklist",
            self.tr("No patient matches"),
            self.tr("Clear the search or choose another status or reader."),
        )
        self._stack = QStackedLayout()
        for part in (self.table, self.no_match, self.welcome):
            self._stack.addWidget(part)
        layout.addLayout(self._stack, 1)
        self.legend = label(
            self.tr("Filled: signed · outlined: the model's · bar below: referable")
            + f" · {notice()}",
            "small",
        )
        layout.addWidget(self.legend, 0, Qt.AlignmentFlag.AlignHCenter)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(8, 8, 8, 8)
        whole.addWidget(frame)

    def _connect(self) -> None:
        self._later = QTimer(self, interval=SUMMARY_PAUSE_MS, singleShot=True)
        self._later.timeout.connect(self._show_state)
        self.filter.changed.connect(self._apply_filter)
        self.filter.left.connect(self.table.setFocus)
        self.chooser.chosen.connect(self._read_rows)
        for part in (self.chooser, self.welcome):
            part.folder_asked.connect(self.making.from_folder)
            part.open_asked.connect(self.making.from_open)
        self.chooser.library_asked.connect(self.making.from_library)
        self.chooser.rename_asked.connect(self.making.rename)
        self.chooser.delete_asked.connect(self.making.delete)
        self.chooser.again_asked.connect(self.batch.start_again)
        self.grade.clicked.connect(self._grade)
        self.open_button.clicked.connect(self._open)
        self.next_button.clicked.connect(self.open_next)
        self.assign_button.clicked.connect(self._assign)
        self.second_button.clicked.connect(self._second_read)
        self.table.activated.connect(self._open)
        self.table.selectionModel().selectionChanged.connect(self._update_buttons)
        self.model.modelReset.connect(self._show_state)
        self.model.dataChanged.connect(self._later.start)
        self.making.made.connect(self._show_made)
        self.making.changed.connect(self.refresh)
        self.batch.started.connect(self._update_buttons)
        self.batch.forgotten.connect(self.refresh)
        self._desk.worklist.answer_changed.connect(self._take_answer)
        self._desk.worklist.oedema_changed.connect(self._take_oedema)
        self.chooser.oedema_asked.connect(self.batch.start_oedema)

    def _show_infos(self, infos: Sequence[WorklistInfo]) -> None:
        kept = self._desk.preferences.choice("worklist")
        self.chooser.show_infos(infos, int(kept) if kept.isdecimal() else 0)
        self._read_rows()

    def _show_made(self, worklist: WorklistInfo) -> None:
        self._desk.preferences.keep_choice("worklist", str(worklist.id))
        self.filter.show_all()
        self.refresh()

    def _read_rows(self) -> None:
        worklist = self.chooser.current
        if worklist is None:
            self._rows.drop()
            self._show_rows([])
            return
        self._desk.preferences.keep_choice("worklist", str(worklist.id))
        self._changed_since.clear()
        self._rows.run(self._desk.services.worklists.rows, worklist.id, then=self._show_rows)

    def _show_rows(self, rows: Sequence[WorklistRow]) -> None:
        chosen = [one.cases[0].id for one in self.table.chosen_rows]
        self.filter.offer_readers(one.task.reader for one in rows)
        self.table.show_filled(rows)
        self.model.show(rows)
        for case_id in self._changed_since.copy():  # the rows may have been read before
            self._take_answer(case_id)
            self._take_oedema(case_id)
        self.table.choose([self.model.position_of(i) for i in chosen or [self._reading_case]])
        if self._focus_is_due:
            self._focus_is_due = False
            (self.table if rows else self.welcome.folder).setFocus()

    def _apply_filter(self) -> None:
        self.model.set_filter(self.filter.text, self.filter.status, self.filter.reader)

    def _show_state(self) -> None:
        counted = tally(self.model.rows)
        has_list = self.chooser.current is not None
        patients = self.tr("%n patient(s)", "", counted.patients)
        words = " · ".join(filter(None, (patients, status_summary(counted))))
        self.summary.setText(words if has_list else "")
        self.progress.setValue(round(100 * counted.signed_share))
        self.progress.setVisible(has_list)
        self.legend.setVisible(has_list)
        self._missing = counted.ungraded
        shown = LIST if self.model.rowCount() else NO_MATCH
        self._stack.setCurrentIndex(shown if has_list else NO_LIST)
        self._update_buttons()

    def _update_buttons(self) -> None:
        chosen = len(self.table.selectionModel().selectedRows())
        self.open_button.setEnabled(chosen == 1)
        self.assign_button.setEnabled(chosen > 0)
        self.second_button.setEnabled(chosen > 0)
        self.next_button.setEnabled(self.can_go_on)
        self.grade.setVisible(self.chooser.current is not None)
        self.grade.setEnabled(self._missing > 0 and not self.batch.is_running)
        self.grade.setText(
            self.tr("Grade %n photograph(s)", "", self._missing)
            if self._missing
            else self.tr("All are graded")
        )
        self.filter.setEnabled(self.chooser.current is not None)
        self.changed.emit()

    def _take_answer(self, case_id: str) -> None:
        """Follow what is graded and signed elsewhere in the window."""
        self._changed_since.add(case_id)
        answers, own = self._desk.worklist, CaseId(case_id)
        estimate = answers.estimate(own)
        if estimate is not None:
            self.model.take_estimate(estimate)
        if answers.knows_signatures(own):
            self.model.take_signatures(own, answers.all_signatures(own))

    def _take_oedema(self, case_id: str) -> None:
        self._changed_since.add(case_id)
        reading = self._desk.worklist.oedema(CaseId(case_id))
        if reading is not None:
            self.model.take_oedema(CaseId(case_id), reading)

    def _grade(self) -> None:
        if self.chooser.current is not None:
            self.batch.start(self.chooser.current)

    def _open(self) -> None:
        chosen = self.table.chosen_rows
        if len(chosen) == 1:
            self.reading.open(chosen[0])

    def _assign(self) -> None:
        if self.chooser.current is not None:
            known = sorted({one.task.reader for one in self.model.rows})
            self.making.assign(self.chooser.current, self.table.chosen_rows, known)

    def _second_read(self) -> None:
        if self.chooser.current is not None:
            self.making.want_second_read(self.chooser.current, self.table.chosen_rows)
