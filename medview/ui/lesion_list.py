"""The lesion checklist of a signature: folded away until it is wanted, and never in the way."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractButton,
    QGridLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from medview.domain.checklist import Finding, Findings, Lesion
from medview.ui.checklist_words import lesion_words
from medview.ui.widgets import button, label

OPEN_HEIGHT = 176  # pixels: six lesions; the others are a turn of the wheel away
SIGNS = {Finding.PRESENT: "+", Finding.ABSENT: "−"}


class LesionList(QWidget):
    """A line for each lesion, with a key for present and one for absent; neither: not looked at."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start folded, with nothing looked at."""
        super().__init__(parent)
        self._keys: dict[tuple[Lesion, Finding], QPushButton] = {}
        self.unfold = button("", self.tr("What you looked for, kept with the signature"), "link")
        self._is_open = False
        self.rest = button(
            self.tr("All others absent"),
            self.tr("Mark every lesion that has no mark yet as absent"),
            "link",
        )
        self._area = self._make_area()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        layout.addWidget(self.unfold, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._area)
        self.unfold.clicked.connect(self._turn)
        self.rest.clicked.connect(self._mark_rest)
        self._area.hide()
        self._say_count()

    @property
    def findings(self) -> Findings:
        """What is marked."""
        return {lesion: found for (lesion, found), key in self._keys.items() if key.isChecked()}

    def key(self, lesion: Lesion, finding: Finding) -> QAbstractButton:
        """Return the key that marks this."""
        return self._keys[lesion, finding]

    def show_findings(self, findings: Findings) -> None:
        """Mark these, and nothing else."""
        for (lesion, found), key in self._keys.items():
            key.setChecked(findings.get(lesion) is found)
        self._say_count()

    def _make_area(self) -> QScrollArea:
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(2, 0, 10, 0)
        grid.setVerticalSpacing(3)
        grid.setHorizontalSpacing(5)
        grid.setColumnStretch(0, 1)
        for line, lesion in enumerate(Lesion):
            grid.addWidget(label(lesion_words(lesion), wraps=True), line, 0)
            for column, finding in enumerate(Finding, start=1):
                grid.addWidget(self._make_key(lesion, finding), line, column)
        grid.addWidget(self.rest, len(Lesion), 0, 1, 3)
        area = QScrollArea(widgetResizable=True)
        area.setWidget(inside)
        area.setFixedHeight(OPEN_HEIGHT)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return area

    def _make_key(self, lesion: Lesion, finding: Finding) -> QPushButton:
        words = (
            self.tr("{lesion}: present") if finding is Finding.PRESENT
            else self.tr("{lesion}: absent")
        )  # fmt: skip
        tip = words.format(lesion=lesion_words(lesion))
        key = button(SIGNS[finding], tip, "key")
        key.setAccessibleName(tip)
        key.setCheckable(True)
        key.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        key.setProperty("lesion", str(lesion))
        key.setProperty("finding", str(finding))
        key.clicked.connect(self._take)
        self._keys[lesion, finding] = key
        return key

    def _take(self, checked: bool) -> None:
        """Of present and absent one at most is marked; a second press takes it back."""
        key = self.sender()
        lesion, finding = Lesion(key.property("lesion")), Finding(key.property("finding"))
        if checked:
            other = Finding.ABSENT if finding is Finding.PRESENT else Finding.PRESENT
            self._keys[lesion, other].setChecked(False)
        self._say_count()
        self.changed.emit()

    def _mark_rest(self) -> None:
        self.show_findings(dict.fromkeys(Lesion, Finding.ABSENT) | dict(self.findings))
        self.changed.emit()

    def _turn(self) -> None:
        """Unfold the list, or fold it away; what is marked stays."""
        self._is_open = not self._is_open
        self._area.setVisible(self._is_open)
        self._say_count()

    def _say_count(self) -> None:
        words = self.tr("Le&sions")
        marked = len(self.findings)
        count = f" · {marked} / {len(Lesion)}" if marked else ""
        self.unfold.setText(("▾ " if self._is_open else "▸ ") + words + count)
        self.unfold.setAccessibleName(self.tr("Lesion checklist"))
