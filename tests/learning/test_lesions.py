"""From a lesion plan to a package, on drawn pictures; and what the shipped card says."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from medview.domain.lesions import BACKGROUND, CLASSES, DRAWN, LESIONS, class_margins
from medview.imaging.lesion_map import margin_maps
from medview.imaging.preprocess import prepare
from medview.learning import lesion_baselines, lesions_card
from medview.learning.dataset import read_rgb
from medview.learning.export import Runner, largest_pixel_difference
from medview.learning.lesion_data import IGNORED, drawn_layers, label_square, read_drawn
from medview.learning.pixel_export import load_pixel_encoder
from medview.learning.trainer import run_plan
from medview.store.models import read_package

MODEL = Path(__file__).resolve().parents[2] / "resources" / "models" / "lesions"
PLAN = {
    "id": "lesions-test",
    "version": "0.1",
    "title": "A test",
    "task": "lesion-segmentation",
    "sources": ["idrid_seg"],
    "classes": CLASSES,
    "per_class": [1, 1, 1, 1, 1, 1],
    "prototypes": [1, 2, 1, 1, 1, 3],
    "input_size": 128,
    "cache_size": 128,
    "patch": 32,
    "dimension": 8,
    "loss": "supervised-contrastive",
    "metric_weight": 0.2,
    "proxy_weight": 1.0,
    "frozen": 1,
    "steps": 2,
    "warm_up": 1,
    "learning_rate": 1e-3,
    "pretrained": False,
}
# Where each is drawn on a photograph of 160 x 120: centre, radius, colour (BGR).
PLACES = {
    "optic_disc": ((45, 60), 11, (120, 220, 250)),
    "microaneurysm": ((90, 40), 2, (20, 20, 90)),
    "haemorrhage": ((100, 75), 5, (20, 20, 80)),
    "hard_exudate": ((75, 80), 4, (90, 230, 250)),
    "soft_exudate": ((70, 35), 6, (190, 210, 230)),
}


def draw(folder: Path, name: str, rng: np.random.Generator) -> dict[str, str]:
    """Write one photograph with its masks, and return their row of the table."""
    photograph = np.zeros((120, 160, 3), np.uint8)
    cv2.circle(photograph, (80, 60), 56, (30, 70, 150), -1)
    row = {"image": f"images/{name}.jpg"}
    for kind, (centre, radius, colour) in PLACES.items():
        at = (np.array(centre) + rng.integers(-3, 4, 2)).tolist()
        cv2.circle(photograph, at, radius, colour, -1)
        mask = np.zeros((120, 160), np.uint8)
        cv2.circle(mask, at, radius, 255, -1)
        row[kind] = f"masks/{kind}/{name}.png"
        (folder / row[kind]).parent.mkdir(parents=True, exist_ok=True)
        cv2.imwrite(str(folder / row[kind]), mask)
    (folder / "images").mkdir(exist_ok=True)
    cv2.imwrite(str(folder / row["image"]), photograph)
    return row


@pytest.fixture(scope="module")
def drawn(tmp_path_factory) -> Path:
    root = tmp_path_factory.mktemp("data")
    folder, rng = root / "fundus/idrid_seg", np.random.default_rng(0)
    rows = [
        draw(folder, f"{i}", rng) | {"split": "train" if i < 7 else "test", "grade": "2"}
        for i in range(9)
    ]
    with (folder / "labels.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, [*rows[0], "match_image"], restval="")
        writer.writeheader()
        writer.writerows(rows)
    (root / "fundus/idrid/images").mkdir(parents=True)
    lines = ["image,grade,dme_risk,exclude"]
    for i in range(9):
        name = f"images/{i}.jpg"
        (root / "fundus/idrid" / name).write_bytes((folder / name).read_bytes())
        lines.append(f"{name},2,{i // 3},0")
    (root / "fundus/idrid/labels.csv").write_text("\n".join(lines))
    return root


@pytest.fixture(scope="module")
def package(drawn, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("run")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("medview.learning.lesion_baselines.imagenet_weights", lambda: None)
        plan = folder / "plan.json"
        plan.write_text(json.dumps(PLAN))
        return run_plan(plan, drawn, folder / "out")


def test_photographs_are_kept_apart(drawn):
    examples = read_drawn(drawn)
    splits = [e.split for e in examples]
    assert (splits.count("train"), splits.count("calibration"), splits.count("test")) == (5, 2, 2)


def test_labels_lie_where_the_lesions_were_drawn(drawn):
    example = read_drawn(drawn)[0]
    labels = label_square(example, 128)
    layers = drawn_layers(example, (120, 160, 3))
    assert labels[0, 0] == IGNORED and set(np.unique(labels)) == {0, 1, 2, 3, 4, 5, IGNORED}
    for place in range(len(DRAWN)):
        drawn_share = (layers[..., place] > 0).sum() / (np.pi * 56**2)
        found_share = (labels == place).sum() / (np.pi * 64**2)
        assert found_share == pytest.approx(drawn_share, rel=0.35)


def test_a_package_is_whole_and_its_prototypes_vote(package):
    found = read_package(package)
    found.verify()
    gallery = found.gallery()
    assert [gallery.labels.count(name) for name in CLASSES] == PLAN["prototypes"]
    card = json.loads((package / "card.json").read_text())
    assert card["preprocess"] == {"kind": "retina", "size": 128}
    for figures in (
        card["validation"],
        card["validation"]["green_channel_filter"],
        card["validation"]["untrained_imagenet_prototypes"],
    ):
        for kind in DRAWN:
            low, high = figures[f"aupr_{kind}"]["ci95"]
            assert 0 <= low <= high <= 1
    assert card["recipe"]["onnx_difference"] < 1e-4
    near = card["validation"]["hard_exudate_near_the_macula"]
    assert ("oedema" in card["calibration"]) == ("auc_risk_2" in near)
    assert near["on"]


def test_onnx_equals_torch_and_gives_unit_lengths(package):
    _, encoder = load_pixel_encoder(package)
    network = Runner(package / "encoder.onnx")
    images = np.random.default_rng(0).random((3, 3, 128, 128)).astype(np.float32)
    assert largest_pixel_difference(encoder, network, images) < 1e-4
    lengths = np.linalg.norm(network(images)["embedding"], axis=1)
    assert lengths == pytest.approx(np.ones_like(lengths), abs=1e-5)


def test_untrained_prototypes_score_as_pixel_by_pixel(drawn):
    prototypes = np.random.default_rng(0).normal(size=(6, 32 + 24 + 40 + 80)).astype(np.float32)
    prototypes /= np.linalg.norm(prototypes, axis=1, keepdims=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lesion_baselines, "imagenet_weights", lambda: None)
        scorer = lesion_baselines.UntrainedPrototypes(prototypes, CLASSES)
    image = np.random.default_rng(1).random((3, 64, 64)).astype(np.float32)
    found = scorer(image)
    features = lesion_baselines._features(scorer._network, image)
    for x, y in ((0, 0), (63, 17), (30, 50)):
        pixel = lesion_baselines._at(features, np.array([y * 64 + x]))
        expected = class_margins(pixel, prototypes, CLASSES)[:, 0]
        assert found[:, y, x] == pytest.approx(expected, abs=1e-3)


def test_the_filter_finds_dark_and_bright_spots(drawn):
    example = read_drawn(drawn)[0]
    image = prepare(read_rgb(example.path), {"kind": "retina", "size": 128})
    margins, labels = lesion_baselines.filter_margins(image), label_square(example, 128)
    for kind in ("haemorrhage", "hard_exudate"):
        place = DRAWN.index(kind)
        inside = margins[place][labels == place].mean()
        assert inside > margins[place][labels == DRAWN.index("optic_disc") + 1].mean()


def test_the_shipped_model_is_small_and_onnx_equals_torch(shared_data):
    assert sum(f.stat().st_size for f in MODEL.iterdir()) < 4 * 2**20
    plan, encoder = load_pixel_encoder(MODEL)
    examples = [e for e in read_drawn(shared_data) if e.split == "test"][::13]
    images = np.stack([prepare(read_rgb(e.path), plan.preprocess) for e in examples])
    assert largest_pixel_difference(encoder, Runner(MODEL / "encoder.onnx"), images) < 1e-4


@pytest.mark.slow
def test_the_card_tells_the_truth_of_the_held_out_third(shared_data):
    card = json.loads((MODEL / "card.json").read_text("utf-8"))
    gallery = read_package(MODEL).gallery()
    assert BACKGROUND in gallery.labels
    network = Runner(MODEL / "encoder.onnx")

    def score(image):
        embedding = network(image[None])["embedding"][0]
        return margin_maps(embedding, gallery.embeddings, gallery.labels)

    held = [e for e in read_drawn(shared_data) if e.split == "test"]
    found = lesions_card.held_out_figures(held, score, card["preprocess"])
    for kind in LESIONS:
        claimed = card["validation"][f"aupr_{kind}"]
        assert found[f"aupr_{kind}"]["value"] == pytest.approx(claimed["value"], abs=0.002)
        filtered = card["validation"]["green_channel_filter"][f"aupr_{kind}"]
        assert claimed["value"] > filtered["value"]
