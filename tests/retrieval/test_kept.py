"""An index brought up to date answers as one that is made anew, and reads only what is new."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from medview.domain.case import Case, CaseId, ImageRef, Patient
from medview.domain.embedded import Embedded
from medview.domain.neighbours import SAME_PICTURE, Metric
from medview.retrieval import kept, local, shortlist
from medview.retrieval.kept import KeptVectors, may_be_twins
from medview.retrieval.local import Entry, LocalIndex
from medview.retrieval.shortlist import Shortlist
from medview.store.library import Library
from tests.retrieval.merged import of_library

DIGEST = "ab" * 32
SIZE = 16


def unit(vectors: Any) -> np.ndarray:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=-1, keepdims=True), np.float32)


def drawn(count: int, seed: int) -> np.ndarray:
    """Return vectors in clusters, as those of a model are."""
    rng = np.random.default_rng(seed)
    centres = unit(np.random.default_rng(0).normal(size=(20, SIZE)))
    noise = 0.4 * unit(rng.normal(size=(count, SIZE)))
    return unit(centres[rng.integers(0, 20, count)] + noise)


class World:
    """A library in a file, a model's gallery, and how much was read of the library."""

    def __init__(self, path: Path) -> None:
        self.library = Library(path)
        self.gallery_vectors = drawn(30, 1)
        self.gallery = [
            Entry(CaseId(f"g{n}"), "ab"[n % 2], f"q{n}", "Public", "CT", in_library=False)
            for n in range(30)
        ]
        self.kept = KeptVectors(self.gallery, self.gallery_vectors)
        self.read: list[int] = []

    def add(self, number: int, vector: np.ndarray) -> None:
        case = Case(CaseId(f"c{number}"), "CT", (ImageRef("a"),), Patient(f"p{number}"))
        self.library.add_case(replace(case, label="ab"[number % 2], source="Ward"), str(number))
        self.library.put_embedding(case.id, DIGEST, vector)

    def renewed(self) -> LocalIndex:
        return self.kept.renewed(self.library.embedded(DIGEST), self._counted)

    def _counted(self, wanted: Sequence[Embedded]) -> dict[Any, Any]:
        self.read.append(len(wanted))
        return self.library.vectors(wanted)

    def anew(self) -> LocalIndex:
        """Return the index as the whole library and the whole gallery give it."""
        return of_library(self.library, DIGEST, self.gallery, self.gallery_vectors)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    world = World(tmp_path / "library.sqlite")
    with world.library.transaction():
        for number, vector in enumerate(drawn(60, 2)):
            world.add(number, vector)
        world.library.put_slices(CaseId("c3"), DIGEST, {2: drawn(1, 3)[0], 5: drawn(1, 4)[0]})
    yield world
    world.library.close()


def answers(index: LocalIndex) -> list[Any]:
    queries = drawn(5, 5)
    return [
        index.search(query, 100, metric, exclude_patient="p4", where=where)
        for query in (*queries, queries[:3])
        for metric in Metric
        for where in ({}, {"label": "a"}, {"tag": "rare"}, {"library": "own"})
    ]


def by_brute_force(world: World, query: np.ndarray) -> list[str]:
    """Return cases by their nearest vector, a loop at a time."""
    nearest: dict[str, float] = {}
    listed = world.library.embedded(DIGEST)
    vectors = world.library.vectors(listed)
    for one in listed:
        distance = float(1 - vectors[one.key] @ query)
        nearest[one.case_id] = min(distance, nearest.get(one.case_id, 9.0))
    for entry, vector in zip(world.gallery, world.gallery_vectors, strict=True):
        if all(float(held @ vector) < 1 - SAME_PICTURE for held in vectors.values()):
            nearest[entry.case_id] = float(1 - vector @ query)
    return sorted(nearest, key=lambda case_id: nearest[case_id])


def add_one(world: World) -> None:
    world.add(100, drawn(1, 6)[0])


def add_one_of_the_gallery(world: World) -> None:
    world.add(101, world.gallery_vectors[7])


def remove_some(world: World) -> None:
    world.library.remove_cases([CaseId("c3"), CaseId("c10"), CaseId("c59")])


def remove_what_the_gallery_has(world: World) -> None:
    world.library.remove_cases([CaseId("c101")])


def describe_one(world: World) -> None:
    world.library.set_label(CaseId("c5"), "b")
    world.library.describe(CaseId("c5"), "a finding", "cured", ["rare", "teaching"])


def embed_slices(world: World) -> None:
    world.library.put_slices(CaseId("c8"), DIGEST, {1: drawn(1, 7)[0]})


