"""The shipped packages do what their cards say, on the real validation images."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime
import pytest

from medview.domain.agreement import quadratic_kappa
from medview.domain.grade import Calibration, read_grades
from medview.imaging.preprocess import prepare
from medview.learning.dataset import Example, read_fundus, read_picture, read_radiology
from medview.learning.export import digest, largest_difference, load_encoder
from medview.learning.gallery import Gallery
from medview.learning.measures import area_under_curve

MODELS = Path(__file__).resolve().parents[2] / "resources" / "models"
PACKAGES = ("dr-fundus", "radiology")
LIMIT = 40 * 2**20


@pytest.fixture(scope="module")
def fundus_val(shared_data) -> list[Example]:
    return [e for e in read_fundus(shared_data) if e.split == "val"]


@pytest.fixture(scope="module")
def radiology_val(shared_data) -> list[Example]:
    return [e for e in read_radiology(shared_data) if e.split == "val"]


def read_card(name: str) -> dict:
    return json.loads((MODELS / name / "card.json").read_text("utf-8"))


def read_gallery(name: str) -> Gallery:
    with np.load(MODELS / name / "gallery.npz", allow_pickle=False) as archive:
        return Gallery(**{key: archive[key] for key in archive.files})


def run(name: str, examples: Sequence[Example]) -> dict[str, np.ndarray]:
    """Return every output of the shipped ONNX file, averaged over the mirror image if so asked."""
    card = read_card(name)
    session = onnxruntime.InferenceSession(str(MODELS / name / "encoder.onnx"))
    names = [output.name for output in session.get_outputs()]
    parts = []
    for start in range(0, len(examples), 16):
        images = np.stack(
            [prepare(read_picture(e), card["preprocess"]) for e in examples[start : start + 16]]
        )
        out = session.run(None, {"image": images})
        if card["calibration"].get("flips"):
            mirrored = session.run(None, {"image": np.ascontiguousarray(images[..., ::-1])})
            out = [(a + b) / 2 for a, b in zip(out, mirrored, strict=True)]
        parts.append(out)
    found = {n: np.concatenate([part[i] for part in parts]) for i, n in enumerate(names)}
    found["embedding"] /= np.linalg.norm(found["embedding"], axis=1, keepdims=True)
    return found


@pytest.mark.parametrize("name", PACKAGES)
def test_digests_and_credit(name):
    card = read_card(name)
    assert {key: digest(MODELS / name / key) for key in card["files"]} == card["files"]
    assert all(row["licence"] and row["credit"] and row["images"] for row in card["data"])
    assert card["recipe"]["seeds"] and card["limits"] and card["intended_use"]


def test_both_packages_stay_small():
    assert sum(f.stat().st_size for n in PACKAGES for f in (MODELS / n).iterdir()) < LIMIT


@pytest.mark.parametrize("name", PACKAGES)
def test_the_gallery_is_of_training_cases_and_holds_no_pixels(name):
    gallery, card = read_gallery(name), read_card(name)
    assert set(gallery.splits) == {"train"}
    assert gallery.embeddings.shape == (len(gallery), card["dimension"])
    assert set(vars(gallery)) == {
        "embeddings", "labels", "case_ids", "patients", "modalities", "sources", "splits"
    }  # fmt: skip


@pytest.mark.parametrize("name", PACKAGES)
def test_onnx_equals_torch_on_real_images(name, fundus_val, radiology_val):
    chosen = (fundus_val if name == "dr-fundus" else radiology_val)[::90]
    plan, encoder = load_encoder(MODELS / name)
    images = np.stack([prepare(read_picture(e), plan.preprocess) for e in chosen])
    assert largest_difference(encoder, MODELS / name / "encoder.onnx", images) < 1e-4


@pytest.mark.slow
def test_the_fundus_card_tells_the_truth(fundus_val):
    card, gallery = read_card("dr-fundus"), read_gallery("dr-fundus")
    calibration = Calibration.from_card(card["calibration"])
    found = run("dr-fundus", fundus_val)
    patients = [e.patient for e in fundus_val]
    shares = gallery.shares(
        found["embedding"], patients, "01234", calibration.vote_k, calibration.vote_temperature
    )
    readings = read_grades(found["grade_logits"].astype(float), shares, calibration)
    truth = np.array([int(e.label) for e in fundus_val])
    claimed = card["validation"]
    # The card's figures are cross-fitted; the shipped calibration saw all of these patients.
    for name, given in (
        ("kappa_shown", readings.shown_grades),
        ("kappa_neighbours", readings.vote_grades),
    ):
        assert quadratic_kappa(truth, given) >= claimed[name]["value"] - 0.01
    auc = area_under_curve(truth >= 2, readings.shown[:, 2:].sum(axis=1))
    assert auc == pytest.approx(claimed["referable_auc"]["value"], abs=0.005)


@pytest.mark.slow
def test_the_radiology_card_tells_the_truth(radiology_val):
    card, gallery = read_card("radiology"), read_gallery("radiology")
    found = run("radiology", radiology_val)["embedding"]
    for modality in ("MR", "DX", "CT"):
        rows = [i for i, e in enumerate(radiology_val) if e.group == modality]
        own = gallery.take(gallery.modalities == modality)
        classes = np.unique(own.labels).tolist()
        patients = [radiology_val[i].patient for i in rows]
        shares = own.shares(found[rows], patients, classes, 9, 0.1)
        truth = np.array([classes.index(radiology_val[i].label) for i in rows])
        accuracy = float((shares.argmax(axis=1) == truth).mean())
        assert accuracy == pytest.approx(
            card["validation"][modality]["accuracy"]["value"], abs=0.005
        )
