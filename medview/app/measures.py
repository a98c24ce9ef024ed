"""Draw, keep, list and export what readers measure on the images of a case."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from medview.app.csv_table import csv_table
from medview.domain.case import Case
from medview.domain.errors import MedViewError
from medview.domain.image import Picture
from medview.domain.measures import Measure, Shape, Values, read
from medview.domain.ports import Reader
from medview.store.files import write_atomically
from medview.store.measures import MeasureStore

COLUMNS = (
    "study_date", "modality", "series", "series_uid", "image", "kind", "unit", "length", "angle",
    "area", "mean", "sd", "min", "max", "pixels", "value_units", "points", "reader", "drawn_at",
)  # fmt: skip


class Measures:
    """Keeps measures with their case, whether it is in the library or only open."""

    def __init__(self, reader: Reader, store: MeasureStore, reader_name: Callable[[], str]) -> None:
        """Take who reads files, where measures are kept, and who draws them."""
        self._reader, self._store, self._reader_name = reader, store, reader_name

    def of(self, case: Case) -> list[Measure]:
        """Return the measures of a case, in the order in which they were drawn."""
        return self._store.of_case(case.id)

    def draw(
        self, case: Case, index: int, shape: Shape, picture: Picture, measure_id: str = ""
    ) -> Measure:
        """Keep a shape drawn on one image of a case, or what became of the measure with that id."""
        measure = Measure(
            id=measure_id or uuid.uuid4().hex,
            case_id=case.id,
            image=case.images[index],
            shape=shape,
            reading=read(shape, picture),
            reader=self._reader_name().strip(),
            drawn_at=datetime.now(UTC),
        )
        self._store.keep(measure)
        return measure

    def restore(self, measure: Measure) -> None:
        """Keep a measure as it was before it was changed or taken away."""
        self._store.keep(measure)

    def remove(self, measure: Measure) -> None:
        """Take a measure away; the record of it stays."""
        self._store.remove(measure, self._reader_name().strip())

    def export(self, case: Case, path: Path) -> Path:
        """Write the measures of a case as CSV, or as a DICOM structured report (.dcm)."""
        found = self.of(case)
        if not found:
            raise MedViewError("Nothing was measured here.", hint="Measure something first.")
        is_dicom = path.suffix.lower() == ".dcm"
        write_atomically(path, self._report(case, found) if is_dicom else table(case, found))
        return path

    def _report(self, case: Case, found: Sequence[Measure]) -> bytes:
        from medview.app.structure_measures import structure_measures  # pydicom, highdicom

        identities = {m.image: self._reader.identity(m.image) for m in found}
        return structure_measures(case, found, identities)


def table(case: Case, found: Sequence[Measure]) -> bytes:
    """Return measures as CSV (UTF-8 with BOM, as spreadsheets expect); it names no patient."""
    return csv_table((_cells(case, measure) for measure in found), COLUMNS)


def _cells(case: Case, measure: Measure) -> dict[str, Any]:
    reading, values = measure.reading, measure.reading.values
    cells: dict[str, Any] = {
        "study_date": case.study_date,
        "modality": case.modality,
        "series": case.series_description,
        "series_uid": case.series_uid,
        "image": case.images.index(measure.image) + 1 if measure.image in case.images else "",
        "kind": str(measure.shape.kind),
        "unit": reading.unit,
        "length": _rounded(reading.length),
        "angle": _rounded(reading.angle),
        "area": _rounded(reading.area),
        "points": " ".join(f"{x:.2f},{y:.2f}" for x, y in measure.shape.points),
        "reader": measure.reader,
        "drawn_at": measure.drawn_at.isoformat(timespec="seconds"),
    }
    if values is not None:
        cells |= value_cells(values) | {"pixels": values.count}
    return cells


def value_cells(values: Values) -> dict[str, Any]:
    """Return the cells that tell what values an area holds."""
    numbers = values.mean, values.sd, values.low, values.high
    cells = dict(zip(("mean", "sd", "min", "max"), map(_rounded, numbers), strict=True))
    return {**cells, "value_units": values.units}


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, 4)