def change_nothing(world: World) -> None:
    pass


STEPS: list[tuple[Callable[[World], None], int]] = [
    (change_nothing, 0),
    (add_one, 1),
    (add_one_of_the_gallery, 1),
    (describe_one, 0),
    (remove_some, 0),
    (embed_slices, 1),
    (remove_what_the_gallery_has, 0),
]


def test_each_change_gives_the_answers_of_an_index_made_anew(world: World):
    world.renewed()
    assert world.read == [62]
    query = unit(drawn(1, 8)[0] + 0.02)
    for step, read in STEPS:
        step(world)
        index = world.renewed()
        assert world.read.pop() == read, step.__name__
        assert answers(index) == answers(world.anew()), step.__name__
        found = [near.case_id for near in index.search(query, 200, Metric.COSINE)]
        assert found == by_brute_force(world, query), step.__name__


def test_all_may_go_and_others_come(world: World):
    world.renewed()
    world.library.remove_cases([case.id for case in world.library.cases()])
    assert answers(world.renewed()) == answers(world.anew())
    world.add(200, drawn(1, 9)[0])
    assert answers(world.renewed()) == answers(world.anew())


def test_a_case_that_comes_again_with_other_pixels_is_read_again(world: World):
    world.renewed()
    world.library.remove_cases([CaseId("c59")])
    world.kept.forget([CaseId("c59")])
    world.add(59, drawn(1, 10)[0])  # SQLite gives it the number of the one that went
    assert answers(world.renewed()) == answers(world.anew())


def test_a_shortlist_is_changed_in_place_of_being_built_again(
    world: World, monkeypatch: pytest.MonkeyPatch
):
    built: list[int] = []
    build = Shortlist.build.__func__  # type: ignore[attr-defined]

    def counted(kind: type[Shortlist], vectors: np.ndarray) -> Shortlist:
        built.append(len(vectors))
        return build(kind, vectors)

    monkeypatch.setattr(local, "EXACT_TO", 20)
    monkeypatch.setattr(shortlist, "MOST_CHANGED", 0.3)  # of so few, each counts for much
    monkeypatch.setattr(Shortlist, "build", classmethod(counted))
    query = unit(drawn(1, 8)[0] + 0.02)
    world.renewed().search(query, 5, Metric.COSINE)
    assert built == [92]
    for step, _ in STEPS:
        step(world)
        index = world.renewed()
        for one in drawn(20, 11):
            exact = 1 - index._vectors @ one
            distances: dict[str, float] = {}
            for entry, distance in zip(index._entries, exact, strict=True):
                distances[entry.case_id] = min(float(distance), distances.get(entry.case_id, 9.0))
            true = sorted(distances, key=lambda case_id: distances[case_id])[:3]
            found = [near.case_id for near in index.search(one, 3, Metric.COSINE)]
            assert found == true, step.__name__
    assert built == [92]
    with world.library.transaction():
        for number, vector in enumerate(drawn(40, 12)):
            world.add(300 + number, vector)
    world.renewed().search(query, 5, Metric.COSINE)
    assert len(built) == 2  # so many are new that it is made again


def test_few_numbers_find_every_twin_and_hardly_anything_else():
    gallery = drawn(60, 1)
    rng = np.random.default_rng(2)
    shifts = unit(rng.normal(size=(60, SIZE))) * np.sqrt(SAME_PICTURE)  # at half the limit
    vectors = np.concatenate([drawn(3000, 3), unit(gallery + shifts)])
    alike = np.flatnonzero((vectors @ gallery.T >= 1.0 - SAME_PICTURE).any(axis=1))
    found = may_be_twins(vectors[:, :12], gallery)
    assert set(alike) <= set(found)
    assert len(alike) == 60
    assert len(found) < 70


def test_twins_are_left_out_among_very_many_too(world: World, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(kept, "AT_ONCE", 8)
    for number, vector in enumerate(world.gallery_vectors[:5], start=100):
        world.add(number, vector)
    index = world.kept.renewed(world.library.embedded(DIGEST), world.library.vectors)
    left = [one.case_id for one in world.gallery if index.vector(one.case_id) is not None]
    assert left == [f"g{n}" for n in range(30) if not is_twin(world, n)]
    assert len(left) < 26


def is_twin(world: World, number: int) -> bool:
    held = np.stack(list(world.library.vectors(world.library.embedded(DIGEST)).values()))
    return bool((held @ world.gallery_vectors[number] >= 1.0 - SAME_PICTURE).any())
