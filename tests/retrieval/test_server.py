"""A search in the server gives the answers of the search in memory, on the same vectors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from medview.domain.case import Case, CaseId, ImageRef, Patient
from medview.domain.errors import ModelMismatch
from medview.domain.neighbours import Metric
from medview.domain.pseudonym import Pseudonyms
from medview.retrieval import server as searching
from medview.retrieval import server_index
from medview.retrieval.local import Entry, LocalIndex
from medview.retrieval.server import ServerIndex
from medview.store.address import place_of
from medview.store.library import Library
from tests.retrieval.merged import of_library

DIGEST = "ab" * 32
HOUSE = Pseudonyms(b"house")
COUNT = 120


def unit(vectors: Any) -> np.ndarray:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=-1, keepdims=True), np.float32)


def case(number: int) -> Case:
    return Case(
        CaseId(f"c{number}"),
        "CT" if number % 3 else "MR",
        (ImageRef("a"),),
        Patient(f"p{number // 2}" if number % 7 else ""),
        label=("a", "b", "a, b")[number % 3],
        source="Clinic",
        body_part="HEAD" if number % 2 else "CHEST",
        study_date="" if number % 5 == 0 else f"2025-0{1 + number % 9}-1{number % 10}",
        tags=("rare",) if number % 4 == 0 else ("rare", "follow up") if number % 4 == 1 else (),
        outcome="cured",
    )


@pytest.fixture(scope="module")
def library(server: Any) -> Iterator[Library]:
    opened = Library(place_of(server.new_database()))
    rng = np.random.default_rng(5)
    with opened.transaction():
        for number in range(COUNT):
            one = case(number)
            opened.add_case(one, one.id)
            opened.put_embedding(one.id, DIGEST, unit(rng.normal(size=16)))
            opened.put_embedding(one.id, "cd" * 32, unit(rng.normal(size=24)))  # another model's
            if number % 6 == 0:
                slices = {n: unit(rng.normal(size=16)) for n in (1, 5, 9)}
                opened.put_slices(one.id, DIGEST, slices)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def gallery(library: Library) -> tuple[list[Entry], np.ndarray]:
    """Cases of a model, of which some are in the library too and some are its patients'."""
    vectors = unit(np.random.default_rng(6).normal(size=(40, 16)))
    vectors[:5] = library.embeddings(DIGEST)[1][10:15]
    entries = [
        Entry(CaseId(f"g{n}"), "ab"[n % 2], HOUSE.of(f"p{n}"), "Public", "CT", in_library=False)
        for n in range(40)
    ]
    return entries, vectors


def local(library: Library, gallery: tuple[list[Entry], np.ndarray]) -> LocalIndex:
    return of_library(library, DIGEST, *gallery, HOUSE)


def on_server(library: Library, gallery: tuple[list[Entry], np.ndarray]) -> ServerIndex:
    return ServerIndex(library.access.reading, DIGEST, *gallery, HOUSE)


def same(one: Any, other: Any) -> bool:
    assert [(n.case_id, n.rank, n.image, n.asked) for n in one] == [
        (n.case_id, n.rank, n.image, n.asked) for n in other
    ]
    assert [n.distance for n in one] == pytest.approx([n.distance for n in other], abs=1e-6)
    assert [replace(n, distance=0.0) for n in one] == [replace(n, distance=0.0) for n in other]
    return True


WHERE: list[dict[str, str]] = [
    {},
    {"modality": "CT"},
    {"label": "a"},
    {"label": "a, b"},
    {"label": "a,b"},
    {"tag": "follow up", "body_part": "HEAD"},
    {"date": "2025-02-01..2025-05-31"},
    {"date": "..2025-05-31", "patient": "p3,p20,p21"},
    {"library": "own"},
    {"library": "model"},
    {"source": "Nowhere"},
]


@pytest.mark.parametrize("metric", list(Metric))
@pytest.mark.parametrize("where", WHERE, ids=str)
def test_the_answers_are_those_of_the_search_in_memory(
    library: Library, gallery: Any, metric: Metric, where: dict[str, str]
):
    here, there = local(library, gallery), on_server(library, gallery)
    rng = np.random.default_rng(7)
    for queries in (unit(rng.normal(size=16)), unit(rng.normal(size=(3, 16)))):
        for k in (1, 10, 300):
            expected = here.search(queries, k, metric, exclude_patient="p12", where=where)
            found = there.search(queries, k, metric, exclude_patient="p12", where=where)
            assert same(found, expected)


