"""Places that are alike, and their deletion test, against plain loops and the shipped encoder."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from medview.app.resources import resource
from medview.domain.errors import ModelDamaged
from medview.inference import alike
from medview.inference.encoder import OnnxEncoder
from medview.inference.explanation import around, faded
from medview.inference.patches import PatchMaps
from medview.store.models import read_package

SIDE = 160


class Shipped:
    """The similarity model as it ships."""

    def __init__(self) -> None:
        package = read_package(resource("models") / "radiology")
        self.encoder = OnnxEncoder(package.card, package.onnx_file, threads=1)
        self.embed = self.encoder.embed
        self.patches = PatchMaps(package.card, package.onnx_file, threads=1)


@pytest.fixture(scope="module")
def network() -> Shipped:
    return Shipped()


def head(x: float, y: float, texture: int) -> np.ndarray:
    """A head with a bright tumour at x, y, on black."""
    rng = np.random.default_rng(texture)
    grey = np.zeros((SIDE, SIDE), np.float32)
    cv2.ellipse(grey, (80, 80), (56, 68), 0, 0, 360, 0.35, cv2.FILLED)
    grey[grey > 0] += 0.04 * rng.standard_normal(int((grey > 0).sum())).astype(np.float32)
    cv2.circle(grey, (int(x * SIDE), int(y * SIDE)), 14, 0.95, cv2.FILLED)
    return np.repeat(np.clip(grey, 0, 1)[None], 3, axis=0)


def test_patches_are_those_the_network_would_make_of_each_place(network):
    images = np.stack([head(0.4, 0.4, 0), head(0.6, 0.6, 1)])
    patches = network.patches(images)
    assert patches.shape == (2, 128, 5, 5) and network.patches.cells == 5
    assert np.linalg.norm(patches, axis=1) == pytest.approx(1.0, abs=1e-5)
    # Where every place is the same, each has the embedding of the whole.
    torch = pytest.importorskip("torch")
    from medview.learning.export import load_encoder

    _, encoder = load_encoder(resource("models") / "radiology")
    with torch.no_grad():
        maps = encoder.maps(torch.from_numpy(images))
        assert patches == pytest.approx(encoder.patches(maps.top).numpy(), abs=1e-4)


def test_a_network_without_places_is_refused(tmp_path: Path):
    package = read_package(resource("models") / "nodules")
    with pytest.raises(ModelDamaged, match="no places to compare"):
        PatchMaps(package.card, package.onnx_file)


def test_the_body_is_what_is_not_background():
    body = alike.body_of(head(0.5, 0.5, 0))
    assert body[80, 80] and not body[2, 2] and 0.3 < body.mean() < 0.6
    assert alike.body_of(np.zeros((3, SIDE, SIDE), np.float32)).all()


def test_what_is_filled_looks_like_what_is_around_it():
    image = head(0.5, 0.5, 0)
    region = around([(0.5, 0.5)], SIDE, alike.RADIUS)
    gone = alike.filled(image, region)
    assert image[:, region].mean() > 0.75 and gone[:, region].mean() < 0.6
    far = around([(0.5, 0.5)], SIDE, 2 * alike.RADIUS)
    assert np.abs(gone - image)[:, ~far].max() < 1e-6


def test_what_each_place_adds_is_what_the_result_loses_without_it():
    image = head(0.35, 0.45, 0)
    seen = alike.in_cells(alike.body_of(image), 10)

    def brightness(images):
        return images.reshape(len(images), -1).mean(axis=1)

    found = alike.falls(image, seen, brightness)
    assert found.shape == (10, 10) and not found[~seen].any()
    for row, column in np.argwhere(seen)[::7]:
        place = ((column + 0.5) / 10, (row + 0.5) / 10)
        gone = alike.filled(image, around([place], SIDE, alike.RADIUS))
        assert found[row, column] == pytest.approx(image.mean() - gone.mean(), abs=1e-5)
    row, column = np.unravel_index(found.argmax(), found.shape)
    assert np.hypot((column + 0.5) / 10 - 0.35, (row + 0.5) / 10 - 0.45) < 0.12


def test_places_that_add_and_look_alike_are_paired_the_slow_way():
    rng = np.random.default_rng(3)
    seen = [rng.random((6, 6)) < 0.8 for _ in range(2)]
    lost = [rng.normal(size=(6, 6)).astype(np.float32) for _ in range(2)]
    patches = [rng.normal(size=(4, 6, 6)).astype(np.float32) + 3 for _ in range(2)]
    found = alike.paired(lost, patches, seen)
    vectors = [p[:, r, c] for p, m in zip(patches, seen, strict=True) for r, c in np.argwhere(m)]
    mean = np.mean(vectors, axis=0)

    def weight(a, b):
        one, two = patches[0][:, a[0], a[1]] - mean, patches[1][:, b[0], b[1]] - mean
        cosine = float(one @ two / np.linalg.norm(one) / np.linalg.norm(two))
        return max(cosine, 0) * max(float(lost[0][tuple(a)]), 0) * max(float(lost[1][tuple(b)]), 0)

    def place(cell):
        return ((cell[1] + 0.5) / 6, (cell[0] + 0.5) / 6)

    left = [(a, b) for a in np.argwhere(seen[0]) for b in np.argwhere(seen[1])]
    slow, first = [], 0.0
    while left and len(slow) < alike.MOST_PAIRS:
        best = max(left, key=lambda pair: weight(*pair))
        first = first or weight(*best)
        if weight(*best) <= 0 or weight(*best) < alike.LEAST_SHARE * first:
            break
        slow.append((place(best[0]), place(best[1])))
        left = [
            (a, b)
            for a, b in left
            if all(np.hypot(*np.subtract(place(a), one)) >= alike.APART for one, _ in slow)
            and all(np.hypot(*np.subtract(place(b), two)) >= alike.APART for _, two in slow)
        ]
    assert 1 < len(found) == len(slow)
    for pair, expected in zip(found, slow, strict=True):
        assert np.array(pair) == pytest.approx(np.array(expected))


def test_regions_elsewhere_are_as_large_in_the_body_and_the_same_at_every_call():
    body = alike.body_of(head(0.4, 0.4, 0))
    region = around([(0.4, 0.4), (0.55, 0.6)], SIDE, alike.RADIUS)
    others = alike.elsewhere(region, body)
    assert len(others) == alike.OTHERS
    for other in others:
        assert (other & body).sum() >= alike.KEPT * (region & body).sum()
        assert (other & region).sum() <= alike.SHARED * region.sum()
    again = alike.elsewhere(region, body)
    assert all(np.array_equal(a, b) for a, b in zip(others, again, strict=True))


def test_both_tests_are_what_the_likeness_loses_the_slow_way(network):
    images = (head(0.38, 0.42, 0), head(0.62, 0.45, 1))
    found = alike.find(images, network)
    assert 1 <= len(found.pairs) <= alike.MOST_PAIRS
    vectors = [network.embed(image[None])[0] for image in images]
    for side, test in enumerate(found.tests):
        image, other = images[side], vectors[1 - side]
        region = np.zeros((SIDE, SIDE), bool)
        for pair in found.pairs:
            x, y = pair[side]
            for row in range(SIDE):
                for column in range(SIDE):
                    off = np.hypot((column + 0.5) / SIDE - x, (row + 0.5) / SIDE - y)
                    region[row, column] |= off <= alike.RADIUS
        falls = []
        for one in (region, *alike.elsewhere(region, alike.body_of(image))):
            grey = np.round(image[0] * 255).astype(np.uint8)
            over = cv2.inpaint(grey, one.astype(np.uint8), 3, cv2.INPAINT_TELEA) / np.float32(255)
            gone = network.embed(faded(image, one, over)[None])[0]
            falls.append(float(vectors[side] @ other - gone @ other))
        assert test.effect == pytest.approx(falls[0], abs=1e-4)
        assert test.elsewhere == pytest.approx(falls[1:], abs=1e-4)
        assert test.passed == (falls[0] > max(falls[1:]))


def test_pictures_of_nothing_have_no_places(network):
    nothing = np.zeros((3, SIDE, SIDE), np.float32)
    found = alike.find((nothing, nothing), network)
    assert found.pairs == () and not any(test.passed for test in found.tests)
