"""A region of interest on one image."""

from __future__ import annotations

from dataclasses import dataclass

from medview.domain.errors import RegionOutside


@dataclass(frozen=True)
class Region:
    """Rectangle in pixels of the original image: top-left corner (x, y), width and height."""

    x: int
    y: int
    width: int
    height: int

    def clipped(self, width: int, height: int) -> Region:
        """Return the part inside an image of `width` × `height`.

        Raises RegionOutside when there is none.
        """
        left, top = max(self.x, 0), max(self.y, 0)
        right, bottom = min(self.x + self.width, width), min(self.y + self.height, height)
        if right <= left or bottom <= top:
            raise RegionOutside(
                f"The region lies outside the image: it is {width} × {height} pixels.",
                hint="Draw it on the image.",
            )
        return Region(left, top, right - left, bottom - top)
