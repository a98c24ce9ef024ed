"""More like this, less like this: what a person said of neighbours, and the buttons to say it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from medview.domain.case import CaseId
from medview.domain.feedback import Judgement
from medview.domain.region import Region
from medview.ui.theme import Theme
from medview.ui.widgets import tool_button, with_key

GAP = 4
LIST_KEY = "Ctrl+Shift+L"
PICTURE_SIDE = 64  # pixels, of what was judged
Place = tuple[CaseId, int | None, Region | None]  # what one judgement is of: a case, or a region


@dataclass(frozen=True, eq=False)
class Said:
    """A judgement, of what, and how that looks, where there is a picture."""

    judgement: Judgement
    title: str = ""
    picture: QPixmap | None = None


class JudgingBar(QWidget):
    """Four buttons; `changed` asks for a search with what was said until now.

    `more` and `less` speak of the neighbour that is chosen in the strip, which the strip knows;
    `list_asked` wants all that was said to be seen.
    """

    more = Signal()
    less = Signal()
    changed = Signal()
    list_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start with nothing said."""
        super().__init__(parent)
        self._said: dict[Place, Said] = {}
        self.more_button = tool_button(
            theme,
            "add",
            self.tr("Search for more cases like the chosen one (+)"),
            self.tr("More like this"),
        )
        self.less_button = tool_button(
            theme,
            "less",
            self.tr("Search for fewer cases like the chosen one (-)"),
            self.tr("Less like this"),
        )
        self.reset_button = tool_button(
            theme,
            "undo",
            self.tr("Forget what was said of neighbours, and search as at first"),
            self.tr("Search anew"),
        )
        self.list_button = tool_button(
            theme,
            "worklist",
            with_key(self.tr("See what was said, and take single ones back"), LIST_KEY),
            "0",
        )
        self.list_button.setAccessibleName(self.tr("What was said of neighbours"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        for part in (self.more_button, self.less_button, self.reset_button, self.list_button):
            layout.addWidget(part)
        self.more_button.clicked.connect(self.more)
        self.less_button.clicked.connect(self.less)
        self.reset_button.clicked.connect(self.reset)
        self.list_button.clicked.connect(self.list_asked)
        self.choose(None)
        self._show_reset()

    @property
    def said(self) -> tuple[Said, ...]:
        """What was said, in order."""
        return tuple(self._said.values())

    @property
    def judgements(self) -> tuple[Judgement, ...]:
        """What was said, in order, as a search takes it."""
        return tuple(one.judgement for one in self.said)

    def words(self) -> str:
        """Say by how much the search is refined; "" when it is not."""
        liked = sum(one.is_liked for one in self.judgements)
        disliked = len(self._said) - liked
        if not self._said:
            return ""
        return self.tr("refined: more like {0}, less like {1}").format(liked, disliked)

    def show_words(self, has_room: bool) -> None:
        """Write beside the icons what they mean, where there is room."""
        style = Qt.ToolButtonStyle
        for part in (self.more_button, self.less_button, self.reset_button):
            part.setToolButtonStyle(
                style.ToolButtonTextBesideIcon if has_room else style.ToolButtonIconOnly
            )

    def choose(self, case_id: CaseId | None) -> None:
        """Follow which neighbour is chosen."""
        for part in (self.more_button, self.less_button):
            part.setEnabled(case_id is not None)

    def judge(self, said: Said) -> None:
        """Take what is said in place of what was of the same; said twice, it is taken back."""
        place = _place_of(said.judgement)
        if place in self._said and self._said[place].judgement == said.judgement:
            self.take_back(said.judgement)
            return
        self._said[place] = said
        self._tell()

    def take_back(self, judgement: Judgement) -> None:
        """Say nothing any more of what was judged."""
        if self._said.pop(_place_of(judgement), None) is not None:
            self._tell()

    def take_back_all_of(self, ids: Collection[CaseId]) -> None:
        """Say nothing any more of these cases, nor of regions on them."""
        places = [place for place in self._said if place[0] in ids]
        for place in places:
            del self._said[place]
        if places:
            self._tell()

    def reset(self) -> None:
        """Say nothing any more, and search as at first."""
        if self._said:
            self.forget()
            self.changed.emit()

    def forget(self) -> None:
        """Say nothing any more: another search begins."""
        self._said.clear()
        self._show_reset()

    def _tell(self) -> None:
        self._show_reset()
        self.changed.emit()

    def _show_reset(self) -> None:
        self.reset_button.setEnabled(bool(self._said))
        self.list_button.setText(str(len(self._said)))
        self.list_button.setShortcut(LIST_KEY)  # a new text takes it away


def _place_of(judgement: Judgement) -> Place:
    """Return what a judgement is of; a case as a whole is judged by one image of it at a time."""
    image = judgement.image_index if judgement.region is not None else None
    return judgement.case_id, image, judgement.region
