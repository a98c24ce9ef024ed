"""What stands above two series that are compared: tools, the choice of a prior, and its state."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QSizePolicy, QVBoxLayout, QWidget

from medview.domain.alignment import Method
from medview.domain.case import Case
from medview.ui.alignment_words import method_words, prior_words
from medview.ui.display_bar import DisplayBar
from medview.ui.swipe_canvas import Layer
from medview.ui.widgets import button, label, list_anew, row, set_tone


class PriorHeader(QWidget):
    """Says what is known and asks for what is wanted; what that does is the view's."""

    chosen = Signal(int)
    align_asked = Signal()
    side_by_side_asked = Signal()
    layer_asked = Signal(object)  # Layer
    flicker_asked = Signal(bool)
    other_asked = Signal()
    left_asked = Signal()
    right_asked = Signal()
    plane_asked = Signal()
    link_asked = Signal(bool)
    fit_asked = Signal()
    accepted = Signal()
    discarded = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.choice, self.method = QComboBox(), QComboBox()
        for box, tip in (
            (self.choice, self.tr("Choose which series of the patient to compare with")),
            (self.method, self.tr("How to align: chosen is what measured best for such series")),
        ):
            box.setToolTip(tip)
            box.setAccessibleName(tip)
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(14)
        for method in Method:
            self.method.addItem(method_words(method), method)
        self.state = label("", wraps=True)
        self.accept_button = button(
            self.tr("Accept alignment"),
            self.tr("The edges of both meet: link and fuse the two series by it"),
            "",
            "Y",
        )
        self.discard_button = button(
            self.tr("Discard"), self.tr("Back to two series that are not aligned"), "", "X"
        )
        self.bar = DisplayBar(self)
        self._build_bar()
        self._arrange()
        self.choice.currentIndexChanged.connect(self.chosen)
        self.accept_button.clicked.connect(self.accepted)
        self.discard_button.clicked.connect(self.discarded)

    def list_priors(self, cases: Sequence[Case]) -> None:
        """Offer these series, the first one chosen; `chosen` is not told."""
        list_anew(self.choice, map(prior_words, cases))

    def choose_method(self, method: Method) -> None:
        """Choose how to align."""
        self.method.setCurrentIndex(self.method.findData(method))

    def say(self, text: str, *, is_aligned: bool = False) -> None:
        """Say whether the two are aligned."""
        self.state.setText(text)
        set_tone(self.state, "good" if is_aligned else "warning")

    def show_state(
        self, layer: Layer | None, *, is_flickering: bool, has_over: bool, has_proposal: bool,
        is_read: bool, has_planes: bool,
    ) -> None:  # fmt: skip
        """Offer what can be done now; `layer` None: side by side."""
        self._side.setChecked(layer is None)
        self._swipe.setChecked(layer is Layer.BOTH and not is_flickering)
        self._checks.setChecked(layer is Layer.CHECKS)
        self._flicker.setChecked(is_flickering)
        for action in (self._swipe, self._checks, self._flicker):
            action.setEnabled(has_over)
        for action in self._looking_keys:
            action.setEnabled(has_over and layer is not None)
        for part in (*self._deciding_keys, self.accept_button):
            part.setEnabled(has_proposal)
        self.discard_button.setEnabled(has_over)
        self._discard_key.setEnabled(has_over)
        self._align.setEnabled(is_read)
        self._plane.setEnabled(has_planes)
        self._link.setEnabled(layer is None)

    def _build_bar(self) -> None:
        bar, add = self.bar, self.bar.add_tool
        self._align = add(
            self.tr("Align"),
            self.tr("Look how the earlier series lies over this one"),
            "A",
            self.align_asked.emit,
            icon_name="similar",
        )
        bar.addSeparator()
        self._side = add(
            self.tr("Side by side"),
            self.tr("Both series beside each other"),
            "S",
            self.side_by_side_asked.emit,
            icon_name="compare",
            checkable=True,
        )
        self._swipe = add(
            self.tr("Swipe"),
            self.tr("Over each other, with a handle"),
            "W",
            self._ask_swipe,
            icon_name="swap",
            checkable=True,
        )
        self._checks = add(
            self.tr("Checkerboard"),
            self.tr("Squares of both: edges must go on from one to the next"),
            "C",
            self._ask_checks,
            icon_name="layout",
            checkable=True,
        )
        self._flicker = add(
            self.tr("Flicker"),
            self.tr("One after the other, twice a second; again to stop"),
            "K",
            self._ask_flicker,
            icon_name="play",
            checkable=True,
        )
        bar.addSeparator()
        self._plane = add(
            self.tr("Plane"),
            self.tr("Axial, coronal, sagittal in turn"),
            "Q",
            self.plane_asked.emit,
            icon_name="planes",
        )
        self._link = add(
            self.tr("Link"),
            self.tr("Scroll both together; without it, scroll one to fit the other"),
            "L",
            self._ask_link,
            icon_name="link",
            checkable=True,
        )
        self._link.setChecked(True)
        add(self.tr("Fit"), self.tr("Show the whole planes"), "F", self.fit_asked.emit,
            icon_name="fit")  # fmt: skip
        bar.addSeparator()
        add(
            self.tr("Back to one image"),
            self.tr("Close the comparison (Esc)"),
            "",
            self.closed.emit,
            icon_name="close",
        )
        self._looking_keys = (
            bar.add_key(self.tr("Show the other series"), "Space", self.other_asked.emit),
            bar.add_key(self.tr("Swipe to the left"), ",", self.left_asked.emit),
            bar.add_key(self.tr("Swipe to the right"), ".", self.right_asked.emit),
        )
        self._deciding_keys = (bar.add_key(self.tr("Accept alignment"), "Y", self.accepted.emit),)
        self._discard_key = bar.add_key(self.tr("Discard alignment"), "X", self.discarded.emit)

    def _ask_swipe(self) -> None:
        self.layer_asked.emit(Layer.BOTH)

    def _ask_checks(self) -> None:
        self.layer_asked.emit(Layer.CHECKS)

    def _ask_flicker(self, is_on: bool) -> None:
        self.flicker_asked.emit(is_on)

    def _ask_link(self, is_on: bool) -> None:
        self.link_asked.emit(is_on)

    def _arrange(self) -> None:
        choosing = row(
            label(self.tr("Earlier series")), self.choice, label(self.tr("Align by")), self.method
        )
        choosing.setStretch(1, 1)
        choosing.setStretch(3, 1)
        self.state.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        deciding = row(self.state, self.accept_button, self.discard_button)
        deciding.setStretch(0, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.bar)
        column.addLayout(choosing)
        column.addLayout(deciding)
