"""Step 1: which images, with which labels, and what the model is to be for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QRadioButton,
    QScrollArea,
    QSplitter,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from medview.domain.case import FUNDUS, PHOTO
from medview.domain.model import trained_word
from medview.domain.training import DR_GRADING, SIMILARITY, TrainingCase
from medview.ui.desk import Desk
from medview.ui.training_classes import ClassTable
from medview.ui.training_gallery import CaseGallery
from medview.ui.training_source import TrainingSource
from medview.ui.training_words import class_words, looks_like_grades
from medview.ui.widgets import EmptyState, label, line, row
from medview.ui.words import modality_words

MODALITIES = ("CT", "MR", "DX", "CR", "US", PHOTO)
SOURCE_WIDTH = 400


class TrainingData(QWidget):
    """`changed` says that other cases, classes or another task were chosen."""

    changed = Signal()
    case_asked = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Start without cases."""
        super().__init__(parent)
        self._found: Sequence[TrainingCase] = ()
        self.source = TrainingSource()
        self.classes = ClassTable()
        self.gallery = CaseGallery(desk, self.tr("Images with this label"))
        self.tasks = {
            DR_GRADING: QRadioButton(self.tr("Grade &eyes: diabetic retinopathy, 0 to 4")),
            SIMILARITY: QRadioButton(self.tr("&Compare: find similar cases, any classes")),
        }
        self.kinds = QComboBox()
        self.summary = label("", "small", wraps=True)
        self.heading = label("", "section")
        self.empty = EmptyState(
            desk.theme,
            "folder",
            self.tr("No images yet"),
            self.tr(
                "Choose on the left where they are. A few hundred labelled images of a hundred "
                "patients are a good start. Nothing leaves this computer."
            ),
        )
        self._group = QButtonGroup(self)
        self._arrange()
        self._connect()

    @property
    def task(self) -> str:
        """What the model is to be for."""
        return next(task for task, choice in self.tasks.items() if choice.isChecked())

    @property
    def modalities(self) -> tuple[str, ...]:
        """The kinds of images that the model is to answer for, as DICOM names them."""
        if self.task == DR_GRADING:
            return (FUNDUS,)
        return tuple(self.kinds.currentData().split())

    @property
    def cases(self) -> tuple[TrainingCase, ...]:
        """The cases that take part, under the classes their labels become."""
        return self.classes.cases

    def what_is_missing(self) -> str:
        """Return what stands in the way of the next step, "" when nothing does."""
        if not self._found:
            return self.tr("Read the labels first.")
        if len(self.classes.classes) < 2:
            return self.tr("At least two classes are needed.")
        return ""

    def show_found(self, cases: Sequence[TrainingCase]) -> None:
        """Show the cases that were read, and propose what they are good for."""
        self._found = cases
        self._propose_kind({trained_word(case.modality) for case in cases})
        task = DR_GRADING if looks_like_grades({case.label for case in cases}) else SIMILARITY
        self.tasks[task].setChecked(True)
        self._stack.setCurrentIndex(1 if cases else 0)
        self._show_labels()

    def _propose_kind(self, found: set[str]) -> None:
        """Choose the kinds that the files are of; several are offered together, until others are.

        A file that is no DICOM says nothing: it is a picture, whatever is on it.
        """
        while self.kinds.count() > len(MODALITIES):
            self.kinds.removeItem(len(MODALITIES))
        told = [word for word in MODALITIES if word in found and word != PHOTO] or [PHOTO]
        if len(told) > 1:
            self.kinds.addItem(", ".join(map(modality_words, told)), " ".join(told))
        self.kinds.setCurrentIndex(self.kinds.findData(" ".join(told)))

    def _show_labels(self) -> None:
        self.classes.show_cases(self._found, self.task)

    def _tell_changed(self) -> None:
        words = self.tr("{used} of {all} images take part, of {patients} patients, in {n} classes.")
        used = self.cases
        text = words.format(
            used=len(used),
            all=len(self._found),
            patients=len({case.patient for case in used}),
            n=len(self.classes.classes),
        )
        if self.classes.left_unlisted > 0:
            text += " " + self.tr("%n rarer label(s) are left out.", "", self.classes.left_unlisted)
        self.summary.setText(text)
        self.changed.emit()

    def _show_images(self, chosen: str) -> None:
        words = self.tr("Images with the label {0}")
        self.heading.setText(words.format(class_words(chosen, self.task)))
        of_label = [case for case in self._found if case.label == chosen]
        self.gallery.show_cases([(case, case.ref.name) for case in of_label])

    def _arrange(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(10)
        column.addWidget(self.source)
        column.addWidget(line())
        column.addWidget(label(self.tr("What is the model for?"), "section"))
        for task, choice in self.tasks.items():
            self._group.addButton(choice)
            column.addWidget(choice)
            choice.setToolTip(
                self.tr("The labels are the grades of the ICDR scale")
                if task == DR_GRADING
                else self.tr("CT, MR, X-ray or photographs: the nearest cases are shown")
            )
        self.tasks[DR_GRADING].setChecked(True)
        for modality in MODALITIES:
            self.kinds.addItem(modality_words(modality), modality)
        self.kinds.setToolTip(self.tr("The model is asked for images of this kind"))
        self.kinds.setAccessibleName(self.tr("Kind of images"))
        self._kind_words = label(self.tr("Kind of images"))
        column.addLayout(row(self._kind_words, self.kinds, None))
        self._show_kinds()
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFixedWidth(SOURCE_WIDTH)
        area.setWidget(left)
        right = QWidget()
        self._stack = QStackedLayout(right)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self._make_sheet())
        across = row(area, right, spacing=12)
        across.setStretch(1, 1)
        self.setLayout(across)

    def _make_sheet(self) -> QWidget:
        upper, lower = QWidget(), QWidget()
        title = label(self.tr("Which class each label becomes"), "section")
        for part, parts in (
            (upper, (title, self.classes, self.summary)),
            (lower, (self.heading, self.gallery)),
        ):
            column = QVBoxLayout(part)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(4)
            for each in parts:
                column.addWidget(each)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(upper)
        split.addWidget(lower)
        split.setSizes([330, 200])
        return split

    def _connect(self) -> None:
        self._group.buttonToggled.connect(self._take_task)
        self.classes.changed.connect(self._tell_changed)
        self.classes.label_chosen.connect(self._show_images)
        self.gallery.case_asked.connect(self.case_asked)

    def _show_kinds(self) -> None:
        for part in (self._kind_words, self.kinds):
            part.setVisible(self.task == SIMILARITY)

    def _take_task(self, button: QRadioButton, is_on: bool) -> None:
        self._show_kinds()
        if is_on and self._found:
            self._show_labels()
