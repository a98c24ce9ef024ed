"""A reader pool whose pictures hold what the file draws over them (see imaging.overlay_planes)."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from medview.domain.case import ImageRef
from medview.domain.image import Picture
from medview.sources import wire
from medview.sources.reader import ReaderPool, Urgency


class OverlayReaderPool(ReaderPool):
    """Reads overlay planes with each picture that people look at."""

    def picture(self, ref: ImageRef, max_side: int | None = None) -> Picture:
        """Return one decoded image, reduced so that its longer side is at most `max_side`."""
        request = {"task": "picture", "path": ref.path, "member": ref.member, "frame": ref.frame}
        value, pixels = self._ask(request | {"max_side": max_side}, Urgency.PICTURE)
        picture = wire.picture_from_json(value, pixels)
        return replace(picture, drawn=drawn_from(value, picture.pixels.shape))


def drawn_to_json(drawn: npt.NDArray[np.bool_] | None) -> dict[str, str]:
    """Return what is drawn over an image as text: a bit for each pixel, deflated."""
    if drawn is None:
        return {}
    return {"drawn": base64.b64encode(zlib.compress(np.packbits(drawn).tobytes(), 1)).decode()}


@wire.checked
def drawn_from(value: Mapping[str, Any], shape: tuple[int, ...]) -> npt.NDArray[np.bool_] | None:
    """Return (H, W) of a reader's answer; it unpacks to no more than the image has pixels."""
    text = value.get("drawn")
    if text is None:
        return None
    height, width = shape[:2]
    length = (height * width + 7) // 8
    bits = zlib.decompressobj().decompress(base64.b64decode(text), length)
    flags = np.unpackbits(np.frombuffer(bits, np.uint8), count=height * width)
    if len(bits) != length:
        raise ValueError("not what is drawn over this image")
    return flags.reshape(height, width).astype(np.bool_)
