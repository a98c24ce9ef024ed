"""Step 4: a run at work; what it learns, epoch by epoch, and what may be asked of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QMessageBox,
    QPlainTextEdit,
    QProgressBar,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from medview.domain.training import EpochReport, Request, RunState, RunStatus, TrainingCase
from medview.ui.desk import Desk
from medview.ui.reasons import in_window_language
from medview.ui.training_curves import Curves
from medview.ui.training_map import EmbeddingMap
from medview.ui.training_neighbours import NeighbourExamples, classes_of
from medview.ui.training_words import class_words, progress_words
from medview.ui.widgets import button, follow_icon, label, row, set_tone, with_key

PAUSE_KEY = "Alt+P"  # Ctrl+Space changes the input method where Chinese is typed
AT_WORK = (RunState.WAITING, RunState.PREPARING, RunState.TRAINING, RunState.EVALUATING)


class TrainingRun(QWidget):
    """`asked` carries a Request; `case_asked` a TrainingCase whose picture is wanted."""

    asked = Signal(object)
    resume_asked = Signal()
    case_asked = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Start without a run."""
        super().__init__(parent)
        self._desk = desk
        self.status: RunStatus | None = None
        self._cases: Sequence[TrainingCase] = ()
        self.state = label("", "heading")
        self.trouble = label("", wraps=True)
        self.bar = QProgressBar(textVisible=False)
        self.curves = Curves(desk.theme)
        self.map = EmbeddingMap(desk.theme)
        self.examples = NeighbourExamples(desk)
        self.better = label("", "small", wraps=True)
        self.epoch = QSlider(Qt.Orientation.Horizontal)
        self.epoch.setRange(1, 1)
        self.epoch_words = label("", "small")
        self.log = QPlainTextEdit(readOnly=True)
        self._make_controls()
        self._arrange()
        self._connect()
        self._update_controls()

    def show_cases(self, cases: Sequence[TrainingCase]) -> None:
        """Take the cases of the run, for pictures and classes."""
        self._cases = cases
        if self.status is not None:
            self._name_classes(self.status)

    def show_status(self, status: RunStatus) -> None:
        """Draw a run as it stands."""
        before, self.status = self.status, status
        if before is None or before.run != status.run:
            self._forget(status)
        self.state.setText(f"{status.plan.title}: {progress_words(status)}")
        self.bar.setMaximum(max(status.total, 1))
        self.bar.setValue(status.done)
        self._show_trouble(status)
        self._show_log(status.log)
        if before is None or before.run != status.run or before.epochs != status.epochs:
            self._show_epochs(status)
        self._update_controls()

    def _forget(self, status: RunStatus) -> None:
        self._cases = ()
        self.log.clear()
        self._name_classes(status)

    def _name_classes(self, status: RunStatus) -> None:
        names = {name: class_words(name, status.plan.task) for name in status.plan.classes}
        self.map.show_classes(names, classes_of(self._cases))
        self.examples.show_cases(self._cases, status.plan.task)
        self.better.setText(self.examples.words())

    def _show_trouble(self, status: RunStatus) -> None:
        words = in_window_language(f"{status.failure} {status.advice}".strip())
        if status.state is RunState.BROKEN_OFF and not words:
            words = self.tr("Its process ended. Every finished epoch is kept: go on from there.")
        set_tone(self.trouble, "danger" if status.state is RunState.FAILED else "warning")
        self.trouble.setText(words)
        self.trouble.setVisible(bool(words))

    def _show_log(self, lines: Sequence[str]) -> None:
        shown = self.log.blockCount() if self.log.toPlainText() else 0
        for line in lines[shown:]:
            self.log.appendPlainText(in_window_language(line))

    def _show_epochs(self, status: RunStatus) -> None:
        self.curves.show_epochs(status.epochs, status.plan.epochs)
        count = max(len(status.epochs), 1)
        follows = self.epoch.value() == self.epoch.maximum()
        self.epoch.setMaximum(count)
        self.epoch.setEnabled(count > 1)
        if follows:
            self.epoch.setValue(count)
        self._show_epoch()

    def _show_epoch(self) -> None:
        epochs = self.status.epochs if self.status else ()
        chosen = epochs[min(self.epoch.value(), len(epochs)) - 1] if epochs else None
        self.map.show_epoch(chosen)
        self.examples.show_epochs(epochs[0] if epochs else None, chosen)
        self.better.setText(self.examples.words())
        self.epoch_words.setText(self._epoch_words(chosen))

    def _epoch_words(self, report: EpochReport | None) -> str:
        if report is None:
            return ""
        words = self.tr("Epoch {n}")
        best = self.tr("Epoch {n}, the best so far")
        return (best if report.better else words).format(n=report.epoch)

    def _make_controls(self) -> None:
        self.pause = button(
            self.tr("Pause"), with_key(self.tr("Let the computer rest; go on later"), PAUSE_KEY)
        )
        self.pause.setShortcut(PAUSE_KEY)
        self.stop = button(
            self.tr("Stop early, keep"),
            self.tr("End now, test the best epoch so far and keep its model"),
        )
        self.drop = button(
            self.tr("Cancel, drop …"), self.tr("End now and keep nothing of this run"), "danger"
        )
        self.resume = button(
            self.tr("Go on"), self.tr("Go on from the last finished epoch"), "primary"
        )
        for part, icon in ((self.pause, "pause"), (self.resume, "play"), (self.stop, "check")):
            follow_icon(part, self._desk.theme, icon)
        self.difference = label(
            self.tr(
                "“Stop early” keeps what was learned; “Cancel” drops it. You may close this page "
                "or MedView: the run goes on, and you find it here again."
            ),
            "small",
            wraps=True,
        )
        self.log.setAccessibleName(self.tr("What happened"))
        self.log.setToolTip(self.tr("What happened, in plain words"))
        self.log.setTabChangesFocus(True)
        self.epoch.setAccessibleName(self.tr("Epoch shown"))
        self.epoch.setToolTip(self.tr("Look at an earlier epoch (arrow keys)"))

    def _arrange(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        head = row(self.state, None, self.resume, self.pause, self.stop, self.drop)
        whole.addLayout(head)
        whole.addWidget(self.bar)
        whole.addWidget(self.trouble)
        whole.addWidget(self.difference)
        whole.addWidget(self.curves, 2)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        for column, (title, part, foot) in enumerate(
            (
                (self.tr("Held-out cases: like lies by like"), self.map, self._slider()),
                (self.tr("Examples: the nearest cases"), self.examples, self.better),
                (self.tr("What happened"), self.log, None),
            )
        ):
            grid.addWidget(label(title, "section"), 0, column)
            grid.addWidget(part, 1, column, 2 if foot is None else 1, 1)
            if foot is not None:
                grid.addWidget(foot, 2, column)
        for column, share in enumerate((4, 6, 3)):
            grid.setColumnStretch(column, share)
        grid.setRowStretch(1, 1)
        whole.addLayout(grid, 5)

    def _slider(self) -> QWidget:
        result = QWidget()
        across = row(self.epoch, self.epoch_words)
        across.setStretch(0, 1)
        result.setLayout(across)
        return result

    def _connect(self) -> None:
        self.epoch.valueChanged.connect(self._show_epoch)
        self.pause.clicked.connect(self._ask_pause)
        self.stop.clicked.connect(self._ask_stop)
        self.drop.clicked.connect(self._ask_drop)
        self.resume.clicked.connect(self._ask_resume)
        self.map.chosen.connect(self._ask_case)

    def _update_controls(self) -> None:
        state = self.status.state if self.status else None
        resumable = state is not None and state.resumable
        self.pause.setVisible(state in (RunState.TRAINING, RunState.PREPARING))
        self.stop.setVisible(state in (RunState.TRAINING, RunState.PAUSED))
        self.stop.setEnabled(bool(self.status and self.status.epochs))
        self.drop.setVisible(state in (*AT_WORK, RunState.PAUSED) or resumable)
        self.resume.setVisible(state is RunState.PAUSED or resumable)
        self.difference.setVisible(state in (*AT_WORK, RunState.PAUSED))

    def _ask_pause(self) -> None:
        self.asked.emit(Request.PAUSE)

    def _ask_stop(self) -> None:
        self.asked.emit(Request.STOP)

    def _ask_resume(self) -> None:
        if self.status is not None and self.status.state is RunState.PAUSED:
            self.asked.emit(Request.GO_ON)
        else:
            self.resume_asked.emit()

    def _ask_drop(self) -> None:
        answer = QMessageBox.question(
            self,
            self.tr("Cancel the run?"),
            self.tr(
                "Nothing of this run is kept, also not its finished epochs. To keep what was "
                "learned so far, choose “Stop early, keep” instead."
            ),
            QMessageBox.StandardButton.Discard | QMessageBox.StandardButton.Cancel,
            QMessageBox.StandardButton.Cancel,
        )
        if answer == QMessageBox.StandardButton.Discard:
            self.asked.emit(Request.DROP)

    def _ask_case(self, case_row: int) -> None:
        if case_row < len(self._cases):
            self.case_asked.emit(self._cases[case_row])
