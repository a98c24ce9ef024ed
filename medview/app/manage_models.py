"""The registry of models: what is installed, and what a person does with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from medview.app.switch_model import Switched, SwitchModel
from medview.domain.errors import ModelError, ModelMissing
from medview.domain.job import JobContext
from medview.domain.model import ModelCard, ModelRef
from medview.domain.registry import (
    InstalledModel,
    ModelEvent,
    Origin,
    Step,
    asked_for,
    newest_in_use,
)
from medview.store.library import Library
from medview.store.model_events import ModelEvents
from medview.store.models import ModelPackage, ModelRegistry
from medview.store.packages import export_package, import_package


class ManageModels:
    """The verbs of the Models page and of `medview models`; safe to call from any thread."""

    def __init__(
        self,
        registry: ModelRegistry,
        library: Library,
        events: ModelEvents,
        switch: SwitchModel,
        reader_name: Callable[[], str],
        of_site: Callable[[ModelCard], ModelCard],
    ) -> None:
        """Take what is installed, what is remembered of it, and what puts a model to use.

        `of_site` returns a card with the calibration that was accepted for this site.
        """
        self._registry, self._library, self._events = registry, library, events
        self._reader_name, self._of_site = reader_name, of_site
        self.switch = switch

    def installed(self) -> list[InstalledModel]:
        """Return every model that can be used, by task, the ones in use first."""
        events = self._events.all()
        in_use = [package.card.ref for package in self._registry.active_packages()]
        found = [self._installed(package, events, in_use) for package in self._registry.packages()]
        return sorted(found, key=lambda one: (one.card.task, not one.is_in_use))

    def card(self, name: str) -> ModelCard:
        """Return the card of an id (the one in use of several) or of the start of a digest."""
        return self._of_site(self._registry.package(name).card)

    def history(self) -> list[ModelEvent]:
        """Return what happened to the models, newest first."""
        return self._events.all()[::-1]

    def activate(self, name: str, context: JobContext) -> list[Switched]:
        """Put a model (id, or start of its digest) to use, with the library embedded first."""
        self.switch.ask(name)
        return self.switch.finish(context)

    def previous(self, task: str) -> ModelCard:
        """Return the model that was in use before for a task; raise ModelMissing without one."""
        ref = self._previous(self._events.all(), task)
        cards = {p.card.ref: p.card for p in self._registry.packages()}
        if ref is None or ref not in cards:
            raise ModelMissing(
                "There is no earlier model to go back to.", hint="Choose one and activate it."
            )
        return cards[ref]

    def export(self, name: str, target: Path) -> Path:
        """Write a model as one ZIP file; what was calibrated for this site stays here."""
        return export_package(self._registry.package(name), target)

    def bring_in(self, archive: Path) -> ModelCard:
        """Bring a package in, its digests checked; `activate` puts it to use."""
        card = import_package(self._registry, archive).card
        self._events.add(Step.IMPORTED, card.task, card.ref, self._reader_name())
        return card

    def verify(self, name: str) -> str:
        """Check every file of a package; raise ModelMissing or ModelDamaged."""
        self._registry.verify(name)
        return "all files match their digests"

    def delete(self, digest: str) -> ModelCard:
        """Delete a model and its embeddings; signatures and the trail stay.

        Raises ModelError for one that ships with MedView, is in use, or is about to be.
        """
        package = self._registry.package(digest)
        card = package.card
        with self._library.transaction():
            standing = next(one for one in self.installed() if one.card.ref == card.ref)
            _must_be_free(standing)
            self._events.add(Step.DELETED, card.task, card.ref, self._reader_name())
            self._library.remove_embeddings(card.ref.digest)
            self._registry.remove(package)
        return card

    def _installed(
        self, package: ModelPackage, events: Sequence[ModelEvent], in_use: Sequence[ModelRef]
    ) -> InstalledModel:
        card = package.card
        newest, wish = newest_in_use(events, card.task), asked_for(events, card.task)
        is_in_use = card.ref in in_use
        return InstalledModel(
            card=self._of_site(card),
            origin=self._origin(card.ref, events),
            is_in_use=is_in_use,
            since=newest.at if is_in_use and newest and newest.model == card.ref else None,
            is_asked=wish is not None and wish.model == card.ref,
            is_previous=not is_in_use and self._previous(events, card.task) == card.ref,
        )

    def _origin(self, model: ModelRef, events: Sequence[ModelEvent]) -> Origin:
        if self._registry.ships(model.digest):
            return Origin.SHIPPED
        was_imported = any(e.model == model and e.step is Step.IMPORTED for e in events)
        return Origin.IMPORTED if was_imported else Origin.TRAINED

    def _previous(self, events: Sequence[ModelEvent], task: str) -> ModelRef | None:
        newest = newest_in_use(events, task)
        return newest.was if newest else None


def _must_be_free(model: InstalledModel) -> None:
    if model.origin is Origin.SHIPPED:
        raise ModelError(
            "This model ships with MedView and cannot be deleted.", hint="It may stay unused."
        )
    if not model.may_be_deleted:
        raise ModelError(
            "This model is in use, or about to be: it cannot be deleted.",
            hint="Activate another one first.",
        )
