"""The library: labelled cases that serve as neighbours; filter, look, import, remove."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from medview.domain.case import Case, CaseId
from medview.domain.errors import MedViewError
from medview.domain.label_queue import LabelQueue
from medview.ui.case_dialog import CaseDialog
from medview.ui.desk import Desk
from medview.ui.latest import Latest
from medview.ui.library_model import OUTCOME, PAGE, TAGS, LibraryModel
from medview.ui.library_table import LibraryTable
from medview.ui.widgets import EmptyState, button, follow_icon, icon_button, label, panel, row
from medview.ui.words import label_words, modality_words

if TYPE_CHECKING:
    from medview.app.services import Services

FILTER_PAUSE_MS = 200


class LibraryPage(QWidget):
    """`import_asked` opens the import dialog; `case_asked` shows a case in the reading page.

    `worklist_asked` carries cases that are to be put on a worklist: those that were chosen, or
    those whose labels would teach the next model the most; `export_asked` the chosen cases, or
    all that are listed where none is. `said` is a line for the status bar.
    """

    import_asked = Signal()
    worklist_asked = Signal(list)
    export_asked = Signal(list)
    case_asked = Signal(object)
    removed = Signal(int)
    described = Signal()  # what is known of a case is something else now
    said = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Lay out; `refresh` fills it when it is first seen."""
        super().__init__(parent)
        self.setObjectName("page")
        self._desk = desk
        self._facets = Latest(desk.jobs)
        self._knows_facets = False
        self._cases = Latest(desk.jobs)
        self._looked_at = Latest(desk.jobs)
        self._outcomes: tuple[str, ...] = ()
        self.model = LibraryModel(self)
        self.table = LibraryTable(desk, self.model)
        self.table.hide_empty({OUTCOME, TAGS})  # until it is known that there are any
        self.search = QLineEdit(placeholderText=self.tr("Search by name, patient, source …"))
        self.search.setClearButtonEnabled(True)
        self.search.setToolTip(self.tr("Show only cases that contain these words"))
        self.search.setAccessibleName(self.tr("Search the library"))
        self.search.setMinimumWidth(180)
        self.kind = QComboBox()
        self.kind.setToolTip(self.tr("Show only one kind of image"))
        self.kind.setAccessibleName(self.tr("Kind"))
        self.labels = QComboBox()
        self.labels.setToolTip(self.tr("Show only one label"))
        self.labels.setAccessibleName(self.tr("Label"))
        for box in (self.kind, self.labels):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.count = label("", "small")
        self._make_buttons()
        self.empty = EmptyState(desk.theme, "library", "", "")
        self._arrange()
        self._connect()

    def refresh(self) -> None:
        """Read cases and facets again; the list is what is waited for, so it comes first."""
        self._knows_facets = False
        self._read_cases()

    def show_facets(self, facets: Mapping[str, Mapping[str, int]]) -> None:
        """Offer the kinds and labels there are, with their counts."""
        kinds = {name: modality_words(name) for name in facets["modality"]}
        words = {name: label_words(name, "") for name in facets["label"]}
        self._outcomes = tuple(facets["outcome"])
        columns = {OUTCOME: facets["outcome"], TAGS: facets["tags"]}
        self.table.hide_empty({column for column, counts in columns.items() if not counts})
        _fill(self.kind, self.tr("All kinds"), facets["modality"], kinds)
        _fill(self.labels, self.tr("All labels"), facets["label"], words)

    def show_cases(self, found: tuple[Sequence[CaseId], Sequence[Case]]) -> None:
        """List the cases that pass the filters, of which the first are here already."""
        ids, cases = found
        self.model.show(ids, cases)
        self.count.setText(self.tr("%n case(s)", "", len(ids)))
        is_filtered = bool(
            self.search.text() or self.kind.currentData() or self.labels.currentData()
        )
        if is_filtered:
            self.empty.set_words(
                self.tr("No case matches"), self.tr("Clear the search or choose other filters.")
            )
        else:
            self.empty.set_words(
                self.tr("The library is empty"),
                self.tr(
                    "Import graded images: a folder for each class, or a folder and a CSV table. "
                    "Then the neighbours have pictures, and your own cases vote."
                ),
            )
        self._empty_import.setVisible(not is_filtered)
        self._stack.setCurrentIndex(0 if ids else 1)

    def remove_chosen(self) -> None:
        """Ask, then remove the chosen cases; files and signatures stay."""
        ids = self._chosen()
        if ids and self._confirms(len(ids)):
            self._desk.jobs.run(
                self._desk.services.remove_cases, ids, then=self._tell_removed, must_finish=True
            )

    def describe_chosen(self) -> None:
        """Ask what is known of the chosen case, and keep it."""
        case = self._only_chosen()
        if case is None:
            return
        labels = [self.labels.itemData(i) for i in range(self.labels.count())]
        dialog = CaseDialog(case, labels, self._outcomes, self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self._desk.jobs.run(
                self._desk.services.describe_case,
                dialog.described,
                then=self._refresh_after,
                must_finish=True,
            )

    def _refresh_after(self, _: object) -> None:
        self.refresh()
        self.described.emit()

    def label_next(self) -> None:
        """Look which photographs without a grade to label next, in the background."""
        if not self.next_button.isEnabled():
            return  # asked already
        self.next_button.setEnabled(False)
        job = self._desk.jobs.run(
            self._desk.services.label_next,
            then=self.show_next,
            title=self.tr("Looking for what to label next"),
        )
        job.finished.connect(self._allow_next)

    def show_next(self, queue: LabelQueue) -> None:
        """Offer the picked photographs as a worklist, or say why there are none."""
        if queue.picks:
            self.worklist_asked.emit([pick.case for pick in queue.picks])
        elif queue.unknown:
            self.said.emit(
                self.tr(
                    "The model in use has not looked at the photographs without a grade yet. It "
                    "does so after MedView is opened: ask again when that has ended."
                )
            )
        else:
            self.said.emit(
                self.tr("Every photograph of the library has a grade. Import some without first.")
            )

    def export_listed(self) -> None:
        """Ask to export the chosen cases, or all that are listed where none is chosen."""
        listed = range(self.model.rowCount())
        self.export_asked.emit(self._chosen() or self.model.ids_at(listed))

    def _allow_next(self) -> None:
        self.next_button.setEnabled(True)

    def _make_buttons(self) -> None:
        theme = self._desk.theme
        self.import_button = button(
            self.tr("Import …"), self.tr("Import labelled images"), "primary", "Ctrl+I"
        )
        follow_icon(self.import_button, theme, "import")
        self.show_button = self._action(
            "eye",
            self.tr("Look at it"),
            self.tr("Open the chosen case in the reading page (Enter)"),
        )
        self.describe_button = self._action(
            "adjust",
            self.tr("Describe …"),
            self.tr("Write label, findings, outcome and tags of the chosen case (F2)"),
        )
        self.worklist_button = self._action(
            "worklist",
            self.tr("Worklist …"),
            self.tr("Put the chosen photographs on a new worklist"),
        )
        self.export_button = self._action(
            "export",
            self.tr("Export …"),
            self.tr(
                "Write the chosen cases, or all that are listed, into one file for another site "
                "(Ctrl+Shift+X)"
            ),
        )
        self.next_button = self._action(
            "next",
            self.tr("Label next …"),
            self.tr(
                "Put the photographs without a grade that would teach the next model the most on a "
                "new worklist (Ctrl+L)"
            ),
        )
        self.next_button.setEnabled(True)
        self.remove_button = self._action(
            "remove",
            self.tr("Remove …"),
            self.tr("Remove the chosen cases from the library; the files stay (Del)"),
        )
        self._empty_import = button(
            self.tr("Import a labelled library …"), self.tr("Import labelled images"), "primary"
        )

    def _action(self, icon: str, text: str, tip: str) -> QPushButton:
        result = icon_button(self._desk.theme, icon, text, tip)
        result.setEnabled(False)
        return result

    def _arrange(self) -> None:
        frame, layout = panel()
        layout.addLayout(
            row(
                label(self.tr("Library"), "heading"),
                self.count,
                None,
                self.export_button,
                self.import_button,
            )
        )
        layout.addLayout(
            row(
                self.search,
                self.kind,
                self.labels,
                None,
                self.show_button,
                self.describe_button,
                self.worklist_button,
                self.next_button,
                self.remove_button,
            )
        )
        self._stack = QStackedLayout()
        self._stack.addWidget(self.table)
        nothing = QWidget()
        inside = QVBoxLayout(nothing)
        inside.addStretch(1)
        inside.addWidget(self.empty)
        inside.addWidget(self._empty_import, 0, Qt.AlignmentFlag.AlignHCenter)
        inside.addStretch(1)
        self._stack.addWidget(nothing)
        layout.addLayout(self._stack, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(8, 8, 8, 8)
        whole.addWidget(frame)

    def _connect(self) -> None:
        self._pause = QTimer(self, interval=FILTER_PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._read_cases)
        self.search.textChanged.connect(self._pause.start)
        self.kind.activated.connect(self._read_cases)
        self.labels.activated.connect(self._read_cases)
        self.import_button.clicked.connect(self.import_asked)
        self._empty_import.clicked.connect(self.import_asked)
        self.remove_button.clicked.connect(self.remove_chosen)
        self.show_button.clicked.connect(self._ask_for_case)
        self.describe_button.clicked.connect(self.describe_chosen)
        self.worklist_button.clicked.connect(self._ask_for_worklist)
        self.next_button.clicked.connect(self.label_next)
        self.export_button.clicked.connect(self.export_listed)
        self.table.activated.connect(self._ask_for_case)
        self.table.selectionModel().selectionChanged.connect(self._update_buttons)
        self.model.modelReset.connect(self._update_buttons)
        self.model.wanted.connect(self._read_looked_at)
        remove = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.table)
        remove.setContext(Qt.ShortcutContext.WidgetShortcut)
        remove.activated.connect(self.remove_chosen)
        describe = QShortcut(QKeySequence("F2"), self.table)
        describe.setContext(Qt.ShortcutContext.WidgetShortcut)
        describe.activated.connect(self.describe_chosen)

    def _read_cases(self) -> None:
        self._cases.run(
            _listed,
            self._desk.services,
            self.kind.currentData() or "",
            self.labels.currentData() or "",
            self.search.text().strip(),
            then=self._take_cases,
        )

    def _take_cases(self, found: tuple[Sequence[CaseId], Sequence[Case]]) -> None:
        self.show_cases(found)
        if not self._knows_facets:
            self._knows_facets = True
            self._facets.run(self._desk.services.library_facets, then=self.show_facets)

    def _read_looked_at(self, ids: Sequence[CaseId]) -> None:
        """Read the rows in view; of those a person has scrolled past, nothing is wanted."""
        read = self._desk.services.library_cases_of
        self._looked_at.run(read, ids, then=self.model.take, on_error=self._tell_unread)

    def _tell_unread(self, error: MedViewError) -> None:
        self.model.ask_again()
        self._desk.jobs.unhandled.emit(error)

    def _chosen(self) -> list[CaseId]:
        return self.model.ids_at(self.table.chosen_rows)

    def _only_chosen(self) -> Case | None:
        """Return the one case that is chosen; None for several, and while it is being read."""
        rows = self.table.chosen_rows
        return self.model.case_at(rows[0]) if len(rows) == 1 else None

    def _update_buttons(self) -> None:
        count = len(self.table.chosen_rows)
        self.remove_button.setEnabled(count > 0)
        self.show_button.setEnabled(count == 1)
        self.describe_button.setEnabled(count == 1)
        self.worklist_button.setEnabled(count > 0)
        self.export_button.setEnabled(self.model.rowCount() > 0)

    def _ask_for_case(self) -> None:
        case = self._only_chosen()
        if case is not None:
            self.case_asked.emit(case)

    def _ask_for_worklist(self) -> None:
        read = self._desk.services.library_cases_of
        self._desk.jobs.run(read, self._chosen(), then=self.worklist_asked.emit)

    def _confirms(self, count: int) -> bool:
        answer = QMessageBox.question(
            self,
            self.tr("Remove from the library?"),
            self.tr("Remove %n case(s) from the library?", "", count)
            + "\n"
            + self.tr("The image files, signed grades and the audit trail stay."),
            QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.No,
            QMessageBox.StandardButton.No,
        )
        return answer == QMessageBox.StandardButton.Yes

    def _tell_removed(self, count: int) -> None:
        self.removed.emit(count)
        self.refresh()


def _listed(
    services: Services, modality: str, label: str, text: str
) -> tuple[list[CaseId], list[Case]]:
    """Return which cases pass the filters, and those of the first rows."""
    ids = services.library_ids(modality, label, text)
    return ids, services.library_cases_of(ids[:PAGE])


def _fill(
    box: QComboBox, everything: str, counts: Mapping[str, int], words: Mapping[str, str]
) -> None:
    """Fill a filter box and keep what was chosen, where it still exists."""
    chosen = box.currentData()
    box.clear()
    box.addItem(f"{everything} ({sum(counts.values())})", "")
    for name, count in counts.items():
        box.addItem(f"{words[name]} ({count})", name)
    box.setCurrentIndex(max(0, box.findData(chosen)))
