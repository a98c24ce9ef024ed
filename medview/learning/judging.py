"""How long it takes to judge a finished model, measured on a few draws of its patients."""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np

from medview.domain.errors import PlanError
from medview.domain.training import DR_GRADING, TrainingCase, TrainingPlan
from medview.learning.answers import HeldOut, Outputs, held_out
from medview.learning.evaluation import draw_curves, evaluate
from medview.learning.intervals import draws_for

DRAWS, MORE_DRAWS = 4, 12  # timed: what each draw adds is the difference
MODELS = 2  # the new one, and the one in use


def judging_seconds(plan: TrainingPlan, cases: Sequence[TrainingCase]) -> float:
    """Return the seconds that figures, curves and intervals of both models will take.

    The embeddings are made up: what is reckoned with them takes as long. 0 where the cases cannot
    be judged; what is wrong with them is said elsewhere.
    """
    began = time.monotonic()
    try:
        held = held_out(plan, cases, _made_up(plan, len(cases)))
    except PlanError:
        return 0.0
    once = time.monotonic() - began
    _reckon(held, 1)  # fetches what is fetched once
    few, more = _reckon(held, DRAWS), _reckon(held, MORE_DRAWS)
    each = max(0.0, (more - few) / (MORE_DRAWS - DRAWS))
    around = max(0.0, few - DRAWS * each)
    return MODELS * (once + around + draws_for(len(held)) * each)


def _reckon(held: HeldOut, draws: int) -> float:
    """Return the seconds of figures and curves with so many draws."""
    began = time.monotonic()
    evaluate(held, draws)
    draw_curves(held, draws)
    return time.monotonic() - began


def _made_up(plan: TrainingPlan, count: int) -> Outputs:
    chance = np.random.default_rng(plan.seed)
    vectors = chance.normal(size=(count, plan.dimension)).astype(np.float32)
    found = {"embedding": vectors / np.linalg.norm(vectors, axis=1, keepdims=True)}
    if plan.task == DR_GRADING:
        found["grade_logits"] = chance.normal(size=(count, 4)).astype(np.float32)
    return found
