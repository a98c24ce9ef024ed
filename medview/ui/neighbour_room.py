"""How much room the nearest cases take: the image comes first while it is worked on."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QEvent, QObject, QTimer
from PySide6.QtWidgets import QSplitter, QWidget

from medview.ui.compare_view import CompareView
from medview.ui.neighbours import Neighbours
from medview.ui.preferences import Preferences
from medview.ui.viewer_area import ViewerArea

LEAST_IMAGE = 380  # points in height of an image that is worked on
CHOICE, FOLDED = "neighbours", "folded"


class NeighbourRoom(QObject):
    """Folds the nearest cases where they would leave too little of the image.

    That is while a strip of findings is open, two images are compared, or nothing was searched
    yet. What the user chooses is kept, and goes before.
    """

    def __init__(
        self,
        preferences: Preferences,
        viewer: ViewerArea,
        neighbours: Neighbours,
        down: QSplitter,
    ) -> None:
        """Take the splitter with both, its places restored."""
        super().__init__(down)
        self._preferences, self._viewer = preferences, viewer
        self._neighbours, self._down = neighbours, down
        self._insists = False  # the user unfolded them while there was little room
        self._places, self._height = down.saveState(), neighbours.sizeHint().height()
        self._later = QTimer(self, interval=0, singleShot=True)
        self._later.timeout.connect(self._decide)
        for view in (viewer.view.photo, viewer.view.series):
            view.canvas.installEventFilter(self)
        neighbours.turn_asked.connect(self.turn)
        neighbours.waiting_changed.connect(self._later.start)
        neighbours.opened.connect(self._later.start)
        self._decide()

    def turn(self) -> None:
        """Fold the cases, or unfold them, as the user asks."""
        is_folded = not self._neighbours.is_folded
        self._insists = not is_folded
        self._preferences.keep_choice(CHOICE, FOLDED if is_folded else "")
        self._fold(is_folded)

    def unfold(self) -> None:
        """Show the cards, whatever they were."""
        if self._neighbours.is_folded:
            self.turn()

    def places(self) -> QByteArray:
        """Return how the splitter was left while the cards were shown."""
        return self._places if self._neighbours.is_folded else self._down.saveState()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Decide anew once the image has more room, or less."""
        if event.type() == QEvent.Type.Resize:
            self._later.start()
        return False

    def _decide(self) -> None:
        compared = self._compared()
        is_worked_on = (
            self._viewer.shows_findings or self._neighbours.is_waiting or compared is not None
        )
        self._insists = self._insists and is_worked_on
        is_short = is_worked_on and self._image_beside_cards() < LEAST_IMAGE
        is_chosen = self._preferences.choice(CHOICE) == FOLDED
        self._fold(is_chosen or (is_short and not self._insists))

    def _image_beside_cards(self) -> int:
        """Return how high the image is, or would be, with the cards below it."""
        strip = self._neighbours
        shown = (self._compared() or self._viewer.view.canvas).height()
        if strip.isHidden() or not strip.is_folded:
            return shown
        return shown + strip.height() - self._height

    def _compared(self) -> QWidget | None:
        """Return an image of two that are compared, None while one is shown."""
        compare: CompareView | None = vars(self._viewer).get("compare")  # without making one
        if compare is None or not compare.isVisible():
            return None
        return compare.sides[0].view.canvas

    def _fold(self, is_folded: bool) -> None:
        if is_folded == self._neighbours.is_folded:
            return
        if is_folded and self._neighbours.isVisible():
            self._places, self._height = self._down.saveState(), self._neighbours.height()
        self._neighbours.fold(is_folded)
        low = self._neighbours.maximumHeight() if is_folded else self._height
        self._down.setSizes([sum(self._down.sizes()) - low, low])
