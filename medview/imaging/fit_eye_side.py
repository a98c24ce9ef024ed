"""Make the template of eye_side again: `python -m medview.imaging.fit_eye_side DATA`.

DATA is the folder with fundus/deepdrid (images, labels.csv). The official training part fits the
template; the limits are set on it by cross-validation over patients.
"""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image

from medview.imaging import eye_side
from medview.imaging.sizes import fitting_size

Floats = npt.NDArray[np.float64]
LOOKED_AT = 256  # pixels: what the template is given at work
RIDGE = 50.0  # pull of the weights towards nought; chosen by the same cross-validation
FOLDS = 5
LIGHT = 0.6  # the light of either side may be more or less by this share
MISLABELLED = -2.0  # a training picture that says the opposite so clearly is left out
# Share of the training pictures beyond each limit: the rest is left undecided.
SHARE = {"decided": 0.85, "sure": 0.5}
CREDIT = "Liu et al., DeepDRiD, Patterns 2022;3:100512 (CC BY 4.0): learned from its training part"


def read_deepdrid(data: Path, split: str) -> tuple[Floats, npt.NDArray[np.bool_], list[str]]:
    """Return features (N, K), which are right eyes (N,), and the patients of a DeepDRiD part."""
    folder = data / "fundus" / "deepdrid"
    with (folder / "labels.csv").open(newline="", encoding="utf-8-sig") as table:
        rows = [r for r in csv.DictReader(table) if r["split"] == split and r["exclude"] != "1"]
    pictures = (small_picture(folder / row["image"]) for row in rows)
    random = np.random.default_rng(0)
    lit = (relit(picture, random) if split == "train" else picture for picture in pictures)
    found = [eye_side.features(picture).ravel() for picture in lit]
    is_right = np.array([row["eye"] == "right" for row in rows])
    return np.array(found, dtype=np.float64), is_right, [row["patient_id"] for row in rows]


def relit(rgb: npt.NDArray[np.uint8], random: np.random.Generator) -> npt.NDArray[np.uint8]:
    """Return a photograph with more light from a random side: the template must not heed it."""
    across = np.linspace(-1, 1, rgb.shape[1])[None, :, None]
    gain = 1 + random.uniform(-LIGHT, LIGHT) * across
    return np.asarray(np.clip(rgb * gain, 0, 255), dtype=np.uint8)


def small_picture(path: Path) -> npt.NDArray[np.uint8]:
    """Return a photograph as the template is given it at work."""
    with Image.open(path) as picture:
        pixels = np.asarray(picture.convert("RGB"))
    size = fitting_size((pixels.shape[1], pixels.shape[0]), LOOKED_AT)
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def fit(features: Floats, is_right: npt.NDArray[np.bool_], rounds: int = 12) -> Floats:
    """Return weights (K,) of P(right) = sigmoid(features @ weights), ridge-penalised, by Newton.

    There is no intercept: neither eye is likelier. A second fit leaves out pictures whose label
    the first contradicts clearly (some photographs of the set bear the other eye's name).
    """
    signed = np.where(is_right, 1.0, -1.0)[:, None] * features
    weights = _newton(signed, rounds)
    return _newton(signed[signed @ weights > MISLABELLED], rounds)


def _newton(signed: Floats, rounds: int) -> Floats:
    """Return the weights that make signed @ weights positive (logistic regression)."""
    weights = np.zeros(signed.shape[1])
    for _ in range(rounds):
        p = 1 / (1 + np.exp(-(signed @ weights)))
        gradient = signed.T @ (p - 1) + RIDGE * weights
        curvature = (signed * (p * (1 - p))[:, None]).T @ signed
        weights -= np.linalg.solve(curvature + RIDGE * np.eye(len(weights)), gradient)
    return weights


def held_out_scores(
    features: Floats, is_right: npt.NDArray[np.bool_], patients: list[str]
) -> Floats:
    """Return the score (N,) of each picture by a template fitted on other patients."""
    names = np.unique(patients)
    fold = np.array([int(np.searchsorted(names, p)) % FOLDS for p in patients])
    scores = np.zeros(len(features))
    for number in range(FOLDS):
        away = fold != number
        scores[~away] = features[~away] @ fit(features[away], is_right[away])
    return scores


def main(data: Path) -> None:
    """Fit, set the limits, and write the file beside eye_side."""
    features, is_right, patients = read_deepdrid(data, "train")
    sizes = np.abs(held_out_scores(features, is_right, patients))
    written = {
        "credit": CREDIT,
        "limits": {n: round(float(np.quantile(sizes, 1 - s)), 3) for n, s in SHARE.items()},
        "weights": [round(float(w), 4) for w in fit(features, is_right)],
    }
    eye_side.FILE.write_text(json.dumps(written) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
