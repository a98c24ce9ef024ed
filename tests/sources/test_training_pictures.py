"""What a reader answers about pictures to be trained on, and that nonsense of it is refused."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from medview.domain.case import ImageRef
from medview.domain.errors import ReaderFailed, UnreadableFile
from medview.domain.picture_facts import Fingerprint, Look
from medview.imaging.preprocess import even_light, prepare, square_of
from medview.imaging.sizes import LIKENESS
from medview.sources import wire
from medview.sources.reader import ReaderPool

DIGEST = {"digest": "a" * 64, "look": "fundus", "fault": ""}
LIKE = np.zeros(LIKENESS, np.uint8)


def test_fingerprints_come_in_order_with_errors_in_place(
    pool: ReaderPool, write_retina, tmp_path: Path
):
    eye = write_retina(tmp_path / "eye.jpg", 600)
    (tmp_path / "broken.jpg").write_bytes(eye.read_bytes()[:300])
    grey = cv2.cvtColor(np.asarray(cv2.imread(str(eye))), cv2.COLOR_BGR2GRAY)
    cv2.imwrite(str(tmp_path / "grey.png"), cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR))
    refs = [ImageRef(str(tmp_path / name)) for name in ("eye.jpg", "broken.jpg", "grey.png")]
    found, broken, colourless = pool.fingerprints([*refs])
    assert isinstance(found, Fingerprint) and isinstance(colourless, Fingerprint)
    assert (found.look, colourless.look) == (Look.FUNDUS, Look.GREY)
    assert found.digest.endswith(":0") and len(found.likeness) == LIKENESS
    assert isinstance(broken, UnreadableFile)


def test_squares_are_what_prepare_begins_with(pool: ReaderPool, write_retina, tmp_path: Path):
    eye = write_retina(tmp_path / "eye.png", 300)
    ref = ImageRef(str(eye))
    (fundus,) = pool.squares([ref], "fundus", 96)
    (grey,) = pool.squares([ref], "grey", 96)
    assert isinstance(fundus, np.ndarray) and isinstance(grey, np.ndarray)
    assert (fundus.shape, grey.shape) == ((96, 96, 4), (96, 96, 1))
    fundus_input = pool.prepare(ref, {"kind": "fundus", "size": 96}).tensor
    grey_input = pool.prepare(ref, {"kind": "grey", "size": 96}).tensor
    assert np.array_equal(fundus_input, even_light(fundus).transpose(2, 0, 1))
    assert np.array_equal(grey_input[0], grey[..., 0].astype(np.float32) / 255)


def test_a_kind_there_is_no_square_for():
    with pytest.raises(KeyError):
        square_of(np.zeros((5, 5), np.uint8), "retina", 32)
    assert prepare(np.zeros((5, 5), np.uint8), {"kind": "grey", "size": 32}).shape == (3, 32, 32)


@pytest.mark.parametrize(
    ("answer", "array"),
    [
        (DIGEST, None),
        (DIGEST, LIKE[:-1]),
        (DIGEST, LIKE.astype(np.float32)),
        (DIGEST | {"look": "nothing"}, LIKE),
        (DIGEST | {"digest": "../../etc"}, LIKE),
        ({"look": "fundus", "fault": ""}, LIKE),
    ],
)
def test_a_fingerprint_that_is_none_is_refused(answer, array):
    assert wire.fingerprint_from(DIGEST, LIKE, 3).digest == "a" * 64 + ":3"
    with pytest.raises(ReaderFailed):
        wire.fingerprint_from(answer, array, 0)


@pytest.mark.parametrize(
    "array", [None, np.zeros((8, 8, 1), np.uint8), np.zeros((8, 8, 4), np.float32)]
)
def test_a_square_of_another_shape_is_refused(array):
    with pytest.raises(ReaderFailed):
        wire.square_from(array, (8, 8, 4))
