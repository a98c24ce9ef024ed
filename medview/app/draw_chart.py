"""Charts with matplotlib, in the colours they are given; no window, and no state of pyplot.

Bars differ by hatch as well as by colour, and every number is printed, so that nobody needs to
tell colours apart.
"""

from __future__ import annotations

import logging
import threading
from functools import cache, lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from medview.app.charts import Bars, Chart, Intervals, Look, Matrix, Series
from medview.app.resources import resource
from medview.domain.errors import MedViewError
from medview.domain.job import JobContext

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

POINTS_AN_INCH = 72
HATCHES = ("", "///", "...", "\\\\\\", "xxx", "---", "ooo")
FILE_SIZE = (860, 460)  # points
FILE_SCALE = 3  # pixels a point: sharp on a poster
FORMATS = ("png", "svg")
TEXT, SMALL = 12, 11  # points, as in the window
LEAST_PRINTED = 0.07  # of the tallest bar: a piece with room for its number
# Fonts are kept in caches that two threads must not fill at once.
_one_at_a_time = threading.Lock()


def as_pixels(
    chart: Chart, look: Look, size: tuple[int, int], scale: float, context: JobContext
) -> npt.NDArray[np.uint8]:
    """Return the chart of `size` points as RGBA (h, w, 4), or raise Cancelled before drawing it."""
    with _one_at_a_time:
        context.step(0, 0)
        from matplotlib.backends.backend_agg import FigureCanvasAgg

        canvas = FigureCanvasAgg(_figure(chart, look, size, scale))
        canvas.draw()
        return np.array(canvas.buffer_rgba(), dtype=np.uint8)


def as_file(chart: Chart, look: Look, kind: str) -> bytes:
    """Return the chart as the bytes of a PNG or SVG; raise MedViewError for anything else."""
    if kind not in FORMATS:
        raise MedViewError("A picture is saved as PNG or SVG.", hint="End its name in .png.")
    target = BytesIO()
    with _one_at_a_time:
        figure = _figure(chart, look, FILE_SIZE, FILE_SCALE if kind == "png" else 1)
        figure.savefig(target, format=kind, metadata={"Title": chart.title})
    return target.getvalue()


def _figure(chart: Chart, look: Look, size: tuple[int, int], scale: float) -> Figure:
    from matplotlib.figure import Figure

    figure = Figure(
        figsize=(size[0] / POINTS_AN_INCH, size[1] / POINTS_AN_INCH),
        dpi=POINTS_AN_INCH * scale,
        facecolor=look.ground,
        layout="constrained",
    )
    axes = figure.add_subplot()
    if isinstance(chart, Bars):
        _draw_bars(figure, axes, chart, look)
    elif isinstance(chart, Matrix):
        _draw_matrix(axes, chart, look)
    else:
        _draw_intervals(axes, chart, look)
    _dress(figure, axes, chart, look)
    return figure


def _draw_bars(figure: Figure, axes: Axes, chart: Bars, look: Look) -> None:
    from matplotlib.ticker import MaxNLocator

    places = np.arange(len(chart.categories))
    base = np.zeros(len(places))
    totals = np.sum([series.values for series in chart.series], axis=0)
    least = max(LEAST_PRINTED * float(totals.max(initial=0.0)), 1e-9)
    breadth = 0.7 if chart.stacked else 0.8 / max(len(chart.series), 1)
    for number, series in enumerate(chart.series):
        middle = 0.0 if chart.stacked else (number - (len(chart.series) - 1) / 2) * breadth
        colour = look.colours[number % len(look.colours)]
        bars = axes.bar(
            places + middle,
            series.values,
            breadth * 0.94,
            bottom=base if chart.stacked else 0,
            color=colour,
            edgecolor=look.ground,
            linewidth=0.8,
            hatch=HATCHES[number % len(HATCHES)],
            label=series.name,
        )
        _print_on(axes, bars, series, look, colour if chart.stacked else "", least)
        base += series.values
    axes.set_xticks(places, list(chart.categories))
    axes.set_ylabel(chart.axis)
    axes.margins(y=0.14)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.grid(axis="y", color=look.grid, linewidth=0.8)
    if len(chart.series) > 1:
        figure.legend(
            loc="outside upper right",
            frameon=False,
            labelcolor=look.text,
            prop=_font(look.families, SMALL),
            ncols=len(chart.series),
        )


def _print_on(axes: Axes, bars: Any, series: Series, look: Look, colour: str, least: float) -> None:
    """Print the numbers: above a bar or, given its colour, in the middle of a stacked one."""
    font = _font(look.families, SMALL)
    if not colour:
        told = axes.bar_label(bars, series.labels, padding=2, color=look.text, fontproperties=font)
        for text in told:
            text.set_in_layout(False)  # the room above the bars is theirs
        return
    pieces = zip(series.labels, series.values, strict=True)
    words = [text if value >= least else "" for text, value in pieces]
    ground = {"facecolor": colour, "edgecolor": "none", "pad": 1.0}
    for text in axes.bar_label(
        bars, words, label_type="center", color=_readable_on(colour), fontproperties=font
    ):
        text.set_bbox(ground if text.get_text() else None)
        text.set_in_layout(False)


