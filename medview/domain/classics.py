"""The two classics of metric learning, and the best known of today, as changes to a plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from medview.domain.training import TrainingPlan

CLASSICS: Mapping[str, Mapping[str, Any]] = {
    # Siamese network: Hadsell, Chopra, LeCun, "Dimensionality Reduction by Learning an Invariant
    # Mapping", CVPR 2006; margin 1 as there.
    "siamese": {
        "loss": "contrastive",
        "distance": "euclidean",
        "margin": 1.0,
        "miner": "none",
        "sampler": "pairs",
    },
    # Triplet network: Schroff, Kalenichenko, Philbin, "FaceNet", CVPR 2015: margin 0.2, semi-hard
    # negatives found within the batch.
    "triplet": {
        "loss": "triplet",
        "distance": "euclidean",
        "margin": 0.2,
        "miner": "semi-hard",
        "sampler": "per-class",
    },
    # Wang et al., "Multi-Similarity Loss with General Pair Weighting", CVPR 2019.
    "best-known": {
        "loss": "multi-similarity",
        "distance": "cosine",
        "margin": 0.3,
        "miner": "none",
        "sampler": "per-class",
    },
}


def with_classic(plan: TrainingPlan, name: str) -> TrainingPlan:
    """Return the plan with the loss, distance, margin, miner and sampler of a classic."""
    return replace(plan, **CLASSICS[name])
