"""Drawn structures to learn pixel similarity from: nodules with masks, tumours with boxes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from medview.imaging.around_seed import shades
from medview.learning.dataset import read_rated, read_rgb, read_table

Floats = NDArray[np.float32]
Labels = NDArray[np.uint8]
PATIENT_RUN = 13  # files of the brain MRs that stand for one patient, see dataset.read_radiology
OUTSIDE, INSIDE, UNKNOWN = 0, 1, 2
TRAIN, TUNE, TEST = "train", "tune", "test"
SURE = 0.55  # of a box's half axes squared: within this ellipse there is tumour
BEYOND = 0.53  # of a box's sides from its middle: beyond there is none


@dataclass(frozen=True, eq=False)
class DrawnNodule:
    """A nodule of LIDC-IDRI: voxels (Z, Y, X) in [0, 1] at 1 mm, and its mask."""

    name: str
    split: str
    voxels: Floats
    mask: NDArray[np.bool_]

    @property
    def seed(self) -> tuple[int, int, int]:
        """The voxel (slice, row, column) of the mask nearest to its centre: where one clicks."""
        inside = np.argwhere(self.mask)
        away = ((inside - inside.mean(axis=0)) ** 2).sum(axis=1)
        z, y, x = (int(at) for at in inside[away.argmin()])
        return z, y, x


@dataclass(frozen=True, eq=False)
class BoxedTumour:
    """A brain MR (H, W) in [0, 1] with a box (left, top, right, bottom) around the tumour."""

    name: str
    split: str
    patient: str
    pixels: Floats
    box: tuple[float, float, float, float]

    @property
    def seed(self) -> tuple[int, int, int]:
        """The pixel (0, row, column) in the middle of the box."""
        left, top, right, bottom = self.box
        return 0, int((top + bottom) / 2), int((left + right) / 2)


def read_drawn_nodules(root: Path) -> list[DrawnNodule]:
    """Return the drawn nodules: a third is tested on, of the others a third tunes."""
    found = []
    for number, one in enumerate(read_rated(root / "ct-nodules")):
        split = TEST if number % 3 == 0 else (TUNE if number % 9 in (1, 5) else TRAIN)
        found.append(DrawnNodule(one.name, split, shades(one.voxels, "HU"), one.mask))
    return found


def read_boxed_tumours(root: Path, splits: tuple[str, ...]) -> list[BoxedTumour]:
    """Return the brain MRs with boxes of these parts.

    The set's val part is tested on; of the patients of its train part a fifth tunes.
    """
    folder = root / "mri-brain"
    rows = [row for row in read_table(folder / "labels.csv") if row["w"]]
    tuning = set(sorted({_patient(row) for row in rows if row["split"] == "train"})[::5])
    found = []
    for row in rows:
        kept = TUNE if _patient(row) in tuning else TRAIN
        split = TEST if row["split"] == "val" else kept
        if split in splits:
            found.append(_tumour(folder, row, split))
    return found


def _patient(row: dict[str, str]) -> str:
    return f"mri-{row['label']}-{int(row['file_no']) // PATIENT_RUN}"


def _tumour(folder: Path, row: dict[str, str], split: str) -> BoxedTumour:
    picture = cv2.cvtColor(read_rgb(folder / row["image"]), cv2.COLOR_RGB2GRAY)
    height, width = picture.shape
    x, y, w, h = (float(row[name]) for name in ("cx", "cy", "w", "h"))
    box = ((x - w / 2) * width, (y - h / 2) * height, (x + w / 2) * width, (y + h / 2) * height)
    name = f"mri-brain/{Path(row['image']).stem}"
    return BoxedTumour(name, split, _patient(row), shades(np.asarray(picture), ""), box)


def box_labels(one: BoxedTumour) -> Labels:
    """Return (H, W): INSIDE where a box surely holds tumour, OUTSIDE beyond it, else UNKNOWN."""
    left, top, right, bottom = one.box
    x, y = (left + right) / 2, (top + bottom) / 2
    w, h = right - left, bottom - top
    rows, columns = np.ogrid[: one.pixels.shape[0], : one.pixels.shape[1]]
    labels = np.full(one.pixels.shape, UNKNOWN, np.uint8)
    labels[((columns - x) / (w / 2)) ** 2 + ((rows - y) / (h / 2)) ** 2 < SURE] = INSIDE
    labels[(np.abs(columns - x) > w * BEYOND) | (np.abs(rows - y) > h * BEYOND)] = OUTSIDE
    return labels
