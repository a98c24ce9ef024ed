"""What a run of one's own starts from: a model package, ImageNet weights, or random ones."""

from __future__ import annotations

from pathlib import Path

from medview.domain.errors import PlanError
from medview.domain.training import DR_GRADING, TrainingPlan
from medview.learning.backbones import build_encoder
from medview.learning.export import load_encoder
from medview.learning.networks import Encoder

HEADS = ("embed", "grade", "aspects")  # what goes on with the trunk where its shape fits


def starting_encoder(
    plan: TrainingPlan, start: Path | None, *, volumes: bool = False
) -> tuple[Encoder, bool]:
    """Return the encoder a plan starts with, and whether its backbone has learned already.

    `start` is the package of backbone "in-use". Raises PlanError where it is missing, and where
    the backbone cannot look at volumes.
    """
    if volumes and plan.backbone != "small-cnn":
        raise PlanError("Only the backbone 'small-cnn' can look at volumes.")
    grades = plan.task == DR_GRADING
    if plan.backbone != "in-use":
        encoder = build_encoder(plan.backbone, plan.dimension, grades=grades, volumes=volumes)
        return encoder, plan.backbone == "efficientnet-lite0"
    if start is None:
        raise PlanError("There is no model to start from.", hint="Choose another backbone.")
    old = load_encoder(start)[1]
    encoder = Encoder(plan.dimension, grades=grades, dropout=0.0, trunk=old.trunk)
    for name in HEADS:
        _take_over(encoder, old, name)
    return encoder, True


def _take_over(encoder: Encoder, old: Encoder, name: str) -> None:
    mine, theirs = getattr(encoder, name), getattr(old, name)
    if mine is not None and theirs is not None and mine.weight.shape == theirs.weight.shape:
        mine.load_state_dict(theirs.state_dict())
