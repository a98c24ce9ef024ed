"""What is counted: a period, a reader, a source."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QHBoxLayout, QWidget

from medview.domain.statistics import Selection
from medview.ui.widgets import label
from medview.ui.words import origin_words

ALL, DATES, THIS_YEAR = "all", "dates", "year"
DAYS = {"30": 30, "90": 90, "365": 365}


class StatisticsFilters(QWidget):
    """`changed` asks for new figures."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with everything."""
        super().__init__(parent)
        self.period = _box(self.tr("Period"), self.tr("Count only this period"))
        for words, name in (
            (self.tr("All time"), ALL),
            (self.tr("Last 30 days"), "30"),
            (self.tr("Last 90 days"), "90"),
            (self.tr("Last 365 days"), "365"),
            (self.tr("This year"), THIS_YEAR),
            (self.tr("From … to …"), DATES),
        ):
            self.period.addItem(words, name)
        self.since = _day(self.tr("First day"))
        self.until = _day(self.tr("Last day"))
        self.reader = _box(self.tr("Reader"), self.tr("Count only the cases this reader signed"))
        self.source = _box(self.tr("Source"), self.tr("Count only the cases of this source"))
        self.offer((), ())
        self._to = label(self.tr("to"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for part in (self.period, self.since, self._to, self.until, self.reader, self.source):
            layout.addWidget(part)
        self._show_days()
        self.period.activated.connect(self._take_period)
        self.reader.activated.connect(self.changed)
        self.source.activated.connect(self.changed)
        self.since.dateChanged.connect(self.changed)
        self.until.dateChanged.connect(self.changed)

    @property
    def selection(self) -> Selection:
        """What is chosen."""
        since, until = self._days(date.today())
        reader, source = self.reader.currentData(), self.source.currentData()
        return Selection(since, until, reader or "", source or "")

    def offer(self, readers: Sequence[str], sources: Sequence[str]) -> None:
        """Offer these readers and sources, and keep what was chosen."""
        _fill(self.reader, self.tr("All readers"), readers)
        _fill(self.source, self.tr("All sources"), sources, origin_words)

    def _days(self, today: date) -> tuple[date | None, date | None]:
        name = self.period.currentData()
        if name == DATES:
            return _python_day(self.since.date()), _python_day(self.until.date())
        if name == THIS_YEAR:
            return date(today.year, 1, 1), today
        return (today - timedelta(days=DAYS[name] - 1), today) if name in DAYS else (None, None)

    def _take_period(self) -> None:
        self._show_days()
        self.changed.emit()

    def _show_days(self) -> None:
        for part in (self.since, self._to, self.until):
            part.setVisible(self.period.currentData() == DATES)


def _box(name: str, tip: str) -> QComboBox:
    result = QComboBox()
    result.setAccessibleName(name)
    result.setToolTip(tip)
    result.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return result


def _day(name: str) -> QDateEdit:
    result = QDateEdit(date=QDate.currentDate())
    result.setCalendarPopup(True)
    result.setDisplayFormat("yyyy-MM-dd")
    result.setAccessibleName(name)
    result.setToolTip(name)
    return result


def _python_day(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())


def _fill(
    box: QComboBox, everything: str, names: Sequence[str], words: Callable[[str], str] = str
) -> None:
    chosen = box.currentData()
    box.clear()
    box.addItem(everything, "")
    for name in names:
        box.addItem(words(name), name)
    box.setCurrentIndex(max(0, box.findData(chosen)))
