"""Values through a palette, to be laid over a grey picture."""

from __future__ import annotations

from functools import cache

import cv2
import numpy as np
import numpy.typing as npt

from medview.domain.fusion import ColourMap

Colours = npt.NDArray[np.uint8]
CLEAR_BELOW = 0.1  # of the scale: from its low end, colours become opaque over this much


@cache
def palette(colours: ColourMap) -> Colours:
    """Return (256, 3) RGB."""
    ramp = np.arange(256)
    if colours is ColourMap.INVERTED_GREY:
        return np.repeat(255 - ramp[:, None], 3, axis=1).astype(np.uint8)
    if colours is ColourMap.RAINBOW:
        steps = cv2.applyColorMap(ramp.astype(np.uint8)[:, None], cv2.COLORMAP_JET)
        return np.ascontiguousarray(steps[:, 0, ::-1])
    # PS3.6 B.1.1, Hot Iron: red over the first half, green over the second, blue over the last
    # quarter.
    red, green, blue = 2 * ramp, 2 * (ramp - 128), 4 * (ramp - 192)
    return np.clip(np.stack([red, green, blue], axis=1), 0, 255).astype(np.uint8)


def wash(
    values: npt.NDArray[np.float32], colours: ColourMap, low: float, high: float, opacity: float
) -> Colours:
    """Return (H, W, 4) BGRA, colours multiplied by their opacity, of values (H, W).

    Nothing is laid where there is no value (NaN), and little where it is near `low`.
    """
    with np.errstate(invalid="ignore"):
        scaled = np.clip((values - low) / max(high - low, 1e-6), 0.0, 1.0)
    scaled = np.nan_to_num(scaled)
    index = (scaled * 255).astype(np.uint8)
    alphas = np.clip(np.arange(256) / (255 * CLEAR_BELOW), 0.0, 1.0) * opacity
    table = np.empty((256, 4), np.uint8)
    table[:, :3] = np.rint(palette(colours)[:, ::-1] * alphas[:, None])
    table[:, 3] = np.rint(255 * alphas)
    return table[index]
