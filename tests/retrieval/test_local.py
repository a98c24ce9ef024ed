import math
from dataclasses import replace

import numpy as np
import pytest

from medview.domain.case import CaseId
from medview.domain.errors import ModelMismatch
from medview.domain.neighbours import DISTANCES, Metric
from medview.domain.pseudonym import Pseudonyms
from medview.retrieval.filters import Filters
from medview.retrieval.local import Entry, LocalIndex
from tests.retrieval.merged import merged_index


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


def test_who_stands_in_the_gallery_under_a_pseudonym_does_not_count_either(vectors):
    house = Pseudonyms(b"house")
    hidden = [replace(entry, patient=house.of(entry.patient)) for entry in entries(200)]
    index = LocalIndex(hidden, vectors, house)
    found = index.search(near(vectors[17]), 200, Metric.COSINE, exclude_patient="patient8")
    assert len(found) == 198 and house.of("patient8") not in {n.patient for n in found}


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


def test_several_queries_are_as_far_as_the_mean_and_a_case_as_its_nearest_vector(vectors):
    rows = [replace(entry, case_id=CaseId(f"case{i // 4}"), image=i % 4)
            for i, entry in enumerate(entries(200))]  # fmt: skip
    shuffled = np.random.default_rng(1).permutation(200)
    index = LocalIndex([rows[i] for i in shuffled], vectors[shuffled])
    queries = unit(np.random.default_rng(8).normal(size=(3, 16)))
    found = index.search(queries, 50, Metric.EUCLIDEAN)
    expected = {}
    for case in range(50):
        of_case = [[math.dist(q, vectors[4 * case + j]) for j in range(4)] for q in queries]
        nearest = min((d, q, j) for q, row in enumerate(of_case) for j, d in enumerate(row))
        expected[f"case{case}"] = (sum(map(min, of_case)) / 3, nearest[2], nearest[1])
    assert [n.distance for n in found] == sorted(n.distance for n in found)
    assert len(found) == 50
    for neighbour in found:
        distance, image, asked = expected[neighbour.case_id]
        assert neighbour.distance == pytest.approx(distance, abs=1e-5)
        assert (neighbour.image, neighbour.asked) == (image, asked)


def test_the_own_picture_is_known_by_what_it_was_before_it_was_refined(index, vectors):
    found = index.search(near(vectors[3]), 200, Metric.COSINE, own=vectors[17])
    assert "patient8" not in {n.patient for n in found} and len(found) == 198


@pytest.mark.parametrize(
    ("where", "rows"),
    [
        ({"date": "2025-01-01.."}, [3]),
        ({"date": "..20241231"}, [2]),
        ({"date": "2024-05-06"}, [2]),
        ({"library": "own"}, [1, 3]),
        ({"library": "model", "body_part": "HEAD"}, [2]),
        ({"tag": "rare,odd"}, [1, 2]),
        ({"body_part": "HEAD,CHEST"}, [0, 2]),
        ({"tag": "rare", "library": "model"}, []),
    ],
)
def test_what_passes_the_filters(where, rows):
    made = entries(4)
    facts: tuple[dict, ...] = (
        {"body_part": "CHEST", "in_library": False},
        {"tags": ("rare",)},
        {"body_part": "HEAD", "study_date": "20240506", "tags": ("odd", "mr"), "in_library": False},
        {"study_date": "20250101"},
    )
    filters = Filters([replace(e, **f) for e, f in zip(made, facts, strict=True)])
    assert np.flatnonzero(filters.passing(where)).tolist() == rows
    assert filters.values()["tag"] == ["mr", "odd", "rare"]


@pytest.mark.parametrize("value", ["May", "..", "2025-13", "2025-01-01..soon"])
def test_days_that_are_none_are_told(value):
    with pytest.raises(ValueError, match="2025-01-01"):
        Filters(entries(2)).passing({"date": value})


def test_a_slice_at_the_end_of_a_series_tells_nobodys_name(vectors):
    black = unit(np.ones((1, 16)))
    rows = [
        *entries(4),
        replace(entries(4)[0], image=0),
        replace(entries(4)[2], image=0),
    ]
    index = LocalIndex(rows, np.concatenate([vectors[:4], black, black]))
    found = index.search(np.concatenate([near(vectors[9])[None], black]), 9, Metric.COSINE)
    assert {n.case_id for n in found} == {"case0", "case1", "case2", "case3"}
    own = index.search(vectors[0], 9, Metric.COSINE)  # the picture that stands for the series does
    assert {n.case_id for n in own} == {"case2", "case3"}


def test_a_value_with_a_comma_of_its_own_is_one_value():
    named = [replace(e, label="meningioma, grade II" if i else "glioma") for i, e in
             enumerate(entries(3))]  # fmt: skip
    filters = Filters(named)
    assert filters.passing({"label": "meningioma, grade II"}).tolist() == [False, True, True]
    assert filters.passing({"label": "glioma,other"}).tolist() == [True, False, False]
