"""The strip of nearest cases below the image: how they are measured, how many, and the cards.

Folded, it is one line that says what they are; `turn_asked` asks for it, or for the cards again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDialog, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from medview.domain.case import PHOTO, Case, CaseId, ImageRef
from medview.domain.errors import MedViewError
from medview.domain.feedback import Judgement
from medview.domain.grade import GradeEstimate
from medview.domain.neighbours import Metric, Neighbour, SimilarResult
from medview.domain.region import Region
from medview.domain.slices import Extent, images_of
from medview.domain.together import Together
from medview.ui.desk import Desk
from medview.ui.judgement_list import JudgementList
from medview.ui.judging_bar import JudgingBar, Said
from medview.ui.latest import Latest
from medview.ui.neighbour_controls import NeighbourControls
from medview.ui.neighbour_delegate import NeighbourDelegate
from medview.ui.neighbour_filter import NeighbourFilter
from medview.ui.neighbour_list import NeighbourList
from medview.ui.neighbour_model import NEIGHBOUR, PICTURE, NeighbourModel
from medview.ui.reasons import in_window_language, what_happened, what_to_do
from medview.ui.together_words import together_lines
from medview.ui.widgets import EmptyState, button, label, panel, row, set_tone
from medview.ui.words import neighbour_title, neighbour_words, no_picture_words

TURN_KEY = "Ctrl+Shift+J"
FRAME, HEAD_SPACING = 26, 4  # what the border and its margins take of the width
MOST_HEIGHT = 16_777_215  # Qt's own: no limit
ROOM_FOR_WORDS = 640  # pixels


class Neighbours(QWidget):
    """Searches, and shows what is nearest.

    `opened` carries the library's case to compare with, and the region that was searched with.
    """

    found = Signal(object)
    opened = Signal(object, object, object)
    turn_asked = Signal()
    waiting_changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Start with no search."""
        super().__init__(parent)
        self._desk = desk
        self._case: Case | None = None
        self._image_index: int | None = None
        self._region: Region | None = None
        self._extent = Extent.IMAGE
        self._asked: tuple[int, ...] = ()  # images that were searched with
        self.is_waiting = False  # for somebody to ask: there is nothing to show yet
        self._second: Case | None = None  # another series that is searched together with it
        self._together: Together | None = None  # what was found of it
        self._search = Latest(desk.jobs)
        self._fetch = Latest(desk.jobs)
        self._filters = Latest(desk.jobs)
        self.model = NeighbourModel(self)
        self.list = NeighbourList()
        self.list.setModel(self.model)
        self.list.setItemDelegate(NeighbourDelegate(desk.theme, desk.thumbnails, self.list))
        self.controls = NeighbourControls(desk.preferences, desk.theme)
        self.judging = JudgingBar(desk.theme)
        self.status = label("", "small")
        self.status.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.status.setMinimumHeight(self.status.fontMetrics().lineSpacing())
        self._empty = EmptyState(desk.theme, "similar", "", "")
        tip = self.tr("Fold the nearest cases to a line, or unfold them")
        self.turn = button("", tip, "heading", TURN_KEY)
        self.turn.setAccessibleName(self.tr("Fold or unfold the nearest cases"))
        self.turn.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.summary = label("", "quiet")
        self.summary.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._arrange()
        self._connect()
        self.fold(False)
        self.clear()

    @property
    def is_folded(self) -> bool:
        """True while one line stands for the cards."""
        return self._body.isHidden()

    def turn_over(self) -> None:
        """Fold them, or unfold them."""
        self.fold(not self.is_folded)

    def fold(self, is_folded: bool) -> None:
        """Show one line that says what is nearest, or the cards."""
        # As wide as before, or all that is beside it would move.
        self.setMinimumWidth(self.minimumSizeHint().width() if is_folded else 0)
        for part in (self._body, self._tools):
            part.setHidden(is_folded)
        self.summary.setVisible(is_folded)
        self.turn.setText(("▸ " if is_folded else "▾ ") + self.tr("Nearest cases"))
        self.setMaximumHeight(self.minimumSizeHint().height() if is_folded else MOST_HEIGHT)

    @property
    def query_words(self) -> str:
        """What was searched with: the slice, or the region marked on it, of one series or two."""
        if self._together is None:
            return self._own_words()
        kinds = self._together.kinds
        return self.tr("{0}, {1} together with {2}").format(self._own_words(), *kinds)

    def _own_words(self) -> str:
        several = len(self._asked)
        if self._region is not None and several > 1:
            return self.tr("of the marked region on {0} slices").format(several)
        if self._region is not None:
            return self.tr("of the marked region")
        if several > 1:
            return self.tr("of {0} slices together").format(several)
        is_series = self._case is not None and self._case.is_series
        return self.tr("of the slice") if is_series else self.tr("of the image")

    def asked_case(self, neighbour: Neighbour) -> Case | None:
        """Return which series of the query a neighbour is like, None for the one that is shown."""
        both = self._together
        return both.case if both is not None and neighbour.kind != both.kinds[0] else None

    def say_why(self, reason: str) -> None:
        """Say why something cannot be searched; the cards that are there stay."""
        self._tell(in_window_language(reason), "warning")

    def clear(self) -> None:
        """Forget the search."""
        self._search.drop()
        self._fetch.drop()
        self._filters.drop()
        self._case = None
        self.judging.forget()
        self.model.show(())
        self._say(
            self.tr("Nearest cases"),
            self.tr("The most similar graded cases of the chosen image appear here."),
        )

    def show_case(self, case: Case) -> None:
        """Get ready for a case; an eye is searched after its grade, a series on request."""
        self.clear()
        self._case, self._image_index, self._region = case, None, None
        self._extent, self._asked = Extent.IMAGE, ()
        self._second = self._together = None
        self.controls.kind.setEnabled(True)
        self._wait(not case.is_photograph)
        if self.is_waiting:
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
        if self._case.modality == PHOTO and not estimate.neighbours and not self.controls.where:
            self._ask_kind()
            return
        wanted = self.controls.count.value()
        is_plain = self.controls.metric_choice is Metric.COSINE and not self.controls.filters
        if is_plain and len(estimate.neighbours) >= wanted:
            self._show_neighbours(estimate.neighbours[:wanted])
        else:
            self.search()

    def show_given(self, neighbours: Sequence[Neighbour]) -> None:
        """Show these and nothing else: from here nothing is searched."""
        self.clear()
        for part in (self.controls, self.controls.filter_button, self.judging):
            part.hide()
        self.list.can_judge = False
        self._show_neighbours(neighbours)

    def search_slice(
        self,
        image_index: int | None,
        region: Region | None,
        extent: Extent = Extent.IMAGE,
        second: Case | None = None,
    ) -> None:
        """Search with one slice, or a region of it; what was said of other neighbours is past.

        With an extent of more than the image, with several slices, or the region through them; with
        a `second` series of the study, together with the same place in that.
        """
        self.judging.forget()
        self._image_index, self._region, self._extent = image_index, region, extent
        self._second = second
        self.search()

    def search(self) -> None:
        """Search as the controls say."""
        if self._case is None:
            return
        self._wait(False)
        self._say(self.tr("Searching …"), "")
        self._search.run(
            self._desk.services.find_similar,
            self._case,
            image_index=self._image_index,
            region=self._region,
            metric=self.controls.metric_choice,
            k=self.controls.count.value(),
            where=self.controls.where,
            judged=self.judging.judgements,
            images=self._images(),
            grow=self._extent is not Extent.IMAGE,
            together=self._second,
            then=self.show_result,
            on_error=self.show_error,
        )

    def show_result(self, result: SimilarResult) -> None:
        """Show what was found."""
        self._asked, self._together = result.asked, result.together
        self.controls.kind.setEnabled(result.together is None)  # each among its own kind
        self._show_neighbours(result.neighbours)
        second = together_lines(result.together)
        if result.unlike:
            doubt = self.tr("Nothing similar: do not rely on these neighbours.")
            self._tell(" · ".join((doubt, *second)), "warning")
        elif result.neighbours:
            parts = (self._own_words(), *second, self.judging.words())
            self._tell(" · ".join(part for part in parts if part))
        self.found.emit(result)

    def _images(self) -> tuple[int, ...]:
        """Return the images to search with; none means the one alone, or the region's."""
        if self._case is None or self._image_index is None or self._region is not None:
            return ()
        return images_of(self._extent, self._image_index, len(self._case.images))

    def judge_region(self, said: Said) -> None:
        """Search again with what a person says of a region on a neighbour, or on the query."""
        if self._case is not None:
            self.judging.judge(said)

    def list_said(self) -> None:
        """Show what was said, so that single ones can be taken back."""
        JudgementList(self.judging, self._desk.theme, self).exec()

    def ask_filters(self) -> None:
        """Look what there is to filter by, and ask for it."""
        if self._case is not None:
            verb = self._desk.services.similar_filters
            self._filters.run(verb, self._case, then=self._show_filters)

    def _show_filters(self, values: Mapping[str, Sequence[str]]) -> None:
        dialog = NeighbourFilter(values, self.controls.filters, self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.controls.filter_by(dialog.where)

    def show_error(self, error: MedViewError) -> None:
        """Say in place why there are no neighbours."""
        self._say(what_happened(error), what_to_do(error))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out controls that would be cut, and words that would push others off."""
        self.judging.show_words(self.width() >= ROOM_FOR_WORDS)
        self.controls.fit(
            event.size().width() - FRAME - self.turn.sizeHint().width() - 2 * HEAD_SPACING
        )
        super().resizeEvent(event)

    def focus_first(self) -> None:
        """Put the keyboard on the nearest case."""
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if self.model.rowCount() and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.model.index(0))

    def _arrange(self) -> None:
        frame, layout = panel(6)
        layout.setContentsMargins(12, 4, 12, 4)
        self._tools, self._body = QWidget(), QWidget()
        self._tools.setLayout(row(self.controls))
        head = row(self.turn, self.summary, None, self._tools, spacing=HEAD_SPACING)
        head.setStretch(1, 100)  # the free space is for what stands there while it is hidden
        layout.addLayout(head)
        layout.addWidget(self._body, 1)
        inside = QVBoxLayout(self._body)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(4)
        # A line of its own, kept when empty: nothing jumps.
        inside.addLayout(row(self.status, self.controls.filter_button, self.judging))
        self._stack = QStackedLayout()
        inside.addLayout(self._stack, 1)  # first: without a parent the list would be a window
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)

    def _connect(self) -> None:
        self.controls.changed.connect(self.search)
        self.turn.clicked.connect(self.turn_asked)
        self.controls.filter_asked.connect(self.ask_filters)
        self.list.clicked.connect(self._open)
        self.list.activated.connect(self._open)
        self.list.opened.connect(self._open_chosen)
        self.list.part_opened.connect(self._open_part)
        self.list.judged.connect(self._judge_chosen)
        self.list.taken_back.connect(self._take_back_chosen)
        self.list.selectionModel().currentChanged.connect(self._follow_chosen)
        self.judging.more.connect(self._like_chosen)
        self.judging.less.connect(self._dislike_chosen)
        self.judging.changed.connect(self.search)
        self.judging.list_asked.connect(self.list_said)
        self._desk.thumbnails.ready.connect(self.list.viewport().update)
        self._desk.theme.changed.connect(self.list.viewport().update)

    def _show_neighbours(self, neighbours: Sequence[Neighbour]) -> None:
        self._fetch.drop()
        chosen: Neighbour | None = self.list.currentIndex().data(NEIGHBOUR)
        self.model.show(neighbours, self._marks(neighbours))
        self.list.scrollToTop()
        if chosen is not None:
            self.list.setCurrentIndex(self.model.index_of(chosen.case_id))
        self._tell("")
        if not neighbours:
            self._say(
                self.tr("No case to compare with"),
                self.tr("No case passes the filter: choose another.")
                if self.controls.filters
                else self.tr("Import labelled cases of this kind into the library."),
            )
            return
        self._stack.setCurrentIndex(0)
        said = (counted_words(neighbours), self.judging.words())
        self.summary.setText(" · ".join(part for part in said if part))
        found = [part for n in neighbours for part in (n.parts or (n,))]
        held = [n.case_id for n in found if n.in_library]
        if held:
            self._fetch.run(self._library_cases, held, then=self.model.set_cases)

    def _marks(self, neighbours: Sequence[Neighbour]) -> dict[CaseId, bool]:
        """Return of each neighbour that was judged, whole or a region, what was said last."""
        said = {one.case_id: one.is_liked for one in self.judging.judgements}
        return {
            n.case_id: said[case_id] for n in neighbours for case_id in _ids(n) if case_id in said
        }

    def _library_cases(self, ids: Sequence[CaseId]) -> list[Case]:
        """Run in a thread: the cases of the library among these."""
        found = [self._desk.services.library_case(case_id) for case_id in ids]
        return [case for case in found if case is not None]

    def _open(self, index: QModelIndex, place: int = 0) -> None:
        """Open a neighbour; of a study that two series found, one of them."""
        neighbour: Neighbour = index.data(NEIGHBOUR)
        if neighbour.parts:
            neighbour = replace(neighbour.parts[place], rank=neighbour.rank)
        case = self.model.case_of(neighbour)
        if case is None:
            self._tell(no_picture_words())
        else:
            self.opened.emit(neighbour, case, self._region)

    def _open_chosen(self) -> None:
        self._open_part(0)

    def _open_part(self, place: int) -> None:
        if self.list.currentIndex().isValid():
            self._open(self.list.currentIndex(), place)

    def _follow_chosen(self, index: QModelIndex) -> None:
        self.judging.choose(index.data(NEIGHBOUR).case_id if index.isValid() else None)

    def _judge_chosen(self, is_liked: bool) -> None:
        index = self.list.currentIndex()
        neighbour: Neighbour | None = index.data(NEIGHBOUR)
        if neighbour is None or self._case is None:
            return
        ref: ImageRef | None = index.data(PICTURE)
        judgement = Judgement(neighbour.case_id, is_liked, neighbour.image)
        title = neighbour_words(neighbour)
        picture = self._desk.thumbnails.get(ref) if ref is not None else None
        self.judging.judge(Said(judgement, title, picture))

    def _like_chosen(self) -> None:
        self._judge_chosen(True)

    def _dislike_chosen(self) -> None:
        self._judge_chosen(False)

    def _take_back_chosen(self) -> None:
        neighbour: Neighbour | None = self.list.currentIndex().data(NEIGHBOUR)
        if neighbour is not None:
            self.judging.take_back_all_of(_ids(neighbour))

    def _ask_kind(self) -> None:
        self._say(
            self.tr("What does this picture show?"),
            self.tr("Choose the kind of image under “Among”, and the nearest cases appear here."),
        )

    def _wait(self, is_waiting: bool) -> None:
        self.is_waiting = is_waiting
        self.waiting_changed.emit()

    def _tell(self, text: str, tone: str = "") -> None:
        """Write the one line of messages."""
        set_tone(self.status, tone)
        self.status.setText(text)
        set_tone(self.summary, tone)
        if tone:
            self.summary.setText(text)

    def _say(self, title: str, text: str) -> None:
        self._tell("")
        self.summary.setText(title if self._case is not None else "")
        self._empty.set_words(title, text)
        self._stack.setCurrentIndex(1)


def _ids(neighbour: Neighbour) -> tuple[CaseId, ...]:
    """Return the cases a neighbour stands for: itself, or each series of a study."""
    return tuple(part.case_id for part in neighbour.parts or (neighbour,))


def counted_words(neighbours: Sequence[Neighbour]) -> str:
    """Return how many neighbours carry each label, that of the nearest first."""
    counts = Counter(map(neighbour_title, neighbours))
    return " · ".join(f"{title} × {count}" for title, count in counts.items())
