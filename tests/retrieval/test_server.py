"""A search in the server gives the answers of the search in memory, on the same vectors."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from sqlalchemy import Connection, event

from medview.bench.server import DIGEST as OF_MANY
from medview.bench.server import fill
from medview.domain.case import Case, CaseId, ImageRef, Patient
from medview.domain.errors import ModelMismatch
from medview.domain.neighbours import SAME_PICTURE, Metric
from medview.domain.pseudonym import Pseudonyms
from medview.retrieval import server as searching
from medview.retrieval import server_gallery, server_index
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


def test_of_the_library_no_more_comes_over_than_must_be_looked_at(
    server: Any, gallery: tuple[list[Entry], np.ndarray], monkeypatch: pytest.MonkeyPatch
):
    library = Library(place_of(server.new_database()))
    vectors = gallery[1]
    with library.transaction():
        for number in range(100):
            one = case(number)
            library.add_case(one, one.id)
            other = unit(np.random.default_rng(100 + number).normal(size=16))
            library.put_embedding(one.id, DIGEST, vectors[number] if number < 5 else other)
    access: Any = library.access
    counts: list[int] = []
    event.listen(
        access._engine,
        "after_cursor_execute",
        lambda connection, cursor, *rest: counts.append(cursor.rowcount),
    )

    def rows_of_a_look(index: ServerIndex) -> int:
        index.stale()
        with access.reading() as connection:
            counts.clear()
            index._look_again(connection)
            return sum(counts)

    monkeypatch.setattr(server_gallery, "AT_ONCE", 30)
    there = on_server(library, gallery)
    assert rows_of_a_look(there) == 1 + 100  # how many there are, and all of them:
    assert max(counts) == 30  # but never many at a time
    assert rows_of_a_look(there) == 1
    library.remove_cases([CaseId("c50")])
    assert rows_of_a_look(there) == 1 + 5  # the numbers of the five
    library.remove_cases([CaseId("c2")])
    assert rows_of_a_look(there) == 1 + 4  # and nothing that shows the fifth
    assert len(there) == 98 + 40 - 4
    for number in (200, 201):  # its picture comes again, twice, and once it goes
        library.add_case(case(number), str(number))
        library.put_embedding(CaseId(f"c{number}"), DIGEST, vectors[2])
    assert rows_of_a_look(there) == 1 + 2
    library.remove_cases([CaseId("c200")])
    assert rows_of_a_look(there) == 1 + 4 + 1  # the other one that shows it
    assert len(there) == 99 + 40 - 5
    monkeypatch.setattr(server_gallery, "FEW", 1)
    library.remove_cases([CaseId("c0"), CaseId("c1")])
    assert rows_of_a_look(there) == 1 + 3 + 97
    assert len(there) == 97 + 40 - 3
    nobody: tuple[list[Entry], np.ndarray] = [], np.zeros((0, 16), np.float32)
    assert rows_of_a_look(on_server(library, nobody)) == 0
    library.close()


def test_a_picture_counts_as_held_exactly_where_it_does_in_memory(
    server: Any, monkeypatch: pytest.MonkeyPatch
):
    """Decoded twice it moves a little."""
    rng = np.random.default_rng(13)
    vectors = unit(rng.normal(size=(60, 16)))
    aside = rng.normal(size=(60, 16))
    aside -= (aside * vectors).sum(axis=1, keepdims=True) * vectors
    moved = unit(vectors + np.linspace(0, 0.008, 60)[:, None] * unit(aside))
    address: Any = place_of(server.new_database())
    library = Library(address)
    fill(address, moved, ["CT"] * 60)
    entries = [Entry(CaseId(f"g{n}"), "", "", "", "CT", in_library=False) for n in range(60)]
    there = ServerIndex(library.access.reading, OF_MANY, entries, vectors)
    monkeypatch.setattr(server_gallery, "AT_ONCE", 7)
    there.search(vectors[0], 1, Metric.COSINE)
    new = (vectors @ moved.T).max(axis=1) < 1 - SAME_PICTURE
    assert 20 < new.sum() < 40
    assert np.array_equal(there._held.fresh, new)
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


MANY = 6000
PERCENT = {"CT": 55, "MR": 40, "PT": 5}


@pytest.fixture(scope="module")
def many(server: Any) -> Iterator[tuple[Library, LocalIndex, np.ndarray]]:
    """Return a library of three modalities with its index, the same in memory, and some queries.

    CT and MR each lie together, of PT some are here and some there. Queries: near CT, near MR.
    """
    rng = np.random.default_rng(11)
    modalities = rng.choice([*PERCENT], MANY, p=[0.01 * share for share in PERCENT.values()])
    middles = unit(rng.normal(size=(2, 32)))
    at = np.where(modalities == "PT", rng.integers(0, 2, MANY), modalities == "MR").astype(int)
    vectors = unit(middles[at] + 0.1 * rng.normal(size=(MANY, 32)))
    queries = unit(middles[[0, 1, 0, 1]] + 0.1 * rng.normal(size=(4, 32)))
    address: Any = place_of(server.new_database())
    opened = Library(address)
    fill(address, vectors, modalities.tolist())
    access: Any = opened.access
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(server_index, "EXACT_TO", 200)
        tuned = server_index.build_index(access.autocommit, OF_MANY)
    assert tuned is not None
    entries = [
        Entry(CaseId(str(n)), "", f"p{n}", "generated", str(its), in_library=True)
        for n, its in enumerate(modalities)
    ]
    yield opened, LocalIndex(entries, vectors), queries
    opened.close()


def by_index_alone(library: Library, digest: str, dimension: int) -> ServerIndex:
    """Return a search whose server goes by the index wherever it can."""

    @contextmanager
    def reading() -> Iterator[Connection]:
        with library.access.reading() as connection:
            for way in ("enable_seqscan", "enable_sort", "enable_bitmapscan", "jit"):
                connection.exec_driver_sql(f"SET LOCAL {way} = off")
            yield connection

    return ServerIndex(reading, digest, [], np.zeros((0, dimension), np.float32))


@pytest.mark.parametrize("modality", ["", *PERCENT])
def test_by_index_a_filter_leaves_the_nearest_that_pass(
    many: Any, modality: str, monkeypatch: pytest.MonkeyPatch
):
    library, here, queries = many
    there = by_index_alone(library, OF_MANY, 32)
    for module in (searching, server_index):
        monkeypatch.setattr(module, "EXACT_TO", 200)
    where = {"modality": modality} if modality else {}
    shares = []
    for query in queries:
        for k in (10, 50):
            expected = here.search(query, k, Metric.COSINE, exclude_patient="p7", where=where)
            found = there.search(query, k, Metric.COSINE, exclude_patient="p7", where=where)
            assert len(found) == k
            true = {near.case_id for near in expected}
            shares.append(len(true & {near.case_id for near in found}) / k)
    assert np.mean(shares) >= 0.99


def test_all_is_looked_at_only_where_the_index_gives_too_few(
    many: Any, monkeypatch: pytest.MonkeyPatch
):
    library, _, queries = many
    there = by_index_alone(library, OF_MANY, 32)
    given: list[bool] = []
    by_index = ServerIndex._by_index

    def told(*args: Any) -> Any:
        found = by_index(*args)
        given.append(found is not None)
        return found

    monkeypatch.setattr(ServerIndex, "_by_index", told)
    for module in (searching, server_index):
        monkeypatch.setattr(module, "EXACT_TO", 200)
    for modality in ("CT", "PT", "MR"):
        there.search(queries[0], 10, Metric.COSINE, where={"modality": modality})
    assert given == [True, True, False]  # the query is near CT and some of PT, far from all MR


def test_by_manhattan_the_nearest_are_found_with_an_index_too(
    many: Any, monkeypatch: pytest.MonkeyPatch
):
    """A hundred that are nearest by cosine distance do not hold the fifty nearest by Manhattan."""
    library, here, queries = many
    there = by_index_alone(library, OF_MANY, 32)
    for module in (searching, server_index):
        monkeypatch.setattr(module, "EXACT_TO", 200)
    shares = []
    for query in queries:
        true = {near.case_id for near in here.search(query, 50, Metric.MANHATTAN)}
        found = {near.case_id for near in there.search(query, 50, Metric.MANHATTAN)}
        shares.append(len(true & found) / 50)
    assert min(shares) == 1.0


@pytest.mark.parametrize(
    ("version", "is_it"),
    [("0.5.1", False), ("0.6.2", False), ("0.8.0", True), ("0.10.0", True), ("1.0", True)],
)
def test_pgvector_is_told_to_read_on_where_it_can(version: str, is_it: bool):
    assert server_index.is_iterative(version) is is_it
    said: list[str] = []

    class Listening:
        def exec_driver_sql(self, statement: str) -> None:
            said.append(statement)

    listening: Any = Listening()
    server_index.Tuned(DIGEST, 16, 100, 1.0, reads_on=is_it).use(listening, 400)
    assert said[0] == "SET LOCAL hnsw.ef_search = 400"
    assert said[1:] == (["SET LOCAL hnsw.iterative_scan = strict_order"] if is_it else [])
