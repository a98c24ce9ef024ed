"""Is this a fundus photograph, and can it be graded: measures of a picture, in words.

All measures are taken on a copy of at most 256 pixels, so that they mean the same for every
camera. The limits stand where these measurements put them:

- 1,600 DeepDRiD, 413 IDRiD and 78 IDRiD lesion photographs: 1 of 2,091 is refused as "not a
  fundus photograph" (red almost equal to blue). In all of them a disc is found, of radius 0.40 to
  0.49 of the longer side; red share 0.35-0.79, warm share from 0.50, detail 0.9-9.6.
- 200 chest radiographs, 200 MR slices, and 28 everyday pictures (faces, food, text, cells, a cat,
  a rocket): all refused but one round, orange logo on white.
- None of the 758 photographs that DeepDRiD calls good, and none of IDRiD, is refused for its
  quality: their brightness is 0.24-0.95, contrast from 4.6, detail from 1.14. Of the 842 called
  poor 16 are refused here; telling the others is the model's business (area under the curve of
  detail alone against the official quality: 0.76).
"""

from __future__ import annotations

from collections.abc import Mapping

import cv2
import numpy as np
import numpy.typing as npt

from medview.domain.image import GRADE, Notice
from medview.imaging.preprocess import Disc, find_retina
from medview.imaging.sizes import fitting_size

Rgb = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]

SIDE = 256
NOT_FUNDUS = "This is not a fundus photograph."
TOO_DARK = "The photograph is too dark."
TOO_BRIGHT = "The photograph is overexposed."
NO_CONTRAST = "The photograph shows no structure of the retina."
OUT_OF_FOCUS = "The photograph is out of focus."
# What to do about it, by what is wrong.
ADVICE = {
    TOO_DARK: "Take it again with more flash, or once the pupil is wider.",
    TOO_BRIGHT: "Take it again with less flash.",
    NO_CONTRAST: "Clear the lens, align the camera with the pupil, and take it again.",
    OUT_OF_FOCUS: "Focus on the vessels, and take it again.",
}

LEAST_SURROUND = 0.6  # share of the pixels around the disc that are black or white
LEAST_RADIUS, LARGEST_RADIUS = 0.3, 0.8  # of the longer side
LEAST_RED, LEAST_RED_OVER_BLUE, LEAST_WARM = 0.34, 0.03, 0.45
# Without a visible border only unmistakable retina passes.
BORDERLESS_RED, BORDERLESS_BLUE, BORDERLESS_WARM = 0.42, 0.28, 0.95
FINEST_DETAIL = 14.0  # grey levels; more is print, noise or foliage, not a retina
BORDERLESS_DETAIL = (0.8, 8.0)

MOST_DARK, MOST_BRIGHT = 0.5, 0.2  # shares of the retina with hardly any, or only white, light
LEAST_BRIGHTNESS, LARGEST_BRIGHTNESS = 0.2, 0.96
LEAST_CONTRAST = 4.0
LEAST_LIGHT, MOST_TINT = 25.0, 3.0  # grey levels: a picture without colour
LEAST_DETAIL = 1.1


def measure(rgb: Rgb) -> dict[str, float]:
    """Return the measures of a picture (H, W, 3); `fault_of` and `looks_like_fundus` judge them."""
    small = np.ascontiguousarray(_small(rgb))
    disc = find_retina(small)
    inside = _inside(small, disc, 0.9)
    red, green, blue = (np.ascontiguousarray(small[..., i])[inside] for i in range(3))
    means = [float(channel.mean()) for channel in (red, green, blue)]
    highest = np.maximum(np.maximum(red, green), blue)
    lowest = np.minimum(np.minimum(red, green), blue)
    return {
        "retina": 0.0 if disc is None else 1.0,
        "radius": 0.0 if disc is None else min(disc.rx, disc.ry) / max(small.shape[:2]),
        "surround": _surround(small, disc),
        "red": means[0] / (sum(means) + 1e-6),
        "blue": means[2] / (sum(means) + 1e-6),
        "warm": _warm(small, inside),
        "brightness": float(highest.mean()) / 255,
        "dark": float((highest < 40).mean()),
        "bright": float((lowest > 200).mean()),
        "contrast": float(green.std()),
        "detail": _detail(small[..., 1], inside),
    }


def looks_like_fundus(rgb: Rgb) -> bool:
    """Return True when a picture can be a fundus photograph, of whatever quality."""
    return is_fundus(measure(rgb))


