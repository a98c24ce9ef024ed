"""Step 5: the new model beside the one in use, in one sentence, in figures, in its mistakes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isnan
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QPushButton,
    QSplitter,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from medview.domain.training import RunStatus, TrainingCase
from medview.ui.desk import Desk
from medview.ui.text_table import TextTable
from medview.ui.training_gallery import CaseGallery
from medview.ui.training_verdict import (
    gate_words,
    is_better,
    may_be_used,
    order_words,
    verdict_words,
)
from medview.ui.training_words import class_words, figure_words, in_order
from medview.ui.widgets import EmptyState, button, card, label, row, set_look, set_tone
from medview.ui.words import percent, with_interval

Figures = Mapping[str, Mapping[str, float | None]]


class TrainingResult(QWidget):
    """`register_asked` carries True when the model is to be put to use as well."""

    register_asked = Signal(bool)
    case_asked = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Start without a result."""
        super().__init__(parent)
        self.status: RunStatus | None = None
        self._cases: Sequence[TrainingCase] = ()
        self.sentence = label("", "heading", wraps=True)
        self.order = label("", wraps=True)
        self.gate = label("", wraps=True)
        self.basis = label("", "small", wraps=True)
        self.table = self._make_table()
        self.mistakes = CaseGallery(desk, self.tr("Worst mistakes"))
        self.no_mistakes = label(self.tr("No mistake on the held-out cases."), "quiet", wraps=True)
        self.empty = EmptyState(
            desk.theme,
            "statistics",
            self.tr("No result yet"),
            self.tr("It comes when the run has ended and its model was tested (step 4)."),
        )
        self._make_buttons()
        self._arrange()
        self.mistakes.case_asked.connect(self.case_asked)
        self.register.clicked.connect(self._ask_register)
        self.activate.clicked.connect(self._ask_activate)

    def show_cases(self, cases: Sequence[TrainingCase]) -> None:
        """Take the cases of the run, for the pictures of its mistakes."""
        self._cases = cases
        if self.status is not None:
            self._show_mistakes(self.status)

    def show_status(self, status: RunStatus) -> None:
        """Show what a run came to."""
        before, self.status = self.status, status
        if before is None or before.run != status.run:
            self._cases = ()
            self.say_registered("")
        elif before.result == status.result and before.package == status.package:
            return
        self._stack.setCurrentIndex(1 if status.result else 0)
        if not status.result:
            return
        self._show_verdict(status.result)
        self._show_figures(status.result)
        self._show_mistakes(status)
        for part in (self.register, self.activate):
            part.setEnabled(status.package is not None)

    def say_registered(self, words: str) -> None:
        """Tell in place that the model is in the registry."""
        self.registered.setText(words)

    def _show_verdict(self, result: Mapping[str, Any]) -> None:
        set_tone(self._box, "good" if may_be_used(result) and is_better(result) else "warning")
        self.sentence.setText(verdict_words(result))
        self.order.setText(order_words(result))
        self.order.setVisible(bool(self.order.text()))
        words = gate_words(result)
        if words:
            words = ["⚠", *words, self.tr("Think twice before you put it to use.")]
        self.gate.setText(" ".join(words))
        self.gate.setVisible(bool(words))
        self.basis.setText(self._basis_words(result))
        self._lead_with(self.activate if may_be_used(result) else self.register)

    def _lead_with(self, first: QPushButton) -> None:
        """Let the button stand out that is the safer next step."""
        for part in (self.register, self.activate):
            set_look(part, "kind", "primary" if part is first else "")

    def _basis_words(self, result: Mapping[str, Any]) -> str:
        words = self.tr("Measured on {images} held-out images of {patients} patients.")
        parts = [words.format(images=result.get("images", 0), patients=result.get("patients", 0))]
        other = result.get("model_in_use")
        if other:
            named = self.tr("Model in use: {id} {version} ({digest}).")
            short = str(other["digest"])[:12]
            parts.append(named.format(id=other["id"], version=other["version"], digest=short))
        return " ".join(parts)

    def _show_figures(self, result: Mapping[str, Any]) -> None:
        new: Figures = result.get("new") or {}
        old: Figures = result.get("in_use") or {}
        difference: Figures = result.get("difference") or {}
        assert self.status is not None
        task = self.status.plan.task
        self.table.show_rows(
            [
                (
                    figure_words(name, task),
                    _interval(new.get(name)),
                    _interval(old.get(name)),
                    _interval(difference.get(name), signed=True),
                )
                for name in in_order(new)
            ]
        )

    def _show_mistakes(self, status: RunStatus) -> None:
        mistakes = status.result.get("mistakes", ()) if self._cases else ()
        words = self.tr("is {true}\nsaid {given} ({share})")
        self.mistakes.show_cases(
            [
                (
                    self._cases[each["row"]],
                    words.format(
                        true=class_words(str(each["true"]), status.plan.task),
                        given=class_words(str(each["given"]), status.plan.task),
                        share=percent(float(each["share"])),
                    ),
                )
                for each in mistakes
            ]
        )
        self.mistakes.setVisible(bool(mistakes))
        self.no_mistakes.setVisible(not mistakes)

    def _make_table(self) -> TextTable:
        headings = (
            self.tr("Figure (95 % interval)"),
            self.tr("New model"),
            self.tr("Model in use"),
            self.tr("Difference"),
        )
        return TextTable(self.tr("New model and model in use"), headings)

    def _make_buttons(self) -> None:
        self.register = button(
            self.tr("Register"), self.tr("Keep the model in the registry; another stays in use")
        )
        self.activate = button(
            self.tr("Register and use"),
            self.tr("Keep it in the registry and put it to use for new images"),
            "primary",
        )
        self.registered = label("", "", wraps=True)

    def _arrange(self) -> None:
        self._box, inside = card("box")
        for part in (self.sentence, self.order, self.gate, self.basis):
            inside.addWidget(part)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(_titled(self.tr("Side by side"), self.table))
        split.addWidget(
            _titled(self.tr("Worst mistakes of the new model"), self.mistakes, self.no_mistakes)
        )
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setSizes([760, 400])
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._box)
        column.addWidget(split, 1)
        foot = row(self.registered, self.register, self.activate)
        foot.setStretch(0, 1)
        column.addLayout(foot)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(sheet)

    def _ask_register(self) -> None:
        self.register_asked.emit(False)

    def _ask_activate(self) -> None:
        self.register_asked.emit(True)


def _titled(title: str, *parts: QWidget) -> QWidget:
    result = QWidget()
    column = QVBoxLayout(result)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    column.addWidget(label(title, "section"))
    for part in parts:
        column.addWidget(part, 1)
    return result


def _interval(figure: Mapping[str, float | None] | None, *, signed: bool = False) -> str:
    """Return "0.912 (0.880 – 0.941)", with its sign for a difference; a dash for nothing."""
    found = figure or {}
    value, low, high = (_number(found.get(end), signed) for end in ("value", "low", "high"))
    return with_interval(value, low, high) if value else "–"


def _number(value: float | None, signed: bool) -> str:
    if value is None or isnan(value):
        return ""
    return format(value, "+.3f" if signed else ".3f").replace("-", "\N{MINUS SIGN}")
