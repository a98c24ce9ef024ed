"""Pixels with what is known, and what is not, about them."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

# What a notice can switch off, because it is no longer trustworthy.
MILLIMETRES = "mm"
HOUNSFIELD = "hu"
RECONSTRUCTION = "mpr"
GRADE = "grade"
ORIENTATION = "orientation"


@dataclass(frozen=True)
class Notice:
    """A banner: something about the image the reader must know.

    `code` is stable for tests and scripts, `text` is for people, `disables` names what is
    switched off because of it (see the constants of this module).
    """

    code: str
    text: str
    disables: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Window:
    """A VOI window in the units of the pixels (PS3.3 C.11.2.1.2); `name` as the file says."""

    centre: float
    width: float
    name: str = ""
    function: str = "LINEAR"


@dataclass(frozen=True)
class Picture:
    """One decoded image.

    `pixels` is (H, W, 3) uint8 RGB for colour, or (H, W) for grey in real units after the modality
    LUT (uint8, int16, uint16, int32 or float32). `spacing` is (row, column) distance in mm or None.
    `voi_lut` is the file's own VOI LUT as (first mapped value, table scaled to 0..255) or None.
    `inverted` is True for MONOCHROME1. `full_size` is (width, height) before any reduction.
    `orientation` holds the direction cosines of row and column in the patient, `position` the
    centre of the first pixel in mm (PS3.3 C.7.6.2.1.1), in the space `frame_of_reference` names.
    `padding` (H, W) is True where there is no image (PS3.3 C.7.5.1.1.2); None: nowhere. `drawn`
    (H, W) is True where the file draws over the image (overlay planes, PS3.3 C.9.2); None: nowhere.
    """

    pixels: npt.NDArray[np.generic]
    units: str = ""
    windows: tuple[Window, ...] = ()
    voi_lut: tuple[int, npt.NDArray[np.uint8]] | None = None
    inverted: bool = False
    spacing: tuple[float, float] | None = None
    full_size: tuple[int, int] = (0, 0)
    orientation: tuple[float, ...] | None = None
    position: tuple[float, float, float] | None = None
    frame_of_reference: str = ""
    padding: npt.NDArray[np.bool_] | None = None
    drawn: npt.NDArray[np.bool_] | None = None
    notices: tuple[Notice, ...] = field(default=())

    @property
    def is_colour(self) -> bool:
        """True for (H, W, 3) RGB."""
        return self.pixels.ndim == 3

    def switched_off(self, ability: str) -> bool:
        """True when a notice disables `ability` (one of this module's constants)."""
        return any(ability in notice.disables for notice in self.notices)
