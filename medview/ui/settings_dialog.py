"""Settings: who signs, how it looks, how neighbours are searched; kept at once."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from medview.domain.choices import CHINESE, DARK, ENGLISH, LIGHT, MOST_NEIGHBOURS, SYSTEM
from medview.domain.neighbours import Metric
from medview.domain.prediction_set import COVERAGES
from medview.ui.desk import Desk
from medview.ui.library_place_box import LibraryPlaceBox
from medview.ui.widgets import label, line, number_box
from medview.ui.words import metric_words


class SettingsDialog(QDialog):
    """Each change counts at once; there is nothing to forget to save."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Show the settings as they are."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Settings"))
        self.setMinimumWidth(520)
        self._preferences = preferences = desk.preferences
        self.reader = QLineEdit(preferences.reader_name)
        self.reader.setPlaceholderText(self.tr("For example: Dr. A. Meyer"))
        self.reader.setMaxLength(80)
        self.theme = _choice(
            (self.tr("As the system"), SYSTEM),
            (self.tr("Light"), LIGHT),
            (self.tr("Dark"), DARK),
        )
        self.language = _choice(("English", ENGLISH), ("简体中文", CHINESE))
        self.distance = _choice(*((metric_words(metric), str(metric)) for metric in Metric))
        self.neighbours = number_box(MOST_NEIGHBOURS, preferences.neighbours)
        self.coverage = _choice(*((f"{share:.0%}", str(share)) for share in COVERAGES))
        self.coverage.setToolTip(
            self.tr(
                "Beside each grade stand the grades it may be: of a hundred photographs so many "
                "have the true grade among them. More certainty leaves more eyes to you."
            )
        )
        self.patient = QCheckBox(self.tr("In the corner of a series"))
        self.patient.setChecked(preferences.names_patients)
        self.patient.setToolTip(self.tr("Hide it where others see the screen (Shift+I)"))
        self.library = LibraryPlaceBox(desk)
        for box, value in (
            (self.theme, preferences.theme),
            (self.language, preferences.language),
            (self.distance, str(preferences.metric)),
            (self.coverage, str(preferences.coverage)),
        ):
            box.setCurrentIndex(max(0, box.findData(value)))
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        form = QFormLayout()
        form.setVerticalSpacing(10)
        form.setHorizontalSpacing(18)
        form.addRow(self.tr("&Name for signatures"), self.reader)
        form.addRow(self.tr("&Theme"), self.theme)
        form.addRow(self.tr("&Language"), self.language)
        form.addRow(self.tr("&Distance"), self.distance)
        form.addRow(self.tr("Nei&ghbours shown"), self.neighbours)
        form.addRow(self.tr("&Certainty of grades"), self.coverage)
        form.addRow(self.tr("Name of the &patient"), self.patient)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(14)
        layout.addLayout(form)
        layout.addWidget(label(self.tr("Changes above count at once."), "small"))
        layout.addWidget(line())
        layout.addWidget(self.library)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.reject)
        layout.addWidget(close)

    def _connect(self) -> None:
        self.reader.editingFinished.connect(self._keep_reader)
        self.theme.activated.connect(self._keep_theme)
        self.language.activated.connect(self._keep_language)
        self.distance.activated.connect(self._keep_metric)
        self.neighbours.valueChanged.connect(self._keep_neighbours)
        self.coverage.activated.connect(self._keep_coverage)
        self.patient.toggled.connect(self._preferences.name_patients)
        self.finished.connect(self._keep_reader)
        self.finished.connect(self.library.leave)

    def _keep_reader(self) -> None:
        self._preferences.set("reader_name", self.reader.text().strip())

    def _keep_theme(self) -> None:
        self._preferences.set("theme", self.theme.currentData())

    def _keep_language(self) -> None:
        self._preferences.set("language", self.language.currentData())

    def _keep_metric(self) -> None:
        self._preferences.set("metric", self.distance.currentData())

    def _keep_coverage(self) -> None:
        self._preferences.set("coverage", float(self.coverage.currentData()))

    def _keep_neighbours(self, count: int) -> None:
        self._preferences.set("k", count)


def _choice(*entries: tuple[str, str]) -> QComboBox:
    box = QComboBox()
    for words, value in entries:
        box.addItem(words, value)
    return box
