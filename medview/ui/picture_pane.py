"""The dark area that shows one picture: zoom, pan, tone, texts, region; knows no mouse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from medview.app.display import Pyramid, Tone, WindowTone, full_range
from medview.domain.image import MILLIMETRES, Picture
from medview.domain.region import Region
from medview.ui import overlay
from medview.ui.drawn_marks import DrawnMarks
from medview.ui.magnifier import Magnifier
from medview.ui.picture_layer import PictureLayer
from medview.ui.viewport import Viewport

REFINE_AFTER_MS = 120  # a still image is drawn from a finer level after this
ZOOM_STEP = 1.25
NARROW = 560  # pixels


class Marks(Protocol):
    """What is drawn over an image."""

    def draw(self, painter: QPainter, viewport: Viewport) -> None:
        """Draw in the pixels of the view."""
        ...


class PicturePane(QWidget):
    """Shows a Picture, or a message in its place.

    All positions are in pixels of the original image (`Picture.full_size`), so that a reduced
    picture can be replaced by the full one without moving anything.
    """

    view_changed = Signal()  # zoomed or moved, not merely resized

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(160, 120)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._picture: Picture | None = None
        self._layer: PictureLayer | None = None
        self._magnifier: Magnifier | None = None
        self.is_magnifying = False
        self._drawn: DrawnMarks | None = None
        self.shows_drawn = True
        self._tone: Tone | None = None
        self._viewport = Viewport((1.0, 1.0), (1.0, 1.0))
        self._region: Region | None = None
        self._marks: dict[str, Marks] = {}
        self._texts: dict[overlay.Corner, str] = {}
        self._message = ("", "")
        self._cursor: QPointF | None = None
        self._refine = QTimer(self, singleShot=True, interval=REFINE_AFTER_MS)
        self._refine.timeout.connect(self.update)

    @property
    def picture(self) -> Picture | None:
        """What is shown, or None."""
        return self._picture

    @property
    def viewport(self) -> Viewport:
        """Which part of the image is in view."""
        return self._viewport

    @property
    def region(self) -> Region | None:
        """The marked region, in pixels of the original image."""
        return self._region

    def show_picture(
        self,
        picture: Picture,
        tone: Tone | None = None,
        *,
        pyramid: Pyramid | None = None,
        keep_view: bool = False,
    ) -> None:
        """Show a picture; `keep_view` keeps zoom and place when the size is the same.

        Grey pixels need a tone; without one they are shown over their full range. `pyramid` draws
        the same picture from other pixels (red-free, evened contrast).
        """
        if tone is None and pyramid is None and not picture.is_colour:
            tone = WindowTone.of(picture, full_range(picture))
        self._picture, self._tone, self._message = picture, tone, ("", "")
        pyramid = pyramid or Pyramid(picture.pixels)
        self._layer, self._magnifier = PictureLayer(pyramid), Magnifier(pyramid)
        self._drawn = None if picture.drawn is None else DrawnMarks(picture.drawn)
        self._frame(keep_view)
        self._describe()

    def show_message(self, title: str, hint: str = "") -> None:
        """Show words in place of the image; the viewport is kept for the next one."""
        self._picture, self._layer, self._magnifier = None, None, None
        self._message = (title, hint)
        self._describe()
        self.update()

    def clear(self) -> None:
        """Show nothing."""
        self._region, self._texts = None, {}
        self.show_message("")

    def set_tone(self, tone: Tone | None) -> None:
        """Change window or curve; drawn coarsely until it rests."""
        self._tone = tone
        self._touch()

    def set_text(self, corner: overlay.Corner, text: str) -> None:
        """Write lines into a corner ("" to empty it)."""
        if self._texts.get(corner, "") != text:
            self._texts[corner] = text
            self._describe()
            self.update()

    def text(self, corner: overlay.Corner) -> str:
        """Return what is written in a corner."""
        return self._texts.get(corner, "")

    def readout(self) -> str:
        """Return position and value under the cursor, "" when it is not on the image."""
        if self._picture is None or self._cursor is None:
            return ""
        x, y = self._viewport.to_image((self._cursor.x(), self._cursor.y()))
        inside = 0 <= x < self._viewport.image[0] and 0 <= y < self._viewport.image[1]
        return overlay.readout(self._picture, x, y) if inside else ""

    def set_viewport(self, viewport: Viewport) -> None:
        """Show another part of the image."""
        if viewport != self._viewport:
            self._viewport = viewport
            self._touch()
            self.view_changed.emit()

    def set_region(self, region: Region | None) -> None:
        """Mark a region, or none."""
        self._region = region
        self.update()

    def set_marks(self, layer: str, marks: Marks | None) -> None:
        """Have something drawn over the image in a layer, or nothing; call again on a change."""
        self._marks.pop(layer, None)
        if marks is not None:
            self._marks[layer] = marks
        self.update()

    def show_drawn(self, wanted: bool) -> None:
        """Show what the file draws over its image, or hide it."""
        self.shows_drawn = wanted
        self.update()

    def fit(self) -> None:
        """Show the whole image."""
        self.set_viewport(self._viewport.fitted())

    def one_to_one(self) -> None:
        """Show one image pixel on one pixel of the screen."""
        self.set_viewport(self._viewport.zoomed_to(1.0 / self.devicePixelRatioF()))

    def zoom_in(self) -> None:
        """Come closer by one step."""
        self.set_viewport(self._viewport.zoomed_by(ZOOM_STEP))

    def zoom_out(self) -> None:
        """Step back by one step."""
        self.set_viewport(self._viewport.zoomed_by(1.0 / ZOOM_STEP))

    def turn(self) -> None:
        """Turn the image a quarter clockwise."""
        self.set_viewport(self._viewport.turned())

    def flip_across(self) -> None:
        """Exchange left and right."""
        self.set_viewport(self._viewport.flipped(across=True))

    def flip_down(self) -> None:
        """Exchange top and bottom."""
        self.set_viewport(self._viewport.flipped(across=False))

    def upright(self) -> None:
        """Show the image as it is stored, neither turned nor mirrored."""
        self.set_viewport(self._viewport.upright())

    def magnify(self, on: bool) -> None:
        """Show the place under the cursor larger, or no longer; without a cursor the middle."""
        self.is_magnifying = on
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the image, then what is written over it."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), overlay.BACKDROP)
        if self._layer is None:
            overlay.draw_message(painter, self.rect(), *self._message)
        else:
            self._draw_picture(painter)
        self._draw_texts(painter)
        if self.hasFocus():
            painter.setPen(self.palette().highlight().color())
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep a fitted image fitted."""
        super().resizeEvent(event)
        self._viewport = self._viewport.resized((float(self.width()), float(self.height())))

    def _frame(self, keep_view: bool) -> None:
        assert self._picture is not None
        height, width = self._picture.pixels.shape[:2]
        full = self._picture.full_size if all(self._picture.full_size) else (width, height)
        rows, columns = self._picture.spacing or (1.0, 1.0)
        image, aspect = (float(full[0]), float(full[1])), rows / columns
        same = (self._viewport.image, self._viewport.aspect) == (image, aspect)
        if not (keep_view and same):
            view = (float(self.width()), float(self.height()))
            was = self._viewport
            fresh = Viewport(image, view, aspect, turns=was.turns, is_mirrored=was.is_mirrored)
            self._viewport = (fresh if keep_view else fresh.upright()).fitted()
        self._touch()

    def _describe(self) -> None:
        """Tell a screen reader what is written where the image is."""
        words = self._message if self._picture is None else tuple(self._texts.values())
        self.setAccessibleDescription(" ".join(word for word in words if word))

    def _touch(self) -> None:
        """Repaint now, coarsely, and finely once nothing has moved for a moment."""
        self._refine.start()
        self.update()

    def _draw_picture(self, painter: QPainter) -> None:
        assert self._layer is not None and self._picture is not None
        self._layer.draw(
            painter,
            self._viewport,
            self._tone,
            ratio=self.devicePixelRatioF(),
            coarse=self._refine.isActive(),
        )
        if self._drawn is not None and self.shows_drawn:
            self._drawn.draw(painter, self._viewport)
        for marks in self._marks.values():
            marks.draw(painter, self._viewport)
        if self._region is not None:
            overlay.draw_region(painter, self.rect(), self.region_rect(), self._region_words())
        letters = overlay.edge_letters(self._picture, self._viewport)
        if letters is not None:
            self._draw_letters(painter, letters)
        bar = overlay.scale_bar(self._picture, self._viewport.zoom, self.width())
        if bar is not None:
            overlay.draw_scale_bar(painter, self.rect(), *bar)
        if self.is_magnifying and self._magnifier is not None:
            at = self._cursor or QPointF(self.width() / 2.0, self.height() / 2.0)
            self._magnifier.draw(painter, self._viewport, self._tone, at, self.devicePixelRatioF())

    def _draw_letters(self, painter: QPainter, letters: Sequence[str]) -> None:
        """Write the sides of the patient; in a tiny view words stand at its top and bottom."""
        if self.is_tiny:
            overlay.draw_edge_letters(painter, self.rect(), letters[:2])
        else:
            top = self._words_height() if self.is_narrow else 0
            overlay.draw_edge_letters(painter, self.rect().adjusted(0, top, 0, 0), letters)

    def _draw_texts(self, painter: QPainter) -> None:
        for corner in self._texts:
            text = self._words_of(corner)
            if corner != overlay.BOTTOM_LEFT:
                overlay.draw_text(painter, self._room_for(corner), corner, text)
        lines = (self._texts.get(overlay.BOTTOM_LEFT, ""), self.readout())
        text = "\n".join(line for line in lines if line)
        overlay.draw_text(painter, self._readout_room(text), overlay.BOTTOM_LEFT, text)

    def _words_of(self, corner: overlay.Corner) -> str:
        """Return what of a corner's words there is room for: in a tiny view who, what and where."""
        text = self._texts.get(corner, "")
        if not self.is_tiny:
            return text
        lines = text.split("\n")
        if corner == overlay.TOP_LEFT:
            return "\n".join(dict.fromkeys((lines[0], lines[-1])))
        return text.partition(" · ")[0] if corner == overlay.BOTTOM_RIGHT else text

    @property
    def is_tiny(self) -> bool:
        """True where there is room for few words: a cell of 3 × 3 in a small window."""
        return self.width() < overlay.TINY

    @property
    def is_narrow(self) -> bool:
        """True where words of two corners have no room beside each other: a cell of a layout."""
        return self.width() < NARROW

    def _room_for(self, corner: overlay.Corner) -> QRect:
        """Return where a corner's words go: in a narrow view below, or above, what is there."""
        if not self.is_narrow:
            return self.rect()
        if corner == overlay.TOP_RIGHT:
            return self.rect().adjusted(0, self._height_of(overlay.TOP_LEFT), 0, 0)
        above_bar = overlay.BAR_ROOM + self._lines_below_slice() * self.fontMetrics().lineSpacing()
        is_low = corner == overlay.BOTTOM_RIGHT
        return self.rect().adjusted(0, 0, 0, -above_bar if is_low else 0)

    def _readout_room(self, text: str) -> QRect:
        """Return where the lower left words go: above bar, letter and slice where they reach it."""
        widths = [self.fontMetrics().horizontalAdvance(line) for line in text.split("\n")]
        bar_from = self.width() * (1.0 - overlay.LONGEST_BAR) / 2.0
        if not self.is_narrow and max(widths) + 2 * overlay.MARGIN < bar_from:
            return self.rect()
        lines = self._lines_below_slice() + self._words_of(overlay.BOTTOM_RIGHT).count("\n") + 1
        above = overlay.BAR_ROOM + lines * self.fontMetrics().lineSpacing()
        return self.rect().adjusted(0, 0, 0, -above)

    def _lines_below_slice(self) -> int:
        """Return the lines between bar and slice: the bar's words, and the letter if it is met."""
        if self.is_tiny:
            return 1  # there is no letter
        words = self._words_of(overlay.BOTTOM_RIGHT)
        reach = self.fontMetrics().horizontalAdvance(words) + 2 * overlay.MARGIN
        return 2 if reach > self.width() / 2.0 else 1

    def _words_height(self) -> int:
        """Return how far down the words of the upper corners reach, one below the other."""
        return self._height_of(overlay.TOP_LEFT) + self._height_of(overlay.TOP_RIGHT)

    def _height_of(self, corner: overlay.Corner) -> int:
        text = self._words_of(corner)
        return self.fontMetrics().size(0, text).height() if text else 0

    def region_rect(self) -> QRectF:
        """Return where the region is in the view."""
        return QRectF() if self._region is None else _box_of(self._region, self._viewport)

    def region_picture(self, side: int) -> QPixmap:
        """Return the marked region as it is toned and turned, in a square of `side` pixels."""
        picture = QPixmap(side, side)
        picture.fill(overlay.BACKDROP)
        if self._region is None or self._layer is None:
            return picture
        region, port = self._region, self._viewport
        painter = QPainter(picture)
        close = replace(
            port,
            view=(float(side), float(side)),
            zoom=side / max(region.width, region.height * port.aspect),
            centre=(region.x + region.width / 2, region.y + region.height / 2),
            is_fitted=False,
        )
        painter.setClipRect(_box_of(region, close))
        self._layer.draw(painter, close, self._tone, ratio=1.0)
        painter.end()
        return picture

    def readout_rect(self) -> QRect:
        """Return the part of the view where the readout is written."""
        height = 5 * self.fontMetrics().lineSpacing() + 2 * overlay.MARGIN + overlay.BAR_ROOM
        width = self.width() if self.is_narrow else self.width() // 2
        return QRect(0, self.height() - height, width, height)

    def _region_words(self) -> list[str]:
        assert self._region is not None and self._picture is not None
        words = [f"{self._region.width} × {self._region.height} px"]
        if self._picture.spacing and not self._picture.switched_off(MILLIMETRES):
            rows, columns = self._picture.spacing
            across, down = self._region.width * columns, self._region.height * rows
            words.append(f"{across:.1f} × {down:.1f} mm")
        return words


def _box_of(region: Region, viewport: Viewport) -> QRectF:
    """Return where a region is in a view."""
    corner = (region.x + region.width, region.y + region.height)
    start, end = viewport.to_view((region.x, region.y)), viewport.to_view(corner)
    return QRectF(QPointF(*start), QPointF(*end)).normalized()
