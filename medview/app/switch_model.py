"""Put a model to use: the library is embedded with it first, while the one in use answers."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

from medview.app.active_model import ActiveModels
from medview.app.embed_cases import EmbedCases
from medview.app.embed_missing import embed_missing
from medview.app.embed_slices import embed_slices
from medview.domain.case import Case
from medview.domain.errors import MedViewError, ModelError
from medview.domain.job import JobContext
from medview.domain.model import ModelCard, ModelRef
from medview.domain.ports import Reader
from medview.domain.registry import TASKS, Step, asked_for, newest_in_use
from medview.store.library import Library
from medview.store.model_events import ModelEvents
from medview.store.models import ModelPackage, ModelRegistry

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Switched:
    """A model that is in use now; `without` cases of the library it could not embed."""

    card: ModelCard
    without: int


class SwitchModel:
    """One switch of a task at a time; what was asked for outlives the window.

    The database says which model is in use; the registry's file repeats it for other processes.
    """

    def __init__(
        self,
        registry: ModelRegistry,
        models: ActiveModels,
        library: Library,
        reader: Reader,
        events: ModelEvents,
        reader_name: Callable[[], str],
    ) -> None:
        """Take what is installed, in use, remembered, and what decodes; and who asks."""
        self._registry, self._models, self._library = registry, models, library
        self._reader, self._events, self._reader_name = reader, events, reader_name
        self._switching = threading.Lock()

    def settle(self) -> None:
        """Make the registry's file say what the database says: a crash may have parted them.

        What the file alone knows was put to use by an earlier version, and is written down.
        """
        events = self._events.all()
        for task, digest in self._registry.chosen().items():
            if newest_in_use(events, task) is None:
                self._write_down(task, digest)
        for task in TASKS:
            newest = newest_in_use(events, task)
            if newest and self._registry.chosen().get(task) != newest.model.digest:
                self._follow(newest.model)

    def ask(self, name: str) -> ModelCard:
        """Check all of a package, and remember that it is to be put to use; `finish` does it.

        Raises ModelMissing or ModelDamaged. Asked for the model in use, an open wish is dropped.
        """
        package = self._registry.package(name)
        package.verify()
        card = package.card
        if self._in_use(card.task) == card.ref:
            self.cancel(card.task)
            return card
        with self._library.transaction():
            open_wish = asked_for(self._events.all(), card.task)
            if open_wish is None or open_wish.model != card.ref:
                self._events.add(Step.ASKED, card.task, card.ref, self._reader_name())
        return card

    def waiting(self) -> list[ModelCard]:
        """Return the models that are to be put to use once the library is embedded with them."""
        events = self._events.all()
        wishes = [wish for task in TASKS if (wish := asked_for(events, task))]
        cards = {p.card.ref: p.card for p in self._registry.packages()}
        return [cards[wish.model] for wish in wishes if wish.model in cards]

    def cancel(self, task: str) -> bool:
        """Stay with the model in use; False when nothing was asked for, or it is done already.

        What was embedded is kept: asked again, it goes on from there.
        """
        with self._library.transaction():
            wish = asked_for(self._events.all(), task)
            if wish is None:
                return False
            self._events.add(Step.CANCELLED, task, wish.model, self._reader_name())
            return True

    def finish(self, context: JobContext) -> list[Switched]:
        """Embed the library with every model that waits, and put each to use when all is there.

        Meanwhile, and when this is cancelled, the old model answers with its own vectors. Raises
        ModelError when the new one cannot be used, which ends the wish.
        """
        if not self._switching.acquire(blocking=False):
            raise MedViewError(
                "The library is being embedded for another model already.",
                hint="Wait, or cancel it.",
            )
        try:
            return [done for card in self.waiting() if (done := self._finish(card, context))]
        finally:
            self._switching.release()

    def _finish(self, card: ModelCard, context: JobContext) -> Switched | None:
        try:
            package = self._registry.package(card.ref.digest)
            later = self._models.instead(package)
            self._embed_all(later, card.ref.digest, context)
            package.verify()
        except ModelError:
            self.cancel(card.task)
            raise
        context.step(0, 0)
        if not self._switch(package, later):
            return None
        self._embed_all(later, card.ref.digest, context)  # what an import added at the last moment
        later.stale()
        log.info("%d vectors answer", len(later.for_task(card.task).index))  # built here and now
        return Switched(card, len(self._missing(later, card.ref.digest)))

    def _embed_all(self, later: ActiveModels, digest: str, context: JobContext) -> None:
        """Embed until nothing new was imported meanwhile; each case is tried once."""
        embed = EmbedCases(self._reader, later)
        tried: set[str] = set()
        while missing := [c for c in self._missing(later, digest) if c.id not in tried]:
            tried |= {case.id for case in missing}
            embed_missing(missing, self._library, embed, context)
        series = self._library.series_without_slices([digest])
        mine = [c for c in series if later.for_modality(c.modality).card.ref.digest == digest]
        embed_slices(mine, self._reader, later, self._library, context)

    def _missing(self, later: ActiveModels, digest: str) -> list[Case]:
        """Return the cases this model will answer for and has not embedded."""
        cases = self._library.cases_without_embedding([digest])
        return [c for c in cases if later.for_modality(c.modality).card.ref.digest == digest]

    def _switch(self, package: ModelPackage, later: ActiveModels) -> bool:
        """Change over in one step, unless the wish was taken back meanwhile."""
        card = package.card
        with self._library.transaction():
            wish = asked_for(self._events.all(), card.task)
            if wish is None or wish.model != card.ref:
                return False
            was = self._in_use(card.task)
            self._events.add(Step.IN_USE, card.task, card.ref, wish.reader, was)
            self._registry.use(package)
        self._models.take(later)
        return True

    def _in_use(self, task: str) -> ModelRef | None:
        packages = self._registry.active_packages()
        return next((p.card.ref for p in packages if p.card.task == task), None)

    def _write_down(self, task: str, digest: str) -> None:
        for package in self._registry.packages():
            if package.card.ref.digest == digest:
                self._events.add(Step.IN_USE, task, package.card.ref, "")

    def _follow(self, model: ModelRef) -> None:
        for package in self._registry.packages():
            if package.card.ref == model:
                self._registry.use(package)
