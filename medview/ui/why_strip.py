"""Why a neighbour is similar: places of both images that are alike, where a test lets it be told.

    strip = WhyStrip(desk, compare_view)    # adds its tool to the view's bar, itself below it
    strip.show_pair(case, other, indices=(4, 7), region=None, evidence=None)

E asks, and takes the marks away again. Beside a photograph of an eye whose evidence is shown the
places are those of the evidence, and are looked for at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from medview.domain.case import Case
from medview.domain.errors import MedViewError
from medview.domain.explanation import Correspondence, Deletion, Explanation
from medview.domain.region import Region
from medview.ui.compare_view import CompareView
from medview.ui.desk import Desk
from medview.ui.evidence_marks import SpotMarks
from medview.ui.jobs import Job
from medview.ui.latest import Latest
from medview.ui.reasons import in_full, reason_words
from medview.ui.widgets import label, panel, set_tone
from medview.ui.words import notice

LAYER = "alike"


@dataclass(frozen=True, eq=False)
class Asked:
    """Two images side by side; `evidence` is that of the first, if it is an eye's and shown."""

    case: Case
    other: Case
    indices: tuple[int, int]
    region: Region | None
    evidence: Explanation | None

    @property
    def query(self) -> tuple[Case, int, Case, int, Region | None]:
        """What is asked about them, as ExplainSimilar takes it."""
        return self.case, self.indices[0], self.other, self.indices[1], self.region


class WhyStrip(QWidget):
    """Hidden until asked for; marks nothing that did not stand its deletion test."""

    def __init__(self, desk: Desk, view: CompareView) -> None:
        """Build the strip, and give the view its tool."""
        super().__init__(view)
        self._desk, self._view = desk, view
        self._asked: Asked | None = None
        self._found: Correspondence | None = None
        self._asking = Latest(desk.jobs)
        self.status = label("", wraps=True)
        self.model_line = label("", "small", wraps=True)
        self.tool = view.bar.add_tool(
            self.tr("Why similar?"),
            self.tr("Ring the places that make these two alike, if that can be told"),
            "E",
            self._turn,
            icon_name="evidence",
            checkable=True,
        )
        for side in view.sides:
            side.view.index_changed.connect(self._mark)
            side.view.shown.connect(self._mark)
        self._arrange()
        self.hide()

    @property
    def found(self) -> Correspondence | None:
        """What was found for the two images that are shown."""
        return self._found

    def show_pair(
        self,
        case: Case,
        other: Case,
        indices: tuple[int, int],
        region: Region | None = None,
        evidence: Explanation | None = None,
    ) -> None:
        """Follow to two other images; ask at once while the tool is on, or for an eye's evidence.

        `region` is what of the first image was searched with, None for all of it.
        """
        self.forget()
        self._asked = Asked(case, other, indices, region, evidence)
        self.tool.setEnabled(True)
        if evidence is not None:
            self.tool.setChecked(True)
        self._turn(self.tool.isChecked())

    def forget(self) -> None:
        """Show and want nothing: there are no two images to ask about."""
        self._asking.drop()
        self._asked = self._found = None
        self.tool.setEnabled(False)
        self.hide()
        self._mark()

    def _turn(self, is_on: bool) -> None:
        self.setVisible(is_on and self._asked is not None)
        if not is_on:
            self._asking.drop()
        elif self._asked is not None and self._found is None:
            self._ask(self._asked)
        self._mark()

    def _ask(self, asked: Asked) -> None:
        self._say(self.tr("Looking for places that are alike …"))
        self.model_line.setText("")
        services = self._desk.services
        work: Callable[..., Correspondence]
        rest: tuple[object, ...]
        if asked.evidence is not None:
            work, rest = services.evidence.alike, (asked.evidence, asked.case, asked.other)
        else:
            work, rest = services.explain_similar, asked.query
        job = self._asking.run(
            work,
            *rest,
            then=self._show,
            on_error=self._show_error,
            title=self.tr("Looking for places that are alike"),
        )
        job.cancelled.connect(self._take_cancel)

    def _show(self, found: Correspondence) -> None:
        self._found = found
        self.model_line.setText(f"{found.model.short} · {notice()}")
        if found.is_shown:
            self._say(self._test_words(found))
        else:
            self._say(reason_words(found.reason), "warning")
        self._mark()

    def _show_error(self, error: MedViewError) -> None:
        self._say(in_full(error), "warning")

    def _take_cancel(self) -> None:
        """Let it be asked again, where a person cancelled."""
        job = self.sender()
        if isinstance(job, Job) and not job.was_dropped:
            self.tool.setChecked(False)
            self.hide()

    def _test_words(self, found: Correspondence) -> str:
        there = _numbers("there", found.deletion)
        if found.here is None:
            words = self.tr(
                "Alike where the numbers are the same. Likeness lost without them: {there} in the "
                "neighbour (elsewhere {most_there} at most)."
            )
            return words.format(**there)
        words = self.tr(
            "Alike where the numbers are the same. Likeness lost without them: {here} here "
            "(elsewhere {most_here} at most), {there} in the neighbour ({most_there})."
        )
        return words.format(**there, **_numbers("here", found.here))

    def _mark(self) -> None:
        """Ring the places while the images they lie on are in view."""
        asked, found = self._asked, self._found
        for number, side in enumerate(self._view.sides):
            marks = None
            if asked is not None and found is not None and found.is_shown and self.tool.isChecked():
                is_there = side.view.index == asked.indices[number]
                spots = [pair[number] for pair in found.pairs]
                marks = SpotMarks(spots) if is_there else None
            for view in (side.view.photo, side.view.series):
                view.canvas.set_marks(LAYER, marks if view is side.view.current else None)

    def _say(self, text: str, tone: str = "") -> None:
        self.status.setText(text)
        set_tone(self.status, tone)

    def _arrange(self) -> None:
        frame, layout = panel(4)
        layout.setContentsMargins(10, 5, 10, 5)
        self.status.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        layout.addWidget(self.status)
        layout.addWidget(self.model_line)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)
        self._view.column.addWidget(self)


def _numbers(side: str, test: Deletion) -> dict[str, str]:
    """Return the figures of a test as they are said of one side."""
    most = max(0.0, *test.elsewhere)
    return {side: f"{test.effect:.4f}", f"most_{side}": f"{most:.4f}"}
