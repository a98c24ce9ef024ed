"""Every loss is recomputed by plain loops over its equation."""

from __future__ import annotations

import math

import pytest
import torch

from medview.learning import losses
from medview.learning.comparisons import compare


@pytest.fixture
def batch() -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    torch.manual_seed(1)
    x = torch.nn.functional.normalize(torch.randn(9, 6, dtype=torch.float64), dim=1)
    labels = torch.tensor([0, 0, 1, 1, 1, 2, 2, 4, 4])
    patients = torch.tensor([0, 0, 1, 2, 3, 4, 5, 6, 7])
    return x, labels, patients[:, None] != patients[None]


def pairs(labels, allowed):
    n = len(labels)
    usable = [(i, j) for i in range(n) for j in range(n) if i != j and allowed[i, j]]
    positive = [(i, j) for i, j in usable if labels[i] == labels[j]]
    return positive, [p for p in usable if p not in positive]


def distance(x, i, j):
    return math.sqrt(sum((a - b) ** 2 for a, b in zip(x[i].tolist(), x[j].tolist(), strict=True)))


def similarity(x, i, j):
    return sum(a * b for a, b in zip(x[i].tolist(), x[j].tolist(), strict=True))


def mean(values):
    return sum(values) / max(len(values), 1)


def test_contrastive(batch):
    x, labels, allowed = batch
    positive, negative = pairs(labels, allowed)
    total = sum(distance(x, i, j) ** 2 for i, j in positive) + sum(
        max(0.0, 0.8 - distance(x, i, j)) ** 2 for i, j in negative
    )
    expected = total / (2 * len(positive + negative))
    given = losses.contrastive(compare(x, labels, allowed), margin=0.8)
    assert float(given) == pytest.approx(expected)


@pytest.mark.parametrize(("apart", "expected"), [(0.5, 0.125), (1.5, 0.0)])
def test_contrastive_of_one_pair_of_two_classes_at_margin_1_is_exact(apart, expected):
    x, labels = torch.tensor([[0.0, 0.0], [apart, 0.0]]), torch.tensor([0, 1])
    one_pair = torch.tensor([[False, True], [False, False]])
    assert float(losses.contrastive(compare(x, labels, one_pair), margin=1.0)) == expected
    assert float(losses.contrastive(compare(x, labels), margin=1.0)) == expected


def test_contrastive_of_one_pair_of_one_class_is_half_the_squared_distance():
    x, labels = torch.tensor([[0.0, 0.0], [0.5, 0.0]]), torch.tensor([3, 3])
    assert float(losses.contrastive(compare(x, labels))) == 0.125


def test_triplet(batch):
    x, labels, allowed = batch
    positive, negative = pairs(labels, allowed)
    each = [
        max(0.0, distance(x, a, p) - distance(x, a, n) + 0.3)
        for a, p in positive
        for b, n in negative
        if a == b
    ]
    c = compare(x, labels, allowed)
    assert float(losses.metric_loss("triplet", c, margin=0.3)) == pytest.approx(mean(each))


@pytest.mark.parametrize("name", ["triplet", "ordinal-triplet"])
def test_triplets_that_were_chosen_are_the_only_ones_that_count(name, batch):
    x, labels, _ = batch
    chosen = [(0, 1, 5), (2, 3, 7), (7, 8, 2), (2, 4, 0)]
    gap = lambda i, j: abs(int(labels[i]) - int(labels[j]))  # noqa: E731
    each = [
        max(
            0.0,
            distance(x, a, p)
            - distance(x, a, n)
            + 0.4 * (gap(a, n) - gap(a, p) if name == "ordinal-triplet" else 1),
        )
        for a, p, n in chosen
    ]
    a, p, n = (torch.tensor(part) for part in zip(*chosen, strict=True))
    triplets = a, p, n
    given = losses.metric_loss(name, compare(x, labels), triplets, margin=0.4)
    assert float(given) == pytest.approx(mean(each))


def test_a_loss_of_pairs_sees_only_the_pairs_of_chosen_triplets(batch):
    x, labels, _ = batch
    triplets = torch.tensor([0, 2]), torch.tensor([1, 3]), torch.tensor([5, 0])
    total = distance(x, 0, 1) ** 2 + distance(x, 2, 3) ** 2
    total += sum(max(0.0, 1 - distance(x, a, n)) ** 2 for a, n in ((0, 5), (2, 0)))
    given = losses.metric_loss("contrastive", compare(x, labels), triplets, margin=1.0)
    assert float(given) == pytest.approx(total / 8)


def test_multi_similarity(batch):
    x, labels, allowed = batch
    positive, negative = pairs(labels, allowed)
    total = 0.0
    for i in range(len(labels)):
        pull = sum(math.exp(-2 * (similarity(x, i, p) - 0.5)) for a, p in positive if a == i)
        push = sum(math.exp(40 * (similarity(x, i, n) - 0.5)) for a, n in negative if a == i)
        total += math.log(1 + pull) / 2 + math.log(1 + push) / 40
    expected = total / len(labels)
    assert float(losses.multi_similarity(compare(x, labels, allowed))) == pytest.approx(expected)


