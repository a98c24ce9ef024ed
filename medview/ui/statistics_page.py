"""The clinic's figures: mix, agreement, ungradable, work done, and whom to refer."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from medview.domain.statistics import Agreement, Statistics
from medview.ui.chart_card import ChartCard
from medview.ui.chart_words import charts_of
from medview.ui.desk import Desk
from medview.ui.latest import Latest
from medview.ui.referral_table import ReferralTable
from medview.ui.statistics_filters import StatisticsFilters
from medview.ui.widgets import EmptyState, card, label, panel, row
from medview.ui.words import notice, percent

MOST_CHARTS = 6
TWO_COLUMNS_FROM = 1000


class StatisticsPage(QWidget):
    """`said` tells in words what was saved."""

    said = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Lay out; `refresh` counts when the page is seen."""
        super().__init__(parent)
        self.setObjectName("page")
        self._desk = desk
        self._counting = Latest(desk.jobs)
        self.filters = StatisticsFilters()
        self.charts = [ChartCard(desk) for _ in range(MOST_CHARTS)]
        self.referrals = ReferralTable(desk)
        self.empty = EmptyState(desk.theme, "statistics", "", "")
        self.notice = label(notice(), "small")
        self.figures: Statistics | None = None
        self.numbers = [_Number() for _ in range(5)]
        self._arrange()
        self.filters.changed.connect(self.refresh)
        self.referrals.saved.connect(self.said)
        for chart in self.charts:
            chart.saved.connect(self.said)

    def refresh(self) -> None:
        """Count again in the background."""
        self._counting.run(
            self._desk.services.statistics.figures, self.filters.selection, then=self.show_figures
        )

    def show_figures(self, figures: Statistics) -> None:
        """Show these figures, or what to do when there are none."""
        self.figures = figures
        self.filters.offer(figures.readers, figures.sources)
        if figures.is_empty:
            self._say_empty(bool(figures.readers or figures.sources))
            return
        self._show_numbers(figures)
        charts = charts_of(figures)
        for number, place in enumerate(self.charts):
            place.setVisible(number < len(charts))
            if number < len(charts):
                place.show_chart(charts[number])
        self.referrals.show_referrals(figures.referrals)
        models = ", ".join(figures.models)
        shown_by = self.tr("Model: {0}").format(models)
        self.notice.setText(f"{notice()} {shown_by}" if models else "")
        self._stack.setCurrentIndex(0)
        self._lay_out_charts()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the charts side by side where there is room."""
        super().resizeEvent(event)
        self._lay_out_charts()

    def _say_empty(self, is_filtered: bool) -> None:
        if is_filtered:
            self.empty.set_words(
                self.tr("Nothing in this selection"),
                self.tr("Choose a longer period, all readers or all sources."),
            )
        else:
            self.empty.set_words(
                self.tr("Nothing to count yet"),
                self.tr(
                    "Open photographs on the Read page (Ctrl+1) and sign their grades: the figures "
                    "of your clinic appear here."
                ),
            )
        self._stack.setCurrentIndex(1)

    def _show_numbers(self, figures: Statistics) -> None:
        agreement = figures.agreement
        result = figures.signed if figures.signed.total else figures.shown
        overridden = agreement.overrides
        parts = sum(share.part for share in figures.ungradable.values())
        whole = sum(share.whole for share in figures.ungradable.values())
        self.numbers[0].show_number(str(figures.signed.total), self.tr("photographs signed"))
        self.numbers[1].show_number(*self._kappa(agreement))
        self.numbers[2].show_number(
            "–" if overridden.rate is None else percent(overridden.rate),
            self.tr("of {n} shown grades overridden").format(n=overridden.whole),
        )
        self.numbers[3].show_number(
            percent(parts / whole) if whole else "–",
            self.tr("of {n} photographs ungradable").format(n=whole or result.total),
        )
        self.numbers[4].show_number(str(len(figures.referrals)), self.tr("referable eyes"))

    def _kappa(self, agreement: Agreement) -> tuple[str, str]:
        if agreement.kappa is None:
            return "–", self.tr("kappa with the model: too little to tell")
        if agreement.interval is None:
            return f"{agreement.kappa:.2f}", self.tr(
                "kappa with the model, too few for an interval"
            )
        words = self.tr("kappa with the model (95 %: {low} – {high})")
        low, high = (f"{end:.2f}" for end in agreement.interval)
        return f"{agreement.kappa:.2f}", words.format(low=low, high=high)

    def _arrange(self) -> None:
        frame, layout = panel()
        layout.addLayout(row(label(self.tr("Statistics"), "heading"), None, self.filters))
        self._stack = QStackedLayout()
        self._stack.addWidget(self._make_sheet())
        self._stack.addWidget(self.empty)
        self._stack.setCurrentIndex(1)
        layout.addLayout(self._stack, 1)
        layout.addWidget(self.notice)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(8, 8, 8, 8)
        whole.addWidget(frame)

    def _make_sheet(self) -> QScrollArea:
        sheet = QWidget()
        inside = QVBoxLayout(sheet)
        inside.setContentsMargins(0, 0, 6, 0)
        inside.setSpacing(10)
        across = QHBoxLayout()
        across.setSpacing(8)
        for number in self.numbers:
            across.addWidget(number, 1)
        inside.addLayout(across)
        self._grid = QGridLayout()
        self._grid.setSpacing(10)
        inside.addLayout(self._grid)
        inside.addWidget(self.referrals)
        inside.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Always there: charts are drawn for the width beside it.
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        area.setWidgetResizable(True)
        area.setWidget(sheet)
        return area

    def _lay_out_charts(self) -> None:
        columns = 2 if self.width() >= TWO_COLUMNS_FROM else 1
        shown = [chart for chart in self.charts if not chart.isHidden()]
        wide = [columns == 1 or chart.is_wide for chart in shown]
        row_number = column = 0
        for number, chart in enumerate(shown):
            has_company = number + 1 < len(shown) and not wide[number + 1]
            across = columns if wide[number] or (column == 0 and not has_company) else 1
            self._grid.addWidget(chart, row_number, column, 1, across)
            column = (column + across) % columns
            row_number += column == 0
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1 if columns == 2 else 0)


class _Number(QFrame):
    """One figure in large, and what it is of."""

    def __init__(self) -> None:
        super().__init__()
        frame, inside = card()
        self.number: QLabel = label("", "title")
        self.words: QLabel = label("", "small", wraps=True)
        inside.addWidget(self.number)
        inside.addWidget(self.words)
        inside.addStretch(1)
        self.setLayout(row(frame))

    def show_number(self, number: str, words: str) -> None:
        """Show a figure and its words."""
        self.number.setText(number)
        self.words.setText(words)
        self.number.setAccessibleName(f"{number} {words}")
