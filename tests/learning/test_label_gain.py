"""Labelling what domain.label_queue picks teaches more than labelling at random: real photographs.

A new clinic, played: features that know nothing of the fundus (ImageNet), a linear head on what is
labelled so far, DeepDRiD's official train part to pick from and its validation part to judge by.
"""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from medview.domain.agreement import quadratic_kappa
from medview.domain.label_queue import doubt, label_next
from medview.learning.card import imagenet_features
from medview.learning.dataset import read_fundus

PREPROCESS = {"kind": "fundus", "size": 224}
STEP, ROUNDS, SEEDS = 20, 5, 20


class Photographs:
    def __init__(self, embeddings, grades, patients, pool, test):
        self.embeddings = np.asarray(embeddings, np.float64)
        self.grades, self.patients, self.pool, self.test = grades, patients, pool, test

    def shares(self, labelled, rows):
        head = LogisticRegression(C=100, max_iter=300)
        head.fit(self.embeddings[labelled], self.grades[labelled])
        shares = np.zeros((len(rows), 5))
        shares[:, head.classes_] = head.predict_proba(self.embeddings[rows])
        return shares

    def picked(self, labelled, rest):
        near = (1 - self.embeddings[rest] @ self.embeddings[labelled].T).min(axis=1)
        return label_next(
            self.embeddings[rest],
            doubt(self.shares(labelled, rest)),
            near,
            self.patients[rest],
            self.patients[labelled],
            STEP,
        )[0]

    def worth(self, labelled):
        """Return kappa of the expected grade, and the share graded right, averaged over grades."""
        shares, truth = self.shares(labelled, self.test), self.grades[self.test]
        expected = np.round(shares @ np.arange(5)).astype(int)
        right = shares.argmax(axis=1) == truth
        each = [right[truth == grade].mean() for grade in range(5)]
        return quadratic_kappa(truth, expected), float(np.mean(each))

    def course(self, seed, picks):
        """Return the worth, averaged over the rounds, of labels that start the same by seed."""
        order = np.random.default_rng(seed).permutation(self.pool)
        labelled, rest = order[:STEP], order[STEP:]
        found = []
        for _ in range(ROUNDS):
            rows = self.picked(labelled, rest) if picks else np.arange(STEP)
            labelled, rest = np.append(labelled, rest[rows]), np.delete(rest, rows)
            found.append(self.worth(labelled))
        return np.mean(found, axis=0)


def gains(photographs):
    """Return, by seed, what picking gains over chance at the same number of labels, (SEEDS, 2)."""
    return np.array(
        [photographs.course(s, True) - photographs.course(s, False) for s in range(SEEDS)]
    )


def interval(values):
    rng = np.random.default_rng(0)
    drawn = [values[rng.integers(0, len(values), len(values))].mean() for _ in range(2000)]
    return np.percentile(drawn, [2.5, 97.5])


@pytest.fixture(scope="module")
def photographs(shared_data):
    examples = [e for e in read_fundus(shared_data) if e.group == "deepdrid"]
    splits = np.array([e.split for e in examples])
    return Photographs(
        imagenet_features(examples, PREPROCESS),
        np.array([int(e.label) for e in examples]),
        np.array([e.patient for e in examples]),
        np.flatnonzero(splits == "train"),
        np.flatnonzero(splits == "val"),
    )


@pytest.mark.slow
def test_picked_labels_teach_more_than_as_many_at_random(photographs):
    kappa, by_grade = gains(photographs).T
    assert interval(kappa)[0] > 0
    assert interval(by_grade)[0] > 0
