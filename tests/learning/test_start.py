"""What runs start from, and whole runs of the other kinds: a grader, volumes."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

from medview.domain.errors import PlanError
from medview.domain.ports import DeafListener
from medview.learning.backbones import build_encoder
from medview.learning.export import Runner, load_encoder
from medview.learning.fit import fit
from medview.learning.start import starting_encoder
from medview.learning.views import Views


def package_of(plan, folder):
    """Write a package with random weights, as a run of one's own leaves it."""
    torch.manual_seed(1)
    encoder = build_encoder("small-cnn", plan.dimension, grades=plan.task == "dr-grading")
    folder.mkdir()
    save_file(encoder.state_dict(), folder / "weights.safetensors")
    (folder / "plan.json").write_text(json.dumps(plan.as_json()))
    return folder, encoder


def trained(plan, pictures, cases, folder, start):
    listener = Hearing()
    network = fit(plan, pictures, cases, folder, start=start, listener=listener)
    return Runner(network / "encoder.onnx"), listener.words


class Hearing(DeafListener):
    def __init__(self):
        self.words = []

    def tell(self, text):
        self.words.append(text)


def test_the_model_in_use_goes_on_with_its_weights(drawn_run, tmp_path):
    plan, _, _ = drawn_run
    folder, old = package_of(plan, tmp_path / "old")
    encoder, taught = starting_encoder(replace(plan, backbone="in-use"), folder)
    images = torch.rand(2, 3, 32, 32)
    assert taught and torch.equal(encoder(images).embedding, old(images).embedding)
    assert load_encoder(folder)[0] == plan
    other, _ = starting_encoder(replace(plan, backbone="in-use", dimension=4), folder)
    assert other.embed.weight.shape[0] == 4
    assert torch.equal(other.maps(images).top, old.maps(images).top)


def test_a_run_that_cannot_start_says_why(drawn_run, tmp_path):
    plan, _, _ = drawn_run
    with pytest.raises(PlanError, match="no model to start from"):
        starting_encoder(replace(plan, backbone="in-use"), None)
    with pytest.raises(PlanError, match="volumes"):
        starting_encoder(replace(plan, backbone="resnet18"), None, volumes=True)


def test_a_grader_has_every_output_and_the_old_ones_eye_for_quality(drawn_run, tmp_path):
    plan, grey, cases = drawn_run
    plan = replace(
        plan, task="dr-grading", kind="fundus", classes=("0", "1", "2"), epochs=1, miner="hard",
        loss="ordinal-triplet", margin=0.1,
    )  # fmt: skip
    pictures = np.concatenate([grey.repeat(3, axis=3), np.full_like(grey, 255)], axis=3)
    graded = [replace(case, label=str("abc".index(case.label))) for case in cases]
    start, _ = package_of(plan, tmp_path / "old")
    runner, words = trained(plan, pictures, graded, tmp_path / "run", start)
    out = runner(Views(pictures, "fundus", 32).plain(range(36)))
    shapes = {name: values.shape for name, values in out.items()}
    assert shapes == {
        "embedding": (36, 8), "grade_logits": (36, 4), "quality_logits": (36, 4),
        "evidence": (36, 1, 1), "patches": (36, 8, 1, 1),
    }  # fmt: skip
    assert any("Picture quality is judged as by the model in use" in word for word in words)
    with pytest.raises(PlanError, match="what a good photograph is"):
        trained(plan, pictures, graded, tmp_path / "run", None)


def test_volumes_are_learned_by_the_small_network(drawn_run, tmp_path):
    plan, _, cases = drawn_run
    volumes = np.random.default_rng(0).integers(0, 60, (36, 36, 36, 36, 1)).astype(np.uint8)
    for row in range(36):
        half = 4 + 4 * (row % 3)
        volumes[row, 18 - half : 18 + half, 18 - half : 18 + half, 18 - half : 18 + half] = 200
    runner, _ = trained(replace(plan, epochs=2), volumes, cases, tmp_path, None)
    x = runner(Views(volumes, "grey", 32).plain(range(36)))["embedding"]
    nearest = (x[24:] @ x[:24].T).argmax(axis=1)
    assert float((nearest % 3 == np.arange(24, 36) % 3).mean()) > 0.8
