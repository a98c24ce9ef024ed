"""A photograph that names nothing: no file, no patient, no reason that could hold either."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from medview.domain.case import Case
from medview.domain.errors import MedViewError
from medview.ui import overlay
from medview.ui.image_canvas import Tool
from medview.ui.jobs import JobRunner
from medview.ui.photo_view import LoadReduced, PhotoView


class BlindPhoto(PhotoView):
    """`not_opened` says that there is nothing to grade in place of the photograph."""

    not_opened = Signal()

    def __init__(self, jobs: JobRunner, load: LoadReduced, parent: QWidget | None = None) -> None:
        """Take the job runner and the verb that decodes; nothing is searched from here."""
        super().__init__(jobs, load, parent)
        self.withdraw_tool(Tool.REGION)

    def opening_words(self, case: Case, index: int) -> str:
        """Return what stands in place of the image until it is there."""
        return self.tr("Opening the photograph")

    def show_error(self, error: MedViewError) -> None:
        """Say that there is no photograph; why, with the name of the file, is for the lead."""
        self.canvas.show_message(
            self.tr("This photograph cannot be opened."),
            self.tr("Pass over it, and tell the lead of the study its number."),
        )
        self.not_opened.emit()

    def _keep_preview(self, error: MedViewError) -> None:
        self.canvas.set_text(overlay.BOTTOM_RIGHT, self.tr("Reduced image only"))
