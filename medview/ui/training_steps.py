"""The five steps as a row of buttons: which are done, which is shown, which may be gone to."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from medview.ui.widgets import row, toggle


class Step(IntEnum):
    """The steps, in order."""

    DATA = 0
    HEALTH = 1
    RECIPE = 2
    RUN = 3
    RESULT = 4


class StepBar(QWidget):
    """`asked` carries the step that is to be shown."""

    asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Offer the first step."""
        super().__init__(parent)
        titles = (
            (self.tr("Data"), self.tr("Which images and labels")),
            (self.tr("Health"), self.tr("What is wrong with them, and the split")),
            (self.tr("Recipe"), self.tr("How to learn, and what it costs")),
            (self.tr("Run"), self.tr("Watch it learn; pause, stop, cancel")),
            (self.tr("Result"), self.tr("Beside the model in use; register")),
        )
        self._group = QButtonGroup(self)
        self.buttons = []
        for step, (title, tip) in enumerate(titles):
            part = toggle(f"{step + 1}  {title}", f"{tip} (Alt+{step + 1})")
            part.setShortcut(f"Alt+{step + 1}")
            self._group.addButton(part, step)
            self.buttons.append(part)
        self.setLayout(row(*self.buttons, spacing=6))
        self._group.idClicked.connect(self.asked)

    def show_step(self, shown: Step, may: dict[Step, bool]) -> None:
        """Mark the step that is shown, and switch on those that may be."""
        for step, part in enumerate(self.buttons):
            part.setChecked(step == shown)
            part.setEnabled(may[Step(step)])
