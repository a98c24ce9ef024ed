"""Limits of size that hold for every format, and fitting a picture into a square."""

from __future__ import annotations

# 64 million pixels: above the largest fundus cameras (about 50), and its RGB decode with all
# copies stays below the gibibyte a reader process may use.
MAX_PIXELS = 64_000_000
MAX_FRAMES = 20_000
CHANNELS = {"fundus": 4, "grey": 1}  # of the squares kept for training, see preprocess.square_of
LIKENESS = 1024  # cells of a likeness, see imaging.likeness


def fitting_size(size: tuple[int, int], max_side: int) -> tuple[int, int]:
    """Return (width, height) scaled so that the longer side is `max_side`; never enlarged."""
    width, height = size
    scale = min(1.0, max_side / max(width, height))
    return max(1, round(width * scale)), max(1, round(height * scale))
