from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper
from safetensors.numpy import save_file

from medview.domain.case import Case, CaseId, ImageRef, Patient
from medview.domain.grade import Calibration, Quality
from medview.domain.neighbours import Metric
from medview.domain.pseudonym import Pseudonyms
from medview.inference.encoder import OnnxEncoder
from medview.inference.grading import estimate, quality_of
from medview.learning.answers import held_out
from medview.learning.evaluation import evaluate
from medview.learning.export import complete_package
from medview.learning.own_card import own_card
from medview.retrieval.local import Entry, LocalIndex
from medview.store.models import ModelPackage, read_package
from tests.learning.drawn_run import Run, plan

HOUSE = Pseudonyms(b"house")

WIDTHS = {"embedding": 8, "grade_logits": 4, "quality_logits": 4}


def write_network(folder: Path) -> None:
    """Write a network that is linear in the mean colours, with every output a DR model has."""
    rng = np.random.default_rng(0)
    nodes = [helper.make_node("GlobalAveragePool", ["image"], ["pooled"])]
    nodes.append(helper.make_node("Flatten", ["pooled"], ["flat"]))
    weights = {
        name: rng.normal(size=(3, width)).astype(np.float32) for name, width in WIDTHS.items()
    }
    for name in WIDTHS:
        raw = "raw" if name == "embedding" else name
        nodes.append(helper.make_node("MatMul", ["flat", f"{name}.weight"], [raw]))
    nodes.append(helper.make_node("LpNormalization", ["raw"], ["embedding"], axis=1, p=2))
    nodes.append(helper.make_node("Identity", ["image"], ["patches"]))
    nodes.append(helper.make_node("ReduceMean", ["image"], ["evidence"], axes=[1], keepdims=0))
    shapes: dict[str, list[str | int | None]] = {name: ["n", w] for name, w in WIDTHS.items()}
    shapes |= {"evidence": ["n", 32, 32], "patches": ["n", 3, 32, 32]}
    graph = helper.make_graph(
        nodes,
        "drawn",
        [helper.make_tensor_value_info("image", TensorProto.FLOAT, ["n", 3, 32, 32])],
        [
            helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)
            for name, shape in shapes.items()
        ],
        [numpy_helper.from_array(w, f"{name}.weight") for name, w in weights.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.save(model, str(folder / "encoder.onnx"))
    save_file({f"{name}.weight": w for name, w in weights.items()}, folder / "weights.safetensors")


def card_of(run: Run, cases, draws: int, **options):
    held = held_out(run.plan, cases, run.outputs)
    found = evaluate(held, draws)
    return own_card(run.plan, cases, run.outputs, held, found, HOUSE, draws=draws, **options)


def packaged(run: Run, folder: Path, **options) -> ModelPackage:
    gallery, card = card_of(run, run.cases, draws=40, **options)
    part = folder / "drawn.part"
    part.mkdir()
    write_network(part)
    complete_package(part, folder / "drawn", folder / "plan.json", gallery, card)
    return read_package(folder / "drawn")


@pytest.fixture(scope="module")
def run() -> Run:
    return Run(plan())


@pytest.fixture(scope="module")
def package(run, tmp_path_factory) -> ModelPackage:
    return packaged(run, tmp_path_factory.mktemp("own"))


def index_of(package: ModelPackage) -> LocalIndex:
    gallery = package.gallery()
    names = zip(
        gallery.case_ids, gallery.labels, gallery.patients, gallery.sources, gallery.modalities,
        strict=True,
    )  # fmt: skip
    entries = [Entry(CaseId(c), y, p, s, m, in_library=False) for c, y, p, s, m in names]
    return LocalIndex(entries, gallery.embeddings, HOUSE)


def test_the_package_stands_the_registrys_checks(package):
    package.verify()
    assert package.card.task == "dr-grading" and package.card.modalities == ("FUNDUS",)
    assert package.card.ref.id == "drawn-run"


def test_grading_reads_the_package_and_is_right_about_held_out_eyes(run, package):
    calibration, index = Calibration.from_card(package.card.calibration), index_of(package)
    held = [row for row, case in enumerate(run.cases) if case.split == "val"]
    off, abstained = [], 0
    for row in held:
        case = Case(CaseId(str(row)), "FUNDUS", (ImageRef("x"),), Patient(run.cases[row].patient))
        found = index.search(
            run.outputs["embedding"][row],
            calibration.vote_k,
            Metric.COSINE,
            exclude_patient=case.patient.key,
        )
        quality = quality_of(run.outputs["quality_logits"][row], calibration)
        answer = estimate(case, quality, run.outputs["grade_logits"][row], found, package.card)
        abstained += answer.abstained
        if answer.grade is not None:
            off.append(abs(int(answer.grade) - int(run.cases[row].label)))
        assert answer.grade_set and sum(answer.probabilities) == pytest.approx(1)
    assert np.mean(off) < 0.5 and abstained < len(held) / 4


def test_a_photograph_unlike_all_others_is_doubted(run, package):
    case = Case(CaseId("x"), "FUNDUS", (ImageRef("x"),), Patient("new"))
    far = np.zeros(8, np.float32)
    far[5] = 1
    found = index_of(package).search(far, 30, Metric.COSINE)
    answer = estimate(case, Quality(1.0, True), run.outputs["grade_logits"][0], found, package.card)
    assert answer.abstained and "unlike" in answer.reason


def test_the_network_answers_what_the_card_says(package):
    encoder = OnnxEncoder(package.card, package.onnx_file, threads=1)
    outputs = encoder.outputs(np.random.default_rng(0).random((2, 3, 32, 32), np.float32))
    assert {name: values.shape[1] for name, values in outputs.items()} == WIDTHS


def test_no_file_of_the_package_names_a_patient_or_a_path(package):
    gallery = package.gallery()
    assert HOUSE.of("Patient 1") in gallery.patients
    for file in package.folder.iterdir():
        content = file.read_bytes()
        assert b"Patient 1" not in content and b"photo-" not in content
    assert not any("Patient" in p for p in (*gallery.patients, *gallery.case_ids))


def test_a_patients_other_photograph_does_not_vote_though_it_stands_under_a_pseudonym(run, package):
    row = next(i for i, case in enumerate(run.cases) if case.split == "train")
    moved = run.outputs["embedding"][row] + 0.01
    found = index_of(package).search(
        moved / np.linalg.norm(moved), 50, Metric.COSINE, exclude_patient=run.cases[row].patient
    )
    assert HOUSE.of(run.cases[row].patient) not in {n.patient for n in found}


def test_the_card_is_filled_in(run, package):
    card = package.card
    validation = card.validation
    assert validation["kappa"]["ci95"][0] < validation["kappa"]["value"]
    assert np.sum(validation["confusion"]) == validation["images"] == 150
    assert set(card.calibration["sets"]) == {"0.8", "0.85", "0.9", "0.95"}
    assert set(validation["risk_coverage"]) and set(validation["prediction_sets"])
    assert card.recipe == run.plan.as_json() | {
        name: list(getattr(run.plan, name)) for name in ("modalities", "classes")
    }
    (data,) = card.data
    assert (data["name"], data["images"], data["patients"]) == ("Clinic", 150, 75)
    assert "not a diagnosis" in card.intended_use and card.licence


def test_rare_grades_are_named_and_fall_back(tmp_path):
    run = Run(plan(), shares=(0.6, 0.0, 0.37, 0.03, 0.0))
    card = packaged(run, tmp_path).card
    limits = " ".join(card.limits)
    assert "Grade 1 (Mild NPDR): 0 held-out cases" in limits
    assert "Grade 4 (PDR): 0 held-out cases" in limits
    assert "borrowed from the other grades" in limits and "Grade 0" not in limits
    numbers = Calibration.from_card(card.calibration)
    assert numbers.shown_cuts.tolist() == pytest.approx([0.5, 1.5, 2.5, 3.5], abs=0.6)
    assert numbers.shown_cuts[0] == 0.5 and numbers.shown_cuts[3] == 3.5
    assert np.isfinite(numbers.slopes).all() and numbers.slopes[3] > 0
    assert "auc_4" not in card.validation


def test_without_a_referable_eye_the_card_says_so_and_keeps_an_even_chance(tmp_path):
    run = Run(plan(), shares=(0.6, 0.4, 0.0, 0.0, 0.0))
    card = packaged(run, tmp_path).card
    assert card.calibration["referable"]["threshold"] == 0.5
    assert any("No referable eye" in limit for limit in card.limits)
    assert "risk_coverage" not in card.validation


def test_classes_of_any_kind_make_a_similarity_package(tmp_path):
    run = Run(plan("similarity", modalities=("MR", "CT")))
    package = packaged(run, tmp_path)
    assert set(package.card.doubt) == {"MR", "CT"}
    assert package.card.calibration == {"flips": False}
    assert package.card.validation["accuracy"]["value"] > 0.5
    assert any("glioma, meningioma, pituitary" in limit for limit in package.card.limits)
    assert "kappa" not in package.card.validation


def test_a_quality_head_that_tells_nothing_is_said_to(run, tmp_path):
    blind = Run(plan())
    blind.outputs["quality_logits"][:] = 0
    limits = packaged(blind, tmp_path).card.limits
    assert any("cannot tell a poor photograph" in limit for limit in limits)


def test_the_mirror_image_is_looked_at_when_the_figures_were(run):
    assert card_of(run, run.cases, flips=True, draws=5)[1]["calibration"]["flips"]


def test_the_card_is_json_without_what_is_not_a_number(run):
    cases = [replace(case, source="") for case in run.cases]
    card = card_of(run, cases, draws=5)[1]
    assert json.loads(json.dumps(card, allow_nan=False))["data"][0]["name"] == "Own cases"
