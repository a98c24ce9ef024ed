from __future__ import annotations

from io import BytesIO
from typing import Any

import numpy as np
import pytest
from PIL import Image

from medview.domain.errors import TooLarge, UnreadableFile, UnsafeFile, UnsupportedFormat
from medview.domain.image import GRADE
from medview.imaging import photo
from medview.imaging.photo_header import open_photo


def drawn(width: int = 120, height: int = 90) -> Image.Image:
    """A picture whose corners differ: red top left, green top right, blue bottom left."""
    pixels = np.zeros((height, width, 3), np.uint8)
    pixels[: height // 2, : width // 2, 0] = 200
    pixels[: height // 2, width // 2 :, 1] = 200
    pixels[height // 2 :, : width // 2, 2] = 200
    return Image.fromarray(pixels)


def stored(image: Image.Image, kind: str, **options: Any) -> BytesIO:
    buffer = BytesIO()
    image.save(buffer, kind, **options)
    buffer.seek(0)
    return buffer


@pytest.mark.parametrize("kind", ["PNG", "TIFF", "BMP"])
def test_lossless_formats_give_the_same_pixels(kind: str) -> None:
    picture = photo.read(stored(drawn(), kind))
    assert np.array_equal(picture.pixels, np.asarray(drawn()))
    assert picture.full_size == (120, 90)
    assert picture.notices == ()


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_comes_out_upright(orientation: int) -> None:
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    held = drawn().transpose(undo[orientation]) if orientation in undo else drawn()
    exif = Image.Exif()
    exif[0x0112] = orientation
    picture = photo.read(stored(held, "JPEG", exif=exif, quality=95))
    assert picture.full_size == (120, 90)
    difference = picture.pixels.astype(int) - np.asarray(drawn()).astype(int)
    assert np.abs(difference).mean() < 4


def test_reduction_keeps_the_shape_and_tells_the_full_size() -> None:
    picture = photo.read(stored(drawn(1200, 900), "JPEG"), max_side=300)
    assert picture.pixels.shape == (225, 300, 3)
    assert picture.full_size == (1200, 900)


def test_decoding_at_a_half_does_not_resample() -> None:
    stream = stored(drawn(1200, 900), "JPEG")
    assert photo.read(stream, least_side=500).pixels.shape == (450, 600, 3)
    stream.seek(0)
    assert photo.read(stream, least_side=700).pixels.shape == (900, 1200, 3)


def test_sixteen_bits_are_kept() -> None:
    deep = np.linspace(0, 65535, 64 * 64).astype(np.uint16).reshape(64, 64)
    picture = photo.read(stored(Image.fromarray(deep), "PNG"))
    assert picture.pixels.dtype == np.uint16
    assert np.array_equal(picture.pixels, deep)


def test_transparency_lies_on_black() -> None:
    layer = drawn().convert("RGBA")
    layer.putalpha(0)
    assert photo.read(stored(layer, "PNG")).pixels.max() == 0


def test_palette_and_cmyk_become_rgb() -> None:
    for image, kind in ((drawn().convert("P"), "PNG"), (drawn().convert("CMYK"), "TIFF")):
        pixels = photo.read(stored(image, kind)).pixels
        red, green, blue = pixels[5, 5]
        assert red > 150 > max(green, blue)


def test_grey_has_the_full_range_as_its_window() -> None:
    picture = photo.read(stored(drawn().convert("L"), "PNG"))
    assert picture.pixels.ndim == 2
    assert picture.windows == (photo.FULL_RANGE,)


def test_cut_photograph_opens_but_is_not_graded() -> None:
    noise = np.random.default_rng(0).integers(0, 255, (200, 200, 3)).astype(np.uint8)
    whole = stored(Image.fromarray(noise), "JPEG").getvalue()
    picture = photo.read(BytesIO(whole[: len(whole) // 2]))
    assert picture.switched_off(GRADE)
    with pytest.raises(UnreadableFile):
        photo.read(BytesIO(whole[: len(whole) // 50]))


def test_animation_and_one_bit_are_not_graded() -> None:
    animation = stored(drawn(), "GIF", save_all=True, append_images=[drawn().rotate(90)])
    assert photo.read(animation).switched_off(GRADE)
    assert photo.read(stored(drawn().convert("1"), "PNG")).switched_off(GRADE)
    assert photo.read(stored(drawn(20, 20), "PNG")).switched_off(GRADE)


def test_pages_of_a_tiff() -> None:
    pages = stored(drawn(), "TIFF", save_all=True, append_images=[drawn().rotate(180)])
    assert photo.count_pages(open_photo(pages)) == 2
    pages.seek(0)
    turned = photo.read(pages, page=1).pixels
    assert np.array_equal(turned, np.asarray(drawn().rotate(180)))


def test_size_is_refused_from_the_header_alone() -> None:
    header = stored(Image.new("1", (8, 8)), "PNG").getvalue()
    huge = header[:16] + (50_000).to_bytes(4, "big") * 2 + header[24:]
    with pytest.raises((TooLarge, UnreadableFile)):
        photo.read(BytesIO(huge))


def test_scan_bomb_is_refused() -> None:
    plain = stored(drawn(), "JPEG", progressive=True).getvalue()
    with pytest.raises(UnsafeFile):
        photo.read(BytesIO(plain[:-2] + b"\xff\xda\x00" * 500 + plain[-2:]))


def test_what_is_no_picture_is_named() -> None:
    with pytest.raises(UnsupportedFormat, match="PDF document"):
        photo.read(BytesIO(b"%PDF-1.4 ..."))


def test_nothing_but_not_a_number_is_refused() -> None:
    floats = Image.fromarray(np.full((80, 80), np.nan, np.float32))
    with pytest.raises(UnreadableFile):
        photo.read(stored(floats, "TIFF"))
