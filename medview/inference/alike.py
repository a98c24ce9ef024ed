"""Which places of two grey pictures are alike, and bring the two near each other.

Each place of a picture is covered in turn; what the likeness to the other picture loses is what the
place adds to it (Zeiler and Fergus, arXiv 1311.2901). Places of both that add much, and whose patch
embeddings are alike, are paired. Both pictures' places are then put to the deletion test of
`explanation`, against the same places turned and moved to elsewhere in the body.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import cv2
import numpy as np

from medview.domain.explanation import Deletion
from medview.imaging.preprocess import content_mask
from medview.inference.explanation import (
    FloatArray,
    Mask,
    Place,
    Results,
    around,
    between,
    deletion,
    faded,
    interleaved,
)

RADIUS = 0.1  # of a place, of the square's side
MOST_PAIRS = 3
LEAST_SHARE = 0.1  # of the best pair's weight: a pair of less tells little
APART = 1.5 * RADIUS  # two places of one picture are at least this far apart
OTHERS = 11  # regions elsewhere, as many as a photograph of an eye is turned
MOST_TRIES = 2000  # to find them
SHARED = 0.25  # of a region at most lies on the region itself
KEPT = 0.9  # of what a region covers of the body, another covers at least
LEAST_BODY = 0.1  # of the picture: less is no body, and all of it counts
INPAINTED = 3  # pixels around a hole that it is filled from


Pair = tuple[Place, Place]  # of the one picture, and of the other


class Patches(Protocol):
    """The patch embeddings (N, D, cells, cells) of images (N, 3, S, S)."""

    cells: int

    def __call__(self, images: FloatArray) -> FloatArray:
        """Return them, of unit length."""
        ...


class Network(Protocol):
    """What makes embeddings, of pictures and of their places."""

    @property
    def patches(self) -> Patches:
        """Return what gives each place its embedding."""
        ...

    def embed(self, images: FloatArray) -> FloatArray:
        """Return unit-length embeddings (N, D) of images (N, 3, S, S)."""
        ...


@dataclass(frozen=True)
class Found:
    """Pairs of places, those that tell most first, and the test of each picture's places."""

    pairs: tuple[Pair, ...]
    tests: tuple[Deletion, Deletion]


def find(images: tuple[FloatArray, FloatArray], network: Network) -> Found:
    """Return which places of two images (3, S, S) are alike, with the tests of both."""
    vectors = network.embed(np.stack(images))
    bodies = [body_of(image) for image in images]
    cells = network.patches.cells
    seen = [in_cells(body, 2 * cells) for body in bodies]
    results = [likeness(network, vectors[1]), likeness(network, vectors[0])]
    lost = [falls(*each) for each in zip(images, seen, results, strict=True)]
    patches = [interleaved(network.patches(between(image, cells))) for image in images]
    pairs = paired(lost, patches, seen)
    if not pairs:
        return Found((), (Deletion(0.0, ()), Deletion(0.0, ())))
    sides = [[pair[0] for pair in pairs], [pair[1] for pair in pairs]]
    one, two = map(_tested, images, bodies, sides, results)
    return Found(pairs, (one, two))


def likeness(network: Network, vector: FloatArray) -> Results:
    """Return the function from images to their cosine similarity with an embedding (D,)."""
    return lambda images: network.embed(images) @ vector


def body_of(image: FloatArray) -> Mask:
    """Return where image (3, S, S) shows something: holes filled, the background left out."""
    grey = np.round(image[0] * 255).astype(np.uint8)
    found = content_mask(np.repeat(grey[..., None], 3, axis=2))
    return found if found.mean() > LEAST_BODY else np.ones_like(found)


def filled(image: FloatArray, region: Mask) -> FloatArray:
    """Return image (3, S, S), of equal channels, with a region grown over from around it.

    Telea, Journal of Graphics Tools 2004;9:23-34.
    """
    grey = np.round(image[0] * 255).astype(np.uint8)
    over = cv2.inpaint(grey, region.astype(np.uint8), INPAINTED, cv2.INPAINT_TELEA)
    return faded(image, region, over.astype(np.float32) / np.float32(255))


def in_cells(body: Mask, cells: int) -> Mask:
    """Return which cells (cells, cells) of a square show mostly the body (S, S)."""
    share = cv2.resize(body.astype(np.float32), (cells, cells), interpolation=cv2.INTER_AREA)
    return np.asarray(share > 0.5)


