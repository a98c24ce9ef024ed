from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from medview.learning.dataset import Example
from medview.learning.gallery import Gallery


def example(number: int, patient: str, label: str) -> Example:
    return Example(f"c{number}", Path("x"), label, patient, "MR", "here", "train")


@pytest.fixture
def gallery() -> Gallery:
    angles = np.deg2rad([0, 10, 20, 90])
    vectors = np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)
    patients, labels = ["a", "b", "c", "d"], ["0", "0", "1", "1"]
    examples = [example(i, p, y) for i, (p, y) in enumerate(zip(patients, labels, strict=True))]
    return Gallery.of(examples, vectors)


def test_a_hit_on_the_own_patient_never_counts(gallery):
    query = np.array([[1.0, 0.0]], np.float32)
    assert gallery.nearest(query, ["z"], 2)[1].tolist() == [[0, 1]]
    assert gallery.nearest(query, ["a"], 2)[1].tolist() == [[1, 2]]


def test_shares_follow_the_nearest(gallery):
    query = np.array([[1.0, 0.0]], np.float32)
    shares = gallery.shares(query, ["z"], ["0", "1"], 3, 0.1)
    assert shares[0, 0] > shares[0, 1] > 0 and shares.sum() == pytest.approx(1)


def test_what_is_written_is_read_without_pickle(gallery, tmp_path):
    gallery.save(tmp_path / "gallery.npz")
    with np.load(tmp_path / "gallery.npz", allow_pickle=False) as archive:
        assert archive["patients"].tolist() == ["a", "b", "c", "d"]
        assert np.array_equal(archive["embeddings"], gallery.embeddings)