def _draw_matrix(axes: Axes, chart: Matrix, look: Look) -> None:
    from matplotlib.collections import PatchCollection
    from matplotlib.patches import Rectangle

    fields, fills = [], []
    for y, (shades, words) in enumerate(zip(chart.shades, chart.labels, strict=True)):
        for x, (shade, text) in enumerate(zip(shades, words, strict=True)):
            fills.append(_blend(look.ground, look.colours[0], min(max(shade, 0.0), 1.0)))
            fields.append(Rectangle((x - 0.5, y - 0.5), 1, 1))
            told = axes.text(x, y, text, ha="center", va="center", color=_readable_on(fills[-1]))
            told.set_fontproperties(_font(look.families, SMALL))
            told.set_in_layout(False)
    axes.add_collection(
        PatchCollection(fields, facecolor=fills, edgecolor=look.grid), autolim=False
    )
    axes.set_xlim(-0.5, len(chart.columns) - 0.5)
    axes.set_ylim(len(chart.rows) - 0.5, -0.5)
    axes.set_xticks(range(len(chart.columns)), list(chart.columns))
    axes.set_yticks(range(len(chart.rows)), list(chart.rows))
    axes.set_xlabel(chart.column_axis)
    axes.set_ylabel(chart.row_axis)


def _draw_intervals(axes: Axes, chart: Intervals, look: Look) -> None:
    for y, (value, interval) in enumerate(zip(chart.values, chart.intervals, strict=True)):
        if interval is not None:
            axes.plot(interval, (y, y), color=look.colours[0], linewidth=3, solid_capstyle="butt")
        if value is not None:
            axes.plot(value, y, "D", color=look.text, markersize=7)
        axes.annotate(
            chart.labels[y],
            (1.02, y),
            xycoords=("axes fraction", "data"),
            va="center",
            color=look.text,
            fontproperties=_font(look.families, SMALL),
        )
    lowest = min([0.0, *(i[0] for i in chart.intervals if i), *(v for v in chart.values if v)])
    axes.set_xlim(lowest - 0.02, 1.02)
    axes.set_ylim(len(chart.rows) - 0.5, -0.5)
    axes.set_yticks(range(len(chart.rows)), list(chart.rows))
    axes.set_xlabel(chart.axis)
    axes.grid(axis="x", color=look.grid, linewidth=0.8)


def _dress(figure: Figure, axes: Axes, chart: Chart, look: Look) -> None:
    """Give everything the colours and fonts of the window."""
    axes.set_facecolor(look.ground)
    axes.set_axisbelow(True)
    for side in axes.spines.values():
        side.set_visible(False)
    axes.tick_params(colors=look.quiet, labelcolor=look.text, length=0)
    for text in (*axes.get_xticklabels(), *axes.get_yticklabels()):
        text.set_fontproperties(_font(look.families, SMALL))
    for name in (axes.xaxis.label, axes.yaxis.label):
        name.set_color(look.quiet)
        name.set_fontproperties(_font(look.families, SMALL))
    if chart.note:
        figure.supxlabel(
            chart.note, x=0.01, ha="left", color=look.quiet, fontproperties=_font(look.families, 10)
        )
    axes.set_title(
        chart.title,
        loc="left",
        color=look.text,
        fontproperties=_font(look.families, TEXT, "semibold"),
    )


@lru_cache(maxsize=32)
def _font(families: tuple[str, ...], size: int, weight: str = "normal") -> Any:
    """Return the first families that are installed, then matplotlib's own and the Han font."""
    from matplotlib.font_manager import FontProperties, get_font_names

    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
    installed = set(get_font_names())
    found = [name for name in families if name in installed]
    return FontProperties(family=[*found, "DejaVu Sans", _han_family()], size=size, weight=weight)


@cache
def _han_family() -> str:
    """Return the family of the font that ships with MedView for the characters others lack."""
    from matplotlib import font_manager

    path = str(resource("fonts", "DroidSansFallback-Han.ttf"))
    font_manager.fontManager.addfont(path)
    return str(font_manager.FontProperties(fname=path).get_name())


def _rgb(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


def _blend(low: str, high: str, share: float) -> str:
    mixed = [round(255 * (a + (b - a) * share)) for a, b in zip(_rgb(low), _rgb(high), strict=True)]
    return "#" + "".join(f"{part:02x}" for part in mixed)


def _readable_on(colour: str) -> str:
    """Return black or white, whichever has more contrast (WCAG 2.2, relative luminance)."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _rgb(colour)]
    luminance = float(np.dot(linear, (0.2126, 0.7152, 0.0722)))
    return "#000000" if luminance > 0.179 else "#ffffff"
