"""The results of a reading study as one picture: kappas with intervals, and tables of grades."""

from __future__ import annotations

import io
import math
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from medview.domain.study_results import Agreement
from medview.store.files import write_atomically

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

CELL_NAMES = ("0", "1", "2", "3", "4", "U")
MOST_TABLES = 8  # beyond these the picture becomes a wall
ACROSS = 4
DOTS_PER_INCH = 130
HEAD_INCHES, GAP_INCHES, FOOT_INCHES = 0.6, 1.0, 0.85
LINE_INCHES, TABLE_INCHES = 0.36, 2.9
# Landis and Koch, Biometrics 1977;33:159-174: where "moderate" and the words after it begin.
MARKS = (0.4, 0.6, 0.8)
# matplotlib keeps fonts and settings for the whole program: one thread at a time.
_drawing = threading.Lock()


@dataclass(frozen=True)
class Ink:
    """The colours of the theme, "#rrggbb", and the font families to try in turn."""

    ground: str
    text: str
    quiet: str
    line: str
    accent: str
    families: tuple[str, ...] = ()


@dataclass(frozen=True)
class Panel:
    """One agreement with its words in the language of the window."""

    title: str
    rows: str
    columns: str
    agreement: Agreement


def draw_results(
    panels: Sequence[Panel], heading: str, kappa_title: str, foot: str, ink: Ink
) -> bytes:
    """Return a PNG with the kappas above and the tables of counts below; blocking, about 1 s."""
    import matplotlib

    with _drawing, matplotlib.rc_context({"font.family": _installed(ink.families)}):
        return _png(_figure(panels, heading, kappa_title, foot, ink))


def _installed(families: Sequence[str]) -> list[str]:
    """Return the families this machine has; matplotlib falls back from one to the next."""
    from matplotlib import font_manager

    names = set(font_manager.get_font_names())
    return [*(family for family in families if family in names), "sans-serif"]


def _figure(panels: Sequence[Panel], heading: str, kappa_title: str, foot: str, ink: Ink) -> Figure:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    tables = panels[:MOST_TABLES]
    lines = math.ceil(len(tables) / ACROSS)
    kappas, below = 0.6 + LINE_INCHES * len(panels), TABLE_INCHES * lines
    height = HEAD_INCHES + kappas + GAP_INCHES + below + FOOT_INCHES
    figure = Figure(figsize=(11, height), facecolor=ink.ground)
    FigureCanvasAgg(figure)
    top = (height - HEAD_INCHES) / height
    axes = figure.add_axes((0.3, top - kappas / height, 0.67, kappas / height))
    _draw_kappas(axes, panels, kappa_title, ink)
    if tables:
        grid = figure.add_gridspec(
            lines, ACROSS, hspace=0.42, wspace=0.5, left=0.06, right=0.97,
            bottom=FOOT_INCHES / height, top=(FOOT_INCHES + below) / height,
        )  # fmt: skip
        for place, panel in enumerate(tables):
            _draw_table(figure.add_subplot(grid[divmod(place, ACROSS)]), panel, ink)
    figure.text(
        0.02, 1 - 0.15 / height, heading, color=ink.text, va="top", fontsize=13, weight="bold"
    )
    figure.text(0.02, 0.12 / height, foot, color=ink.quiet, va="bottom", fontsize=8)
    return figure


def _draw_kappas(axes: Axes, panels: Sequence[Panel], title: str, ink: Ink) -> None:
    """Draw a point and an interval for each comparison, the first on top."""
    _dress(axes, ink)
    for place, panel in enumerate(panels):
        one = panel.agreement
        if one.kappa is None:
            axes.text(0.0, place, "–", color=ink.quiet, va="center")
            continue
        if one.interval is not None:
            axes.plot(one.interval, [place, place], color=ink.accent, linewidth=2.5)
        axes.plot(one.kappa, place, "o", color=ink.accent, markersize=8)
        axes.annotate(
            f"{one.kappa:.2f}", (one.kappa, place), (0, 7), textcoords="offset points",
            ha="center", color=ink.text, fontsize=8,
        )  # fmt: skip
    for mark in MARKS:
        axes.axvline(mark, color=ink.line, linestyle=":", linewidth=1)
    axes.set_yticks(range(len(panels)), [panel.title for panel in panels], color=ink.text)
    axes.set_ylim(len(panels) - 0.4, -0.7)
    axes.set_xlim(min([0.0, *_lows(panels)]) - 0.03, 1.03)
    axes.set_xlabel(title, color=ink.quiet, fontsize=9)


def _lows(panels: Sequence[Panel]) -> list[float]:
    return [
        value
        for panel in panels
        for value in (panel.agreement.kappa, *(panel.agreement.interval or ()))
        if value is not None
    ]


def _draw_table(axes: Axes, panel: Panel, ink: Ink) -> None:
    """Draw counts as squares whose shade is the share of the largest; every count is written."""
    from matplotlib.colors import LinearSegmentedColormap

    _dress(axes, ink)
    counts = panel.agreement.table
    shades = LinearSegmentedColormap.from_list("theme", [ink.ground, ink.accent])
    most = max(1, max(max(line) for line in counts))
    axes.imshow(counts, cmap=shades, vmin=0, vmax=most)
    for y, line in enumerate(counts):
        for x, count in enumerate(line):
            if count:
                colour = _readable_on(shades(count / most), ink)
                axes.text(x, y, str(count), ha="center", va="center", color=colour, fontsize=8)
    axes.set_xticks(range(len(CELL_NAMES)), CELL_NAMES)
    axes.set_yticks(range(len(CELL_NAMES)), CELL_NAMES)
    axes.set_xlabel(panel.columns, color=ink.quiet, fontsize=8)
    axes.set_ylabel(panel.rows, color=ink.quiet, fontsize=8)
    axes.set_title(panel.title, color=ink.text, fontsize=8.5)


def _readable_on(shade: tuple[float, ...], ink: Ink) -> str:
    """Return the ground or the text colour, whichever stands out more from a shade (WCAG 2)."""
    from matplotlib.colors import to_rgb

    def contrast(colour: str) -> float:
        low, high = sorted((_luminance(to_rgb(colour)), _luminance(shade)))
        return (high + 0.05) / (low + 0.05)

    return max((ink.ground, ink.text), key=contrast)


def _luminance(colour: Sequence[float]) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour[:3]]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _dress(axes: Axes, ink: Ink) -> None:
    axes.set_facecolor(ink.ground)
    axes.tick_params(colors=ink.quiet, labelsize=8.5, length=0)
    for spine in axes.spines.values():
        spine.set_color(ink.line)


def _png(figure: Figure) -> bytes:
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=DOTS_PER_INCH, facecolor=figure.get_facecolor())
    return buffer.getvalue()


def write_png(path: Path, picture: bytes) -> Path:
    """Write the picture; whole or not at all."""
    write_atomically(path, picture)
    return path
