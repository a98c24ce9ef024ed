"""A table whose header says nothing to MedView: its columns are named by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from medview.app.labels import table_columns
from medview.ui.training_columns import ColumnChooser
from medview.ui.training_source import Origin, SourceOrder, TrainingSource

GERMAN = "Bild,Befund,Pat\n0.png,gut,a\n1.png,schlecht,b\n"
PLAIN = "image,label,patient_id\n0.png,x,a\n"


@pytest.fixture
def source(qtbot, tmp_path) -> TrainingSource:
    """Return a source that is asked for a table, and looks up its columns itself."""
    part = TrainingSource()
    qtbot.addWidget(part)
    part.show()
    part.folder.setText(str(tmp_path))
    part.table_chosen.connect(lambda path: part.show_columns(path, table_columns(path)))
    part.choices[Origin.TABLE].click()
    return part


def written(folder: Path, text: str) -> Path:
    (folder / "labels.csv").write_text(text, encoding="utf-8")
    return folder / "labels.csv"


def take(chooser: ColumnChooser, **names: str) -> None:
    for field, name in names.items():
        box = chooser.fields[field]
        box.setCurrentIndex(box.findData(name))


def test_a_known_header_asks_nothing(source, tmp_path):
    source.table.setText(str(written(tmp_path, PLAIN)))
    assert source.by_hand.isVisible() and not source.by_hand.isChecked()
    assert not source.columns.isVisible() and source.read.isEnabled()
    assert source.order.columns == {}


def test_an_unknown_header_is_named_before_it_is_read(qtbot, source, tmp_path):
    source.table.setText(str(written(tmp_path, GERMAN)))
    assert source.columns.isVisible() and not source.read.isEnabled()
    assert source.missing.text() == "Choose the column that names the images."
    take(source.columns, image="Bild")
    assert source.missing.text() == "Choose the column that holds the labels."
    take(source.columns, label="Bild")
    assert source.missing.text() == "The column “Bild” is chosen twice."
    take(source.columns, label="Befund", patient="Pat")
    assert not source.missing.isVisible()
    with qtbot.waitSignal(source.asked) as told:
        source.read.click()
    assert told.args[0].columns == {"image": "Bild", "label": "Befund", "patient": "Pat"}


def test_a_column_that_is_known_can_be_taken_for_something_else_or_nothing(source, tmp_path):
    source.table.setText(str(written(tmp_path, PLAIN.replace("\n", ",Note\n", 1) + "")))
    source.by_hand.click()
    take(source.columns, label="Note", patient="")
    assert source.order.columns == {"label": "Note", "patient": ""}
    source.by_hand.click()
    assert source.order.columns == {}, "by the names again"


def test_what_was_named_for_one_table_is_not_kept_for_another(source, tmp_path):
    source.table.setText(str(written(tmp_path, GERMAN)))
    take(source.columns, image="Bild", label="Befund")
    other = tmp_path / "other.csv"
    other.write_text(PLAIN)
    source.table.setText(str(other))
    assert source.order == SourceOrder(Origin.TABLE, tmp_path, other)
    source.choices[Origin.FOLDER].click()
    assert not source.by_hand.isVisible() and not source.columns.isVisible()
