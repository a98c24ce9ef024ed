"""Lay another series of the patient over the planes: which one, in what colours, how dense."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QT_TRANSLATE_NOOP, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QLabel,
    QMenu,
    QSlider,
    QWidget,
)

from medview.app.fuse_planes import fused
from medview.domain.case import Case
from medview.domain.errors import MedViewError
from medview.domain.fusion import ColourMap, Fusion, Rigid
from medview.domain.job import JobContext
from medview.domain.volume import Volume, why_no_planes
from medview.ui.jobs import Job, JobRunner
from medview.ui.reasons import in_window_language
from medview.ui.three_planes import ThreePlanes
from medview.ui.widgets import button, label, toggle
from medview.ui.words import case_title, units_words

LoadVolume = Callable[[Case, JobContext], Volume]  # blocking: services.open_volume
OpenCases = Callable[[], list[Case]]
Follow = Callable[[Fusion, Volume], Fusion]  # blocking: services.priors.fused


def as_it_is(fusion: Fusion, below: Volume) -> Fusion:
    """Return a fusion that follows no alignment."""
    return fusion


COLOURS = {
    ColourMap.HOT_IRON: QT_TRANSLATE_NOOP("FusionTools", "Hot iron"),
    ColourMap.RAINBOW: QT_TRANSLATE_NOOP("FusionTools", "Rainbow"),
    ColourMap.INVERTED_GREY: QT_TRANSLATE_NOOP("FusionTools", "Inverted grey"),
}
HIGHEST = 1e7  # of a colour scale


class FusionTools(QWidget):
    """A menu of series, and a row of tools while one is laid over."""

    loading = Signal(object)  # Job
    changed = Signal()
    failed = Signal(object)  # MedViewError

    def __init__(
        self,
        jobs: JobRunner,
        load: LoadVolume,
        others: OpenCases,
        planes: ThreePlanes,
        follow: Follow = as_it_is,
        parent: QWidget | None = None,
    ) -> None:
        """Start without a fusion; `follow` lays one as an accepted alignment says."""
        super().__init__(parent)
        self._jobs, self._load, self._open_cases = jobs, load, others
        self._planes, self._follow = planes, follow
        self._case: Case | None = None
        self._job: Job | None = None
        self._fusion: Fusion | None = None
        self.menu = QMenu(self.tr("Fuse with …"), self)
        self.menu.setToolTipsVisible(True)
        self.menu.aboutToShow.connect(self.fill_menu)
        self.menu.triggered.connect(self._choose)
        self._build()
        self.clear()

    def show_case(self, case: Case) -> None:
        """Offer the other series of the patient of a case."""
        self.clear()
        self._case = case

    def clear(self) -> None:
        """Lay nothing over."""
        if self._job is not None and not self._job.is_over:
            self._job.drop()
        self._case = self._job = None
        self._set(None)

    def align(self, alignment: Rigid) -> None:
        """Take an accepted alignment of the series below with the one above."""
        if self._fusion is not None:
            self._set(replace(self._fusion, alignment=alignment))

    def show_or_hide(self) -> None:
        """Look under the colours, or at them again."""
        if self._fusion is not None:
            self.shown.toggle()

    def remove(self) -> None:
        """Lay nothing over any more."""
        self._set(None)

    def fill_menu(self) -> None:
        """Offer the open series of the same patient that have planes; others say why not."""
        self.menu.clear()
        for other in self._others():
            action = QAction(case_title(other).replace("&", "&&"), self.menu)
            reason = why_no_planes(other)
            action.setEnabled(not reason)
            action.setToolTip(in_window_language(reason))
            action.setData(other)
            self.menu.addAction(action)
        if self.menu.isEmpty():
            words = self.tr("No other series of this patient is open.")
            self.menu.addAction(words).setEnabled(False)

    def _others(self) -> list[Case]:
        """Return the other open series of the patient, those of the same study first."""
        case = self._case
        if case is None:
            return []
        others = [
            other
            for other in self._open_cases()
            if other.patient.key == case.patient.key and other.id != case.id and other.is_series
        ]
        return sorted(others, key=lambda other: other.study_uid != case.study_uid)

    def _choose(self, action: QAction) -> None:
        if isinstance(action.data(), Case):
            self.fuse_with(action.data())

    def fuse_with(self, other: Case) -> None:
        """Load another series, and lay it over."""
        if self._job is not None and not self._job.is_over:
            self._job.drop()
        self._job = self._jobs.build(self._load_fused, other, self._planes.volume)
        self._job.succeeded.connect(self._take)
        self._job.failed.connect(self._fail)
        self.loading.emit(self._job)
        self._job.start()

    def _load_fused(self, other: Case, below: Volume | None, context: JobContext) -> Fusion:
        """Return the other series, laid over as somebody accepted it; blocking."""
        fusion = fused(self._load(other, context))
        return fusion if below is None else self._follow(fusion, below)

    def _take(self, fusion: Fusion) -> None:
        self._job = None
        if self._planes.volume is not None:
            self.shown.setChecked(True)
            self._set(fusion)

    def _fail(self, error: MedViewError) -> None:
        self._job = None
        self.failed.emit(error)

    def _set(self, fusion: Fusion | None) -> None:
        """Show the tools as they are, and have the planes drawn."""
        self._fusion = fusion
        self.setVisible(fusion is not None)
        if fusion is not None:
            self._title.setText(case_title(fusion.over.case))
            self.high.setSuffix(f" {units_words(fusion.over.units)}".rstrip())
            self._set_tools(fusion)
        self._tell()

    def _set_tools(self, fusion: Fusion) -> None:
        """Set the tools without their telling anyone."""
        tools: tuple[QWidget, ...] = (self.opacity, self.high, self.colours)
        for tool in tools:
            tool.blockSignals(True)
        self.opacity.setValue(round(100 * fusion.opacity))
        self.high.setValue(fusion.high)
        self.colours.setCurrentIndex(self.colours.findData(fusion.colours))
        for tool in tools:
            tool.blockSignals(False)

    def _tell(self) -> None:
        self._planes.set_fusion(self._fusion if self.shown.isChecked() else None)
        self.changed.emit()

    def _change(self) -> None:
        """Take what the tools say."""
        if self._fusion is not None:
            low = min(self._fusion.low, self.high.value() - 1e-3)
            self._fusion = replace(
                self._fusion,
                opacity=self.opacity.value() / 100,
                high=self.high.value(),
                low=low,
                colours=ColourMap(self.colours.currentData()),
            )
            self._tell()

    def _build(self) -> None:
        self._title = label("", "heading")
        self.shown = toggle(self.tr("Colours"), self.tr("Show or hide the colours (X)"))
        self.shown.setChecked(True)
        self.shown.toggled.connect(self._tell)
        self.colours = QComboBox()
        for colours, words in COLOURS.items():
            self.colours.addItem(self.tr(str(words)), colours)
        self.colours.setToolTip(self.tr("How values become colours"))
        self.colours.setAccessibleName(self.tr("Colours"))
        self.colours.currentIndexChanged.connect(self._change)
        self.opacity = QSlider(Qt.Orientation.Horizontal)
        self.opacity.setRange(0, 100)
        self.opacity.setToolTip(self.tr("How dense the colours are"))
        self.opacity.setAccessibleName(self.tr("Opacity"))
        self.opacity.setMinimumWidth(80)
        self.opacity.valueChanged.connect(self._change)
        self.high = QDoubleSpinBox(minimum=1e-3, maximum=HIGHEST, decimals=1)
        self.high.setToolTip(self.tr("The value at the upper end of the colours"))
        self.high.setAccessibleName(self.tr("Up to"))
        self.high.valueChanged.connect(self._change)
        off = button(self.tr("Remove"), self.tr("Lay nothing over any more"))
        off.clicked.connect(self.remove)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 4, 0)
        row.addWidget(self._title, 1)
        row.addWidget(self.shown)
        row.addWidget(self.colours)
        row.addWidget(_named(self.tr("Opacity"), self.opacity))
        row.addWidget(self.opacity)
        row.addWidget(_named(self.tr("Up to"), self.high))
        row.addWidget(self.high)
        row.addWidget(off)


def _named(words: str, part: QWidget) -> QLabel:
    """Return the label of a tool."""
    named = label(words)
    named.setBuddy(part)
    return named
