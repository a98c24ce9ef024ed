"""What a lead trains: labelled cases, the plan of a run, and what a run says while it works."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from enum import StrEnum
from pathlib import Path
from typing import Any

from medview.domain.case import ImageRef
from medview.domain.errors import PlanError

DR_GRADING, SIMILARITY = "dr-grading", "similarity"
TASKS = (DR_GRADING, SIMILARITY)
BACKBONES = ("in-use", "efficientnet-lite0", "resnet18", "small-cnn")
DISTANCES = ("euclidean", "manhattan", "cosine", "mahalanobis")
LOSSES = (
    "contrastive",
    "triplet",
    "multi-similarity",
    "supervised-contrastive",
    "proxy-anchor",
    "arcface",
    "ordinal-triplet",
)
MINERS = ("none", "random", "semi-hard", "hard", "distance-weighted")
SAMPLERS = ("pairs", "triplets", "per-class")
PRECISIONS = ("32-true", "16-mixed", "bf16-mixed")

TRAIN, VALIDATION = "train", "val"


@dataclass(frozen=True)
class TrainingCase:
    """One labelled image of a run; `patient` is what splits and retrieval are kept apart by."""

    ref: ImageRef
    label: str
    patient: str
    split: str = ""  # TRAIN, VALIDATION, or "" before it is split
    eye: str = ""
    source: str = ""
    modality: str = ""  # FUNDUS, PHOTO or a word of DICOM


@dataclass(frozen=True)
class TrainingPlan:
    """Everything a run needs to be repeated, beside its cases.

    `task` and `kind` ("fundus" or "grey", see imaging.preprocess) say what the model is for;
    `modalities` which words of DICOM it answers to. A batch holds `per_class` images of each of
    `classes_per_batch` classes (0: all of them) with the sampler "per-class", else `batch_size`
    pairs or triplets. `start` names the model package that backbone "in-use" begins from (the
    start of its digest; "" the one in use). `frozen_epochs` train the new heads alone; then the
    backbone learns too, each earlier stage at `layer_decay` of the rate of the next. `memory` is
    the length of the cross-batch memory (0: none). `patience` epochs without a better figure end
    the run (0: never). `accumulate` batches make one step. `pretraining_epochs` learn from all
    images without their labels first.
    """

    id: str
    title: str
    task: str
    kind: str
    modalities: tuple[str, ...]
    classes: tuple[str, ...]
    backbone: str = "in-use"
    start: str = ""
    input_size: int = 224
    dimension: int = 128
    distance: str = "cosine"
    loss: str = "multi-similarity"
    margin: float = 0.3
    miner: str = "none"
    sampler: str = "per-class"
    per_class: int = 4
    classes_per_batch: int = 0
    batch_size: int = 16
    memory: int = 0
    head_weight: float = 1.0
    epochs: int = 20
    frozen_epochs: int = 1
    pretraining_epochs: int = 0
    patience: int = 6
    learning_rate: float = 5e-4
    layer_decay: float = 0.8
    weight_decay: float = 0.02
    accumulate: int = 1
    precision: str = "32-true"
    seed: int = 0

    def __post_init__(self) -> None:
        """Raise PlanError for a plan that cannot be run, naming the field."""
        for name, known in (
            ("task", TASKS),
            ("kind", ("fundus", "grey")),
            ("backbone", BACKBONES),
            ("distance", DISTANCES),
            ("loss", LOSSES),
            ("miner", MINERS),
            ("sampler", SAMPLERS),
            ("precision", PRECISIONS),
        ):
            if getattr(self, name) not in known:
                raise _refused(name, f"must be one of {', '.join(known)}")
        for name, (least, most) in LIMITS.items():
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, int | float):
                raise _refused(name, "must be a number")
            if not least <= value <= most:
                raise _refused(name, f"must be from {least:g} to {most:g}")
        if self.input_size % 32:
            raise _refused("input_size", "must be a multiple of 32")
        if len(set(self.classes)) < 2 or len(set(self.classes)) != len(self.classes):
            raise _refused("classes", "must name at least two, each once")

    @property
    def preprocess(self) -> dict[str, Any]:
        """What the card hands to imaging.preprocess."""
        return {"kind": self.kind, "size": self.input_size}

    def as_json(self) -> dict[str, Any]:
        """Return the plan as a JSON object; `from_json` reads it back."""
        return asdict(self)

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> TrainingPlan:
        """Return the plan of a JSON object. Raises PlanError, naming what is wrong with it."""
        known = {each.name for each in fields(cls)}
        if unknown := sorted(set(content) - known):
            raise _refused(unknown[0], "is not known")
        try:
            lists = {name: tuple(content[name]) for name in ("modalities", "classes")}
            return cls(**{**content, **lists})
        except KeyError as error:
            raise _refused(str(error.args[0]), "is missing") from error
        except TypeError as error:
            raise PlanError(f"The plan cannot be run: {error}.") from error


LIMITS: dict[str, tuple[float, float]] = {
    "input_size": (32, 1024),
    "dimension": (2, 1024),
    "margin": (0, 10),
    "per_class": (1, 64),
    "classes_per_batch": (0, 256),
    "batch_size": (2, 1024),
    "memory": (0, 65536),
    "head_weight": (0, 10),
    "epochs": (1, 1000),
    "frozen_epochs": (0, 1000),
    "pretraining_epochs": (0, 1000),
    "patience": (0, 1000),
    "learning_rate": (1e-7, 1),
    "layer_decay": (0.1, 1),
    "weight_decay": (0, 1),
    "accumulate": (1, 256),
    "seed": (0, 2**31 - 1),
}


def _refused(name: str, why: str) -> PlanError:
    return PlanError(f"The plan cannot be run: '{name}' {why}.")


class RunState(StrEnum):
    """Where a run is; `DONE`, `STOPPED` (early, the model is kept), `DROPPED` and `FAILED` end."""

    WAITING = "waiting"
    PREPARING = "preparing"  # decoding the images once
    TRAINING = "training"
    PAUSED = "paused"
    EVALUATING = "evaluating"
    DONE = "done"
    STOPPED = "stopped"
    DROPPED = "dropped"
    FAILED = "failed"
    BROKEN_OFF = "broken off"  # its process is gone; it can be resumed

    @property
    def ended(self) -> bool:
        """True where nothing more will come unless the run is resumed."""
        return self in (self.DONE, self.STOPPED, self.DROPPED, self.FAILED, self.BROKEN_OFF)


class Request(StrEnum):
    """What a person asks of a run."""

    GO_ON = "go on"
    PAUSE = "pause"
    STOP = "stop"  # early: what was learned is evaluated and kept
    DROP = "drop"  # cancel: nothing is kept


@dataclass(frozen=True)
class EpochReport:
    """What one epoch came to, on the held-out cases.

    `figures` by name: loss, recall@1, and kappa where the classes are grades, with rate and
    seconds. `places` (N, 2) is the map of the held-out embeddings in `rows` of the run's cases;
    `neighbours` a few queries with their nearest, as rows.
    """

    epoch: int
    epochs: int
    figures: Mapping[str, float]
    rows: tuple[int, ...] = ()
    places: tuple[tuple[float, float], ...] = ()
    neighbours: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    better: bool = False  # than every epoch before

    def as_json(self) -> dict[str, Any]:
        """Return the report as a JSON object; `from_json` reads it back."""
        return asdict(self)

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> EpochReport:
        """Return the report of a JSON object. Raises KeyError, TypeError or ValueError."""
        near = content.get("neighbours", {})
        return cls(
            epoch=int(content["epoch"]),
            epochs=int(content["epochs"]),
            figures={str(name): float(value) for name, value in content["figures"].items()},
            rows=tuple(map(int, content.get("rows", ()))),
            places=tuple((float(x), float(y)) for x, y in content.get("places", ())),
            neighbours={int(row): tuple(map(int, found)) for row, found in near.items()},
            better=bool(content.get("better", False)),
        )


@dataclass(frozen=True)
class RunStatus:
    """What is known of a run: enough for the window to draw it anew at any time."""

    run: Path
    plan: TrainingPlan
    state: RunState
    done: int = 0  # steps, of `total`
    total: int = 0
    seconds_left: float | None = None
    epochs: tuple[EpochReport, ...] = ()
    log: tuple[str, ...] = ()  # plain words, oldest first
    failure: str = ""
    advice: str = ""
    result: Mapping[str, Any] = field(default_factory=dict)  # evaluation.json, once there
    package: Path | None = None  # the model package, once there
