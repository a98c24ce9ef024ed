from __future__ import annotations

import numpy as np
import pytest

from medview.imaging.preprocess import even_light, grey_square
from medview.learning.views import Views

SHAPES = {
    "fundus": ((3, 80, 80, 4), (3, 64, 64)),
    "grey": ((3, 80, 80, 1), (3, 64, 64)),
    "volume": ((3, 40, 40, 40, 1), (1, 32, 32, 32)),
}


def made(name: str) -> Views:
    pictures = np.random.default_rng(0).integers(0, 256, SHAPES[name][0]).astype(np.uint8)
    size = SHAPES[name][1][-1]
    return Views(pictures, "fundus" if name == "fundus" else "grey", size)


@pytest.mark.parametrize("name", SHAPES)
def test_inputs_have_the_encoders_shape_and_range(name):
    views = made(name)
    for batch in (views.plain([0, 2]), np.stack([views.varied(1, (0, i)) for i in range(4)])):
        assert batch.shape[1:] == SHAPES[name][1] and batch.dtype == np.float32
        assert float(batch.min()) >= 0 and float(batch.max()) <= 1


@pytest.mark.parametrize("name", SHAPES)
def test_the_same_seed_varies_the_same_way(name):
    views = made(name)
    assert np.array_equal(views.varied(1, (3, 4)), views.varied(1, (3, 4)))
    assert not np.array_equal(views.varied(1, (3, 4)), views.varied(1, (3, 5)))


def test_plain_pictures_of_the_inputs_size_are_prepared_as_at_work():
    rng = np.random.default_rng(1)
    fundus = rng.integers(0, 256, (1, 64, 64, 4)).astype(np.uint8)
    given = Views(fundus, "fundus", 64).plain([0])[0]
    assert np.array_equal(given, even_light(fundus[0]).transpose(2, 0, 1))
    plane = rng.integers(0, 256, (50, 64)).astype(np.uint8)
    square = grey_square(plane, 64)
    given = Views(square[None, ..., None], "grey", 64).plain([0])[0]
    assert np.array_equal(given, np.repeat(square[None] / np.float32(255), 3, axis=0))


def test_a_volume_is_resampled_along_each_axis():
    ramp = np.arange(40, dtype=np.uint8) * 6
    for axis in range(3):
        shape = [1, 1, 1]
        shape[axis] = 40
        cube = np.broadcast_to(ramp.reshape(shape), (40, 40, 40)).astype(np.uint8)
        small = Views(cube[None, ..., None], "grey", 20).plain([0])[0, 0]
        line = np.moveaxis(small, axis, 0)
        assert np.abs(line - line[:, :1, :1]).max() < 1e-6  # the other axes stay even
        middle = (ramp[0::2].astype(float) + ramp[1::2]) / 2 / 255
        assert np.allclose(line[:, 0, 0], middle, atol=1.1 / 255)
