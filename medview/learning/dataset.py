"""Labelled pictures of the public sets, as examples with patients, and decoded once."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from medview.domain.errors import LabelsError
from medview.imaging.preprocess import Pixels, crop_disc, find_retina, grey_square

UNKNOWN = float("nan")
NO_RETINA = (0.0, UNKNOWN, UNKNOWN, UNKNOWN)
LESION_LAYERS = (("microaneurysm",), ("haemorrhage",), ("hard_exudate", "soft_exudate"))


@dataclass(frozen=True)
class Example:
    """One labelled picture.

    `quality` holds, for each of networks.QUALITY_ASPECTS, 1 good, 0 poor, NaN unknown.
    `patient` is what splits and retrieval are kept apart by; `group` is camera or modality.
    """

    case_id: str
    path: Path
    label: str
    patient: str
    group: str
    source: str
    split: str
    quality: tuple[float, ...] = (UNKNOWN,) * 4
    item: int = -1  # place inside a file that holds many pictures
    order: int = 0  # the file's own order, where it tells scans apart
    masks: tuple[tuple[Path, ...], ...] = field(default=())


def read_table(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV with a header. Raises LabelsError when it cannot be read."""
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            return list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise LabelsError(f"The table {path.name} cannot be read: {error}.") from error


def read_fundus(root: Path) -> list[Example]:
    """Return the DeepDRiD and IDRiD photographs under root, less the rows marked for exclusion.

    An IDRiD photograph is its own patient: the set names none. Its lesion masks come with it where
    they were drawn and the photograph is of the training part.
    """
    masks = _lesion_masks(root / "fundus/idrid_seg")
    examples = []
    for name, title in (("deepdrid", "DeepDRiD"), ("idrid", "IDRiD")):
        folder = root / "fundus" / name
        for row in read_table(folder / "labels.csv"):
            if row["exclude"] == "1":
                continue
            key = f"{name}/{row['image']}"
            examples.append(
                Example(
                    case_id=f"{name}/{Path(row['image']).stem}",
                    path=folder / row["image"],
                    label=row["grade"],
                    patient=row["patient_id"] or Path(row["image"]).stem,
                    group=name,
                    source=title,
                    split=row["split"],
                    quality=_quality(row),
                    masks=masks.get(key, ()),
                )
            )
    return examples


def _quality(row: dict[str, str]) -> tuple[float, ...]:
    """Return 1 good, 0 poor, NaN unknown of each aspect.

    DeepDRiD scores clarity and field 1-10, upwards (8: most lesions can be told; disc and macula
    within two disc diameters of the middle), and artefacts 0-10, downwards (beyond 4 they cover a
    quarter of the picture or more).
    """
    overall = {"good": 1.0, "poor": 0.0}.get(row["quality"], UNKNOWN)
    if not row.get("clarity"):
        return (overall, UNKNOWN, UNKNOWN, UNKNOWN)
    return (
        overall,
        float(int(row["clarity"]) >= 8),
        float(int(row["field_definition"]) >= 8),
        float(int(row["artifact"]) <= 4),
    )


def _lesion_masks(folder: Path) -> dict[str, tuple[tuple[Path, ...], ...]]:
    """Return, by image key, the mask files of each of LESION_LAYERS."""
    found = {}
    for row in read_table(folder / "labels.csv"):
        if row["match_split"] == "train":
            found[row["match_image"]] = tuple(
                tuple(folder / row[name] for name in layer if row[name]) for layer in LESION_LAYERS
            )
    return found


def read_radiology(root: Path) -> list[Example]:
    """Return the MR, chest X-ray and CT nodule pictures under root.

    MR names no patients: files are in patient order (233 patients, 3,064 slices), so runs of
    13 files stand for one. CT candidates are in scan order: runs of 5,000 rows stand for one.
    """
    return [
        *_read_mr(root / "mri-brain"),
        *_read_xray(root / "xray"),
        *_read_ct(root / "ct-nodules"),
    ]


def _read_mr(folder: Path) -> Iterable[Example]:
    for row in read_table(folder / "labels.csv"):
        number = int(row["file_no"])
        yield Example(
            case_id=f"mri-brain/{Path(row['image']).stem}",
            path=folder / row["image"],
            label=row["label"],
            patient=f"mri-{row['label']}-{number // 13}",
            group="MR",
            source="Cheng brain tumour",
            split=row["split"],
            order=number,
        )


def _read_xray(folder: Path) -> Iterable[Example]:
    for row in read_table(folder / "labels.csv"):
        yield Example(
            case_id=f"xray/{Path(row['image']).stem}",
            path=folder / row["image"],
            label=row["label"],
            patient=row["patient_id"],
            group="DX",
            source="NIH ChestX-ray14",
            split=row["split"],
        )


