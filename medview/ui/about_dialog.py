"""About MedView: version and notice, the cards of the models, the licences of the parts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QTabWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from medview import __version__
from medview.app.licences import Licence
from medview.domain.model import ModelCard
from medview.domain.registry import InstalledModel
from medview.ui.desk import Desk
from medview.ui.model_card_text import card_html, licences_html
from medview.ui.widgets import label
from medview.ui.words import notice


class AboutDialog(QDialog):
    """Three pages; cards and licences are read in the background."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Show what is known at once, and ask for the rest."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("About MedView"))
        self.resize(760, 560)
        self._theme = desk.theme
        self._cards: list[ModelCard] = []
        self.choice = QComboBox()
        self.choice.setToolTip(self.tr("Choose a model"))
        self.choice.setAccessibleName(self.tr("Model"))
        self.card = _browser(self.tr("Model card"))
        self.licences = _browser(self.tr("Licences"))
        self.tabs = QTabWidget()
        self.tabs.addTab(self._make_about(), self.tr("About"))
        self.tabs.addTab(self._make_models(), self.tr("Model cards"))
        self.tabs.addTab(self.licences, self.tr("Licences"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 14, 14, 12)
        layout.addWidget(self.tabs)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.reject)
        layout.addWidget(close)
        self.choice.currentIndexChanged.connect(self._show_card)
        desk.jobs.run(desk.services.registry.installed, then=self.show_models)
        desk.jobs.run(desk.services.licences, then=self.show_licences)

    def show_models(self, models: Sequence[InstalledModel]) -> None:
        """Offer the cards."""
        self._cards = cards = [model.card for model in models]
        self.choice.clear()
        for card in cards:
            self.choice.addItem(f"{card.title} · {card.ref.version}")
        if not cards:
            self.card.setPlainText(self.tr("No model is installed."))

    def show_licences(self, licences: Sequence[Licence]) -> None:
        """List the parts and their licences."""
        self.licences.setHtml(licences_html(licences))

    def _make_about(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(22, 22, 22, 22)
        layout.setSpacing(12)
        layout.addWidget(label("MedView", "title"))
        layout.addWidget(label(self.tr("Version {0}").format(__version__), "quiet"))
        layout.addWidget(label(notice(), "heading", wraps=True))
        layout.addWidget(
            label(
                self.tr(
                    "MedView grades diabetic retinopathy on photographs of the eye and finds "
                    "similar medical images. It works offline: no image and no name leaves this "
                    "computer. A clinician decides, and signs."
                ),
                wraps=True,
            )
        )
        layout.addStretch(1)
        return page

    def _make_models(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(10, 10, 10, 10)
        layout.addWidget(self.choice)
        layout.addWidget(self.card, 1)
        return page

    def _show_card(self, number: int) -> None:
        if 0 <= number < len(self._cards):
            self.card.setHtml(card_html(self._cards[number], self._theme.tokens))


def _browser(name: str) -> QTextBrowser:
    result = QTextBrowser()
    result.setOpenLinks(False)  # MedView opens no connection
    result.setProperty("flat", True)
    result.setAccessibleName(name)
    return result
