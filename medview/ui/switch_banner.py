"""What is said while a model is being prepared: which one, how far, and which one answers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QProgressBar, QVBoxLayout, QWidget

from medview.domain.job import Progress
from medview.domain.registry import InstalledModel, in_use
from medview.ui.switching import Switching
from medview.ui.widgets import button, label, row, set_tone


class SwitchBanner(QFrame):
    """Hidden while nothing is being prepared."""

    def __init__(self, switching: Switching, parent: QWidget | None = None) -> None:
        """Follow the change of model, if there is one."""
        super().__init__(parent)
        self.setProperty("role", "box")
        set_tone(self, "plain")
        self._switching = switching
        self.words = label("", wraps=True)
        self.bar = QProgressBar(textVisible=False, minimum=0, maximum=0)
        self.bar.setAccessibleName(self.tr("How far the library is embedded"))
        self.count = label("", "small")
        self.cancel = button(self.tr("Cancel"), self.tr("Stay with the model in use"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.addWidget(self.words)
        line = row(self.bar, self.count, self.cancel)
        line.setStretch(0, 1)
        layout.addLayout(line)
        switching.progress.connect(self._follow)
        self.cancel.clicked.connect(self._cancel)
        self.hide()

    def show_models(self, models: Sequence[InstalledModel]) -> None:
        """Say which model is being prepared and which one answers meanwhile."""
        asked = [model for model in models if model.is_asked]
        lines = [self._sentence(model, models) for model in asked]
        self.words.setText("\n".join(lines))
        self.cancel.setEnabled(self._switching.is_running)
        self.setVisible(bool(asked))
        self._follow(self._switching.latest)

    def _sentence(self, model: InstalledModel, models: Sequence[InstalledModel]) -> str:
        now = in_use(models, model.card.task)
        return self.tr(
            "{new} is being prepared: the library is embedded with it. Until all is done, {old} "
            "answers, with its own embeddings."
        ).format(
            new=model.card.ref.short,
            old=now.card.ref.short if now else "–",
        )

    def _follow(self, progress: Progress) -> None:
        self.bar.setMaximum(progress.total)
        self.bar.setValue(progress.done)
        self.count.setText(f"{progress.done} / {progress.total}" if progress.total else "")

    def _cancel(self) -> None:
        self.cancel.setEnabled(False)
        self._switching.cancel()
