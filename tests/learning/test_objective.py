"""What a batch is judged by: which pairs count, the memory, and the borrowed losses' equations."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
import torch
import torch.nn.functional as F

from medview.learning import losses
from medview.learning.objective import Objective, TwoViews

LABELS = [0, 0, 1, 1, 2, 2]


@pytest.fixture
def plan(drawn_run):
    return replace(drawn_run[0], head_weight=0.0, memory=0)


def batch_of(labels=LABELS, groups=None, patients=None):
    torch.manual_seed(5)
    count = len(labels)
    patients = range(count) if patients is None else patients
    return {
        "embedding": F.normalize(torch.randn(count, 8), dim=1),
        "grade_logits": torch.randn(count, 4),
        "marks": torch.tensor(list(zip(labels, patients, range(count), strict=True))),
        "groups": torch.tensor(groups if groups is not None else [0] * count),
    }


def metric(objective, batch, generator=None):
    named = objective(batch, generator or torch.Generator().manual_seed(0))
    return float(named["metric"].detach())


def apart(batch, i, j):
    return float((batch["embedding"][i] - batch["embedding"][j]).norm())


def test_siamese_judges_the_drawn_pairs_alone(plan):
    plan = replace(plan, sampler="pairs", loss="contrastive", margin=1.0)
    batch = batch_of([0, 0, 0, 1, 2, 2], groups=[0, 0, 1, 1, 2, 2])
    total = apart(batch, 0, 1) ** 2 + max(0, 1 - apart(batch, 2, 3)) ** 2 + apart(batch, 4, 5) ** 2
    assert metric(Objective(plan), batch) == pytest.approx(total / 6, rel=1e-5)


def test_triplet_network_judges_the_drawn_triplets_alone(plan):
    plan = replace(plan, sampler="triplets", loss="triplet", margin=0.9)
    batch = batch_of([0, 0, 1, 2, 2, 0], groups=[0, 0, 0, 1, 1, 1])
    each = [
        max(0.0, apart(batch, 0, 1) - apart(batch, 0, 2) + 0.9),
        max(0.0, apart(batch, 3, 4) - apart(batch, 3, 5) + 0.9),
    ]
    assert metric(Objective(plan), batch) == pytest.approx(sum(each) / 2, rel=1e-5)


def test_one_patient_makes_no_pair_unless_the_class_is_all_of_one(plan):
    batch = batch_of([0, 0, 1], patients=[7, 7, 8])
    usual, lone = Objective(plan), Objective(plan, frozenset({0}))
    c = usual.compared(batch["embedding"], batch["marks"], batch["groups"])
    assert not bool(c.positive.any()) and int(c.negative.sum()) == 4
    c = lone.compared(batch["embedding"], batch["marks"], batch["groups"])
    assert int(c.positive.sum()) == 2


def test_the_memory_is_compared_with_and_forgets_the_oldest(plan):
    objective, batch = Objective(replace(plan, memory=4)), batch_of()
    objective.remember(batch)
    assert len(objective.memory) == 4 and objective.memory.marks[:, 0].tolist() == [1, 1, 2, 2]
    c = objective.compared(batch["embedding"], batch["marks"], batch["groups"])
    assert c.distance.shape == (6, 10)
    assert float(c.distance[2, 6]) == pytest.approx(0, abs=1e-6)  # itself, a batch ago
    assert not bool(c.positive[2, 6]) and bool(c.positive[2, 7]) and bool(c.negative[0, 6])


def test_proxy_anchor_is_its_equation(plan):
    """Kim et al., arXiv 2003.13911, eq. 4, with delta the margin and alpha 32."""
    objective, batch = Objective(replace(plan, loss="proxy-anchor", margin=0.1)), batch_of()
    proxies = F.normalize(objective.borrowed.proxies.detach(), dim=1)
    pull = push = 0.0
    for c in range(3):
        cosines = [float(x @ proxies[c]) for x in batch["embedding"]]
        own = [math.exp(-32 * (s - 0.1)) for s, y in zip(cosines, LABELS, strict=True) if y == c]
        rest = [math.exp(32 * (s + 0.1)) for s, y in zip(cosines, LABELS, strict=True) if y != c]
        pull += math.log(1 + sum(own)) / 3
        push += math.log(1 + sum(rest)) / 3
    assert metric(objective, batch) == pytest.approx(pull + push, rel=1e-4)


def test_arcface_is_its_equation(plan):
    """Deng et al., arXiv 1801.07698, eq. 3, with m the margin in radians and s 64."""
    objective, batch = Objective(replace(plan, loss="arcface", margin=0.4)), batch_of()
    centres = F.normalize(objective.borrowed.W.detach(), dim=0)
    total = 0.0
    for x, y in zip(batch["embedding"], LABELS, strict=True):
        angles = [math.acos(float(x @ centres[:, c])) for c in range(3)]
        assert angles[y] + 0.4 < math.pi  # beyond it the equation is replaced by a straight line
        logits = [64 * math.cos(a + (0.4 if c == y else 0)) for c, a in enumerate(angles)]
        top = max(logits)
        total += top + math.log(sum(math.exp(v - top) for v in logits)) - logits[y]
    assert metric(objective, batch) == pytest.approx(total / 6, rel=1e-3)


def test_nt_xent_is_its_equation(plan):
    """Chen et al., arXiv 2002.05709, eq. 1, with temperature 0.5."""
    batch = batch_of()
    batch["marks"][:, 2] = torch.tensor([0, 0, 1, 1, 2, 2])
    total = 0.0
    for i, x in enumerate(batch["embedding"]):
        weight = [math.exp(float(x @ y) / 0.5) for y in batch["embedding"]]
        total -= math.log(weight[i ^ 1] / (sum(weight) - weight[i]))
    given = TwoViews(plan)(batch, torch.Generator())["views"]
    assert float(given.detach()) == pytest.approx(total / 6, rel=1e-5)


def test_a_grader_learns_grades_beside_the_metric(plan):
    plan = replace(plan, task="dr-grading", kind="fundus", classes=("0", "1", "2"), head_weight=0.5)
    batch = batch_of()
    named = Objective(plan)(batch, torch.Generator())
    expected = losses.ordinal(batch["grade_logits"], torch.tensor(LABELS), 0.1)
    assert set(named) == {"metric", "grades"}
    assert float(named["grades"]) == pytest.approx(float(expected))


def test_the_shipped_embedding_has_the_learned_distance_in_it(plan):
    objective = Objective(replace(plan, distance="mahalanobis"))
    assert objective.learned is not None
    with torch.no_grad():
        objective.learned.factor.add_(torch.randn(8, 8))
    x = batch_of()["embedding"]
    stretched = x @ objective.learned.factor.T
    assert torch.allclose(objective.shipped(x), stretched / stretched.norm(dim=1, keepdim=True))