def is_fundus(measures: Mapping[str, float]) -> bool:
    """Return True when the measures are those of a fundus photograph."""
    if measures["retina"] and measures["surround"] >= LEAST_SURROUND:
        return (
            LEAST_RADIUS <= measures["radius"] <= LARGEST_RADIUS
            and measures["red"] >= LEAST_RED
            and measures["red"] - measures["blue"] >= LEAST_RED_OVER_BLUE
            and measures["warm"] >= LEAST_WARM
            and measures["detail"] <= FINEST_DETAIL
        )
    return (
        measures["red"] >= BORDERLESS_RED
        and measures["blue"] <= BORDERLESS_BLUE
        and measures["warm"] >= BORDERLESS_WARM
        and BORDERLESS_DETAIL[0] <= measures["detail"] <= BORDERLESS_DETAIL[1]
    )


def with_advice(fault: str) -> tuple[str, ...]:
    """Return what is wrong, then what to do about it where something can be done."""
    return (fault, ADVICE[fault]) if fault in ADVICE else (fault,)


def fault_of(measures: Mapping[str, float]) -> str:
    """Return why the picture must not be graded, in words, or ""."""
    if measures["dark"] > MOST_DARK or measures["brightness"] < LEAST_BRIGHTNESS:
        return TOO_DARK
    if measures["bright"] > MOST_BRIGHT or measures["brightness"] > LARGEST_BRIGHTNESS:
        return TOO_BRIGHT if measures["warm"] >= LEAST_WARM else NOT_FUNDUS
    if not is_fundus(measures):
        return NOT_FUNDUS
    if measures["contrast"] < LEAST_CONTRAST:
        return NO_CONTRAST
    if measures["detail"] < LEAST_DETAIL:
        return OUT_OF_FOCUS
    return ""


def is_grey(rgb: Rgb) -> bool:
    """Return True for a picture (H, W, 3) that is bright enough to have colours, and has none."""
    highest, lowest = rgb.max(axis=2).astype(np.float32), rgb.min(axis=2).astype(np.float32)
    return float(highest.mean()) >= LEAST_LIGHT and float((highest - lowest).mean()) <= MOST_TINT


def hopeless(rgb: Rgb) -> list[Notice]:
    """Return a notice for a picture that shows nothing at all: blank, black, or noise."""
    small = _small(rgb).astype(np.float32)
    if float(small.std(axis=(0, 1)).max()) < 2.0:
        text = "The picture is blank."
    elif _detail(_small(rgb)[..., 1], np.ones(small.shape[:2], bool)) > 45:
        text = "The picture shows only noise."
    else:
        return []
    return [Notice("no-content", f"{text} It is not graded.", frozenset({GRADE}))]


def _small(rgb: Rgb) -> Rgb:
    """Return the picture with its longer side at most SIDE."""
    height, width = rgb.shape[:2]
    if max(height, width) <= SIDE:
        return rgb
    size = fitting_size((width, height), SIDE)
    return np.asarray(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _inside(rgb: Rgb, disc: Disc | None, share: float) -> Mask:
    """Return where the retina is, less its rim; the middle of the picture where none is found."""
    height, width = rgb.shape[:2]
    if disc is None:
        radius = min(height, width) / 2
        disc = Disc((width - 1) / 2, (height - 1) / 2, radius, radius)
    x = (np.arange(width, dtype=np.float32) - np.float32(disc.cx)) / (share * disc.rx)
    y = (np.arange(height, dtype=np.float32) - np.float32(disc.cy)) / (share * disc.ry)
    mask: Mask = y[:, None] ** 2 + x[None] ** 2 <= 1
    return mask if mask.any() else np.ones((height, width), bool)


def _surround(rgb: Rgb, disc: Disc | None) -> float:
    """Return the share of pixels around the disc that are black, or white, whichever is more."""
    if disc is None:
        return 0.0
    around = ~_inside(rgb, disc, 1.03)
    if around.mean() < 0.02:
        return 0.0
    red, green, blue = (rgb[..., i][around] for i in range(3))
    dark = (np.maximum(np.maximum(red, green), blue) < 40).mean()
    white = (np.minimum(np.minimum(red, green), blue) > 215).mean()
    return float(max(dark, white))


def _warm(rgb: Rgb, inside: Mask) -> float:
    """Return the share of pixels with a hue between magenta-red and yellow."""
    hue = cv2.cvtColor(rgb, cv2.COLOR_RGB2HSV)[..., 0][inside]
    return float(((hue < 25) | (hue > 165)).mean())


def _detail(plane: npt.NDArray[np.uint8], inside: Mask) -> float:
    """Return the spread, in grey levels, of what a small blur takes away."""
    values = plane.astype(np.float32)
    fine = values - cv2.GaussianBlur(values, (0, 0), 2.0)
    return float(fine[inside].std())
