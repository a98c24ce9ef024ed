"""Photographs with drawn lesions: as examples, as label maps, and as other cameras took them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from medview.domain.lesions import DRAWN, OPTIC_DISC
from medview.imaging.preprocess import Pixels, crop_disc, even_light, find_retina
from medview.learning.augment import other_camera
from medview.learning.dataset import Example, cache_file, read_rgb, read_table

BACKGROUND, IGNORED = len(DRAWN), 255
# Where two lesions were drawn on one pixel, the rarer and smaller one is meant.
PAINTING_ORDER = (OPTIC_DISC, "haemorrhage", "hard_exudate", "soft_exudate", "microaneurysm")
CALIBRATION_EVERY = 6  # of the training photographs, one in so many is kept for calibration


def read_drawn(root: Path) -> list[Example]:
    """Return the IDRiD photographs with lesion masks under root, one mask each of DRAWN.

    `split` is "train", "calibration" (a sixth of the set's training part) or "test" (a third of
    the set). A mask that was not drawn is an empty tuple.
    """
    folder = root / "fundus/idrid_seg"
    examples, seen = [], 0
    for row in read_table(folder / "labels.csv"):
        split = row["split"]
        if split == "train":
            split = "train" if seen % CALIBRATION_EVERY else "calibration"
            seen += 1
        examples.append(
            Example(
                case_id=f"idrid_seg/{Path(row['image']).stem}",
                path=folder / row["image"],
                label=row["grade"],
                patient=row["match_image"] or Path(row["image"]).stem,
                group="idrid_seg",
                source="IDRiD segmentation",
                split=split,
                masks=tuple((folder / row[kind],) if row[kind] else () for kind in DRAWN),
            )
        )
    return examples


def drawn_layers(example: Example, shape: tuple[int, ...]) -> Pixels:
    """Return (H, W, 5), 255 where each of DRAWN was drawn on a photograph of shape (H, W)."""
    layers = np.zeros((*shape[:2], len(DRAWN)), np.uint8)
    for channel, paths in enumerate(example.masks):
        for path in paths:
            layers[read_rgb(path).max(axis=2) > 0, channel] = 255
    return layers


def label_square(example: Example, side: int) -> Pixels:
    """Return (side, side): a place in DRAWN, BACKGROUND, or IGNORED outside the retina."""
    photograph = read_rgb(example.path)
    retina = find_retina(photograph)
    layers = drawn_layers(example, photograph.shape)
    labels = np.full((side, side), BACKGROUND, np.uint8)
    for kind in PAINTING_ORDER:
        place = DRAWN.index(kind)
        square = crop_disc(np.repeat(layers[..., place, None], 3, axis=2), side, retina)
        labels[square[..., 0] > 127] = place
    labels[crop_disc(photograph, side, retina)[..., 3] <= 127] = IGNORED
    return labels


def other_cameras(examples: Sequence[Example], side: int, versions: int, cache: Path) -> Pixels:
    """Return evened retinas (N, versions, side, side, 3) in 8 bits, made once in folder `cache`.

    Version 0 is the photograph as it is, the others as another camera would have taken it.
    """
    file = cache_file(cache, examples, f"cameras{side}-{versions}")
    if not file.exists():
        cache.mkdir(parents=True, exist_ok=True)
        part = file.with_suffix(".part")
        squares = np.lib.format.open_memmap(
            part, mode="w+", dtype=np.uint8, shape=(len(examples), versions, side, side, 3)
        )
        for row, example in enumerate(examples):
            plain = crop_disc(read_rgb(example.path), side)
            for version in range(versions):
                rng = np.random.default_rng((row, version))
                square = other_camera(plain, rng) if version else plain
                squares[row, version] = np.round(even_light(square) * 255)
        squares.flush()
        part.replace(file)
    return np.load(file, mmap_mode="r", allow_pickle=False)
