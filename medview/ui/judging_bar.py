"""More like this, less like this: what a person said of neighbours, and the buttons to say it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from medview.domain.case import CaseId
from medview.domain.feedback import Judgement
from medview.ui.theme import Theme
from medview.ui.widgets import tool_button

GAP = 4


class JudgingBar(QWidget):
    """Three buttons; `changed` asks for a search with what was said until now.

    `more` and `less` speak of the neighbour that is chosen in the strip, which the strip knows.
    """

    more = Signal()
    less = Signal()
    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start with nothing said."""
        super().__init__(parent)
        self._said: dict[CaseId, Judgement] = {}
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
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        for part in (self.more_button, self.less_button, self.reset_button):
            layout.addWidget(part)
        self.more_button.clicked.connect(self.more)
        self.less_button.clicked.connect(self.less)
        self.reset_button.clicked.connect(self.reset)
        self.choose(None)
        self._show_reset()

    @property
    def judgements(self) -> tuple[Judgement, ...]:
        """What was said, in order."""
        return tuple(self._said.values())

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
        for part in self.findChildren(QToolButton):
            part.setToolButtonStyle(
                style.ToolButtonTextBesideIcon if has_room else style.ToolButtonIconOnly
            )

    def choose(self, case_id: CaseId | None) -> None:
        """Follow which neighbour is chosen."""
        for part in (self.more_button, self.less_button):
            part.setEnabled(case_id is not None)

    def judge(self, judgement: Judgement) -> None:
        """Take what is said of one neighbour in place of what was; said twice, it is taken back."""
        if self._said.get(judgement.case_id) == judgement:
            self.take_back(judgement.case_id)
            return
        self._said[judgement.case_id] = judgement
        self._tell()

    def take_back(self, case_id: CaseId) -> None:
        """Say nothing of a neighbour any more."""
        if self._said.pop(case_id, None) is not None:
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
