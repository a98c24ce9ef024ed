"""Photographs and picture files to pixels, through Pillow, within limits."""

from __future__ import annotations

import warnings
from typing import BinaryIO

import numpy as np
from PIL import Image, ImageFile

from medview.domain.errors import UnreadableFile
from medview.domain.image import GRADE, Notice, Picture, Window
from medview.imaging.photo_header import (
    COPY_AGAIN,
    DAMAGED,
    check_size,
    header_notices,
    open_photo,
)
from medview.imaging.sizes import fitting_size

MAX_PAGES = 200
_ORIENTATION_TAG = 0x0112
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_DEEP_GREY = {"I": np.int32, "F": np.float32}  # Pillow modes beside the I;16 family

FULL_RANGE = Window(128.0, 256.0, "As stored")  # the words of ui/window_menu.py


def read(
    stream: BinaryIO,
    *,
    page: int = 0,
    max_side: int | None = None,
    least_side: int | None = None,
) -> Picture:
    """Return one picture upright, its longer side at most `max_side`.

    With `least_side` a large JPEG may be decoded at a half, a quarter or an eighth, the longer
    side not below it; pixels are not resampled.

    Raises UnsupportedFormat, UnreadableFile, or TooLarge (beyond MAX_PIXELS).
    """
    image = open_photo(stream)
    notices = header_notices(image)
    _turn_to(image, page)
    size = image.size
    enough = least_side or max_side
    if enough is not None and image.format == "JPEG":
        image.draft(image.mode, fitting_size(image.size, enough))
    whole = _load(image)
    if not whole:
        notices += (_incomplete(image),)
    # Only now: Pillow decodes a PNG to look for its EXIF, and would swallow the damage.
    orientation = orientation_of(image)
    pixels, more = _finite(_to_array(_reduced(_upright(image, orientation), max_side)))
    return Picture(
        pixels,
        windows=(FULL_RANGE,) if pixels.dtype == np.uint8 and pixels.ndim == 2 else (),
        full_size=size[::-1] if orientation >= 5 else size,
        notices=notices + more,
    )


def count_pages(image: Image.Image) -> int:
    """Return how many pages an opened TIFF holds (1 for every other format)."""
    if image.format != "TIFF":
        return 1
    pages = 1
    while pages < MAX_PAGES and _has_page(image, pages):
        pages += 1
    return pages


def _has_page(image: Image.Image, page: int) -> bool:
    """Return True when the directory of this page can be read."""
    try:
        image.seek(page)
    except Exception:  # a damaged directory ends the file
        return False
    return True


def _turn_to(image: Image.Image, page: int) -> None:
    """Select one page of a TIFF and check its size too."""
    if page == 0:
        return
    if not _has_page(image, page):
        raise UnreadableFile(f"{DAMAGED} Page {page + 1} cannot be found.", hint=COPY_AGAIN)
    check_size(image)


def _load(image: Image.Image) -> bool:
    """Decode; return False when the end is missing but most of the picture is there."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image.load()
    except MemoryError:
        raise
    except Exception as error:
        if image.format not in ("JPEG", "PNG") or not _load_what_is_there(image):
            raise UnreadableFile(DAMAGED, hint=COPY_AGAIN) from error
        return False
    return True


def _load_what_is_there(image: Image.Image) -> bool:
    """Decode a cut picture; return True when at least a tenth of its rows came out."""
    ImageFile.LOAD_TRUNCATED_IMAGES = True  # a reader decodes one file at a time
    try:
        image.load()
        return _missing_share(image) < 0.9
    except MemoryError:
        raise
    except Exception:
        return False
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = False


def _missing_share(image: Image.Image) -> float:
    """Return the share of rows at the bottom that all look the same: what was never decoded."""
    rows = np.asarray(image.convert("L"))
    differing = np.flatnonzero((rows != rows[-1]).any(axis=1))
    shown = differing[-1] + 1 if differing.size else 0
    return 1.0 - shown / rows.shape[0]


def _incomplete(image: Image.Image) -> Notice:
    """Return the notice of a picture whose end is missing."""
    return Notice(
        "incomplete",
        "The file is cut off: the lower part of the picture is missing or wrong. "
        "It is not graded. Copy it again from the camera.",
        frozenset({GRADE}),
    )


def orientation_of(image: Image.Image) -> int:
    """Return the EXIF orientation, 1 (upright) when there is none or it cannot be read."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            orientation = int(image.getexif().get(_ORIENTATION_TAG, 1))
    except Exception:  # EXIF written by anybody's camera
        return 1
    return orientation if orientation in _UPRIGHT else 1


def _upright(image: Image.Image, orientation: int) -> Image.Image:
    """Return the picture turned as the camera was held (EXIF 2.32, 4.6.4 Orientation)."""
    turn = _UPRIGHT.get(orientation)
    return image if turn is None else image.transpose(turn)


def _reduced(image: Image.Image, max_side: int | None) -> Image.Image:
    """Return the picture in a plain mode, its longer side at most `max_side`."""
    plain = _plain(image)
    if max_side is None or max(plain.size) <= max_side:
        return plain
    size = fitting_size(plain.size, max_side)
    if plain.mode.startswith("I;16"):
        plain = plain.convert("I")
    return plain.resize(size, Image.Resampling.BILINEAR, reducing_gap=2.0)


def _plain(image: Image.Image) -> Image.Image:
    """Return the picture as L, RGB, I, I;16 or F; transparency lies on black."""
    if image.mode in ("L", "RGB", "I", "F") or image.mode.startswith("I;16"):
        return image
    if image.mode == "1":
        return image.convert("L")
    if image.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in image.info:
        layer = image.convert("RGBA")
        black = Image.new("RGBA", layer.size, (0, 0, 0, 255))
        return Image.alpha_composite(black, layer).convert("RGB")
    return image.convert("RGB")


def _to_array(image: Image.Image) -> np.ndarray:
    """Return (H, W) or (H, W, 3) in the depth of the file."""
    pixels = np.asarray(image)
    if image.mode.startswith("I;16"):
        return pixels.astype(np.uint16)
    if image.mode == "I" and pixels.size and pixels.min() >= 0 and pixels.max() < 65536:
        return pixels.astype(np.uint16)  # 16-bit files that Pillow widens
    return pixels.astype(_DEEP_GREY.get(image.mode, np.uint8), copy=False)


def _finite(pixels: np.ndarray) -> tuple[np.ndarray, tuple[Notice, ...]]:
    """Return pixels without NaN or infinity, and a notice when there were some."""
    if pixels.dtype != np.float32 or np.isfinite(pixels).all():
        return pixels, ()
    if not np.isfinite(pixels).any():
        raise UnreadableFile("No pixel of the picture holds a number.", hint=COPY_AGAIN)
    lowest = pixels[np.isfinite(pixels)].min()
    notice = Notice(
        "not-a-number",
        "Some pixels hold no number; they are shown as the darkest. The picture is not graded.",
        frozenset({GRADE}),
    )
    return np.where(np.isfinite(pixels), pixels, lowest).astype(np.float32), (notice,)
