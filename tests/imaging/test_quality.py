from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from medview.imaging import quality
from medview.imaging.quality import fault_of, hopeless, looks_like_fundus, measure


def retina(brightness: float = 1.0, blur: float = 0.0) -> np.ndarray:
    """A drawn retina: an orange disc with vessels, a bright optic disc and a dark macula."""
    image = np.zeros((300, 300, 3), np.uint8)
    cv2.circle(image, (150, 150), 135, (190, 95, 45), -1)
    for offset in range(-40, 41, 20):
        cv2.ellipse(image, (210, 150), (90, 60 + offset), 0, 90, 270, (120, 40, 20), 2)
    cv2.circle(image, (215, 150), 18, (240, 200, 130), -1)
    cv2.circle(image, (130, 155), 22, (130, 60, 30), -1)
    soft = cv2.GaussianBlur(image, (0, 0), 1.2 + blur)
    return (soft * brightness).astype(np.uint8)


def test_drawn_retina_may_be_graded() -> None:
    assert looks_like_fundus(retina())
    assert fault_of(measure(retina())) == ""


def test_faults_in_words() -> None:
    assert fault_of(measure(retina(brightness=0.12))) == quality.TOO_DARK
    assert fault_of(measure(retina(blur=12))) == quality.OUT_OF_FOCUS


def everything_else() -> dict[str, np.ndarray]:
    rng = np.random.default_rng(0)
    page = np.full((300, 220, 3), 250, np.uint8)
    for line in range(20, 280, 12):
        page[line : line + 5, 20 : 20 + int(rng.integers(60, 180))] = 30
    face = np.full((300, 240, 3), (90, 130, 160), np.uint8)
    cv2.ellipse(face, (120, 150), (75, 105), 0, 0, 360, (225, 180, 150), -1)
    cv2.circle(face, (90, 130), 9, (40, 30, 30), -1)
    cv2.circle(face, (150, 130), 9, (40, 30, 30), -1)
    slice_ = cv2.GaussianBlur(rng.integers(0, 255, (256, 256)).astype(np.uint8), (0, 0), 8)
    cv2.circle(slice_, (128, 128), 100, 200, 8)
    return {
        "blank": np.zeros((200, 200, 3), np.uint8),
        "white": np.full((200, 200, 3), 255, np.uint8),
        "orange": np.full((200, 200, 3), (180, 90, 40), np.uint8),
        "noise": rng.integers(0, 255, (200, 200, 3)).astype(np.uint8),
        "document": page,
        "face": face,
        "CT slice": np.repeat(slice_[..., None], 3, axis=2),
    }


@pytest.mark.parametrize("name", everything_else())
def test_all_else_is_refused(name: str) -> None:
    image = everything_else()[name]
    assert not looks_like_fundus(image)
    assert fault_of(measure(image))


def test_blank_and_noise_are_named() -> None:
    pictures = everything_else()
    assert [hopeless(pictures[name])[0].code for name in ("blank", "noise")] == ["no-content"] * 2
    assert hopeless(retina()) == []


def small(path: Path) -> np.ndarray:
    image = Image.open(path).convert("RGB")
    image.thumbnail((512, 512))
    return np.asarray(image)


def test_real_photographs_are_hardly_ever_refused(shared_data: Path) -> None:
    fundus = shared_data / "fundus"
    files = [
        *sorted((fundus / "deepdrid" / "images").iterdir())[::16],
        *sorted((fundus / "idrid" / "images").iterdir())[::8],
    ]
    refused = [path.name for path in files if not looks_like_fundus(small(path))]
    assert len(refused) <= 1, refused


def test_real_radiographs_and_slices_are_refused(shared_data: Path) -> None:
    files = [
        *sorted((shared_data / "xray" / "no_finding").iterdir())[:25],
        *sorted((shared_data / "mri-brain" / "glioma").iterdir())[:25],
    ]
    assert not [path.name for path in files if looks_like_fundus(small(path))]