def test_supervised_contrastive(batch):
    x, labels, allowed = batch
    positive, negative = pairs(labels, allowed)
    anchors = []
    for i in range(len(labels)):
        mine = [p for a, p in positive if a == i]
        everyone = mine + [n for a, n in negative if a == i]
        total = sum(math.exp(similarity(x, i, j) / 0.1) for j in everyone)
        if mine:
            anchors.append(
                -mean([math.log(math.exp(similarity(x, i, p) / 0.1) / total) for p in mine])
            )
    given = float(losses.supervised_contrastive(compare(x, labels, allowed)))
    assert given == pytest.approx(mean(anchors))


def test_ordinal_triplet_asks_for_a_margin_that_grows_with_the_grades(batch):
    x, labels, allowed = batch
    usable = [pair for kind in pairs(labels, allowed) for pair in kind]
    gap = lambda i, j: abs(int(labels[i]) - int(labels[j]))  # noqa: E731
    each = [
        max(0.0, distance(x, i, p) - distance(x, i, n) + 0.15 * (gap(i, n) - gap(i, p)))
        for i, p in usable
        for j, n in usable
        if i == j and gap(i, n) > gap(i, p)
    ]
    c = compare(x, labels, allowed)
    given = losses.metric_loss("ordinal-triplet", c, margin=0.15)
    assert float(given) == pytest.approx(mean(each))


@pytest.mark.parametrize("name", sorted(losses.METRIC_LOSSES))
def test_a_batch_without_pairs_costs_nothing_and_has_finite_gradients(name):
    x = torch.nn.functional.normalize(torch.randn(4, 3), dim=1).requires_grad_()
    loss = losses.METRIC_LOSSES[name](x, torch.zeros(4, dtype=torch.long), torch.zeros(4, 4) > 0)
    loss.backward()
    assert x.grad is not None
    assert float(loss.detach()) == 0 and bool(torch.isfinite(x.grad).all())


@pytest.mark.parametrize("name", sorted(losses.METRIC_LOSSES))
def test_descending_a_loss_brings_one_label_together(name):
    torch.manual_seed(0)
    raw = torch.randn(12, 5, requires_grad=True)
    labels = torch.arange(12) % 3

    def nearest_agree():
        x = torch.nn.functional.normalize(raw.detach(), dim=1)
        s = x @ x.T - 2 * torch.eye(12)
        return float((labels[s.argmax(1)] == labels).float().mean())

    optimizer = torch.optim.Adam([raw], lr=0.05)
    for _ in range(150):
        optimizer.zero_grad()
        losses.METRIC_LOSSES[name](
            torch.nn.functional.normalize(raw, dim=1), labels, None
        ).backward()
        optimizer.step()
    assert nearest_agree() == 1.0


def test_ordinal_is_the_cross_entropy_of_each_threshold():
    logits = torch.tensor([[1.0, -0.5, 0.2, -2.0], [0.3, 0.1, -1.0, -1.5]])
    grades = torch.tensor([2, 0])
    terms = []
    for row, grade in zip(logits.tolist(), grades.tolist(), strict=True):
        for k, logit in enumerate(row):
            p = 1 / (1 + math.exp(-logit))
            terms.append(-math.log(p if grade > k else 1 - p))
    assert float(losses.ordinal(logits, grades)) == pytest.approx(mean(terms), rel=1e-5)


def test_smoothing_moves_the_thresholds_beside_the_grade_most():
    far_off = torch.full((1, 4), 20.0)
    sure = float(losses.ordinal(far_off, torch.tensor([4]), smoothing=0.1))
    by_loops = mean([20 * 0.1 / (2 * (4 - k - 0.5)) for k in range(4)])
    assert sure == pytest.approx(by_loops, rel=1e-4)


def test_unknown_quality_and_undrawn_lesions_do_not_count():
    unknown = float("nan")
    logits = torch.tensor([[0.7, -1.0], [5.0, 2.0]])
    known = losses.quality(logits, torch.tensor([[1.0, 0.0], [unknown, unknown]]))
    by_hand = mean([math.log(1 + math.exp(-0.7)), math.log(1 + math.exp(-1.0))])
    assert float(known) == pytest.approx(by_hand, rel=1e-5)
    cover = torch.full((1, 3, 2, 2), float("nan"))
    assert float(losses.lesions(torch.randn(1, 3, 2, 2), cover)) == 0


def test_proxy_is_the_cross_entropy_of_cosines_to_the_proxies(batch):
    x, labels, _ = batch
    proxies = torch.nn.functional.normalize(torch.randn(5, 6, dtype=torch.float64), dim=1)
    terms = []
    for row, label in zip(x.tolist(), labels.tolist(), strict=True):
        cosines = [sum(a * b for a, b in zip(row, p, strict=True)) for p in proxies.tolist()]
        total = sum(math.exp(16 * c) for c in cosines)
        terms.append(-math.log(math.exp(16 * cosines[label]) / total))
    assert float(losses.proxy(x, labels, 3 * proxies)) == pytest.approx(mean(terms))
