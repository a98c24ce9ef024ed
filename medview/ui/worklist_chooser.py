"""Which worklist is shown, and what can be done with worklists as a whole."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from medview.domain.worklist import WorklistInfo
from medview.ui.theme import Theme
from medview.ui.widgets import EmptyState, button, icon_button, row


class WorklistChooser(QWidget):
    """A box of names, and menus to make and to change; changes carry the chosen worklist."""

    chosen = Signal()
    folder_asked = Signal()
    open_asked = Signal()
    library_asked = Signal()
    rename_asked = Signal(object)
    delete_asked = Signal(object)
    again_asked = Signal(object)
    oedema_asked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start with no worklist."""
        super().__init__(parent)
        self._infos: dict[int, WorklistInfo] = {}
        self.names = QComboBox()
        self.names.setToolTip(self.tr("Choose a worklist"))
        self.names.setAccessibleName(self.tr("Worklist"))
        self.names.setMinimumWidth(220)
        self.names.setMaximumWidth(420)
        self.make = icon_button(theme, "add", self.tr("&New"), self.tr("Make a worklist"))
        self.make_menu = QMenu(self.make)
        for text, signal in (
            (self.tr("Of a &folder …"), self.folder_asked),
            (self.tr("Of the &open photographs"), self.open_asked),
            (self.tr("Of all photographs of the &library"), self.library_asked),
        ):
            self.make_menu.addAction(text).triggered.connect(signal)
        self.make.setMenu(self.make_menu)
        self.change = icon_button(
            theme,
            "settings",
            self.tr("&Change"),
            self.tr("Rename or delete this worklist, or have it estimated"),
        )
        self.change_menu = QMenu(self.change)
        for text, slot in (
            (self.tr("&Rename …"), self._ask_rename),
            (self.tr("&Grade all again"), self._ask_again),
            (self.tr("Estimate macular &oedema of all"), self._ask_oedema),
            (self.tr("&Delete …"), self._ask_delete),
        ):
            self.change_menu.addAction(text).triggered.connect(slot)
        self.change.setMenu(self.change_menu)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for part in (self.names, self.make, self.change):
            layout.addWidget(part)
        self.names.activated.connect(self.chosen)
        self.show_infos([], 0)

    @property
    def current(self) -> WorklistInfo | None:
        """The chosen worklist."""
        return self._infos.get(self.names.currentData())

    def show_infos(self, infos: Sequence[WorklistInfo], chosen: int) -> None:
        """Offer these worklists; choose one by its number, the first where it is gone."""
        self._infos = {info.id: info for info in infos}
        self.names.clear()
        for info in infos:
            self.names.addItem(info.name, info.id)
        self.names.setCurrentIndex(max(0, self.names.findData(chosen)) if infos else -1)
        for part in (self.names, self.change):
            part.setEnabled(bool(infos))

    def _ask_rename(self) -> None:
        self.rename_asked.emit(self.current)

    def _ask_delete(self) -> None:
        self.delete_asked.emit(self.current)

    def _ask_oedema(self) -> None:
        self.oedema_asked.emit(self.current)

    def _ask_again(self) -> None:
        self.again_asked.emit(self.current)


class WorklistWelcome(QWidget):
    """What is shown where there is no worklist: what it is for, and how to make one."""

    folder_asked = Signal()
    open_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Lay out in the middle."""
        super().__init__(parent)
        self.words = EmptyState(
            theme,
            "worklist",
            self.tr("There is no worklist yet"),
            self.tr(
                "Make one of the photographs of a clinic: MedView grades them in the background, "
                "and you read patient after patient."
            ),
        )
        self.folder = button(
            self.tr("Worklist of a folder …"), self.tr("Choose a folder of photographs"), "primary"
        )
        self.open = button(
            self.tr("Worklist of the open photographs"), self.tr("Take what is open for reading")
        )
        self.folder.clicked.connect(self.folder_asked)
        self.open.clicked.connect(self.open_asked)
        layout = QVBoxLayout(self)
        layout.addStretch(1)
        layout.addWidget(self.words)
        layout.addLayout(row(None, self.folder, self.open, None))
        layout.addStretch(1)
