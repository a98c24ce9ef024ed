"""Which part of an image a canvas shows: geometry alone, in pixels of the original image."""

from __future__ import annotations

from dataclasses import dataclass, replace

MOST_ZOOM = 40.0  # screen pixels per image pixel
LEAST_OF_FIT = 0.5  # the image may shrink to half of what fits

Point = tuple[float, float]


@dataclass(frozen=True)
class Viewport:
    """An image of `image` (width, height) seen in a view of `view` (width, height).

    `zoom` is view pixels per image pixel across; `aspect` the height of an image pixel over its
    width (not 1 when the spacing of rows and columns differs). `centre` is the image point in the
    middle of the view. `is_fitted` keeps the whole image in view when the view is resized. The
    image is mirrored left to right first where `is_mirrored`, then turned clockwise by `turns`
    quarters.
    """

    image: Point
    view: Point
    aspect: float = 1.0
    zoom: float = 1.0
    centre: Point = (0.0, 0.0)
    is_fitted: bool = True
    turns: int = 0
    is_mirrored: bool = False

    @property
    def fit_zoom(self) -> float:
        """The zoom at which the whole image just fits."""
        width, height = self._unturned_view
        across = width / max(self.image[0], 1.0)
        down = height / max(self.image[1] * self.aspect, 1.0)
        return max(min(across, down), 1e-6)

    def fitted(self) -> Viewport:
        """Show the whole image."""
        middle = (self.image[0] / 2, self.image[1] / 2)
        return replace(self, zoom=self.fit_zoom, centre=middle, is_fitted=True)

    def zoomed_to(self, zoom: float, at: Point | None = None) -> Viewport:
        """Set the zoom; the image point under the view point `at` (default: middle) stays there."""
        at = at or (self.view[0] / 2, self.view[1] / 2)
        zoom = min(max(zoom, self.fit_zoom * LEAST_OF_FIT), max(MOST_ZOOM, self.fit_zoom))
        held = self.to_image(at)
        dx, dy = replace(self, zoom=zoom).image_step(
            at[0] - self.view[0] / 2, at[1] - self.view[1] / 2
        )
        moved = replace(self, zoom=zoom, centre=(held[0] - dx, held[1] - dy), is_fitted=False)
        return moved._kept_in_sight()

    def zoomed_by(self, factor: float, at: Point | None = None) -> Viewport:
        """Multiply the zoom, holding the image point under `at`."""
        return self.zoomed_to(self.zoom * factor, at)

    def panned(self, dx: float, dy: float) -> Viewport:
        """Move the image by (dx, dy) view pixels."""
        x, y = self.image_step(dx, dy)
        centre = (self.centre[0] - x, self.centre[1] - y)
        return replace(self, centre=centre, is_fitted=False)._kept_in_sight()

    def turned(self, quarters: int = 1) -> Viewport:
        """Turn what is seen clockwise by quarters."""
        changed = replace(self, turns=(self.turns + quarters) % 4)
        return changed.fitted() if self.is_fitted else changed._kept_in_sight()

    def flipped(self, *, across: bool) -> Viewport:
        """Exchange what is seen left and right (`across`), or top and bottom."""
        # A mirror seen after a turn is the other turn after the mirror; top and bottom are
        # exchanged by left and right and half a turn.
        turns = (-self.turns + (0 if across else 2)) % 4
        return replace(self, is_mirrored=not self.is_mirrored, turns=turns)

    def upright(self) -> Viewport:
        """Show the image as it is stored, neither turned nor mirrored."""
        changed = replace(self, turns=0, is_mirrored=False)
        return changed.fitted() if self.is_fitted else changed._kept_in_sight()

    @property
    def is_upright(self) -> bool:
        """True when the image is seen as it is stored."""
        return self.turns == 0 and not self.is_mirrored

    def unturned(self) -> Viewport:
        """Return the viewport of a view that shows the same part as it is stored."""
        return replace(self, view=self._unturned_view, turns=0, is_mirrored=False)

    @property
    def _unturned_view(self) -> Point:
        return (self.view[1], self.view[0]) if self.turns % 2 else self.view

    def seen(self, dx: float, dy: float) -> Point:
        """Return a step of an unturned view as it is seen."""
        dx = -dx if self.is_mirrored else dx
        for _ in range(self.turns):  # clockwise, y down: right becomes down, down becomes left
            dx, dy = -dy, dx
        return dx, dy

    def stored(self, dx: float, dy: float) -> Point:
        """Return a step that is seen as one of an unturned view: the inverse of `seen`."""
        for _ in range(self.turns):
            dx, dy = dy, -dx
        return (-dx if self.is_mirrored else dx), dy

    def image_step(self, dx: float, dy: float) -> Point:
        """Return a step of the view in image pixels."""
        x, y = self.stored(dx, dy)
        return x / self.zoom, y / (self.zoom * self.aspect)

    def resized(self, view: Point) -> Viewport:
        """Follow a new size of the view; a fitted image stays fitted."""
        changed = replace(self, view=view)
        return changed.fitted() if self.is_fitted else changed._kept_in_sight()

    def to_view(self, point: Point) -> Point:
        """Return where an image point is in the view."""
        dx = (point[0] - self.centre[0]) * self.zoom
        dy = (point[1] - self.centre[1]) * self.zoom * self.aspect
        x, y = self.seen(dx, dy)
        return x + self.view[0] / 2, y + self.view[1] / 2

    def to_image(self, point: Point) -> Point:
        """Return the image point under a view point."""
        x, y = self.image_step(point[0] - self.view[0] / 2, point[1] - self.view[1] / 2)
        return x + self.centre[0], y + self.centre[1]

    def visible(self) -> tuple[float, float, float, float]:
        """Return (left, top, right, bottom) of the image part in view; empty parts are clipped."""
        (ax, ay), (bx, by) = self.to_image((0.0, 0.0)), self.to_image(self.view)
        left, right, top, bottom = min(ax, bx), max(ax, bx), min(ay, by), max(ay, by)
        return max(left, 0.0), max(top, 0.0), min(right, self.image[0]), min(bottom, self.image[1])

    def relative(self) -> tuple[float, float, float]:
        """Return centre as fractions of the image, and zoom over fit: comparable across images."""
        across, down = self.centre[0] / self.image[0], self.centre[1] / self.image[1]
        return across, down, self.zoom / self.fit_zoom

    def with_relative(self, relative: tuple[float, float, float]) -> Viewport:
        """Show the same relative part as another viewport's `relative`."""
        across, down, over_fit = relative
        centre = (across * self.image[0], down * self.image[1])
        moved = replace(self, zoom=over_fit * self.fit_zoom, centre=centre, is_fitted=False)
        return replace(moved._kept_in_sight(), is_fitted=abs(over_fit - 1.0) < 1e-6)

    def _kept_in_sight(self) -> Viewport:
        width, height = self._unturned_view
        x = _held(self.centre[0], self.image[0], width / self.zoom)
        y = _held(self.centre[1], self.image[1], height / (self.zoom * self.aspect))
        return replace(self, centre=(x, y))


def _held(centre: float, length: float, seen: float) -> float:
    """Return a centre that leaves no empty margin, or the middle when all of it is in view."""
    if seen >= length:
        return length / 2
    return min(max(centre, seen / 2), length - seen / 2)
