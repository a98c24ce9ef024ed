"""A change of model in the background: asked for, embedded, in use; goes on after a restart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from medview.app.switch_model import Switched
from medview.domain.errors import MedViewError, ModelError
from medview.domain.job import Progress
from medview.domain.model import ModelCard
from medview.ui.jobs import Job, JobRunner
from medview.ui.registry_words import model_name

if TYPE_CHECKING:
    from medview.app.services import Services


class Switching(QObject):
    """One change at a time; it lives as long as the program, whatever window is shown.

    `changed`: a model stands otherwise. `progress`: how far the embedding is. `switched`: another
    model answers from now on. `ended` says in words what it came to.
    """

    changed = Signal()
    progress = Signal(object)
    switched = Signal()
    ended = Signal(str)

    def __init__(self, services: Services, jobs: JobRunner, parent: QObject | None = None) -> None:
        """Start with nothing to do."""
        super().__init__(parent)
        self._switch = services.registry.switch
        self._jobs = jobs
        self._job: Job | None = None
        self._tasks: list[str] = []
        self.latest = Progress(0, 0)

    @property
    def is_running(self) -> bool:
        """True while the library is embedded with another model."""
        return self._job is not None and not self._job.is_over

    def ask(self, digest: str) -> None:
        """Put a model to use, once the library is embedded with it, and with what waits before."""
        self._jobs.run(
            self._switch.ask, digest, then=self._resume, on_error=self._tell, must_finish=True
        )

    def resume(self) -> None:
        """Go on with what was asked for and not done, before a restart or just now."""
        self._jobs.run(self._switch.waiting, then=self._start)

    def cancel(self) -> None:
        """Stay with the model in use."""
        if self._job is not None:
            self._job.cancel()

    def _resume(self, _card: ModelCard) -> None:
        self.changed.emit()
        self.resume()

    def _start(self, waiting: Sequence[ModelCard]) -> None:
        if not waiting or self.is_running:
            return
        names = ", ".join(model_name(card.ref) for card in waiting)
        title = self.tr("Embedding the library with {0}; until then the model in use answers")
        self._tasks, self.latest = [card.task for card in waiting], Progress(0, 0)
        job = self._jobs.build(self._switch.finish, title=title.format(names))
        job.progress.connect(self._follow)
        job.succeeded.connect(self._finish)
        job.cancelled.connect(self._give_up)
        job.failed.connect(self._tell)
        job.finished.connect(self.changed)
        self._job = job
        self._jobs.started.emit(job)
        job.start()
        self.changed.emit()

    def _follow(self, progress: Progress) -> None:
        self.latest = progress
        self.progress.emit(progress)

    def _finish(self, done: Sequence[Switched]) -> None:
        for one in done:
            words = self.tr("{0} answers from now on.").format(model_name(one.card.ref))
            left = self.tr("%n case(s) could not be embedded with it.", "", one.without)
            self.ended.emit(f"{words} {left}" if one.without else words)
        if done:
            self.switched.emit()
        self.resume()  # what was asked for meanwhile

    def _give_up(self) -> None:
        if self._job is None or self._job.was_dropped:  # the program ends: to be resumed
            return
        for task in self._tasks:
            self._jobs.run(self._switch.cancel, task, then=self._tell_kept, must_finish=True)

    def _tell_kept(self, was_open: bool) -> None:
        if was_open:
            self.ended.emit(self.tr("The model in use stays in use."))
        else:  # it had come into use before Cancel was heard
            self.switched.emit()
        self.changed.emit()
        self.resume()

    def _tell(self, error: MedViewError) -> None:
        self._jobs.unhandled.emit(error)
        self.changed.emit()
        if isinstance(error, ModelError):  # its wish has ended; any other waits for a restart
            self.resume()
