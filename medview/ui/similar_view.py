"""What the nearest cases of a series are, in shares, when no grade applies."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from medview.domain.case import Case
from medview.domain.neighbours import SimilarResult
from medview.domain.slices import Extent
from medview.domain.together import Partners
from medview.ui.outcome_words import outcome_words
from medview.ui.reasons import in_window_language
from medview.ui.share_bars import Bar, ShareBars
from medview.ui.theme import Theme
from medview.ui.together_words import partner_words
from medview.ui.widgets import card, icon_button, label, set_tone
from medview.ui.words import metric_words, modality_words


class SimilarView(QWidget):
    """Asks for, and shows, the neighbours' labels of a series."""

    asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start with the question."""
        super().__init__(parent)
        self.explanation = label("", wraps=True)
        self.button = icon_button(
            theme,
            "similar",
            self.tr("Find similar"),
            self.tr("Find the nearest cases of the image that is shown"),
            "primary",
            "M",
        )
        self.extent = QComboBox()
        for words, extent in (
            (self.tr("With the slice you see"), Extent.IMAGE),
            (self.tr("With 5 slices around it"), Extent.AROUND),
            (self.tr("With the whole series"), Extent.SERIES),
        ):
            self.extent.addItem(words, str(extent))
        self.extent.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.extent.setAccessibleName(self.tr("How much of the series to search with"))
        self.extent.setToolTip(
            self.tr(
                "How much of the series to search with, at most 16 slices; a marked region is "
                "followed through the slices around it as long as it looks the same there"
            )
        )
        self.second = QComboBox()
        self.second.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.second.setAccessibleName(self.tr("Second series to search together with"))
        self.headline = label("", "gradeWords", wraps=True)
        self.bars_title = label(self.tr("LABELS OF THE NEIGHBOURS"), "section")
        self.bars = ShareBars(theme)
        self.doubt, doubt_layout = card("box")
        set_tone(self.doubt, "warning")
        doubt_layout.addWidget(label(self.tr("Nothing similar"), "heading"))
        doubt_layout.addWidget(label(self.tr("Do not rely on these neighbours."), wraps=True))
        self.query = label("", wraps=True)
        self.outcomes_title = label(self.tr("OUTCOMES OF THE NEIGHBOURS"), "section")
        self.outcomes = label("", wraps=True)
        self.model = label("", "small", wraps=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 8, 0)  # room for the scroll bar
        layout.setSpacing(9)
        for part in (
            self.explanation,
            self.extent,
            self.second,
            self.button,
            self.doubt,
            self.headline,
            self.query,
        ):
            layout.addWidget(part)
        layout.addWidget(self.bars_title)
        layout.addWidget(self.bars)
        layout.addWidget(self.outcomes_title)
        layout.addWidget(self.outcomes)
        layout.addWidget(self.model)
        layout.addStretch(1)
        self.button.clicked.connect(self.asked)

    def show_case(self, case: Case) -> None:
        """Say what can be asked about a case."""
        self.explanation.setText(
            self.tr("No grade is given for this kind of image ({modality}).").format(
                modality=modality_words(case.modality)
            )
            + " "
            + self.tr("Find similar shows the nearest labelled cases of the slice you see.")
        )
        self.extent.setVisible(case.is_series)
        self._set_result_visible(False)
        self.doubt.hide()

    def show_partners(self, partners: Partners) -> None:
        """Offer the series to search together with, or say why there are none.

        What was chosen stays chosen while it is among them.
        """
        chosen = self.second_choice
        self.second.clear()
        alone = self.tr("This series alone")
        none = self.tr("No second series of this study")
        self.second.addItem(alone if partners.cases else none, None)
        for other in partners.cases:
            words = self.tr("Together with {0}").format(partner_words(other))
            self.second.addItem(words, other)
            if chosen is not None and chosen.id == other.id:
                self.second.setCurrentIndex(self.second.count() - 1)
        self.second.setEnabled(bool(partners.cases))
        tip = self.tr(
            "Search with another series of this study as well, such as the PET of a CT (Ctrl+M): "
            "each is searched among its own kind, and studies near by both come first"
        )
        if partners.why:
            tip = (
                in_window_language(partners.why)
                + " "
                + self.tr("Open another series of this study to search with both.")
            )
        self.second.setToolTip(tip)

    @property
    def second_choice(self) -> Case | None:
        """The second series to search together with, None for one alone."""
        chosen = self.second.currentData()
        return chosen if isinstance(chosen, Case) else None

    def choose_second(self) -> bool:
        """Choose a second series, where none is chosen yet; False when there is none."""
        if self.second_choice is None and self.second.count() > 1:
            self.second.setCurrentIndex(1)
        return self.second_choice is not None

    @property
    def extent_choice(self) -> Extent:
        """How much of the series to search with."""
        return Extent(self.extent.currentData())

    def show_result(self, result: SimilarResult, query: str) -> None:
        """Show the shares of the labels, largest first; none when the neighbours mean nothing."""
        shares = list(result.shares.items())
        self._set_result_visible(bool(shares) and not result.unlike)
        self.doubt.setVisible(result.unlike)
        self.query.setText(self.tr("Nearest cases {of_what}").format(of_what=query))
        self.query.show()
        self.model.show()
        self.headline.setText(self._headline(result))
        self.bars.show_bars([Bar(name, share, i == 0) for i, (name, share) in enumerate(shares)])
        self.outcomes.setText(outcome_words(result.outcomes))
        self.model.setText(f"{metric_words(result.metric)} · {result.model.short}")

    def _headline(self, result: SimilarResult) -> str:
        """Say how many neighbours carry the label of most: a count, never a diagnosis."""
        counts = Counter(n.label for n in result.neighbours if n.label).most_common(1)
        if not counts or result.unlike:
            return ""
        name, count = counts[0]
        total = sum(bool(n.label) for n in result.neighbours)
        is_most = 2 * count > total
        words = self.tr("Most neighbours") if is_most else self.tr("Most often")
        return self.tr("{words}: {name} ({count} of {total})").format(
            words=words, name=name, count=count, total=total
        )

    def _set_result_visible(self, is_visible: bool) -> None:
        for part in (
            self.headline,
            self.query,
            self.bars_title,
            self.bars,
            self.outcomes_title,
            self.outcomes,
            self.model,
        ):
            part.setVisible(is_visible)
