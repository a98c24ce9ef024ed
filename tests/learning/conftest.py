"""A whole data folder of drawn pictures, in the layout of the public sets."""

from __future__ import annotations

import csv
from pathlib import Path

import cv2
import numpy as np
import pytest

from medview.domain.case import ImageRef
from medview.domain.training import TrainingCase, TrainingPlan

FUNDUS = ["image", "grade", "quality", "patient_id", "split", "exclude"]
FUNDUS += ["clarity", "field_definition", "artifact"]
LESIONS = ["image", "match_image", "match_split", "microaneurysm", "haemorrhage"]
LESIONS += ["hard_exudate", "soft_exudate"]
RADIOLOGY = ["image", "label", "patient_id", "split", "file_no", "candidate_row"]


def write_table(path: Path, columns: list[str], rows: list[dict[str, object]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)


def draw_eye(path: Path, grade: int, rng: np.random.Generator) -> None:
    """Write a disc with as many dark and bright dots as the grade is high."""
    picture = np.zeros((120, 128, 3), np.uint8)
    cv2.circle(picture, (64, 60), 56, (40, 80, 160), -1)
    for _ in range(6 * grade):
        place = rng.integers(35, 85, 2).tolist()
        cv2.circle(picture, place, 2, (20, 30, 60) if rng.random() < 0.5 else (90, 200, 240), -1)
    path.parent.mkdir(parents=True, exist_ok=True)
    cv2.imwrite(str(path), picture)


def scores(number: int) -> dict[str, object]:
    """Return what DeepDRiD says of clarity, field and artefacts; both sides of each limit."""
    return {
        "clarity": (6, 8, 10)[number % 3],
        "field_definition": (6, 8)[number % 2],
        "artifact": (0, 4, 6)[number % 3],
    }


def write_fundus(root: Path, rng: np.random.Generator) -> None:
    for name, parts in (("deepdrid", ("train", "val")), ("idrid", ("train",))):
        folder, rows = root / "fundus" / name, []
        for number in range(30 if name == "deepdrid" else 10):
            grade, image = number % 5, f"images/{number}_l1.jpg"
            draw_eye(folder / image, grade, rng)
            rows.append(
                {
                    "image": image,
                    "grade": grade,
                    "quality": ("good" if number % 3 else "poor") if name == "deepdrid" else "",
                    "patient_id": f"{name}_{number // 2}" if name == "deepdrid" else "",
                    "split": parts[number // 10 % len(parts)],
                    "exclude": 0,
                    **(scores(number) if name == "deepdrid" else {}),
                }
            )
        write_table(folder / "labels.csv", FUNDUS, rows)
    folder = root / "fundus/idrid_seg"
    drawn = np.zeros((120, 128), np.uint8)
    drawn[50:60, 50:60] = 255
    (folder / "masks").mkdir(parents=True)
    cv2.imwrite(str(folder / "masks/0.png"), drawn)
    row = {"match_image": "idrid/images/0_l1.jpg", "match_split": "train"}
    write_table(folder / "labels.csv", LESIONS, [{**row, "haemorrhage": "masks/0.png"}])


def write_radiology(root: Path, rng: np.random.Generator) -> None:
    def plane(kind: int) -> np.ndarray:
        base = rng.integers(0, 40, (64, 64), np.uint8)
        cv2.circle(base, (20 + 10 * kind, 32), 6 + 3 * kind, 200, -1)
        return base

    for folder, labels in (
        ("mri-brain", ("glioma", "meningioma", "pituitary")),
        ("xray", ("no_finding", "pneumonia")),
    ):
        rows = []
        for number in range(24):
            kind = number % len(labels)
            image = f"{labels[kind]}/{number:04}.jpg"
            (root / folder / labels[kind]).mkdir(parents=True, exist_ok=True)
            cv2.imwrite(str(root / folder / image), plane(kind))
            split = "val" if number >= 16 else "train"
            row = {"image": image, "label": labels[kind], "split": split}
            rows.append({**row, "patient_id": f"p{number}", "file_no": number * 40})
        write_table(root / folder / "labels.csv", RADIOLOGY, rows)
    labels = ("normal", "nodule")
    rows = [
        {
            "image": f"patches.npz#{i}",
            "label": labels[i % 2],
            "split": "val" if i >= 16 else "train",
            "candidate_row": i * 9000,
        }
        for i in range(24)
    ]
    write_table(root / "ct-nodules/labels.csv", RADIOLOGY, rows)
    np.savez(root / "ct-nodules/patches.npz", patches=np.stack([plane(i % 2) for i in range(24)]))


@pytest.fixture(scope="session")
def drawn_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder of drawn fundus and radiology pictures."""
    root = tmp_path_factory.mktemp("data")
    rng = np.random.default_rng(0)
    write_fundus(root, rng)
    write_radiology(root, rng)
    return root


@pytest.fixture(scope="session")
def drawn_run() -> tuple[TrainingPlan, np.ndarray, list[TrainingCase]]:
    """Return a plan that runs in seconds, pictures (36, 40, 40, 1) and cases of three classes."""
    rng = np.random.default_rng(0)
    pictures, cases = np.zeros((36, 40, 40, 1), np.uint8), []
    for row in range(36):
        kind = row % 3
        plane = rng.integers(0, 60, (40, 40)).astype(np.uint8)
        cv2.circle(plane, (12 + 8 * kind, 20), 5 + 4 * kind, 220, -1)
        pictures[row, ..., 0] = plane
        split = "val" if row >= 24 else "train"
        cases.append(TrainingCase(ImageRef(f"{row}.png"), "abc"[kind], f"p{row}", split))
    plan = TrainingPlan(
        "own", "Own", "similarity", "grey", ("MR",), ("a", "b", "c"),
        backbone="small-cnn", input_size=32, dimension=8, per_class=2, epochs=3, memory=8,
        learning_rate=2e-3, distance="euclidean", loss="contrastive", margin=0.8,
    )  # fmt: skip
    return plan, pictures, cases
