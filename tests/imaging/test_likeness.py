from __future__ import annotations

import csv
import hashlib
import itertools
from pathlib import Path

import cv2
import numpy as np
import pytest

from medview.imaging.likeness import LIMIT, likeness, near_pairs
from medview.imaging.sizes import LIKENESS


def retina(seed: int, side: int = 300) -> np.ndarray:
    """Draw a disc with vessels of its own."""
    rng = np.random.default_rng(seed)
    image = np.zeros((300, 300, 3), np.uint8)
    cv2.circle(image, (150, 150), 135, (190, 95, 45), -1)
    for _ in range(12):
        points = np.cumsum(rng.normal(0, 25, (8, 2)), axis=0) + rng.uniform(80, 220, 2)
        cv2.polylines(image, [points.astype(np.int32)], False, (110, 40, 20), 4)
    image[np.hypot(*(np.mgrid[:300, :300] - 150)) > 135] = 0
    return cv2.resize(image, (side, side), interpolation=cv2.INTER_AREA)


def correlation(one: np.ndarray, other: np.ndarray) -> float:
    return float(np.corrcoef(likeness(one).astype(float), likeness(other).astype(float))[0, 1])


def resaved(image: np.ndarray) -> np.ndarray:
    saved = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, 60])[1]
    return np.asarray(cv2.imdecode(saved, cv2.IMREAD_COLOR))


@pytest.mark.parametrize(
    "change",
    [
        resaved,
        lambda image: cv2.resize(image, (190, 190), interpolation=cv2.INTER_AREA),
        lambda image: np.clip(image * 0.7, 0, 255).astype(np.uint8),
        lambda image: cv2.copyMakeBorder(image, 5, 30, 60, 20, cv2.BORDER_CONSTANT),
        lambda image: cv2.resize(image, (300, 240), interpolation=cv2.INTER_AREA),
    ],
    ids=["re-saved", "smaller", "darker", "margin", "squashed"],
)
def test_another_rendering_of_a_shot_is_alike(change):
    image = retina(1, 600)
    assert correlation(image, change(image)) > LIMIT


def test_other_vessels_are_not_alike():
    pictures = [retina(seed) for seed in range(6)]
    assert max(correlation(a, b) for a, b in itertools.combinations(pictures, 2)) < LIMIT - 0.2


def test_the_mirrored_picture_is_another_one():
    assert correlation(retina(1), np.ascontiguousarray(retina(1)[:, ::-1])) < LIMIT - 0.2


def test_grey_pictures_are_compared_whole():
    grey = np.random.default_rng(0).integers(0, 255, (40, 50)).astype(np.uint8)
    grey = np.asarray(cv2.resize(grey, (250, 200), interpolation=cv2.INTER_CUBIC), np.uint8)
    assert likeness(grey).shape == (LIKENESS,)
    assert correlation(grey, resaved(grey)[..., 0]) > LIMIT


def test_pairs_are_those_that_numpy_correlates():
    rng = np.random.default_rng(3)
    base = rng.normal(size=(40, LIKENESS))
    values = np.concatenate([base + rng.normal(0, s, base.shape) for s in (0, 0.2, 0.3, 2)])
    made = [np.clip(np.rint(v * 31 + 127.5), 0, 255).astype(np.uint8) for v in values]
    slow = np.corrcoef(np.stack(made).astype(float)) >= LIMIT
    expected = {(i, j) for i, j in np.argwhere(slow) if i < j}
    for block in (7, 512):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("medview.imaging.likeness.BLOCK", block)
            found = list(near_pairs(made))
        assert {pair for _, pairs in found for pair in pairs} == expected
        assert [done for done, _ in found][-1] == len(made)
    assert len(expected) > 40


def test_pictures_without_structure_are_alike_to_none():
    blank = [likeness(np.full((50, 50), level, np.uint8)) for level in (0, 90)]
    assert [pairs for _, pairs in near_pairs(blank)] == [[]]
    assert list(near_pairs([])) == []


def read(path: Path) -> np.ndarray:
    return cv2.cvtColor(np.asarray(cv2.imread(str(path))), cv2.COLOR_BGR2RGB)


def test_shots_that_are_twice_in_deepdrid_are_found_and_no_two_eyes(shared_data):
    """Truth is the pixels: one shot twice differs by less than two grey levels in the mean."""
    root = shared_data / "fundus" / "deepdrid"
    with open(root / "labels.csv", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))[:140]
    pictures = [read(root / row["image"]) for row in rows]
    true, found = set(), set()
    for i, j in itertools.combinations(range(len(rows)), 2):
        if rows[i]["patient_id"] == rows[j]["patient_id"]:
            one, other = pictures[i].astype(int), pictures[j].astype(int)
            if one.shape == other.shape and np.abs(one - other).mean() < 2:
                true.add((i, j))
    found = {p for _, pairs in near_pairs([likeness(one) for one in pictures]) for p in pairs}
    assert len(true) == 8 and true <= found
    eyes = {(rows[row]["patient_id"], rows[row]["eye"]) for pair in found for row in pair}
    assert all(rows[i]["patient_id"] == rows[j]["patient_id"] for i, j in found)
    assert len(eyes) == len(found), "the other eye is none of them"
    names = [hashlib.sha256((root / rows[i]["image"]).read_bytes()).digest() for i, _ in true]
    others = [hashlib.sha256((root / rows[j]["image"]).read_bytes()).digest() for _, j in true]
    assert not set(names) & set(others), "byte for byte they differ: digests do not find them"


def test_the_darker_twin_in_idrid_is_found(shared_data):
    images = shared_data / "fundus" / "idrid" / "images"
    twin = correlation(read(images / "IDRiD_tr_013.jpg"), read(images / "IDRiD_tr_397.jpg"))
    other = correlation(read(images / "IDRiD_tr_013.jpg"), read(images / "IDRiD_tr_014.jpg"))
    assert twin > LIMIT > other + 0.1
