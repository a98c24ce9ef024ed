from __future__ import annotations

import csv

import cv2
import numpy as np
import pytest
from PIL import Image

from medview.domain.case import Eye
from medview.domain.eyes import DiscSide
from medview.imaging import fit_eye_side
from medview.imaging.eye_side import CELLS, FILE, disc_side, features, score
from medview.imaging.preprocess import find_retina


def sample_eyes(sample) -> dict[str, np.ndarray]:
    found = {}
    for path in sorted((sample / "fundus").glob("synthetic-0[1-5]-*.jpg")):
        with Image.open(path) as picture:
            found[path.stem] = np.asarray(picture.convert("RGB"))
    return found


def test_the_drawn_eyes_are_told_apart(sample):
    for name, pixels in sample_eyes(sample).items():
        assert (score(pixels) > 0) == name.endswith("OD"), name


def test_the_mirrored_photograph_is_of_the_fellow_eye(sample):
    for pixels in sample_eyes(sample).values():
        turned = np.ascontiguousarray(pixels[:, ::-1])
        assert score(turned) == pytest.approx(-score(pixels), abs=0.35)


@pytest.mark.parametrize("value", [0, 128, 255])
def test_a_picture_of_nothing_decides_nothing(value):
    assert disc_side(np.full((200, 200, 3), value, np.uint8)) == DiscSide()


def test_a_disc_in_the_middle_decides_nothing():
    field = np.zeros((256, 256, 3), np.uint8)
    cv2.circle(field, (128, 128), 120, (150, 80, 40), -1)
    cv2.circle(field, (128, 128), 18, (240, 220, 160), -1)
    assert disc_side(field) == DiscSide()


def test_the_light_from_one_side_does_not_decide():
    field = np.zeros((256, 256, 3), np.float32)
    cv2.circle(field, (128, 128), 120, (150.0, 80.0, 40.0), -1)
    field *= np.linspace(0.5, 1.6, 256, dtype=np.float32)[None, :, None]
    assert disc_side(field.astype(np.uint8)) == DiscSide()


def test_knowing_the_retina_changes_nothing(sample):
    pixels = next(iter(sample_eyes(sample).values()))
    assert score(pixels, find_retina(pixels)) == score(pixels)


def test_the_fit_finds_what_makes_the_difference():
    random = np.random.default_rng(0)
    truth = random.normal(size=12)
    found = random.normal(size=(400, 12)) * 10
    is_right = found @ truth > 0
    weights = fit_eye_side.fit(found, is_right)
    assert np.corrcoef(weights, truth)[0, 1] > 0.95


def test_a_template_ships_with_its_credit():
    text = FILE.read_text("utf-8")
    assert "CC BY 4.0" in text
    assert features(np.zeros((64, 64, 3), np.uint8)).shape == (CELLS, CELLS // 2, 4)


@pytest.mark.slow
def test_the_side_of_real_photographs(shared_data):
    """The validation part of DeepDRiD; at least two of its pictures bear the wrong eye's name."""
    folder = shared_data / "fundus" / "deepdrid"
    with (folder / "labels.csv").open(newline="") as table:
        rows = [r for r in csv.DictReader(table) if r["split"] == "val" and r["exclude"] != "1"]
    sides = [disc_side(fit_eye_side.small_picture(folder / row["image"])) for row in rows]
    truth = [Eye.OD if row["eye"] == "right" else Eye.OS for row in rows]
    decided = [s.eye is t for s, t in zip(sides, truth, strict=True) if s.eye]
    sure = [s.eye is t for s, t in zip(sides, truth, strict=True) if s.is_sure]
    assert len(decided) > 0.8 * len(rows) and np.mean(decided) > 0.97
    assert len(sure) > 0.5 * len(rows) and np.mean(sure) > 0.985
