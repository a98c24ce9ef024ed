"""A training plan: everything a run needs to be repeated, read from plan.json."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from medview.domain.errors import PlanError
from medview.learning.losses import METRIC_LOSSES

KINDS = {
    "dr-grading": "fundus",
    "similarity": "grey",
    "lesion-segmentation": "retina",
    "nodule-detection": "grey",
    "region-similarity": "around",
}


class Plan(BaseModel):
    """What to train, on what, and how; unknown keys are refused.

    `per_class` examples of each of `classes` make a batch; `balance` 0 draws cameras by size, 1
    equally often. `input_size` is the side S; pictures are kept at `cache_size`. `seeds` are
    trained one after the other, each for `steps`, and their averaged weights averaged again.
    Lesions are learned on patches of `patch` pixels, with so many `prototypes` of each class;
    regions on squares of as many.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(pattern=r"^[a-z0-9-]+$")
    version: str
    title: str
    task: Literal[
        "dr-grading", "similarity", "lesion-segmentation", "nodule-detection", "region-similarity"
    ]
    sources: tuple[str, ...]
    classes: tuple[str, ...]
    per_class: tuple[int, ...]
    balance: float = Field(0.5, ge=0, le=1)
    input_size: int = Field(multiple_of=16, ge=48, le=1024)
    cache_size: int = Field(448, ge=48, le=1024)
    dimension: int = Field(128, ge=8, le=1024)
    loss: str = "multi-similarity"
    metric_weight: float = Field(0.5, ge=0)
    proxy_weight: float = Field(0.0, ge=0)
    quality_weight: float = Field(0.2, ge=0)
    lesion_weight: float = Field(0.0, ge=0)
    smoothing: float = Field(0.1, ge=0, lt=0.5)
    frozen: int = Field(3, ge=0, le=16)
    dropout: float = Field(0.2, ge=0, lt=1)
    steps: int = Field(gt=0)
    warm_up: int = Field(40, ge=1)
    learning_rate: float = Field(gt=0)
    weight_decay: float = Field(0.02, ge=0)
    average: float = Field(0.995, ge=0, lt=1)
    seeds: tuple[int, ...] = (0,)
    patch: int = Field(256, multiple_of=16, ge=32)
    prototypes: tuple[int, ...] = ()
    gallery_limit: dict[str, int] = {}
    pretrained: bool = True

    @model_validator(mode="after")
    def _fits_together(self) -> Plan:
        if self.loss not in METRIC_LOSSES:
            raise ValueError(f"loss must be one of {', '.join(METRIC_LOSSES)}")
        if len(self.per_class) != len(self.classes):
            raise ValueError("per_class needs one number for each of classes")
        if not self.seeds:
            raise ValueError("seeds needs at least one number")
        return self

    @property
    def preprocess(self) -> dict[str, Any]:
        """What the card hands to imaging.preprocess."""
        return {"kind": KINDS[self.task], "size": self.input_size}

    @classmethod
    def read(cls, path: Path) -> Plan:
        """Return the plan in path. Raises PlanError, naming what is wrong with it."""
        try:
            return cls.model_validate(json.loads(path.read_text(encoding="utf-8")))
        except OSError as error:
            raise PlanError(f"The plan {path.name} cannot be read: {error.strerror}.") from error
        except json.JSONDecodeError as error:
            raise PlanError(f"The plan {path.name} is not JSON: {error}.") from error
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(map(str, first["loc"])) or "the plan as a whole"
            raise PlanError(
                f"The plan {path.name} cannot be run: {place}: {first['msg']}."
            ) from error
