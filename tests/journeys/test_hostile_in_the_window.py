"""Every series, geometry, pixels and multiframe file of hostile/ in the window: no silent lie.

What must hold is looked up where the reader of images would: in the banner, at the edges of the
image, in its corners, and in what a measure says.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from medview.bootstrap import build_services
from medview.domain.case import Case, ImageRef
from medview.domain.errors import MedViewError
from medview.domain.measures import Kind, Shape, read
from medview.ui import overlay
from medview.ui.application import Session
from medview.ui.measure_words import reading_lines
from medview.ui.series_view import SeriesView

DATA = Path(
    os.environ.get("MEDVIEW_DATA", Path(__file__).resolve().parents[2].parent / "shared" / "data")
)
FAMILIES = ("series", "geometry", "pixels", "multiframe")
PATIENCE = 30_000


def rows() -> list[dict[str, str]]:
    table = DATA / "hostile" / "expected.csv"
    if not table.is_file():
        return []
    with table.open(newline="", encoding="utf-8") as lines:
        return [row for row in csv.DictReader(lines) if row["family"] in FAMILIES]


pytestmark = pytest.mark.skipif(not rows(), reason=f"needs the hostile files in {DATA}")


@pytest.fixture(scope="module")
def session(qapp, tmp_path_factory) -> Iterator[Session]:
    session = Session(build_services(tmp_path_factory.mktemp("home")), qapp)
    session.window.resize(1280, 760)
    session.window.show()
    yield session
    session.window.close()
    session.end()
    session.window.deleteLater()
    session.deleteLater()


class Seen:
    """What the window shows of one file or folder."""

    def __init__(self, qtbot, session: Session, path: Path) -> None:
        self.bot, self.session, self.path = qtbot, session, path
        self.view: SeriesView = session.window.read_page.viewer.view.series
        with qtbot.waitSignal(session.window.opening.ended, timeout=PATIENCE):
            session.window.open_paths([path])
        self.cases: list[Case] = list(session.desk.worklist.cases)
        self.problems = list(session.window.problems.problems)
        self.unshown: list[str] = []
        self.pictures = [picture for case in self.cases for picture in [self.show(case)] if picture]

    def show(self, case: Case, index: int = 0):
        """Bring an image of a case to the screen, and return it; None where words stand instead."""
        cases, canvas = self.session.window.read_page.cases, self.view.canvas
        self.bot.waitUntil(lambda: cases.model.row_of(case.id) >= 0, timeout=PATIENCE)
        cases.select_case(case.id)
        self.bot.waitUntil(lambda: self.view.case == case, timeout=PATIENCE)
        self.view.show_index(index)
        ref = case.images[index]
        frames = self.view.frames
        self.bot.waitUntil(
            lambda: frames.get(ref) is not None or frames.error(ref) is not None, timeout=PATIENCE
        )
        if frames.error(ref) is not None:
            self.unshown.append(canvas.accessibleDescription())
        return canvas.picture

    @property
    def kind(self) -> str:
        if not self.pictures:
            return "clear-error"
        said = self.problems or self.unshown or any(p.notices for p in self.pictures)
        return "opens-with-warning" if said else "opens"

    @property
    def edges(self):
        picture = self.view.canvas.picture
        return overlay.edge_letters(picture, self.view.canvas.viewport)

    def measured(self) -> str:
        """Return what a length, an area and a probe in the middle say, in words."""
        picture = self.view.canvas.picture
        height, width = picture.pixels.shape[:2]
        a, b = (width * 0.25, height * 0.25), (width * 0.75, height * 0.75)
        shapes = (Shape(Kind.LENGTH, (a, b)), Shape(Kind.ELLIPSE, (a, b)), Shape(Kind.PROBE, (a,)))
        return "; ".join(line for s in shapes for line in reading_lines(read(s, picture)))

    def has_bar(self) -> bool:
        return overlay.scale_bar(self.view.canvas.picture, 1.0, 800.0) is not None


@pytest.fixture
def seen(qtbot, session) -> Iterator[Callable[[str], Seen]]:
    def look(name: str) -> Seen:
        return Seen(qtbot, session, DATA / "hostile" / name)

    yield look
    session.desk.worklist.clear()
    session.window.problems.clear()


def position_in_order(s: Seen) -> bool:
    (case,) = s.cases
    return list(case.position_mm) == sorted(case.position_mm) and len(case.position_mm) > 1


def is_off(s: Seen, words: str) -> bool:
    return words in s.view.banner.text.partition("Switched off")[2]


def per_slice_values(s: Seen) -> bool:
    """Each slice holds its own values, read back from the file."""
    from pydicom import dcmread

    (case,) = s.cases
    for index, ref in enumerate(case.images):
        file = dcmread(ref.path)
        real = file.pixel_array * float(file.RescaleSlope) + float(file.RescaleIntercept)
        if not np.allclose(s.show(case, index).pixels, real, atol=1e-2):
            return False
    return True


def middle_grey(s: Seen, position: tuple[int, int]) -> int:
    row, column = position
    x, y = s.view.canvas.viewport.to_view((column + 0.5, row + 0.5))
    return s.view.canvas.grab().toImage().pixelColor(round(x), round(y)).red()


def lowest_is_white(s: Seen) -> bool:
    pixels = s.pictures[0].pixels
    low, high = (np.unravel_index(i, pixels.shape) for i in (pixels.argmin(), pixels.argmax()))
    return middle_grey(s, low) > middle_grey(s, high)


def padding_left_out(s: Seen) -> bool:
    picture = s.pictures[0]
    everything = Shape(
        Kind.FREEHAND,
        tuple((x * picture.pixels.shape[1], y * picture.pixels.shape[0]) for x, y in BOX),
    )
    values = read(everything, picture).values
    assert values is not None and picture.padding is not None
    inside = picture.pixels[~picture.padding]
    return values.count == inside.size and values.mean == pytest.approx(float(inside.mean()))


BOX = ((0, 0), (1, 0), (1, 1), (0, 1))
CHECKS: dict[str, Callable[[Seen], bool]] = {
    "no_mm": lambda s: "mm" not in s.measured() and not s.has_bar(),
    "no_hu": lambda s: "HU" not in s.measured() and is_off(s, "Hounsfield"),
    "no_orientation": lambda s: s.edges is None,
    "flag_uncalibrated": lambda s: (
        "not calibrated" in s.view.banner.text and "mm (on the detector)" in s.measured()
    ),
    "gap_flag": lambda s: "unevenly spaced" in s.view.banner.text and is_off(s, "reconstruction"),
    "tilt_flag": lambda s: "gantry" in s.view.banner.text and is_off(s, "reconstruction"),
    "split": lambda s: len(s.cases) > 1 and "part" in s.view.banner.text,
    "patient_conflict": lambda s: (
        len({c.patient.key for c in s.cases}) == 2 and "different patients" in s.view.banner.text
    ),
    "conflict_flag": lambda s: "both are shown" in s.view.banner.text,
    "sorted_by_position": position_in_order,
    "names_bad_file": lambda s: any("im003" in p.path for p in s.problems),
    "skipped_count": lambda s: len(s.problems) == 3 and len(s.cases[0].images) == 8,
    "per_slice_rescale": per_slice_values,
    "hu_from_fg": lambda s: "HU" in s.measured() and "mm" in s.measured(),
    "colour": lambda s: s.pictures[0].is_colour,
    "masked": lambda s: int(s.pictures[0].pixels.max()) < 4096,
    "inverted": lowest_is_white,
    "padding_excluded": padding_left_out,
}


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["file"])
def test_the_window_says_what_is_wrong(row, seen, caplog) -> None:
    found = seen(row["file"])
    assert found.kind in {row["kind"], *row["also_ok"].split("|")}, row["why"]
    if found.pictures:
        for must in filter(None, row["must"].split("|")):
            assert CHECKS[must](found), must
    for words in found.unshown:
        assert words and "Traceback" not in words
    assert caplog.text == ""


def test_lengths_honour_the_order_of_the_spacing(seen) -> None:
    found = seen("geometry/aniso.dcm")
    picture = found.pictures[0]
    across = read(Shape(Kind.LENGTH, ((0.0, 0.0), (10.0, 0.0))), picture)
    down = read(Shape(Kind.LENGTH, ((0.0, 0.0), (0.0, 10.0))), picture)
    assert (across.length, down.length) == (20.0, 5.0)


def test_the_elements_of_every_file_are_listed_or_refused_in_words(session) -> None:
    for row in rows():
        place = DATA / "hostile" / row["file"]
        for file in [place] if place.is_file() else sorted(place.iterdir()):
            try:
                assert session.desk.services.elements(ImageRef(str(file)))
            except MedViewError as error:
                assert error.message
