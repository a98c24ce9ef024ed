"""Measures last, go away without leaving the record, and name no patient in the trail."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from medview.domain.case import CaseId, ImageRef
from medview.domain.measures import Kind, Measure, Reading, Shape, Values
from medview.store.library import Library
from medview.store.measures import MeasureStore

AT = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)
CIRCLE = Shape(Kind.ELLIPSE, ((1.5, 2.25), (8.0, 9.0)))
READING = Reading("mm", area=34.4, values=Values(-3.5, 2.0, -9.0, 4.0, 35, "HU"))
CASE = CaseId("case-1")


def measure(name: str = "m1", shape: Shape = CIRCLE, reading: Reading = READING) -> Measure:
    # a file name that is no text
    return Measure(name, CASE, ImageRef("/a/\udcff.dcm", "in.zip", 3), shape, reading, "Adler", AT)


def test_a_measure_is_there_when_the_library_is_opened_again(tmp_path: Path) -> None:
    length = measure("m2", Shape(Kind.LENGTH, ((0.0, 0.0), (3.0, 4.0))), Reading("px", length=5.0))
    library = Library(tmp_path / "library.sqlite")
    for one in (measure(), length):
        MeasureStore(library.access).keep(one)
    library.close()
    library = Library(tmp_path / "library.sqlite")
    assert MeasureStore(library.access).of_case(CASE) == [measure(), length]
    assert MeasureStore(library.access).of_case(CaseId("case-2")) == []
    assert library.verify() == []
    library.close()


def test_the_newest_counts_and_the_order_stays(library: Library) -> None:
    store = MeasureStore(library.access)
    moved = replace(measure(), shape=CIRCLE.moved(1.0, 0.0))
    for one in (measure(), measure("m2"), moved):
        store.keep(one)
    assert store.of_case(CASE) == [moved, measure("m2")]


def test_what_was_removed_stays_on_record(library: Library) -> None:
    store = MeasureStore(library.access)
    store.keep(measure())
    store.remove(measure(), "Adler")
    assert store.of_case(CASE) == []
    assert [e["details"]["removed"] for e in library.audit_trail()] == [False, True]
    assert "Adler" not in str(library.audit_trail())
    assert library.verify() == []
    store.keep(measure())
    assert store.of_case(CASE) == [measure()]
