"""Which images and labels: the source, the labels found, and the class each becomes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from medview.bootstrap import build_services
from medview.domain.case import ImageRef
from medview.domain.training import TrainingCase
from medview.ui.application import Session
from medview.ui.training_classes import MOST_LABELS, ClassTable
from medview.ui.training_data import MODALITIES, TrainingData
from medview.ui.training_source import Origin, SourceOrder, TrainingSource


@pytest.fixture(scope="module")
def session(qapp, tmp_path_factory) -> Iterator[Session]:
    opened = Session(build_services(tmp_path_factory.mktemp("home")), qapp)
    yield opened
    opened.window.close()
    opened.end()
    opened.window.deleteLater()
    opened.deleteLater()


@pytest.fixture
def table(qtbot) -> ClassTable:
    part = ClassTable()
    qtbot.addWidget(part)
    return part


@pytest.fixture
def source(qtbot) -> TrainingSource:
    part = TrainingSource()
    qtbot.addWidget(part)
    part.show()
    return part


def cases(*labels: str) -> list[TrainingCase]:
    return [
        TrainingCase(ImageRef(f"{n}.png"), label, f"p{n // 2}") for n, label in enumerate(labels)
    ]


def test_labels_are_counted_by_image_and_patient(table):
    table.show_cases(cases("glioma", "glioma", "none", "glioma"), "similarity")
    rows = [[table.item(y, x).text() for x in range(3)] for y in range(2)]
    assert rows == [["glioma", "3", "2"], ["none", "1", "1"]]
    assert table.classes == ("glioma", "none")


def test_many_labels_become_one_class_and_some_none(table):
    found = cases("glioma I", "glioma II", "blurred", "none")
    table.show_cases(found, "similarity")
    table.choose_class("glioma I", "glioma")
    table.choose_class("glioma II", "glioma")
    table.choose_class("blurred", "")
    assert table.classes == ("glioma", "none")
    assert [case.label for case in table.cases] == ["glioma", "glioma", "none"]
    assert table.cases[0] == replace(found[0], label="glioma")


def test_grades_are_chosen_among_the_five(table):
    table.show_cases(cases("0", "1", "R3"), "dr-grading")
    assert table.mapping == {"0": "0", "1": "1"}
    table.choose_class("R3", "3")
    assert table.classes == ("0", "1", "3")
    assert table.item(1, 0).text() == "1 Mild NPDR"


def test_too_many_labels_are_cut_and_said(table):
    table.show_cases(cases(*(f"l{n}" for n in range(MOST_LABELS + 5))), "similarity")
    assert len(table.labels) == MOST_LABELS
    assert table.left_unlisted == 5
    assert len(table.cases) == MOST_LABELS


def test_the_source_says_what_is_missing(source, tmp_path):
    assert source.missing.text() == "Choose the folder with the images."
    assert not source.read.isEnabled()
    source.folder.setText(str(tmp_path / "nowhere"))
    assert source.missing.text() == "This folder does not exist."
    source.choices[Origin.TABLE].click()
    assert source.table.isVisible()
    assert source.missing.text() == "Choose the CSV table."


@pytest.mark.parametrize("origin", list(Origin))
def test_an_order_is_told(qtbot, source, tmp_path, origin):
    table = tmp_path / "labels.csv"
    table.write_text("image,label\n")
    source.choose(SourceOrder(origin, tmp_path, table))
    with qtbot.waitSignal(source.asked) as told:
        source.read.click()
    (order,) = told.args
    assert order.origin is origin
    if not origin.is_library:
        assert order.folder == tmp_path
    if origin is Origin.TABLE:
        assert order.table == Path(table)


@pytest.mark.parametrize("origin", list(Origin))
def test_every_slice_is_asked_for_where_there_are_series(qtbot, source, tmp_path, origin):
    table = tmp_path / "labels.csv"
    table.write_text("image,label\n")
    source.choose(SourceOrder(origin, tmp_path, table, every_image=True))
    assert source.slices.isVisible() == (origin is not Origin.SIGNED)
    assert source.order.every_image == (origin is not Origin.SIGNED)


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (("MR", "MR"), ("MR",)),
        (("MR", "CT", "PHOTO"), ("CT", "MR")),
        (("CR", "FUNDUS"), ("DX",)),
        (("PHOTO",), ("PHOTO",)),
        (("FUNDUS", "PT"), ("PHOTO",)),
    ],
)
def test_the_kinds_are_those_the_files_say(qtbot, session, found, told):
    step = TrainingData(session.desk)
    qtbot.addWidget(step)
    step.show_found([replace(case, modality="CT") for case in cases("a", "b")])
    step.show_found([replace(cases("a")[0], modality=word) for word in found])
    assert step.modalities == told
    assert step.kinds.count() == len(MODALITIES) + (len(told) > 1)
