from __future__ import annotations

import tracemalloc
from dataclasses import replace

import numpy as np
import pytest

from medview.domain.errors import PlanError
from medview.domain.pseudonym import UNSALTED, Pseudonyms
from medview.learning.answers import (
    gallery_of,
    held_out,
    known_patients,
    own_calibration,
    retrieved,
)
from medview.learning.gallery import Gallery
from tests.learning.drawn_run import Run, plan


@pytest.fixture(scope="module")
def run() -> Run:
    return Run(plan())


@pytest.fixture(scope="module")
def held(run):
    return held_out(run.plan, run.cases, run.outputs)


def some_gallery(count: int, classes: int = 5, dimension: int = 16, seed: int = 0) -> Gallery:
    rng = np.random.default_rng(seed)
    vectors = rng.normal(size=(count, dimension)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    blank = np.full(count, "")
    return Gallery(
        embeddings=vectors,
        labels=rng.integers(0, classes, count).astype(str),
        case_ids=blank,
        patients=np.array([f"p{i // 2}" for i in range(count)]),
        modalities=blank,
        sources=blank,
        splits=blank,
    )


def test_retrieval_is_what_plain_loops_find():
    gallery = some_gallery(90)
    queries = gallery.embeddings[:20]
    labels, patients = gallery.labels[:20].tolist(), gallery.patients[:20].tolist()
    found = retrieved(gallery, queries, labels, patients)
    for i in range(20):
        others = [j for j in range(90) if gallery.patients[j] != patients[i]]
        others.sort(key=lambda j: 1 - float(queries[i] @ gallery.embeddings[j]))
        hits = [gallery.labels[j] == labels[i] for j in others]
        for k in (1, 5, 10):
            assert found[f"recall@{k}"][i] == any(hits[:k])
            assert found[f"precision@{k}"][i] == pytest.approx(sum(hits[:k]) / k)
        relevant = sum(hits)
        exact = [sum(hits[: r + 1]) / (r + 1) for r in range(relevant) if hits[r]]
        assert found["map@r"][i] == pytest.approx(sum(exact) / relevant)


def test_a_class_that_nobody_else_has_cannot_be_found():
    gallery = some_gallery(30)
    found = retrieved(gallery, gallery.embeddings[:1], ["none"], ["z"])
    assert found["recall@10"][0] == 0 and np.isnan(found["map@r"][0])


def test_a_hundred_thousand_embeddings_take_little_memory():
    gallery = some_gallery(100_000, classes=400, dimension=128)
    queries, labels = gallery.embeddings[:200], gallery.labels[:200].tolist()
    tracemalloc.start()
    retrieved(gallery, queries, labels, gallery.patients[:200].tolist())
    gallery.nearest(queries, gallery.patients[:200].tolist(), 30)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    everything = 200 * 100_000 * 8
    in_double_precision = gallery.embeddings.nbytes * 2
    assert peak < 2 * in_double_precision + everything / 2  # 285 MB, and no more for more queries
    assert max(block_sizes(gallery)) <= 2**25


def block_sizes(gallery: Gallery) -> list[int]:
    queries, patients = gallery.embeddings[:100], gallery.patients[:100].tolist()
    return [block.nbytes for _, block in gallery.distances(queries, patients)]


def test_the_held_out_cases_are_those_of_the_split(run, held):
    assert len(held) == 150 and {run.cases[row].split for row in held.rows} == {"val"}
    assert [held.classes[t] for t in held.truth] == [run.cases[row].label for row in held.rows]
    assert not set(held.patients) & set(gallery_of(run.plan, run.cases, run.outputs).patients)


def test_a_photograph_is_read_by_what_was_fitted_on_others(run, held):
    turned = [
        replace(case, label="0" if case.label > "1" else "4")
        if case.patient == "Patient 0"
        else case
        for case in run.cases
    ]
    again = held_out(run.plan, turned, run.outputs)
    own = np.array(held.patients) == "Patient 0"
    assert held.grading is not None and again.grading is not None
    for name in ("shown", "referable"):
        before, after = (
            getattr(grading.readings, name) for grading in (held.grading, again.grading)
        )
        assert after[own] == pytest.approx(before[own])
        assert np.abs(after[~own] - before[~own]).max() > 1e-3


def test_the_model_in_use_is_read_as_its_own_card_says(run, held):
    gallery = gallery_of(run.plan, run.cases, run.outputs)
    card = own_calibration(held, run.outputs)
    card["referable"]["threshold"] = 0.9
    in_use = held_out(run.plan, run.cases, run.outputs, card, gallery)
    assert in_use.grading is not None and in_use.grading.threshold == 0.9
    expected = (in_use.grading.readings.referable >= 0.9) | (in_use.given >= 2)
    assert np.array_equal(in_use.grading.refers, expected)
    assert not in_use.seen.any()


def test_a_case_votes_as_what_its_file_says_where_the_model_is_for_that(run):
    plan = replace(run.plan, task="similarity", modalities=("CT", "MR"))
    words = ("MR", "CT", "PHOTO", "US")
    cases = [replace(case, modality=words[row % len(words)]) for row, case in enumerate(run.cases)]
    gallery = gallery_of(plan, cases, run.outputs)
    told = [case.modality for case in cases if case.split == "train"]
    kinds = {"MR": "MR", "CT": "CT", "PHOTO": "CT", "US": "CT"}
    assert gallery.modalities.tolist() == [kinds[word] for word in told]


def test_a_patient_the_model_in_use_has_learned_from_is_known_by_name_pseudonym_or_picture():
    gallery, house = some_gallery(12), Pseudonyms(b"house")
    hidden = [house.of("hidden"), UNSALTED.of("old")]
    gallery = replace(gallery, patients=np.array(["own", *hidden, *"abcdefghi"]))
    far = some_gallery(4, seed=9).embeddings
    queries = np.concatenate([far, gallery.embeddings[3:4]])
    names = known_patients(gallery, queries, ["own", "hidden", "old", "new", "renamed"], house)
    assert names == ["own", *hidden, "new", "a"]


def test_an_empty_gallery_knows_nobody_and_votes_for_nothing(run, held):
    nobody = some_gallery(0, dimension=run.plan.dimension)
    embeddings = run.outputs["embedding"][:2]
    assert known_patients(nobody, embeddings, ["a", "b"], UNSALTED) == ["a", "b"]
    in_use = held_out(run.plan, run.cases, run.outputs, own_calibration(held, run.outputs), nobody)
    assert in_use.grading is not None and not in_use.seen.any()
    assert in_use.grading.readings.vote.sum() == 0  # not the votes of the run's own cases
    assert in_use.shares.sum(axis=1) == pytest.approx(1)


def test_a_model_that_learned_from_the_held_out_says_so(run, held):
    everyone = replace(
        gallery_of(run.plan, run.cases, run.outputs),
        patients=np.array([case.patient for case in run.cases if case.split == "val"]),
    )
    card = own_calibration(held, run.outputs)
    assert held_out(run.plan, run.cases, run.outputs, card, everyone).seen.all()


def test_classes_are_what_the_neighbours_vote():
    run = Run(plan("similarity"), noise=0.15)
    held = held_out(run.plan, run.cases, run.outputs)
    assert held.grading is None and held.shares.sum(axis=1) == pytest.approx(1)
    assert (held.given == held.truth).mean() > 0.9


def test_nothing_held_out_is_refused_with_what_to_do(run):
    cases = [replace(case, split="train") for case in run.cases]
    with pytest.raises(PlanError, match="at least two patients"):
        held_out(run.plan, cases, run.outputs)


def test_a_class_the_plan_does_not_know_is_named(run):
    cases = [replace(run.cases[0], label="7"), *run.cases[1:]]
    with pytest.raises(PlanError, match="'7'"):
        held_out(run.plan, cases, run.outputs)
