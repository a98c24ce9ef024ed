"""The strip of nearest cases below the image: how they are measured, how many, and the cards."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QListView,
    QSpinBox,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from medview.domain.case import FUNDUS, PHOTO, Case, CaseId
from medview.domain.errors import MedViewError
from medview.domain.grade import GradeEstimate
from medview.domain.neighbours import Metric, Neighbour, SimilarResult
from medview.domain.region import Region
from medview.ui.desk import Desk
from medview.ui.jobs import Job
from medview.ui.neighbour_delegate import CARD, NeighbourDelegate
from medview.ui.neighbour_model import NEIGHBOUR, NeighbourModel
from medview.ui.widgets import EmptyState, label, panel, row, set_tone
from medview.ui.words import metric_words, modality_words, no_picture_words

MOST = 50
SEARCHABLE = (FUNDUS, "MR", "DX", "CT")
PAUSE_MS = 250


class NeighbourList(QListView):
    """Keeps Enter for itself: in the strip it opens a neighbour and signs nothing."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the list have the key, and let no one else have Enter."""
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()


class Neighbours(QWidget):
    """Searches, and shows what is nearest; `opened` carries the library's case to compare with."""

    found = Signal(object)
    opened = Signal(object, object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Start with no search."""
        super().__init__(parent)
        self._desk = desk
        self._case: Case | None = None
        self._image_index: int | None = None
        self._region: Region | None = None
        self._job: Job | None = None
        self.model = NeighbourModel(self)
        self.list = self._make_list()
        self.distance = self._make_metric()
        self.count = self._make_count()
        self.kind = self._make_kind()
        self.status = label("", "small")
        self._empty = EmptyState(desk.theme, "similar", "", "")
        self._arrange()
        self._connect()
        self.clear()

    def clear(self) -> None:
        """Forget the search."""
        self._drop_job()
        self._case = None
        self.model.show(())
        self._say(
            self.tr("Nearest cases"),
            self.tr("The most similar graded cases of the chosen image appear here."),
        )

    def show_case(self, case: Case) -> None:
        """Get ready for a case; an eye is searched after its grade, a series on request."""
        self.clear()
        self._case, self._image_index, self._region = case, None, None
        if case.is_series or case.modality not in (FUNDUS, PHOTO):
            self._say(
                self.tr("Find similar"),
                self.tr("Press M to find the nearest cases of the slice, or mark a region first."),
            )
        else:
            self._say(self.tr("Searching …"), "")

    def show_estimate(self, estimate: GradeEstimate) -> None:
        """Show the neighbours that voted, or search as the user chose to measure."""
        if self._case is None or estimate.case_id != self._case.id:
            return
        if self._case.modality == PHOTO and not estimate.neighbours and not self._where():
            self._ask_kind()
            return
        wanted = self.count.value()
        if self.metric_choice is Metric.COSINE and len(estimate.neighbours) >= wanted:
            self._show_neighbours(estimate.neighbours[:wanted])
        else:
            self.search()

    def search_slice(self, image_index: int | None, region: Region | None) -> None:
        """Search with one slice, or a region of it."""
        self._image_index, self._region = image_index, region
        self.search()

    def search(self) -> None:
        """Search as the controls say."""
        if self._case is None:
            return
        self._drop_job()
        self._say(self.tr("Searching …"), "")
        self._job = self._desk.jobs.run(
            self._desk.services.find_similar,
            self._case,
            image_index=self._image_index,
            region=self._region,
            metric=self.metric_choice,
            k=self.count.value(),
            where=self._where(),
            then=self.show_result,
            on_error=self.show_error,
        )

    @property
    def metric_choice(self) -> Metric:
        """The distance chosen in the box."""
        return Metric(self.distance.currentData())

    def show_result(self, result: SimilarResult) -> None:
        """Show what was found."""
        self._show_neighbours(result.neighbours)
        set_tone(self.status, "warning" if result.unlike else "")
        if result.unlike:
            self.status.setText(self.tr("Even the nearest is far away: do not rely on these."))
        self.found.emit(result)

    def show_error(self, error: MedViewError) -> None:
        """Say in place why there are no neighbours."""
        self._say(error.message, error.hint)

    def focus_first(self) -> None:
        """Put the keyboard on the nearest case."""
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if self.model.rowCount() and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.model.index(0))

    def _make_list(self) -> QListView:
        view = NeighbourList()
        view.setModel(self.model)
        view.setItemDelegate(NeighbourDelegate(self._desk.theme, self._desk.thumbnails, view))
        view.setFlow(QListView.Flow.LeftToRight)
        view.setWrapping(False)
        view.setProperty("flat", True)
        view.setMouseTracking(True)
        view.setUniformItemSizes(True)
        view.setHorizontalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setMinimumHeight(CARD.height() + 12)
        view.setAccessibleName(self.tr("Nearest cases"))
        return view

    def _make_metric(self) -> QComboBox:
        box = QComboBox()
        for metric in Metric:
            box.addItem(metric_words(metric), str(metric))
        box.setCurrentIndex(box.findData(str(self._desk.preferences.metric)))
        box.setToolTip(self.tr("How the distance between two images is measured"))
        box.setAccessibleName(self.tr("Distance"))
        return box

    def _make_count(self) -> QSpinBox:
        box = QSpinBox(minimum=1, maximum=MOST, value=self._desk.preferences.neighbours)
        box.setToolTip(self.tr("How many of the nearest cases to show"))
        box.setAccessibleName(self.tr("Number of neighbours"))
        return box

    def _make_kind(self) -> QComboBox:
        box = QComboBox()
        box.addItem(self.tr("Its own kind"), "")
        for modality in SEARCHABLE:
            box.addItem(modality_words(modality), modality)
        box.setToolTip(
            self.tr("Which kind of image to search among; choose it for a plain picture file")
        )
        box.setAccessibleName(self.tr("Search among"))
        return box

    def _arrange(self) -> None:
        frame, layout = panel(6)
        layout.setContentsMargins(12, 8, 12, 6)
        layout.addLayout(
            row(
                label(self.tr("Nearest cases"), "heading"),
                self.status,
                None,
                label(self.tr("Among"), "small"),
                self.kind,
                label(self.tr("Distance"), "small"),
                self.distance,
                label(self.tr("Show"), "small"),
                self.count,
            )
        )
        self._stack = QStackedLayout()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._empty)
        layout.addLayout(self._stack, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)

    def _connect(self) -> None:
        self._pause = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self.search)
        self.distance.activated.connect(self.search)
        self.kind.activated.connect(self.search)
        self.count.valueChanged.connect(self._pause.start)
        self.list.clicked.connect(self._open)
        self.list.activated.connect(self._open)
        self._desk.thumbnails.ready.connect(self.list.viewport().update)
        self._desk.theme.changed.connect(self.list.viewport().update)
        self._desk.preferences.changed.connect(self._take_preference)

    def _take_preference(self, name: str) -> None:
        if name == "metric":
            self.distance.setCurrentIndex(
                self.distance.findData(str(self._desk.preferences.metric))
            )
        elif name == "k":
            self.count.setValue(self._desk.preferences.neighbours)

    def _where(self) -> dict[str, str] | None:
        modality = self.kind.currentData()
        return {"modality": modality} if modality else None

    def _show_neighbours(self, neighbours: Sequence[Neighbour]) -> None:
        self.model.show(neighbours)
        self.list.scrollToTop()
        self.status.setText("")
        if not neighbours:
            self._say(
                self.tr("No case to compare with"),
                self.tr("Import labelled cases of this kind into the library."),
            )
            return
        self._stack.setCurrentIndex(0)
        held = [n.case_id for n in neighbours if n.in_library]
        if held:
            self._desk.jobs.run(self._library_cases, held, then=self.model.set_cases)

    def _library_cases(self, ids: Sequence[CaseId]) -> list[Case]:
        """Run in a thread: the cases of the library among these."""
        found = [self._desk.services.library_case(case_id) for case_id in ids]
        return [case for case in found if case is not None]

    def _open(self, index: QModelIndex) -> None:
        neighbour: Neighbour = index.data(NEIGHBOUR)
        case = self.model.case_of(neighbour)
        if case is None:
            self.status.setText(no_picture_words())
        else:
            self.opened.emit(neighbour, case)

    def _ask_kind(self) -> None:
        self._say(
            self.tr("What does this picture show?"),
            self.tr("Choose the kind of image under “Among”, and the nearest cases appear here."),
        )

    def _say(self, title: str, text: str) -> None:
        self.status.setText("")
        self._empty.set_words(title, text)
        self._stack.setCurrentIndex(1)

    def _drop_job(self) -> None:
        if self._job is not None and not self._job.is_over:
            self._job.drop()
        self._job = None