def _read_ct(folder: Path) -> Iterable[Example]:
    for row in read_table(folder / "labels.csv"):
        name, item = row["image"].split("#")
        place = int(row["candidate_row"])
        yield Example(
            case_id=f"ct-nodules/{item}",
            path=folder / name,
            label=row["label"],
            patient=f"luna-{place // 5000}",
            group="CT",
            source="LUNA16",
            split=row["split"],
            item=int(item),
            order=place,
        )


@dataclass(frozen=True)
class Rated:
    """A nodule of LIDC-IDRI with voxels (51, 51, 51) of 1 mm in HU, the nodule in the middle."""

    name: str
    voxels: Pixels
    mask: NDArray[np.bool_]
    malignancy: int


def read_rated(folder: Path) -> list[Rated]:
    """Return the nodules under folder that radiologists drew and rated from 1 to 5."""
    with np.load(folder / "lidc134_volumes.npz", allow_pickle=False) as archive:
        volumes, packed = archive["volumes"], archive["masks_packed"]
        names = archive["names"].tolist()
    side = volumes.shape[1]
    masks = np.unpackbits(packed, axis=1)[:, : side**3].reshape(volumes.shape).astype(bool)
    rows = {row["Filename"]: row for row in read_table(folder / "lidc134_labels.csv")}
    return [
        Rated(name, _hounsfield(voxels), mask, int(rows[name]["malignancy"]))
        for name, voxels, mask in zip(names, volumes, masks, strict=True)
    ]


def _hounsfield(shades: Pixels) -> Pixels:
    """Return the HU of voxels kept in 8 bits over the window -1000..400 HU."""
    values: Pixels = shades.astype(np.float32) / 255 * 1400 - 1000
    return values


def read_outsiders(root: Path, every: int = 12) -> list[Example]:
    """Return every so many radiology pictures as what a fundus encoder must tell from a retina."""
    return [
        replace(e, label="outsider", quality=NO_RETINA, case_id=f"outsider/{e.case_id}")
        for e in read_radiology(root)[::every]
    ]


def read_rgb(path: Path) -> Pixels:
    """Return the photograph (H, W, 3). Raises LabelsError: there is no picture at path."""
    picture = cv2.imread(str(path), cv2.IMREAD_COLOR)
    if picture is None:
        raise LabelsError(f"The picture {path.name} named in the table cannot be read.")
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB), dtype=np.uint8)


@lru_cache(maxsize=2)
def _stack(path: Path) -> Pixels:
    with np.load(path, allow_pickle=False) as archive:
        stack: Pixels = archive[archive.files[0]]
    return stack


def read_picture(example: Example) -> Pixels:
    """Return the picture (H, W, 3), or (H, W) where its file holds a stack of grey ones."""
    return read_rgb(example.path) if example.item < 0 else _stack(example.path)[example.item]


def read_grey(example: Example) -> Pixels:
    """Return the picture (H, W); of a grey photograph all channels are the same."""
    picture = read_picture(example)
    return picture if picture.ndim == 2 else np.ascontiguousarray(picture[..., 1])


def cache_file(folder: Path, examples: Sequence[Example], kind: str) -> Path:
    """Return where what was made of examples is kept, a name for each kind and list."""
    text = kind + "".join(f"{e.path}#{e.item}\n" for e in examples)
    return folder / f"{hashlib.sha256(text.encode()).hexdigest()[:16]}.npy"


def retina_squares(examples: Sequence[Example], side: int, cache: Path) -> Pixels:
    """Return the cropped retinas (N, side, side, 4), decoded once into the folder `cache`."""
    file = cache_file(cache, examples, f"retina{side}")
    if not file.exists():
        cache.mkdir(parents=True, exist_ok=True)
        part = file.with_suffix(".part")
        squares = np.lib.format.open_memmap(
            part, mode="w+", dtype=np.uint8, shape=(len(examples), side, side, 4)
        )
        for i, example in enumerate(examples):
            picture = read_picture(example)
            rgb = picture if picture.ndim == 3 else np.repeat(picture[..., None], 3, axis=2)
            squares[i] = crop_disc(rgb, side)
        squares.flush()
        part.replace(file)
    return np.load(file, mmap_mode="r", allow_pickle=False)


def lesion_square(example: Example, side: int) -> Pixels | None:
    """Return the lesions (side, side, 3) drawn on example, cropped as its retina, or None."""
    if not example.masks:
        return None
    photograph = read_rgb(example.path)
    layers = np.zeros(photograph.shape, np.uint8)
    for channel, paths in enumerate(example.masks):
        for path in paths:
            drawn = read_rgb(path).max(axis=2) > 0
            layers[drawn, channel] = 255
    return np.ascontiguousarray(crop_disc(layers, side, find_retina(photograph))[..., :3])


def grey_squares(examples: Sequence[Example], side: int) -> Pixels:
    """Return the grey pictures (N, side, side) of radiology examples."""
    return np.stack([grey_square(read_grey(example), side) for example in examples])
