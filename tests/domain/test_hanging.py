"""A study is hung by what its series are, and a line of the settings may hold anything."""

from __future__ import annotations

import json

import pytest

from medview.domain.case import Case, CaseId, ImageRef, Patient
from medview.domain.hanging import Hanging, Kind, Place, as_text, from_text
from medview.domain.image import Window


def series(description: str, modality: str = "MR") -> Case:
    case_id = CaseId(f"{modality} {description}")
    patient = Patient("p")
    return Case(case_id, modality, (ImageRef("a"),), patient, series_description=description)


T2, ADC = series("t2_tse_tra"), series("ep2d_diff_tra_DYNDIST_ADC")


def kept(*cases: Case | None, rows: int = 1) -> Hanging:
    places = tuple(None if case is None else Place(Kind.of(case)) for case in cases)
    return Hanging(rows, len(cases) // rows, places)


def test_descriptions_are_alike_by_the_words_they_share():
    assert Kind.of(series("T2 tse TRA")).likeness(Kind.of(series("t2-tse-tra"))) == 1.0
    assert Kind.of(series("t2 tse tra")).likeness(Kind.of(series("t2 tse sag"))) == 2 / 4
    assert Kind.of(series("t2 tse tra")).likeness(Kind.of(series("t2 tse tra", "CT"))) == 0.0
    assert Kind.of(series("")).likeness(Kind.of(series(""))) == 1.0
    assert Kind.of(series("")).likeness(Kind.of(series("t2"))) == 0.0


def test_each_series_is_hung_where_its_kind_was_kept():
    t2, adc, scout = series("t2 tse tra"), series("ep2d diff tra ADC"), series("localizer")
    first, second = (Place(Kind.of(one)) for one in (series("ep2d diff tra ADC"), t2))
    assert Hanging(1, 2, (first, second)).hung([scout, t2, adc]) == [adc, t2]
    assert Hanging(1, 3, (first, None, second)).hung([t2, scout]) == [None, None, t2]


def test_the_likest_comes_first_and_no_series_twice_in_two_kinds_cells():
    better = series("ct chest lung b70f thin", "CT")
    worse = series("ct chest lung b70f", "CT")
    assert kept(worse, better).hung([better, worse]) == [worse, better]
    assert kept(worse, better).hung([better]) == [None, better]


def test_two_cells_of_one_kind_show_one_series_twice():
    chest = series("chest 1.0", "CT")
    assert kept(chest, chest).hung([chest]) == [chest, chest]


def test_without_any_kind_that_was_kept_cells_are_filled_in_order():
    brain = [series("flair"), series("dwi"), series("t1 mprage")]
    assert kept(T2, ADC).hung(brain) == brain[:2]
    assert kept(T2, ADC).hung(brain[:1]) == [brain[0], None]
    assert Hanging(2, 2).hung(brain) == [*brain, None]
    assert Hanging(1, 1).hung([]) == [None]


def test_a_hanging_is_the_same_after_it_was_kept():
    window = Place(Kind.of(series("chest", "CT")), Window(-600.0, 1600.0), "HU")
    hanging = Hanging(2, 2, (window, None, Place(Kind.of(T2)), None))
    assert from_text(as_text(hanging)) == hanging


@pytest.mark.parametrize(
    "line",
    [
        "",
        "2x2",
        "[]",
        "null",
        json.dumps({"rows": 9, "columns": 1, "places": []}),
        json.dumps({"rows": 1, "columns": True, "places": 3}),
        json.dumps({"rows": 1, "columns": 2, "places": ["a"]}),
        json.dumps({"rows": 1, "columns": 2, "places": [{"modality": "CT", "words": ["a"]}]}),
    ],
)
def test_a_line_that_is_none_is_one_cell(line: str):
    assert from_text(line) == Hanging()


def test_a_window_without_width_is_none():
    line = as_text(Hanging(1, 1, (Place(Kind.of(T2), Window(0.0, 0.0), "HU"),)))
    assert from_text(line).places == (Place(Kind.of(T2), None, "HU"),)
