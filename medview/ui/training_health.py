"""Step 2: is it fit to be learned from? What was found, seen and put right; and the split."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressBar, QSplitter, QVBoxLayout, QWidget

from medview.domain.case import ImageRef
from medview.domain.errors import MedViewError
from medview.domain.health import Finding, Health, Severity, apply_fix
from medview.domain.job import Progress
from medview.domain.picture_facts import Fingerprint
from medview.domain.split import is_split
from medview.domain.training import TrainingCase
from medview.ui.desk import Desk
from medview.ui.jobs import Job
from medview.ui.reasons import in_window_language, what_happened, what_to_do
from medview.ui.training_findings import FindingList
from medview.ui.training_gallery import CaseGallery
from medview.ui.training_split import SplitChooser
from medview.ui.training_words import class_words
from medview.ui.widgets import button, card, label, row, set_tone


class TrainingHealth(QWidget):
    """`changed` says that the cases are others now, or known to be fit or unfit."""

    changed = Signal()
    case_asked = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Start without cases."""
        super().__init__(parent)
        self._desk = desk
        self._task = ""
        self._job: Job | None = None
        self.cases: tuple[TrainingCase, ...] = ()
        self.health: Health | None = None
        self._fingerprints: Mapping[ImageRef, Fingerprint] = {}
        self.verdict = label("", "heading", wraps=True)
        self.advice = label("", wraps=True)
        self.bar = QProgressBar(textVisible=False)
        self.progress = label("", "small")
        self.cancel = button(self.tr("Cancel"), self.tr("Stop looking"))
        self.again = button(self.tr("Look again"), self.tr("Look at the cases once more"))
        self.findings = FindingList(desk)
        self.split = SplitChooser()
        self.heading = label("", "section")
        self.gallery = CaseGallery(desk, self.tr("Images of the finding"))
        self._arrange()
        self._connect()
        self._show_working(False)

    def what_is_missing(self) -> str:
        """Return what stands in the way of the next step, "" when nothing does."""
        if self._job is not None:
            return self.tr("The cases are being looked at.")
        if self.health is None:
            return self.tr("Have the cases looked at first.")
        return "" if self.health.may_train else self.tr("Put right what stops training first.")

    def take_cases(self, cases: Sequence[TrainingCase], task: str) -> None:
        """Look at these cases, unless they were looked at already."""
        self._task = task
        self._fingerprints = {}
        self.cases = tuple(cases)
        self.split.blockSignals(True)
        self.split.offer_official(is_split(self.cases))
        self.split.blockSignals(False)
        self.look()

    def look(self, *, splits: bool = True) -> None:
        """Look at the cases in the background, split anew unless the split is to stay.

        What was found before is of other cases, and is gone whatever comes of this.
        """
        self.drop()
        self._forget_found()
        by_patient = splits and self.split.by_patient.isChecked()
        self._job = self._desk.jobs.build(
            self._desk.services.ready_cases,
            self.cases,
            share=self.split.share.value() / 100 if by_patient else None,
            seed=self.split.seed.value(),
            known=self._fingerprints,
        )
        self._job.progress.connect(self._show_progress)
        self._job.succeeded.connect(self._show)
        self._job.failed.connect(self._say_failed)
        self._job.cancelled.connect(self._say_cancelled)
        self._show_working(True)
        self.changed.emit()
        self._job.start()

    def drop(self) -> None:
        """Stop looking."""
        if self._job is not None:
            self._job.drop()
            self._job = None

    def _forget_found(self) -> None:
        self.health = None
        self.findings.show_findings((), self._task)
        self.split.show_counts({}, self._task)
        self.heading.setText(self.tr("Choose a line and Show to see its images"))
        self.gallery.clear()

    def _show(self, found: tuple[tuple[TrainingCase, ...], Health]) -> None:
        self._job = None
        self.cases, self.health = found
        self._fingerprints = self.health.fingerprints
        self._show_working(False)
        self._say(self.health)
        self.findings.show_findings(self.health.findings, self._task)
        self.split.show_counts(self.health.counts, self._task)
        self.changed.emit()

    def _say(self, health: Health) -> None:
        stops = sum(finding.severity is Severity.STOP for finding in health.findings)
        others = len(health.findings) - stops
        set_tone(self._box, "danger" if stops else "warning" if others else "good")
        if stops:
            self.verdict.setText(self.tr("✗ Training is refused until this is put right"))
        elif others:
            self.verdict.setText(self.tr("⚠ Fit to be learned from, with remarks"))
        else:
            self.verdict.setText(self.tr("✓ Fit to be learned from"))
        words = self.tr("{n} images looked at. Nothing here changes your files.")
        first = in_window_language(health.findings[0].words) if stops else ""
        self.advice.setText(f"{first} {words.format(n=len(self.cases))}".strip())

    def _show_images(self, finding: Finding) -> None:
        self.heading.setText(in_window_language(finding.words))
        shown = []
        for line in finding.rows:
            case = self.cases[line]
            remark = in_window_language(finding.remarks.get(line, ""))
            words = remark or f"{class_words(case.label, self._task)} · {case.patient}"
            shown.append((case, f"{case.ref.name}\n{words}"))
        self.gallery.show_cases(shown)
        self.gallery.setFocus()

    def _mend(self, finding: Finding, choice: str) -> None:
        assert self.health is not None
        self.cases = apply_fix(
            self.cases,
            finding,
            choice,
            twins=self.health.twins,
            share=self.split.share.value() / 100,
            seed=self.split.seed.value(),
        )
        self.look(splits=False)

    def _show_progress(self, progress: Progress) -> None:
        self.bar.setMaximum(progress.total)
        self.bar.setValue(progress.done)
        words = self.tr("Looking at the images: {done} of {total}")
        self.progress.setText(words.format(done=progress.done, total=progress.total))

    def _say_failed(self, error: MedViewError) -> None:
        self._job = None
        self._show_working(False)
        set_tone(self._box, "danger")
        self.verdict.setText(what_happened(error))
        self.advice.setText(what_to_do(error))
        self.changed.emit()

    def _say_cancelled(self) -> None:
        self._job = None
        self._show_working(False)
        set_tone(self._box, "plain")
        self.verdict.setText(self.tr("Stopped looking"))
        self.advice.setText(self.tr("Choose “Look again” to go on."))
        self.changed.emit()

    def _show_working(self, is_working: bool) -> None:
        for part in (self.bar, self.progress, self.cancel):
            part.setVisible(is_working)
        for whole in (self._box, self.findings, self.split):
            whole.setEnabled(not is_working)
        self.again.setEnabled(not is_working)
        if is_working:
            self.progress.setText(self.tr("Looking at the images …"))
            self.bar.setMaximum(0)

    def _arrange(self) -> None:
        self._box, inside = card("box")
        set_tone(self._box, "plain")
        head = row(self.verdict, self.again)
        head.setStretch(0, 1)
        inside.addLayout(head)
        inside.addWidget(self.advice)
        across = QSplitter(Qt.Orientation.Horizontal)
        across.setChildrenCollapsible(False)
        across.addWidget(self.findings)
        across.addWidget(self.split)
        across.setStretchFactor(0, 3)
        across.setStretchFactor(1, 2)
        lower = QWidget()
        below = QVBoxLayout(lower)
        below.setContentsMargins(0, 0, 0, 0)
        below.addWidget(self.heading)
        below.addWidget(self.gallery, 1)
        down = QSplitter(Qt.Orientation.Vertical)
        down.setChildrenCollapsible(False)
        down.addWidget(across)
        down.addWidget(lower)
        down.setSizes([300, 180])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._box)
        working = row(self.progress, self.bar, self.cancel)
        working.setStretch(1, 1)
        column.addLayout(working)
        column.addWidget(down, 1)

    def _connect(self) -> None:
        self.cancel.clicked.connect(self._cancel)
        self.again.clicked.connect(self._look_again)
        self.split.changed.connect(self._split_again)
        self.findings.show_asked.connect(self._show_images)
        self.findings.fix_asked.connect(self._mend)
        self.gallery.case_asked.connect(self.case_asked)

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _look_again(self) -> None:
        self.look(splits=False)

    def _split_again(self) -> None:
        if self.cases:
            self.look()
