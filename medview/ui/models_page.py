"""The registry of models: what is installed, its card, which one is in use; and changing it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QSplitter,
    QTabBar,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from medview.domain.registry import InstalledModel, ModelEvent, in_use
from medview.domain.training import DR_GRADING
from medview.ui.desk import Desk
from medview.ui.latest import Latest
from medview.ui.model_actions import ModelActions
from medview.ui.model_card_text import card_html
from medview.ui.model_compare_text import compare_html, history_html
from medview.ui.models_table import ModelsModel, ModelsTable
from medview.ui.switch_banner import SwitchBanner
from medview.ui.widgets import icon_button, label, panel, row
from medview.ui.words import notice

CARD, COMPARE, HISTORY = range(3)


class ModelsPage(QWidget):
    """`said` tells in words what was done; `site_asked` opens the acceptance for this site."""

    said = Signal(str)
    site_asked = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Lay out; `refresh` fills it when it is first seen."""
        super().__init__(parent)
        self.setObjectName("page")
        self._desk = desk
        self._focus_is_due = self._is_listing = False
        self._page = ""  # what is shown: a long card is laid out only when it is another
        self._models, self._events = Latest(desk.jobs), Latest(desk.jobs)
        self.model = ModelsModel(self)
        self.table = ModelsTable(self.model)
        self.banner = SwitchBanner(desk.switching)
        self.actions_on = ModelActions(desk, self)
        self.tabs = QTabBar()
        for words in (self.tr("Card"), self.tr("Compare"), self.tr("History")):
            self.tabs.addTab(words)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(self.tr("What is shown"))
        self.tabs.setToolTip(self.tr("Card (K), compare with the one in use (C), history (H)"))
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)  # MedView opens no connection
        self.text.setProperty("flat", True)
        self.text.setAccessibleName(self.tr("About the chosen model"))
        self._make_buttons()
        self._arrange()
        self._connect()
        self._listen_to_keys()
        self._update_buttons()

    def showEvent(self, event: QShowEvent) -> None:
        """Give the keyboard to the list once it is there."""
        super().showEvent(event)
        self._focus_is_due = True

    def refresh(self) -> None:
        """Read the registry again."""
        self._models.run(self._desk.services.registry.installed, then=self.show_models)

    def show_models(self, models: Sequence[InstalledModel]) -> None:
        """List these models, and keep what was chosen."""
        chosen = [model.card.ref.digest for model in self.table.chosen]
        self._is_listing = True
        self.model.show(models)
        self.table.choose(chosen)
        self._is_listing = False
        self.banner.show_models(models)
        self._show_text()
        if self._focus_is_due:
            self._focus_is_due = False
            self.table.setFocus()

    def put_to_use(self) -> None:
        """Put the chosen model to use."""
        chosen = self._one()
        if chosen is not None and self.use_button.isEnabled():
            self.actions_on.put_to_use(chosen, self._in_use(chosen.card.task))

    def go_back(self) -> None:
        """Go back to the model that was in use before the one that is."""
        previous = self._previous()
        if previous is not None and self.back_button.isEnabled():
            self.actions_on.put_to_use(previous, self._in_use(previous.card.task))

    def export(self) -> None:
        """Write the chosen model as one ZIP."""
        if (chosen := self._one()) is not None:
            self.actions_on.export(chosen.card)

    def verify(self) -> None:
        """Check every file of the chosen model."""
        if (chosen := self._one()) is not None:
            self.actions_on.verify(chosen.card)

    def delete(self) -> None:
        """Delete the chosen model."""
        chosen = self._one()
        if chosen is not None and chosen.may_be_deleted:
            self.actions_on.delete(chosen.card)

    def _make_buttons(self) -> None:
        self.import_button = icon_button(
            self._desk.theme,
            "import",
            self.tr("Import …"),
            self.tr("Bring in a model package, a ZIP file (I)"),
        )
        self.use_button = icon_button(
            self._desk.theme,
            "check",
            self.tr("Put to use …"),
            self.tr("Embed the library with the chosen model, then use it (Enter)"),
            "primary",
        )
        self.back_button = icon_button(
            self._desk.theme,
            "undo",
            self.tr("Go back …"),
            self.tr("Go back to the model that was in use before (B)"),
        )
        self.site_button = icon_button(
            self._desk.theme,
            "statistics",
            self.tr("This site …"),
            self.tr("Measure the model in use on cases graded here, and calibrate it (S)"),
        )
        self.export_button = icon_button(
            self._desk.theme,
            "export",
            self.tr("Export …"),
            self.tr("Write the chosen model as one ZIP file (E)"),
        )
        self.verify_button = icon_button(
            self._desk.theme,
            "search",
            self.tr("Check"),
            self.tr("Check every file of the chosen model (V)"),
        )
        self.delete_button = icon_button(
            self._desk.theme,
            "remove",
            self.tr("Delete …"),
            self.tr("Delete the chosen model; not one that ships or is in use (Del)"),
        )

    def _arrange(self) -> None:
        frame, layout = panel()
        layout.addLayout(row(label(self.tr("Models"), "heading"), None, self.import_button))
        layout.addWidget(self.banner)
        own = (self.export_button, self.verify_button, self.delete_button)
        use = (self.use_button, self.back_button, self.site_button)
        layout.addLayout(row(*use, None, *own))
        layout.addWidget(self._make_panes(), 1)
        layout.addWidget(label(notice(), "small"), 0, Qt.AlignmentFlag.AlignHCenter)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(8, 8, 8, 8)
        whole.addWidget(frame)

    def _make_panes(self) -> QSplitter:
        reading = QWidget()
        inside = QVBoxLayout(reading)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(4)
        inside.addWidget(self.tabs)
        inside.addWidget(self.text, 1)
        panes = QSplitter(Qt.Orientation.Horizontal)
        panes.addWidget(self.table)
        panes.addWidget(reading)
        panes.setChildrenCollapsible(False)
        panes.setStretchFactor(0, 1)
        panes.setStretchFactor(1, 1)
        panes.setSizes([580, 580])
        return panes

    def _connect(self) -> None:
        self.table.selectionModel().selectionChanged.connect(self._show_text)
        self.table.activated.connect(self.put_to_use)
        self.tabs.currentChanged.connect(self._show_text)
        self._desk.switching.changed.connect(self.refresh)
        self._desk.theme.changed.connect(self._show_text)
        self.actions_on.changed.connect(self.refresh)
        self.actions_on.said.connect(self.said)
        self.import_button.clicked.connect(self.actions_on.bring_in)
        self.use_button.clicked.connect(self.put_to_use)
        self.back_button.clicked.connect(self.go_back)
        self.site_button.clicked.connect(self.site_asked)
        self.export_button.clicked.connect(self.export)
        self.verify_button.clicked.connect(self.verify)
        self.delete_button.clicked.connect(self.delete)

    def _listen_to_keys(self) -> None:
        for key, slot in (
            ("I", self.actions_on.bring_in),
            ("B", self.go_back),
            ("S", self.site_asked),
            ("E", self.export),
            ("V", self.verify),
            ("Del", self.delete),
            ("K", self._show_card),
            ("C", self._compare),
            ("H", self._show_history),
        ):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def _show_card(self) -> None:
        self.tabs.setCurrentIndex(CARD)

    def _compare(self) -> None:
        self.tabs.setCurrentIndex(COMPARE)

    def _show_history(self) -> None:
        self.tabs.setCurrentIndex(HISTORY)

    def _show_text(self) -> None:
        if self._is_listing:  # it is shown once, when all is listed
            return
        self._update_buttons()
        if self.tabs.currentIndex() == HISTORY:
            self._events.run(self._desk.services.registry.history, then=self._show_events)
        elif self.tabs.currentIndex() == COMPARE:
            self._show_page(self._comparison())
        elif self.table.chosen:
            self._show_page(card_html(self.table.chosen[0].card, self._desk.theme.tokens))
        else:
            self._show_page(self.tr("Choose a model to read its card."))

    def _show_events(self, events: Sequence[ModelEvent]) -> None:
        if self.tabs.currentIndex() == HISTORY:
            self._show_page(history_html(events))

    def _show_page(self, page: str) -> None:
        if page != self._page:
            self._page = page
            self.text.setHtml(page)

    def _comparison(self) -> str:
        chosen = self.table.chosen
        if len(chosen) == 1:
            now = self._in_use(chosen[0].card.task)
            chosen += [now] if now is not None and now != chosen[0] else []
        if len(chosen) == 2:
            return compare_html(chosen[0].card, chosen[1].card)
        return self.tr(
            "Choose a model that is not in use to see it beside the one that is, or hold Ctrl and "
            "choose two."
        )

    def _one(self) -> InstalledModel | None:
        chosen = self.table.chosen
        return chosen[0] if len(chosen) == 1 else None

    def _in_use(self, task: str) -> InstalledModel | None:
        return in_use(self.model.models, task)

    def _previous(self) -> InstalledModel | None:
        """Return what to go back to for the task of the chosen model, or where there is but one."""
        tasks = {model.card.task for model in self.table.chosen}
        found = [model for model in self.model.models if model.is_previous]
        of_task = [model for model in found if model.card.task in tasks]
        return next(iter(of_task or (found if len(found) == 1 else [])), None)

    def _update_buttons(self) -> None:
        one, is_free = self._one(), not self._desk.switching.is_running
        self.use_button.setEnabled(one is not None and is_free and not one.is_in_use)
        self.back_button.setEnabled(self._previous() is not None and is_free)
        self.site_button.setEnabled(self._in_use(DR_GRADING) is not None)
        for part in (self.export_button, self.verify_button):
            part.setEnabled(one is not None)
        self.delete_button.setEnabled(one is not None and one.may_be_deleted)
