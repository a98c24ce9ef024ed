"""Measures of a real series: kept, and read back from the table and the structured report."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydicom import Dataset, dcmread

from medview.app.measures import Measures
from medview.app.structure_measures import graphic
from medview.domain.case import Case, CaseId, ImageRef, Patient
from medview.domain.errors import MedViewError
from medview.domain.measures import Kind, Shape
from medview.sources.reader import ReaderPool
from medview.store.library import Library
from medview.store.measures import MeasureStore
from medview.ui.measure_words import reading_lines

SHAPES = (
    Shape(Kind.LENGTH, ((10.0, 10.0), (40.0, 50.0))),
    Shape(Kind.ANGLE, ((10.0, 10.0), (30.0, 10.0), (30.0, 40.0))),
    Shape(Kind.ELLIPSE, ((20.0, 30.0), (40.0, 90.0))),
    Shape(Kind.FREEHAND, ((20.0, 30.0), (60.0, 32.0), (50.0, 70.0), (22.0, 66.0))),
    Shape(Kind.PROBE, ((33.5, 44.5),)),
)


@pytest.fixture(scope="module")
def pool() -> Iterator[ReaderPool]:
    readers = ReaderPool(1)
    yield readers
    readers.close()


@pytest.fixture
def case(sample: Path) -> Case:
    files = sorted((sample / "ct").glob("*.dcm"))[:4]
    refs = tuple(ImageRef(str(file)) for file in files)
    return Case(CaseId("ct"), "CT", refs, Patient("p", "Somebody"), series_description="=1+1")


@pytest.fixture
def measures(tmp_path: Path, pool: ReaderPool) -> Iterator[Measures]:
    library = Library(tmp_path / "library.sqlite")
    yield Measures(pool, MeasureStore(library.access), lambda: "Dr. Adler")
    library.close()


@pytest.fixture
def drawn(measures: Measures, case: Case, pool: ReaderPool) -> Measures:
    for index, shape in enumerate(SHAPES):
        index = min(index, 3)
        measures.draw(case, index, shape, pool.picture(case.images[index]))
    return measures


def test_they_are_kept_in_order_and_follow_a_change(
    drawn: Measures, case: Case, pool: ReaderPool
) -> None:
    found = drawn.of(case)
    assert [m.shape for m in found] == list(SHAPES)
    changed = Shape(Kind.LENGTH, ((10.0, 10.0), (10.0, 20.0)))
    drawn.draw(case, 0, changed, pool.picture(case.images[0]), found[0].id)
    assert drawn.of(case)[0].shape == changed
    drawn.remove(drawn.of(case)[0])
    assert [m.shape for m in drawn.of(case)] == list(SHAPES[1:])


def test_the_table_has_every_number_and_no_patient(
    drawn: Measures, case: Case, tmp_path: Path
) -> None:
    text = drawn.export(case, tmp_path / "m.csv").read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    length, _, ellipse, _, probe = drawn.of(case)
    assert [row["kind"] for row in rows] == [str(shape.kind) for shape in SHAPES]
    assert float(rows[0]["length"]) == pytest.approx(length.reading.length, abs=1e-4)
    assert ellipse.reading.values is not None and probe.reading.values is not None
    assert float(rows[2]["sd"]) == pytest.approx(ellipse.reading.values.sd, abs=1e-4)
    assert rows[4]["value_units"] == "HU" and rows[4]["image"] == "4"
    assert rows[0]["series"] == "'=1+1"
    assert "Somebody" not in text


def numbers(dataset: Dataset) -> list[tuple[str, float, str]]:
    found = []
    for item in dataset.get("ContentSequence", ()):
        if item.ValueType == "NUM":
            value = item.MeasuredValueSequence[0]
            unit = value.MeasurementUnitsCodeSequence[0].CodeValue
            name = item.ConceptNameCodeSequence[0].CodeMeaning
            found.append((name, float(value.NumericValue), unit))
        found += numbers(item)
    return found


def test_the_report_is_read_back(drawn: Measures, case: Case, tmp_path: Path) -> None:
    from highdicom.sr import srread

    path = drawn.export(case, tmp_path / "m.dcm")
    document: Any = srread(path)
    assert document.PatientID == dcmread(case.images[0].path).PatientID
    said = numbers(dcmread(path))
    length, angle, ellipse, outline, probe = (m.reading for m in drawn.of(case))
    names = [(name, unit) for name, _, unit in said[:3]]
    assert names == [("Length", "mm"), ("Angle", "deg"), ("Area", "mm2")]
    measured = (length.length, angle.angle, ellipse.area)
    assert [n for _, n, _ in said[:3]] == pytest.approx(measured)
    values = ellipse.values
    assert values is not None and probe.values is not None and outline.values is not None
    expected = (values.mean, values.sd, values.low, values.high)
    assert [n for _, n, _ in said[3:7]] == pytest.approx(expected)
    assert {unit for _, _, unit in said[3:7]} == {"[hnsf'U]"}
    assert said[-1][1] == probe.values.mean
    groups = document.content.get_planar_roi_measurement_groups()
    assert [group.roi.graphic_type.value for group in groups] == ["ELLIPSE", "POLYLINE"]
    assert np.allclose(groups[0].roi.value, graphic(SHAPES[2])[1])


def test_the_points_of_an_ellipse_begin_with_its_longer_axis() -> None:
    kind, points = graphic(Shape(Kind.ELLIPSE, ((20.0, 30.0), (40.0, 90.0))))
    assert kind == "ELLIPSE"
    assert points.tolist() == [[30, 30], [30, 90], [20, 60], [40, 60]]


def test_uptake_is_measured_and_told_in_suv(
    measures: Measures, pool: ReaderPool, shared_data: Path, tmp_path: Path
) -> None:
    file = sorted((shared_data / "dicom" / "petct-ACRIN-042" / "PET-AC").glob("*.dcm"))[60]
    ref = ImageRef(str(file))
    pet = Case(CaseId("pet"), "PT", (ref,), Patient("p", "Somebody"))
    picture = pool.picture(ref)
    measures.draw(pet, 0, Shape(Kind.ELLIPSE, ((60.0, 60.0), (90.0, 100.0))), picture)
    (measure,) = measures.of(pet)
    assert measure.reading.values is not None and measure.reading.values.units == "g/ml"
    assert "SUV" in reading_lines(measure.reading)[1]
    said = numbers(dcmread(measures.export(pet, tmp_path / "m.dcm")))[1:]
    assert {(name, unit) for name, _, unit in said} == {("SUVbw", "g/ml{SUVbw}")}
    assert said[3][1] == pytest.approx(measure.reading.values.high)


@pytest.mark.skipif(shutil.which("dciodvfy") is None, reason="needs dciodvfy (dicom3tools)")
def test_a_validator_finds_no_error(drawn: Measures, case: Case, tmp_path: Path) -> None:
    path = drawn.export(case, tmp_path / "m.dcm")
    said = subprocess.run(["dciodvfy", path], capture_output=True, text=True, check=False).stderr
    assert not [line for line in said.splitlines() if line.startswith("Error")]


def test_nothing_measured_and_no_dicom_are_told(
    measures: Measures, case: Case, sample: Path, tmp_path: Path, pool: ReaderPool
) -> None:
    with pytest.raises(MedViewError, match="Nothing was measured here"):
        measures.export(case, tmp_path / "m.csv")
    photo = ImageRef(str(next((sample / "fundus").glob("*.jpg"))))
    picture = Case(CaseId("photo"), "PHOTO", (photo,), Patient("p"))
    measures.draw(picture, 0, SHAPES[0], pool.picture(photo))
    with pytest.raises(MedViewError, match="DICOM images"):
        measures.export(picture, tmp_path / "m.dcm")
    assert not (tmp_path / "m.dcm").exists()