def test_nobody_is_their_own_neighbour(library: Library, gallery: Any):
    here, there = local(library, gallery), on_server(library, gallery)
    for number in (0, 8, 9, 12):  # with and without a patient, in the gallery too, with slices
        vector = there.vector(CaseId(f"c{number}"))
        assert vector is not None
        expected = here.search(vector, 300, Metric.COSINE, exclude_patient="somebody")
        found = there.search(vector, 300, Metric.COSINE, exclude_patient="somebody")
        assert same(found, expected)
        patient = case(number).patient.key
        assert not patient or patient not in {near.patient for near in found}
        moved = unit(vector + 0.2)
        expected = here.search(moved, 300, Metric.EUCLIDEAN, own=vector)
        assert same(there.search(moved, 300, Metric.EUCLIDEAN, own=vector), expected)


def test_single_vectors_values_and_number_are_the_same(library: Library, gallery: Any):
    here, there = local(library, gallery), on_server(library, gallery)
    for name, image in (("c6", None), ("c6", 5), ("c6", 2), ("g7", None), ("none", None)):
        one, other = here.vector(CaseId(name), image), there.vector(CaseId(name), image)
        assert (one is None) == (other is None)
        assert one is None or other is None or np.array_equal(one, other)
    theirs, ours = there.filter_values(), here.filter_values()
    assert {*ours.pop("patient")} <= {*theirs.pop("patient")}  # also of pictures held twice
    assert theirs == ours
    there.search(unit(np.ones(16)), 1, Metric.COSINE)
    assert len(there) == len(here)


def test_faults_of_a_question_are_told(library: Library, gallery: Any):
    there = on_server(library, gallery)
    with pytest.raises(ModelMismatch):
        there.search(np.ones(8, np.float32), 3, Metric.COSINE)
    for where, words in (({"colour": "red"}, "Known filters"), ({"date": "May"}, "Give the days")):
        with pytest.raises(ValueError, match=words):
            there.search(unit(np.ones(16)), 3, Metric.COSINE, where=where)


def test_what_comes_and_goes_is_seen_at_once(server: Any, gallery: Any):
    library = Library(place_of(server.new_database()))
    there = on_server(library, gallery)
    assert len(there.search(gallery[1][9], 100, Metric.COSINE)) == 39  # all but the picture itself
    library.add_case(case(1), "x")
    library.put_embedding(CaseId("c1"), DIGEST, gallery[1][20])
    there.stale()
    found = there.search(gallery[1][9], 100, Metric.COSINE)
    assert {"c1"} <= {near.case_id for near in found} and len(found) == 39
    library.remove_cases([CaseId("c1")])
    there.stale()
    assert "g20" in {near.case_id for near in there.search(gallery[1][9], 100, Metric.COSINE)}
    library.close()


def test_an_index_is_measured_shared_and_gives_the_true_neighbours(
    library: Library, gallery: Any, monkeypatch: pytest.MonkeyPatch
):
    access: Any = library.access
    for module in (searching, server_index):
        monkeypatch.setattr(module, "EXACT_TO", 50)
    tuned = server_index.build_index(access.autocommit, DIGEST)
    assert tuned is not None and tuned.recall >= 0.99
    with library.access.reading() as connection:
        assert server_index.tuned_index(connection, DIGEST) == tuned
        assert server_index.tuned_index(connection, "cd" * 32) is None
    here, there = local(library, gallery), on_server(library, gallery)
    walked = []
    by_index = ServerIndex._by_index
    monkeypatch.setattr(ServerIndex, "_by_index", lambda *args: walked.append(1) or by_index(*args))
    rng = np.random.default_rng(8)
    for where in ({}, {"modality": "CT"}, {"label": "a"}):
        for metric in (Metric.COSINE, Metric.EUCLIDEAN):
            query = unit(rng.normal(size=16))
            expected = here.search(query, 5, metric, exclude_patient="p12", where=where)
            found = there.search(query, 5, metric, exclude_patient="p12", where=where)
            assert same(found, expected)
    assert len(walked) == 4  # 40 have the label "a": all of them are looked at
    monkeypatch.setattr(server_index, "ASKED_RECALL", 1.1)
    assert server_index.build_index(access.autocommit, DIGEST) is None
    with library.access.reading() as connection:
        assert server_index.tuned_index(connection, DIGEST) is None
