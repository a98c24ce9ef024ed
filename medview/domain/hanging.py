"""How a study is hung: which kind of series is in which cell of a layout, and its window."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from medview.domain.case import Case
from medview.domain.image import Window

MOST = 3  # rows, and columns
ALIKE = 0.6  # the share of words that two descriptions of one kind of series have in common


@dataclass(frozen=True)
class Kind:
    """A kind of series: its modality, and the words of its description."""

    modality: str
    words: frozenset[str]

    @classmethod
    def of(cls, case: Case) -> Kind:
        """Return of which kind a series is."""
        return cls(case.modality, frozenset(re.findall(r"\w+", case.series_description.casefold())))

    def likeness(self, other: Kind) -> float:
        """Return 0 for another modality, else the words both have over those either has.

        That is the index of Jaccard (Bulletin de la Societe vaudoise 37, 1901); 1 for two without.
        """
        if self.modality != other.modality:
            return 0.0
        every = self.words | other.words
        return len(self.words & other.words) / len(every) if every else 1.0


@dataclass(frozen=True)
class Place:
    """What a cell is for; `window`, in `units`, is the one it opens with, None the series' own."""

    kind: Kind
    window: Window | None = None
    units: str = ""


@dataclass(frozen=True)
class Hanging:
    """Rows and columns, and what each cell is for, row by row; None for any series."""

    rows: int = 1
    columns: int = 1
    places: tuple[Place | None, ...] = ()

    def hung(self, cases: Sequence[Case]) -> list[Case | None]:
        """Return which series is in each cell, the likest first, and each in one cell.

        A cell for a kind that another cell has taken shows the same series again. When no series
        is of any kind that was kept, cells are filled in the order of the series.
        """
        cells = self.rows * self.columns
        found: list[Case | None] = [None] * cells
        kinds = [Kind.of(case) for case in cases]
        pairs = [
            (-place.kind.likeness(kind), cell, number)
            for cell, place in enumerate(self.places[:cells])
            if place is not None
            for number, kind in enumerate(kinds)
        ]
        taken: set[int] = set()
        for unlike, cell, number in sorted(pairs):
            if -unlike >= ALIKE and found[cell] is None and number not in taken:
                found[cell] = cases[number]
                taken.add(number)
        for cell, place in enumerate(self.places[:cells]):
            if place is not None and found[cell] is None:
                found[cell] = self._same_again(place, found)
        if not taken:
            found[: len(cases)] = cases[:cells]
        return found

    def _same_again(self, place: Place, found: Sequence[Case | None]) -> Case | None:
        for other, case in zip(self.places, found, strict=False):
            if case is not None and other is not None and other.kind == place.kind:
                return case
        return None


def as_text(hanging: Hanging) -> str:
    """Return a hanging as one line for the settings."""
    places = [None if place is None else _fields(place) for place in hanging.places]
    return json.dumps({"rows": hanging.rows, "columns": hanging.columns, "places": places})


def from_text(text: str) -> Hanging:
    """Return the hanging of a line; one cell for a line that is none."""
    try:
        fields = json.loads(text)
        rows, columns = fields["rows"], fields["columns"]
        if rows not in range(1, MOST + 1) or columns not in range(1, MOST + 1):
            return Hanging()
        places = tuple(None if one is None else _place(one) for one in fields["places"])
    except (ValueError, TypeError, KeyError, AttributeError):
        return Hanging()
    return Hanging(int(rows), int(columns), places)


def _fields(place: Place) -> dict[str, Any]:
    window = place.window
    return {
        "modality": place.kind.modality,
        "words": sorted(place.kind.words),
        "window": None if window is None else [window.centre, window.width],
        "units": place.units,
    }


def _place(fields: dict[str, Any]) -> Place:
    kind = Kind(str(fields["modality"]), frozenset(map(str, fields["words"])))
    if fields["window"] is None:
        return Place(kind)
    centre, width = map(float, fields["window"])
    return Place(kind, Window(centre, width) if width > 0 else None, str(fields["units"]))