def falls(image: FloatArray, seen: Mask, results: Results) -> FloatArray:
    """Return (n, n): by how much the result of image (3, S, S) falls without each place.

    Only places that are `seen` (n, n) are covered; of others nothing is known to be lost: 0.
    """
    places = places_of(seen)
    side = image.shape[-1]
    covered = [filled(image, around([place], side, RADIUS)) for place in places]
    numbers = results(np.stack([image, *covered]))
    found = np.zeros(seen.shape, np.float32)
    found[seen] = numbers[0] - numbers[1:]
    return found


def places_of(seen: Mask) -> list[Place]:
    """Return the middles of the cells that are seen (n, n), row by row."""
    cells = seen.shape[0]
    return [(float(c + 0.5) / cells, float(r + 0.5) / cells) for r, c in np.argwhere(seen)]


def paired(
    lost: Sequence[FloatArray], patches: Sequence[FloatArray], seen: Sequence[Mask]
) -> tuple[Pair, ...]:
    """Return the places of two pictures that answer each other, the best first, MOST_PAIRS at most.

    lost (n, n) is what each place adds to the likeness, patches (D, n, n) its embedding; only
    places `seen` (n, n) count. A pair's weight is what both places add, times the cosine of their
    patch embeddings, less the mean of all: without that, all are nearly the same. Of the places
    that are left, the best pair are each other's best.
    """
    known = [each[:, mask] for each, mask in zip(patches, seen, strict=True)]
    mean = np.concatenate(known, axis=1).mean(axis=1, keepdims=True)
    here, there = (_unit(each - mean) for each in known)
    adds = [np.clip(each[mask], 0, None) for each, mask in zip(lost, seen, strict=True)]
    weights = np.clip(here.T @ there, 0, None) * np.outer(*adds)
    places = [places_of(mask) for mask in seen]
    found: list[Pair] = []
    for at in np.argsort(-weights, axis=None, kind="stable"):
        one, two = np.unravel_index(at, weights.shape)
        weight = weights[one, two]
        if len(found) == MOST_PAIRS or weight <= 0 or weight < LEAST_SHARE * weights.max():
            break
        pair = (places[0][one], places[1][two])
        if all(_are_apart(pair, other) for other in found):
            found.append(pair)
    return tuple(found)


def _unit(columns: FloatArray) -> FloatArray:
    lengths = np.linalg.norm(columns, axis=0, keepdims=True)
    return np.asarray(columns / np.maximum(lengths, 1e-12), np.float32)


def _are_apart(one: Pair, other: Pair) -> bool:
    return all(
        float(np.hypot(*np.subtract(a, b))) >= APART for a, b in zip(one, other, strict=True)
    )


def elsewhere(region: Mask, body: Mask) -> list[Mask]:
    """Return up to OTHERS regions: this one (S, S), turned and moved to other parts of the body.

    Where they lie is drawn at random, from the same seed at every call.
    """
    rng = np.random.default_rng(0)
    rows, columns = np.nonzero(region)
    middle = (float(columns.mean()), float(rows.mean()))
    down, across = np.nonzero(body)
    least = KEPT * np.count_nonzero(region & body)
    others: list[Mask] = []
    for _ in range(MOST_TRIES):
        to, degrees = int(rng.integers(len(down))), float(rng.uniform(0, 360))
        moved = _moved(region, middle, (float(across[to]), float(down[to])), degrees)
        is_apart = np.count_nonzero(moved & region) <= SHARED * np.count_nonzero(region)
        if is_apart and np.count_nonzero(moved & body) >= least:
            others.append(moved)
        if len(others) == OTHERS:
            break
    return others


def _moved(region: Mask, start: Place, to: Place, degrees: float) -> Mask:
    """Return region (S, S) turned about `start`, which goes to `to`."""
    matrix = cv2.getRotationMatrix2D(start, degrees, 1.0)
    matrix[:, 2] += np.subtract(to, start)
    size = (region.shape[1], region.shape[0])
    found = cv2.warpAffine(region.astype(np.uint8), matrix, size, flags=cv2.INTER_NEAREST)
    return np.asarray(found > 0)


def _tested(image: FloatArray, body: Mask, places: list[Place], results: Results) -> Deletion:
    """Return the deletion test of places; without places elsewhere to compare with it fails."""
    region = around(places, image.shape[-1], RADIUS)
    others = elsewhere(region, body)
    if len(others) < OTHERS:
        return Deletion(0.0, ())
    return deletion(image, region, results, others, filled)
