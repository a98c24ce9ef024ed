"""What a chart shows, in words and numbers: drawn by draw_chart, read out as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Look:
    """The colours ("#rrggbb") and font families of a chart; `colours` differ to every eye."""

    ground: str
    text: str
    quiet: str
    grid: str
    colours: tuple[str, ...]
    families: tuple[str, ...] = ()


@dataclass(frozen=True)
class Series:
    """One kind of bars: a value for each category, and the words printed at it."""

    name: str
    values: tuple[float, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True)
class Bars:
    """Bars by category, those of several series beside or upon each other."""

    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    axis: str
    note: str = ""
    stacked: bool = False

    @property
    def table(self) -> list[Sequence[str]]:
        """The same as a table, headings first."""
        rows = zip(self.categories, *(s.labels for s in self.series), strict=True)
        return [("", *(s.name for s in self.series)), *rows]


@dataclass(frozen=True)
class Matrix:
    """A field for each row and column, darker the nearer its `shades` is to 1; words in it."""

    title: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    shades: tuple[tuple[float, ...], ...]
    labels: tuple[tuple[str, ...], ...]
    row_axis: str
    column_axis: str
    note: str = ""

    @property
    def table(self) -> list[Sequence[str]]:
        """The same as a table, headings first."""
        rows = [(name, *words) for name, words in zip(self.rows, self.labels, strict=True)]
        return [("", *self.columns), *rows]


@dataclass(frozen=True)
class Intervals:
    """A point with its interval for each row (None: too little to tell), on a common axis."""

    title: str
    rows: tuple[str, ...]
    values: tuple[float | None, ...]
    intervals: tuple[tuple[float, float] | None, ...]
    labels: tuple[str, ...]
    axis: str
    note: str = ""

    @property
    def table(self) -> list[Sequence[str]]:
        """The same as a table, headings first."""
        return [("", self.axis), *zip(self.rows, self.labels, strict=True)]


Chart = Bars | Matrix | Intervals
