"""What a reader accepted, drawn on a photograph for a report: heat and rings, or outlines.

The signs are a number or a letter, with a dark rim, so that they are seen in print without colour.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from medview.domain.explanation import Explanation, heat_shares
from medview.domain.image import Picture
from medview.domain.lesions import LesionRegion

Pixels = npt.NDArray[np.uint8]
Point = tuple[float, float]

HEAT = (64, 190, 255)  # sky blue: told from retina and lesion in every kind of colour vision
STRONGEST = 0.5  # alpha of the hottest place: the retina stays to be seen
WHITE, RIM = (255, 255, 255), (0, 0, 0)
LETTERS = {"microaneurysm": "m", "haemorrhage": "H", "hard_exudate": "E", "soft_exudate": "S"}
FONT = cv2.FONT_HERSHEY_SIMPLEX


def evidence_drawn(picture: Picture, found: Explanation) -> Pixels:
    """Return a photograph, perhaps a reduced one, with the heat and the numbered rings on it."""
    pixels, scale = _drawable(picture)
    _lay_heat(pixels, found, scale)
    for number, spot in enumerate(found.spots, 1):
        middle = _at((spot.x, spot.y), scale)
        radii = max(3, round(spot.rx * scale)), max(3, round(spot.ry * scale))
        for colour, width in ((RIM, _width(pixels) + 3), (WHITE, _width(pixels))):
            cv2.ellipse(pixels, middle, radii, 0, 0, 360, colour, width, cv2.LINE_AA)
        _write(pixels, str(number), (middle[0] + radii[0], middle[1] - radii[1]))
    return pixels


def lesions_drawn(picture: Picture, regions: Sequence[LesionRegion]) -> Pixels:
    """Return a photograph, perhaps a reduced one, with outlined regions and their letters."""
    pixels, scale = _drawable(picture)
    for region in regions:
        outline = np.array([_at(point, scale) for point in region.outline], np.int32)
        for colour, width in ((RIM, _width(pixels) + 2), (WHITE, max(1, _width(pixels) - 1))):
            cv2.polylines(pixels, [outline], True, colour, width, cv2.LINE_AA)
        right, top = outline[:, 0].max(), outline[:, 1].min()
        _write(pixels, LETTERS[region.kind], (int(right) + 2, int(top)))
    return pixels


def _drawable(picture: Picture) -> tuple[Pixels, float]:
    """Return a copy (H, W, 3) to draw on, and its pixels for each of the whole photograph."""
    grey_or_colour = np.asarray(picture.pixels, np.uint8)
    colour = grey_or_colour if picture.is_colour else np.repeat(grey_or_colour[..., None], 3, 2)
    whole = picture.full_size[0] or colour.shape[1]
    return np.ascontiguousarray(colour).copy(), colour.shape[1] / whole


def _lay_heat(pixels: Pixels, found: Explanation, scale: float) -> None:
    """Blend the heat into the ellipse of the retina."""
    frame = found.frame
    left, top = _at((frame.left, frame.top), scale)
    right, bottom = _at((frame.left + frame.width, frame.top + frame.height), scale)
    size = max(1, right - left), max(1, bottom - top)
    shares = cv2.resize(heat_shares(found.heat), size, interpolation=cv2.INTER_LINEAR)
    inside = np.zeros(pixels.shape[:2], np.uint8)
    middle = (left + right) // 2, (top + bottom) // 2
    cv2.ellipse(inside, middle, (size[0] // 2, size[1] // 2), 0, 0, 360, 255, -1)
    placed = np.zeros(pixels.shape[:2], np.float32)
    y0, x0 = max(0, top), max(0, left)
    y1, x1 = min(pixels.shape[0], bottom), min(pixels.shape[1], right)
    placed[y0:y1, x0:x1] = shares[y0 - top : y1 - top, x0 - left : x1 - left]
    alpha = (placed * (inside > 0) * STRONGEST)[..., None]
    pixels[:] = np.round(pixels * (1 - alpha) + np.array(HEAT, np.float32) * alpha)


def _write(pixels: Pixels, text: str, at: tuple[int, int]) -> None:
    """Write a sign with its lower left corner at a point, kept inside the picture."""
    size = pixels.shape[1] / 1200
    x = min(max(at[0], 2), pixels.shape[1] - round(26 * size))
    y = min(max(at[1], round(26 * size)), pixels.shape[0] - 4)
    for colour, width in ((RIM, _width(pixels) + 4), (WHITE, _width(pixels))):
        cv2.putText(pixels, text, (x, y), FONT, 1.1 * size, colour, width, cv2.LINE_AA)


def _width(pixels: Pixels) -> int:
    return max(1, round(pixels.shape[1] / 500))


def _at(point: Point, scale: float) -> tuple[int, int]:
    return round(point[0] * scale), round(point[1] * scale)
