"""From a plan to a package, on drawn pictures."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import torch
from safetensors.torch import load_file

from medview.domain.errors import PlanError
from medview.domain.grade import Calibration
from medview.learning.export import load_encoder
from medview.learning.trainer import averaged, run_plan

FUNDUS_PLAN = {
    "id": "dr-test",
    "version": "0.1",
    "title": "A test",
    "task": "dr-grading",
    "sources": ["deepdrid", "idrid"],
    "classes": ["0", "1", "2", "3", "4", "outsider"],
    "per_class": [2, 2, 2, 2, 2, 2],
    "input_size": 64,
    "cache_size": 72,
    "dimension": 16,
    "lesion_weight": 0.5,
    "steps": 3,
    "warm_up": 1,
    "learning_rate": 1e-3,
    "pretrained": False,
}
RADIOLOGY_PLAN = {
    "id": "radiology-test",
    "version": "0.1",
    "title": "A test",
    "task": "similarity",
    "sources": ["MR", "DX", "CT"],
    "classes": ["glioma", "meningioma", "pituitary", "no_finding", "pneumonia", "nodule", "normal"],
    "per_class": [2, 2, 2, 2, 2, 2, 2],
    "input_size": 64,
    "cache_size": 72,
    "dimension": 16,
    "loss": "supervised-contrastive",
    "steps": 3,
    "warm_up": 1,
    "learning_rate": 1e-3,
    "pretrained": False,
    "gallery_limit": {"CT": 10},
}


def write_plan(folder: Path, plan: dict) -> Path:
    path = folder / "plan.json"
    path.write_text(json.dumps(plan))
    return path


@pytest.fixture(scope="module")
def package(drawn_data, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("fundus")
    return run_plan(write_plan(folder, FUNDUS_PLAN), drawn_data, folder / "out")


def test_a_fundus_package_is_whole(package):
    card = json.loads((package / "card.json").read_text())
    for name, digest in card["files"].items():
        assert hashlib.sha256((package / name).read_bytes()).hexdigest() == digest
    Calibration.from_card(card["calibration"])
    assert {"distance", "disagreement"} <= set(card["doubt"]["FUNDUS"])
    for figure in ("kappa_shown", "kappa_neighbours", "referable_auc"):
        low, high = card["validation"][figure]["ci95"]
        assert low <= high
    assert card["validation"]["untrained_imagenet_features"]
    with np.load(package / "gallery.npz", allow_pickle=False) as gallery:
        assert set(gallery["modalities"]) == {"FUNDUS"} and set(gallery["splits"]) == {"train"}
        assert np.allclose(np.linalg.norm(gallery["embeddings"], axis=1), 1, atol=1e-5)


def test_onnx_takes_any_batch_and_equals_torch(package):
    plan, encoder = load_encoder(package)
    session = onnxruntime.InferenceSession(str(package / "encoder.onnx"))
    names = [output.name for output in session.get_outputs()]
    assert names == ["embedding", "grade_logits", "quality_logits", "evidence", "patches"]
    for count in (1, 5):
        images = np.random.default_rng(0).random((count, 3, 64, 64)).astype(np.float32)
        given = dict(zip(names, session.run(None, {"image": images}), strict=True))
        with torch.no_grad():
            maps = encoder.maps(torch.from_numpy(images))
            expected = vars(encoder.read(maps)) | {
                "evidence": encoder.evidence(maps.top),
                "patches": encoder.patches(maps.top),
            }
        for name in names:
            assert np.abs(given[name] - expected[name].numpy()).max() < 1e-4
    assert plan.dimension == given["embedding"].shape[1]


def test_a_camera_the_plan_leaves_out_is_tested_on(drawn_data, tmp_path):
    plan = FUNDUS_PLAN | {"sources": ["deepdrid"], "steps": 1, "lesion_weight": 0.0}
    package = run_plan(write_plan(tmp_path, plan), drawn_data, tmp_path / "out")
    unseen = json.loads((package / "card.json").read_text())["validation"]["unseen_camera"]
    assert unseen["kappa_shown"]["images"] == 10
    with np.load(package / "gallery.npz", allow_pickle=False) as gallery:
        assert set(gallery["sources"]) == {"DeepDRiD"}


def test_a_radiology_package_keeps_each_modality_apart(drawn_data, tmp_path):
    package = run_plan(write_plan(tmp_path, RADIOLOGY_PLAN), drawn_data, tmp_path / "out")
    card = json.loads((package / "card.json").read_text())
    assert set(card["doubt"]) == {"MR", "DX", "CT"}
    assert "auc_by_distance" in card["validation"]["CT"]
    assert "accuracy" in card["validation"]["raw_pixels"]["MR"]
    with np.load(package / "gallery.npz", allow_pickle=False) as gallery:
        assert int((gallery["modalities"] == "CT").sum()) == 10


class Stop(Exception):
    pass


def test_a_stopped_run_goes_on_to_the_same_weights(drawn_data, tmp_path):
    plan = write_plan(tmp_path, RADIOLOGY_PLAN | {"per_class": [2, 0, 0, 0, 0, 2, 0]})

    def stop_late(progress):
        if progress.text == "evaluating":
            raise Stop

    def stop_early(progress):
        if "step 2" in progress.text:
            raise Stop

    with pytest.raises(Stop):
        run_plan(plan, drawn_data, tmp_path / "whole", stop_late)
    with pytest.raises(Stop):
        run_plan(plan, drawn_data, tmp_path / "parts", stop_early)
    with pytest.raises(Stop):
        run_plan(plan, drawn_data, tmp_path / "x", stop_late, resume=tmp_path / "parts" / "run")
    whole, parts = (
        load_file(tmp_path / name / "run/seed-0/checkpoint.safetensors")
        for name in ("whole", "parts")
    )
    for name, value in whole.items():
        assert torch.allclose(value.float(), parts[name].float(), atol=1e-3), name


def test_averaging_takes_the_mean():
    a, b = {"w": torch.tensor([1.0, 3.0])}, {"w": torch.tensor([3.0, 5.0])}
    assert averaged([a, b])["w"].tolist() == [2.0, 4.0]


@pytest.mark.parametrize(
    ("change", "word"),
    [({"loss": "magic"}, "loss"), ({"per_class": [1]}, "per_class"), ({"steps": 0}, "steps")],
)
def test_a_plan_that_cannot_be_run_is_refused_in_words(change, word, tmp_path):
    with pytest.raises(PlanError, match=word):
        run_plan(write_plan(tmp_path, FUNDUS_PLAN | change), tmp_path, tmp_path)
