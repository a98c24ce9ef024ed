"""One step: in parts as in one piece, each stage at its rate."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch

from medview.learning.backbones import build_encoder
from medview.learning.learner import Learner, make_fabric
from medview.learning.objective import Objective


@pytest.fixture
def plan(drawn_run):
    return replace(drawn_run[0], loss="triplet", miner="hard", distance="mahalanobis")


def learner_of(plan):
    torch.manual_seed(0)
    encoder = build_encoder("small-cnn", plan.dimension, grades=False)
    learner = Learner(make_fabric(plan), encoder, plan, lambda words: None)
    learner.judge_by(Objective(plan))
    return learner


def batch_of(seed):
    generator = torch.Generator().manual_seed(seed)
    labels = torch.tensor([0, 0, 1, 1, 2, 2])
    return {
        "image": torch.rand(6, 3, 32, 32, generator=generator),
        "marks": torch.stack([labels, torch.arange(6), torch.arange(6)], dim=1),
        "groups": torch.zeros(6, dtype=torch.int64),
    }


def weights_after(plan, parts, batches):
    learner = learner_of(plan)
    learner.parts = parts
    losses = [learner.learn(batches, step, 1.0) for step in range(3)]
    return losses, {**learner.encoder.state_dict(), **learner.objective.state_dict()}


@pytest.mark.parametrize("parts", [2, 3, 6])
def test_in_parts_a_step_has_the_same_loss_and_moves_the_weights_alike(plan, parts):
    batches = [batch_of(1), batch_of(2)]
    whole, expected = weights_after(plan, 1, batches)
    losses, given = weights_after(plan, parts, batches)
    assert losses == pytest.approx(whole, rel=1e-4)
    for name, value in expected.items():
        assert torch.allclose(given[name], value, atol=2e-3), name


def test_gradients_in_parts_are_those_of_the_whole_batch(plan):
    found = []
    for parts in (1, 3):
        learner = learner_of(plan)
        learner.parts = parts
        learner._gradients([batch_of(1)], 0)
        found.append([p.grad for p in learner.encoder.parameters()])
        found[-1] += [p.grad for p in learner.objective.parameters()]
    for whole, pieces in zip(*found, strict=True):
        assert (whole is None) == (pieces is None)
        assert whole is None or torch.allclose(whole, pieces, rtol=1e-3, atol=1e-6)


def test_earlier_stages_learn_more_slowly(plan):
    learner = learner_of(replace(plan, layer_decay=0.5, learning_rate=0.01))
    rate = {id(p): g["full"] for g in learner.optimizer.param_groups for p in g["params"]}
    stages = learner.encoder.trunk.stages()
    assert rate[id(learner.encoder.embed.weight)] == 0.01
    for place, stage in enumerate(reversed(stages), start=1):
        for part in stage:
            assert {rate[id(p)] for p in part.parameters()} == {0.01 * 0.5**place}


def test_biases_and_norms_are_not_decayed(plan):
    learner = learner_of(replace(plan, weight_decay=0.1))
    for group in learner.optimizer.param_groups:
        for parameter in group["params"]:
            assert group["weight_decay"] == (0.1 if parameter.ndim > 1 else 0)
