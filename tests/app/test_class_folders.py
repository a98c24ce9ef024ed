from __future__ import annotations

from pathlib import Path

import pytest

from medview.app.class_folders import Place, class_places
from medview.app.official_split import official_sides
from medview.domain.case import ImageRef
from medview.domain.training import TRAIN, VALIDATION


def places(root: Path, *names: str) -> list[Place]:
    return class_places(root, [ImageRef(str(root / name)) for name in names])


def test_the_first_folder_is_the_class(tmp_path):
    found = places(tmp_path, "a/1.png", "b/deep/2.png", "3.png")
    assert found == [Place("a"), Place("b"), Place()]


def test_folders_that_hold_everything_are_stepped_over(tmp_path):
    assert places(tmp_path, "set/images/a/1.png", "set/images/b/2.png") == [Place("a"), Place("b")]


def test_one_class_alone_is_a_class_and_no_wrapper(tmp_path):
    assert places(tmp_path, "a/1.png", "a/2.png") == [Place("a"), Place("a")]


def test_sides_above_or_below_the_classes(tmp_path):
    above = places(tmp_path, "train/a/1.png", "val/b/2.png", "val/3.png")
    assert above == [Place("a", "train"), Place("b", "val"), Place("", "val")]
    below = places(tmp_path, "a/train/1.png", "b/Val/2.png", "b/3.png")
    assert below == [Place("a", "train"), Place("b", "Val"), Place("b")]


def test_a_zip_is_a_folder(tmp_path):
    archive = str(tmp_path / "set.zip")
    refs = [ImageRef(archive, "a/1.png"), ImageRef(archive, "b\\2.png")]
    assert class_places(tmp_path / "set.zip", refs) == [Place("a"), Place("b")]
    refs = [ImageRef(str(tmp_path / f"{name}.zip"), "1.png") for name in "ab"]
    assert class_places(tmp_path, refs) == [Place("a"), Place("b")]


@pytest.mark.parametrize(
    ("words", "sides"),
    [
        (["train", "Val ", "test"], [TRAIN, VALIDATION, None]),
        (["Training", "testing"], [TRAIN, VALIDATION]),
        (["train", "fold 3", ""], [TRAIN, "", ""]),
        (["TR", "held-out"], [TRAIN, VALIDATION]),
    ],
)
def test_the_words_of_a_split(words, sides):
    assert official_sides(words) == sides
