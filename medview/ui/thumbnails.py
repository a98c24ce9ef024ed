"""Small pictures for lists, made only for the rows that are on the screen."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPixmap

from medview.domain.case import ImageRef
from medview.domain.errors import MedViewError
from medview.ui.jobs import JobRunner

if TYPE_CHECKING:
    from medview.app.services import Services

KEPT = 1500  # thumbnails in memory: 160 x 160 x 4 bytes each, 150 MB at the very most
WAITING = 60  # requests kept while the user scrolls on; older ones are no longer on the screen
AT_ONCE = 2
SIDE = 160


class Thumbnails(QObject):
    """Hands out pictures it has, and fetches the others, last asked first."""

    ready = Signal()

    def __init__(self, services: Services, jobs: JobRunner, parent: QObject | None = None) -> None:
        """Fetch through `services` in the background."""
        super().__init__(parent)
        self._services = services
        self._jobs = jobs
        self._pictures: OrderedDict[ImageRef, QPixmap | None] = OrderedDict()
        self._waiting: OrderedDict[ImageRef, None] = OrderedDict()
        self._fetching: set[ImageRef] = set()

    def get(self, ref: ImageRef) -> QPixmap | None:
        """Return the picture, or None now and `ready` when there is one."""
        if ref in self._pictures:
            self._pictures.move_to_end(ref)
            return self._pictures[ref]
        if ref not in self._fetching:
            self._waiting[ref] = None
            self._waiting.move_to_end(ref)
            self._fetch_next()
        return None

    def has_failed(self, ref: ImageRef) -> bool:
        """True when the picture was asked for and cannot be had."""
        return ref in self._pictures and self._pictures[ref] is None

    def _fetch_next(self) -> None:
        while len(self._waiting) > WAITING:
            self._waiting.popitem(last=False)
        while self._waiting and len(self._fetching) < AT_ONCE:
            ref, _ = self._waiting.popitem(last=True)
            self._fetching.add(ref)
            self._jobs.run(self._fetch, ref, then=self._keep)

    def _fetch(self, ref: ImageRef) -> tuple[ImageRef, npt.NDArray[np.uint8] | None]:
        """Run in a thread: a picture that cannot be had is an answer too."""
        try:
            return ref, self._services.thumbnail(ref, SIDE)
        except MedViewError:
            return ref, None

    def _keep(self, answer: tuple[ImageRef, npt.NDArray[np.uint8] | None]) -> None:
        ref, pixels = answer
        self._fetching.discard(ref)
        self._pictures[ref] = None if pixels is None else to_pixmap(pixels)
        while len(self._pictures) > KEPT:
            self._pictures.popitem(last=False)
        self.ready.emit()
        self._fetch_next()


def to_pixmap(pixels: npt.NDArray[np.uint8]) -> QPixmap:
    """Return (h, w, 3) pixels as a picture to paint."""
    rgb = np.ascontiguousarray(pixels)
    height, width = rgb.shape[:2]
    image = QImage(rgb.data, width, height, 3 * width, QImage.Format.Format_RGB888)
    return QPixmap.fromImage(image.copy())
