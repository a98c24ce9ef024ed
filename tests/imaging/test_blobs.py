"""Lungs, round things in them, and patches, on bodies whose measures are known."""

from __future__ import annotations

import numpy as np
import pytest

from medview.imaging.blobs import find_blobs
from medview.imaging.lung import lung_mask
from medview.imaging.patches import HIGHEST, LOWEST, SIDE, patch, patches

AIR, LUNG, TISSUE = -1000.0, -850.0, 40.0


def grid(shape, spacing):
    return np.meshgrid(
        *(np.arange(n) * s for n, s in zip(shape, spacing, strict=True)), indexing="ij"
    )


def chest(shape=(20, 180, 200), spacing=(2.5, 1.5, 1.5)):
    """Return a body (mm) with two lungs; places are (slice, row, column) in mm."""
    z, y, x = grid(shape, spacing)
    middle_y, middle_x = shape[1] * spacing[1] / 2, shape[2] * spacing[2] / 2
    voxels = np.full(shape, AIR, np.float32)
    body = ((y - middle_y) / 110) ** 2 + ((x - middle_x) / 140) ** 2 < 1
    voxels[body] = TISSUE
    lungs = np.zeros(shape, bool)
    for side in (-62, 62):
        lungs |= ((y - middle_y) / 75) ** 2 + ((x - middle_x - side) / 45) ** 2 < 1
    voxels[lungs] = LUNG
    return voxels, lungs, (z, y, x)


def add_ball(voxels, places, centre, radius):
    away = np.sqrt(sum((p - c) ** 2 for p, c in zip(places, centre, strict=True)))
    voxels[away < radius] = TISSUE
    return away < radius


@pytest.mark.parametrize("spacing", [(2.5, 1.5, 1.5), (1.25, 1.0, 1.2)])
def test_the_lungs_with_what_lies_in_them_and_at_their_rim(spacing):
    shape = (12, round(270 / spacing[1]), round(300 / spacing[2]))
    voxels, lungs, places = chest(shape, spacing)
    middle = [n * s / 2 for n, s in zip(shape, spacing, strict=True)]
    inner = add_ball(voxels, places, (middle[0], middle[1], middle[2] - 62), 9)
    at_rim = add_ball(voxels, places, (middle[0], middle[1], middle[2] - 62 - 41), 8)
    found = lung_mask(voxels, spacing)
    assert (found & lungs).sum() > 0.98 * lungs.sum()
    assert found[inner].all()
    assert found[at_rim & lungs].mean() > 0.5  # more than its half that lies in the lung's outline
    assert (found & ~lungs).sum() < 0.05 * lungs.sum()  # neither the body nor the air around it


def test_no_lung_is_no_mask():
    block = np.full((5, 60, 60), TISSUE, np.float32)
    assert not lung_mask(block, (5.0, 2.0, 2.0)).any()


@pytest.mark.parametrize("spacing", [(2.5, 1.5, 1.5), (1.0, 0.8, 0.8), (3.0, 0.7, 0.9)])
@pytest.mark.parametrize("radius", [4.0, 9.0])
def test_a_ball_is_found_at_its_place_with_its_size(spacing, radius):
    shape = tuple(round(80 / s) for s in spacing)
    voxels = np.full(shape, LUNG, np.float32)
    centre = tuple(0.5 * n * s for n, s in zip(shape, spacing, strict=True))
    add_ball(voxels, grid(shape, spacing), centre, radius)
    first, *others = find_blobs(voxels, spacing, np.ones(shape, bool))
    place = np.multiply(first.index, spacing)
    assert np.linalg.norm(place - centre) < max(*spacing, 2.0)
    assert radius / 1.6 < first.radius < radius * 1.6
    assert all(other.contrast <= first.contrast for other in others)


def test_blobs_outside_the_mask_are_left_out():
    spacing, shape = (2.0, 1.0, 1.0), (30, 60, 60)
    voxels = np.full(shape, LUNG, np.float32)
    add_ball(voxels, grid(shape, spacing), (30.0, 30.0, 30.0), 5)
    assert find_blobs(voxels, spacing, np.zeros(shape, bool)) == []


@pytest.mark.parametrize("axis", [0, 1, 2])
def test_a_patch_has_its_place_in_the_middle_and_millimetres_as_its_side(axis):
    spacing, shape = (2.5, 0.7, 0.9), (40, 150, 120)
    voxels = np.full(shape, LUNG, np.float32)
    index = (20, 80, 50)
    centre = np.multiply(index, spacing)
    add_ball(voxels, grid(shape, spacing), centre, 8)
    size = 70
    cut = patches(voxels, spacing, [index], size, axis)
    assert cut.shape == (1, 3, size, size) and np.array_equal(cut[0, 0], cut[0, 2])
    inside = cut[0, 0] > 0.4
    rows, columns = np.nonzero(inside)
    assert abs(rows.mean() - (size - 1) / 2) < 3 and abs(columns.mean() - (size - 1) / 2) < 3
    area = inside.sum() * (SIDE / size) ** 2
    assert area == pytest.approx(np.pi * 64, rel=0.2)


def test_shades_of_a_patch_and_what_lies_outside():
    plane = np.full((60, 60), HIGHEST + 500, np.float32)
    cut = patch(plane, (1.0, 1.0), (0.0, 30.0), 35)
    assert cut.max() == 1.0  # denser than the window is as white as it gets
    assert cut[:, :17].max() == 0.0  # air where the slice ends
    grey = patch(
        np.full((60, 60), (LOWEST + HIGHEST) / 2, np.float32), (1.0, 1.0), (30.0, 30.0), 35
    )
    assert grey == pytest.approx(0.5, abs=1e-6)
