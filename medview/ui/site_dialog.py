"""Accept the model in use for this site: choose graded cases, measure, calibrate, sign."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from medview.domain.errors import MedViewError
from medview.domain.job import Progress
from medview.domain.model import ModelCard
from medview.domain.site import ENOUGH, SiteChoice, SiteDecision, SiteReport, Truth
from medview.ui.desk import Desk
from medview.ui.errors import ErrorDoor
from medview.ui.jobs import Job
from medview.ui.site_words import decision_words, report_html, truth_words
from medview.ui.widgets import button, label, number_box, row
from medview.ui.words import origin_words, percent

MOST_CASES, MOST_EYES = 5000, 100_000
FINDS = (0.85, 0.9, 0.95, 0.98)


class SiteDialog(QDialog):
    """`changed`: a calibration was accepted, or taken back."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Offer what the library has; everything is read and measured in the background."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Accept the model for this site"))
        self.resize(1060, 620)
        self._desk, self._site = desk, desk.services.site
        self._job: Job | None = None
        self._counts: Mapping[Truth, Counter[str]] = {}
        self.report: SiteReport | None = None
        self._digest, self._is_accepted = "", False
        self.errors = ErrorDoor(desk.theme)
        self._make_choices()
        self._make_deciding()
        self.text = QTextBrowser()
        self.text.setAccessibleName(self.tr("What was measured"))
        self.text.setPlainText(
            self.tr(
                "Choose cases that people graded at this site, about 200 or more, with referable "
                "eyes among them. Measure, and see what the model is worth on your camera and your "
                "patients, before and after its referral is calibrated. Nothing changes until you "
                "accept."
            )
        )
        self._arrange()
        self._connect()
        desk.jobs.run(self._site.sources, then=self._offer, on_error=self.errors.show_error)
        desk.jobs.run(self._site.eyes_a_week, then=self._offer_eyes)
        self._read_decision()
        self._update()

    @property
    def choice(self) -> SiteChoice:
        """What is to be measured on."""
        share = self.share.value()
        return SiteChoice(
            truth=self.truth.currentData(),
            source=self.source.currentData() or "",
            most=self.most.value(),
            find=self.wanted.currentData(),
            eyes_a_week=float(self.eyes.value()),
            referable_share=share / 100 if share >= 0 else None,
        )

    def done(self, result: int) -> None:
        """Measure no more once the dialog is closed."""
        if self._job is not None and not self._job.is_over:
            self._job.drop()
        super().done(result)

    def measure(self) -> None:
        """Measure the model in use on the chosen cases."""
        self.report = None
        job = self._desk.jobs.build(
            self._site.measure, self.choice, title=self.tr("Measuring on your cases")
        )
        job.progress.connect(self._follow)
        job.succeeded.connect(self._show)
        job.failed.connect(self.errors.show_error)
        job.finished.connect(self._update)
        self._job = job
        self.errors.hide()
        job.start()
        self._update()

    def accept_calibration(self) -> None:
        """Keep that the person named accepts what was measured."""
        if self.report is not None:
            self._desk.jobs.run(
                self._site.accept,
                self.report,
                self.name.text(),
                then=self._tell_decided,
                on_error=self.errors.show_error,
                must_finish=True,
            )

    def take_back(self) -> None:
        """Keep that the calibration counts no longer."""
        self._desk.jobs.run(
            self._site.take_back,
            self._digest,
            self.name.text(),
            then=self._tell_decided,
            on_error=self.errors.show_error,
            must_finish=True,
        )

    def _make_choices(self) -> None:
        self.truth, self.source, self.wanted = QComboBox(), QComboBox(), QComboBox()
        for truth in (Truth.BOTH, Truth.SIGNED, Truth.LABELLED):
            self.truth.addItem(truth_words(truth), truth)
        for find in FINDS:
            self.wanted.addItem(percent(find), find)
        self.wanted.setCurrentIndex(FINDS.index(0.95))
        self.most = number_box(MOST_CASES, ENOUGH)
        self.eyes = number_box(MOST_EYES, 0, 0)
        self.share = number_box(100, -1, -1, " %")
        self.share.setSpecialValueText(self.tr("as of these cases"))
        for part, tip in (
            (self.truth, self.tr("Whose grades the model is held against")),
            (self.source, self.tr("Only cases of one source, such as one camera")),
            (self.most, self.tr("So many photographs at most, whole patients drawn at random")),
            (self.wanted, self.tr("The referral threshold is set to find this share")),
            (self.eyes, self.tr("How many eyes this site photographs in a week")),
            (self.share, self.tr("How many of the eyes that come are referable, if you know")),
        ):
            part.setToolTip(tip)
            part.setAccessibleName(tip)
        self.start = button(
            self.tr("&Measure"), self.tr("Measure the model in use on these cases"), "primary"
        )
        self.cancel = button(self.tr("Cancel"), self.tr("Stop measuring"))
        self.missing = label("", "small", wraps=True)
        self.bar = QProgressBar(textVisible=False, minimum=0, maximum=0)
        self.bar.setAccessibleName(self.tr("How far it is measured"))

    def _make_deciding(self) -> None:
        self.standing = label("", wraps=True)
        self.name = QLineEdit(self._desk.preferences.reader_name)
        self.name.setMaxLength(80)
        self.name.setPlaceholderText(self.tr("Your name"))
        self.name.setToolTip(self.tr("Who accepts, or takes back; kept with the date"))
        self.name.setAccessibleName(self.tr("Your name"))
        self.take = button(
            self.tr("&Accept for this site"),
            self.tr("From now on the model refers as in the right column"),
            "primary",
        )
        self.back = button(
            self.tr("&Take back"), self.tr("From now on the model refers as it came")
        )
        self.close_button = button(self.tr("Close"), self.tr("Close (Esc)"))

    def _arrange(self) -> None:
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        form.addRow(self.tr("Cases graded by people"), self.truth)
        form.addRow(self.tr("Source"), self.source)
        form.addRow(self.tr("Photographs at most"), self.most)
        form.addRow(self.tr("Share of referable eyes to find"), self.wanted)
        form.addRow(self.tr("Eyes a week"), self.eyes)
        form.addRow(self.tr("Referable among them"), self.share)
        left = QWidget()
        left.setFixedWidth(300)
        inside = QVBoxLayout(left)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addLayout(form)
        inside.addLayout(row(self.start, self.cancel, None))
        inside.addWidget(self.bar)
        inside.addWidget(self.missing)
        inside.addStretch(1)
        across = QHBoxLayout()
        across.setSpacing(16)
        across.addWidget(left)
        across.addWidget(self.text, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(10)
        layout.addWidget(self.errors)
        layout.addLayout(across, 1)
        layout.addWidget(self.standing)
        deciding = row(label(self.tr("Name")), self.name, self.take, self.back, self.close_button)
        deciding.setStretch(1, 1)
        layout.addLayout(deciding)

    def _connect(self) -> None:
        self.truth.currentIndexChanged.connect(self._fill_sources)
        self.start.clicked.connect(self.measure)
        self.cancel.clicked.connect(self._stop)
        self.name.textChanged.connect(self._update)
        self.take.clicked.connect(self.accept_calibration)
        self.back.clicked.connect(self.take_back)
        self.close_button.clicked.connect(self.reject)

    def _offer(self, counts: Mapping[Truth, Counter[str]]) -> None:
        self._counts = counts
        self._fill_sources()

    def _fill_sources(self) -> None:
        counts = self._counts.get(self.truth.currentData(), Counter())
        chosen = self.source.currentData()
        self.source.clear()
        self.source.addItem(self.tr("All sources ({0})").format(counts.total()), "")
        for name, count in sorted(counts.items()):
            if name:
                self.source.addItem(f"{origin_words(name)} ({count})", name)
        self.source.setCurrentIndex(max(0, self.source.findData(chosen)))
        self._update()

    def _say_missing(self, has_cases: bool) -> None:
        words = self.tr(
            "The library has no photograph with such a grade. Import graded ones (Ctrl+I), or sign "
            "some that are in the library."
        )
        self.missing.setText("" if has_cases else words)

    def _offer_eyes(self, eyes: float) -> None:
        if not self.eyes.value():
            self.eyes.setValue(round(eyes))

    def _read_decision(self) -> None:
        self._desk.jobs.run(
            self._desk.services.model_for,
            "FUNDUS",
            then=self._ask_decision,
            on_error=self.errors.show_error,
        )

    def _ask_decision(self, card: ModelCard) -> None:
        self._digest = card.ref.digest
        self._desk.jobs.run(self._site.decision, self._digest, then=self._show_decision)

    def _show_decision(self, decision: SiteDecision | None) -> None:
        self._is_accepted = decision is not None and decision.accepted
        self.standing.setText(decision_words(decision))
        self._update()

    def _follow(self, progress: Progress) -> None:
        self.bar.setMaximum(progress.total)
        self.bar.setValue(progress.done)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _show(self, report: SiteReport) -> None:
        self.report = report
        self.text.setHtml(report_html(report))
        if not report.fitted:
            few = self.tr("Too few cases to calibrate: nothing can be accepted.")
            hint = self.tr("At least 10 referable photographs and 10 others are needed.")
            self.errors.show_error(MedViewError(few, hint=hint))

    def _tell_decided(self, decision: SiteDecision) -> None:
        self.report = None  # decided: the next decision needs a new measurement
        self._show_decision(decision)
        self.changed.emit()

    def _update(self) -> None:
        measuring = self._job is not None and not self._job.is_over
        counts = self._counts.get(self.truth.currentData(), Counter())
        named = bool(self.name.text().strip())
        self._say_missing(counts.total() > 0 or not self._counts)
        self.start.setEnabled(not measuring and counts.total() > 0)
        self.cancel.setVisible(measuring)
        self.bar.setVisible(measuring)
        fitted = self.report is not None and self.report.fitted
        self.take.setEnabled(fitted and named and not measuring)
        self.back.setEnabled(self._is_accepted and named)
