import numpy as np
import pytest

from medview.domain.case import CaseId
from medview.domain.errors import ModelMismatch
from medview.domain.neighbours import DISTANCES, Metric
from medview.retrieval.local import Entry, LocalIndex, merged_index


def unit(vectors):
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def near(vector):
    """A query that is like a vector, but another picture."""
    return unit(vector[None] + 0.05)[0]


def entries(n, *, in_library=True, prefix="case"):
    return [
        Entry(
            CaseId(f"{prefix}{i}"),
            label=str(i % 3),
            patient=f"patient{i // 2}",
            source="drawn",
            modality="CT" if i % 2 else "MR",
            in_library=in_library,
        )
        for i in range(n)
    ]


@pytest.fixture
def vectors():
    return unit(np.random.default_rng(3).normal(size=(200, 16)))


@pytest.fixture
def index(vectors):
    return LocalIndex(entries(200), vectors)


@pytest.mark.parametrize("metric", list(Metric))
def test_nearest_equal_a_full_sort(index, vectors, metric):
    query = near(vectors[17])
    distances = DISTANCES[metric](query[None], vectors)[0]
    expected = [f"case{i}" for i in np.argsort(distances, kind="stable")[:7]]
    found = index.search(query, 7, metric)
    assert [n.case_id for n in found] == expected
    assert [n.rank for n in found] == list(range(1, 8))
    assert [n.distance for n in found] == pytest.approx(sorted(distances)[:7], abs=1e-6)


def test_the_querys_own_patient_never_counts(index, vectors):
    found = index.search(near(vectors[17]), 200, Metric.COSINE, exclude_patient="patient8")
    assert len(found) == 198
    assert "patient8" not in {n.patient for n in found}


def test_the_same_picture_under_another_name_gives_its_patient_away(index, vectors):
    found = index.search(vectors[17], 200, Metric.COSINE, exclude_patient="somebody")
    assert len(found) == 198
    assert "patient8" not in {n.patient for n in found}


def test_filters_narrow_the_search(index, vectors):
    found = index.search(
        near(vectors[0]), 500, Metric.COSINE, where={"modality": "CT", "label": "0,1"}
    )
    assert found and {(n.modality, n.label) for n in found} == {("CT", "0"), ("CT", "1")}
    assert index.search(near(vectors[0]), 5, Metric.COSINE, where={"modality": "PT"}) == []


def test_an_unknown_filter_is_told(index, vectors):
    with pytest.raises(ValueError, match="Known filters: body_part, date, label"):
        index.search(near(vectors[0]), 5, Metric.COSINE, where={"colour": "red"})


def test_another_models_query_is_refused(index):
    with pytest.raises(ModelMismatch):
        index.search(np.ones(8, dtype=np.float32), 5, Metric.COSINE)


def test_the_library_replaces_its_twin_of_the_gallery(vectors):
    gallery = entries(100, in_library=False, prefix="gallery")
    merged = merged_index(entries(5), vectors[:5], gallery, vectors[:100])
    assert len(merged) == 100
    nearest = merged.search(near(vectors[2]), 1, Metric.COSINE)[0]
    assert (nearest.case_id, nearest.in_library) == ("case2", True)


def test_either_side_may_be_empty(vectors):
    nothing = np.zeros((0, 16), dtype=np.float32)
    assert len(merged_index([], nothing, entries(4), vectors[:4])) == 4
    assert len(merged_index(entries(4), vectors[:4], [], nothing)) == 4
