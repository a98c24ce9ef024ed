"""The vessels of a retina: what two photographs of one eye have in common."""

from __future__ import annotations

import cv2
import numpy as np

from medview.imaging.preprocess import Floats, disc_mask

TURNS = 12  # directions a vessel may run in
LENGTH = 7.0  # pixels along a vessel that must agree, of a retina 640 pixels wide
WIDTHS = (1.6, 2.8)  # of a vessel, as the deviation of its profile
MOST_POINTS = 700
APART = 9  # pixels between two points
INSIDE = 0.07  # share of the radius at the rim where lens edges look like vessels


def vessel_map(even_green: Floats) -> Floats:
    """Return how much each pixel of an evened green channel (S, S) looks like a vessel, [0, 1].

    The strongest answer of elongated matched filters: Chaudhuri et al., IEEE Transactions on
    Medical Imaging 8(3), 1989.
    """
    green = np.ascontiguousarray(even_green, dtype=np.float32)
    answers = np.zeros_like(green)
    for width in WIDTHS:
        for turn in range(TURNS):
            filtered = cv2.filter2D(green, cv2.CV_32F, _profile(width, np.pi * turn / TURNS))
            np.maximum(answers, filtered, out=answers)
    answers[disc_mask(len(green), INSIDE) == 0] = 0
    top = float(np.percentile(answers, 99))
    return np.clip(answers / max(top, 1e-6), 0, 1)


def _profile(width: float, angle: float) -> Floats:
    """Return a kernel whose sum is 0: a dark line of this width, in this direction."""
    half = int(np.ceil(2 * LENGTH))
    y, x = np.mgrid[-half : half + 1, -half : half + 1].astype(np.float32)
    along, across = x * np.cos(angle) + y * np.sin(angle), y * np.cos(angle) - x * np.sin(angle)
    line = (across**2 / width**2 - 1) * np.exp(-(across**2) / (2 * width**2))
    kernel = line * np.exp(-(along**2) / (2 * LENGTH**2))
    kernel -= kernel.mean()
    return np.asarray(kernel / np.abs(kernel).sum(), dtype=np.float32)


def salient_points(vessels: Floats) -> Floats:
    """Return points (N, 2) as x, y where vessels branch, cross or bend, the clearest first.

    Shi and Tomasi, "Good features to track", CVPR 1994, on the vessel map.
    """
    inside = disc_mask(len(vessels), 2 * INSIDE)
    found = cv2.goodFeaturesToTrack(
        vessels, MOST_POINTS, 0.01, APART, mask=inside, blockSize=11, useHarrisDetector=False
    )
    return np.zeros((0, 2), np.float32) if found is None else found.reshape(-1, 2)
