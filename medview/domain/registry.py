"""The registry of models as people see it: what is installed, where it is from, what is in use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from medview.domain.model import ModelCard, ModelRef
from medview.domain.training import DR_GRADING, SIMILARITY

LESIONS, NODULES, REGIONS = "lesion-segmentation", "nodule-detection", "region-similarity"
TASKS = (DR_GRADING, SIMILARITY, LESIONS, NODULES, REGIONS)
SEARCHING = (DR_GRADING, SIMILARITY)  # whose embeddings are of a whole case, and find its like


class Origin(StrEnum):
    """Where a model came from."""

    SHIPPED = "shipped"
    TRAINED = "trained"
    IMPORTED = "imported"


class Step(StrEnum):
    """What happened to a model of the registry, in the order it may happen."""

    IMPORTED = "imported"
    ASKED = "asked"  # to be put to use once the library is embedded with it
    CANCELLED = "cancelled"  # that wish was taken back
    IN_USE = "in use"
    DELETED = "deleted"


@dataclass(frozen=True)
class ModelEvent:
    """One step of one model; `reader` is who asked for it ("" when nobody was named).

    `was` is, for `Step.IN_USE`, the model that was in use for the task before (None: not known).
    """

    step: Step
    task: str
    model: ModelRef
    reader: str
    at: datetime
    was: ModelRef | None = None


@dataclass(frozen=True)
class InstalledModel:
    """A model of the registry: its card, and how it stands there.

    `since` is when it was put to use (None: not in use, or since the installation). `is_asked`
    means that the library is being embedded with it, before it is put to use. `is_previous` marks
    the one that was in use before and is still there to go back to.
    """

    card: ModelCard
    origin: Origin
    is_in_use: bool = False
    since: datetime | None = None
    is_asked: bool = False
    is_previous: bool = False

    @property
    def may_be_deleted(self) -> bool:
        """True for a model of the user's own that nothing needs."""
        return self.origin is not Origin.SHIPPED and not (self.is_in_use or self.is_asked)


def in_use(models: Sequence[InstalledModel], task: str) -> InstalledModel | None:
    """Return the model that answers for a task, None when there is none."""
    return next((m for m in models if m.is_in_use and m.card.task == task), None)


def newest_in_use(events: Sequence[ModelEvent], task: str) -> ModelEvent | None:
    """Return the last time a model was put to use for a task; events are oldest first."""
    found = [event for event in events if event.task == task and event.step is Step.IN_USE]
    return found[-1] if found else None


def asked_for(events: Sequence[ModelEvent], task: str) -> ModelEvent | None:
    """Return the wish for a model of a task that is still open, None without one."""
    ends = (Step.ASKED, Step.CANCELLED, Step.IN_USE)
    found = [event for event in events if event.task == task and event.step in ends]
    return found[-1] if found and found[-1].step is Step.ASKED else None
