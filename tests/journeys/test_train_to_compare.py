"""A local lead trains a model that finds similar cases: from folders of slices to neighbours."""

from __future__ import annotations

import csv
import re
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from medview.domain.case import FUNDUS
from medview.domain.job import JobContext
from medview.domain.training import RunState
from medview.ui.neighbour_model import NEIGHBOUR
from medview.ui.training_source import Origin, SourceOrder
from medview.ui.training_steps import Step
from tests.journeys.test_train_your_own import (
    PATIENCE,
    on,
    open_page,
    state,
    workers,
)

__all__ = ["workers"]  # a fixture

CONTROL = Qt.KeyboardModifier.ControlModifier
CLASSES = ("glioma", "meningioma", "pituitary")
OF_A_CLASS = 14


@pytest.fixture(scope="module")
def tumours(shared_data: Path, tmp_path_factory) -> Path:
    """Return a folder for each tumour, of slices that lie far apart in the set."""
    source = shared_data / "mri-brain"
    if not (source / "labels.csv").exists():
        pytest.skip(f"needs the slices of {source}")
    folder = tmp_path_factory.mktemp("tumours")
    with (source / "labels.csv").open(newline="") as table:
        rows = list(csv.DictReader(table))
    for name in CLASSES:
        mine = [row["image"] for row in rows if row["label"] == name]
        (folder / name).mkdir()
        for image in mine[:: len(mine) // OF_A_CLASS][:OF_A_CLASS]:
            shutil.copy(source / image, folder / name)
    return folder


def yes(*_):
    return QMessageBox.StandardButton.Yes


def choose_data(qtbot, page, order: SourceOrder) -> None:
    """Have the labels of an order read."""
    page.data.source.choose(order)
    with qtbot.waitSignal(page.errands.found, timeout=PATIENCE):
        page.data.source.read.click()
    assert page.data.cases


def quick_recipe(page, title: str, epochs: int = 2) -> None:
    """Make the recipe one that a test can wait for."""
    page.recipe.title.setText(title)
    form = page.recipe.form
    form.boxes["backbone"].setCurrentIndex(form.boxes["backbone"].findData("small-cnn"))
    for name, value in (("input_size", 64), ("epochs", epochs), ("frozen_epochs", 0)):
        form.numbers[name].setText(str(value))


def to_a_result(qtbot, page, title: str) -> None:
    """Go from cases that were found to what the run came to."""
    on(qtbot, page)
    assert page.step is Step.HEALTH
    on(qtbot, page)
    assert page.step is Step.RECIPE
    quick_recipe(page, title)
    on(qtbot, page)
    qtbot.waitUntil(lambda: page.step is Step.RUN, timeout=PATIENCE)
    qtbot.waitUntil(lambda: state(page) in (RunState.DONE, RunState.FAILED), timeout=PATIENCE)
    assert state(page) is RunState.DONE, page.run.trouble.text()
    qtbot.waitUntil(lambda: page.step is Step.RESULT, timeout=PATIENCE)


@pytest.mark.slow
def test_from_folders_of_slices_to_neighbours_of_the_new_model(
    qtbot, session, dropped, tumours, workers, monkeypatch
):
    monkeypatch.setattr(QMessageBox, "question", yes)
    services, window = session.desk.services, session.window
    services.import_cases([tumours], None, "", JobContext())
    grader, before = services.model_for(FUNDUS).ref, services.model_for("MR").ref
    page = open_page(qtbot, window)
    choose_data(qtbot, page, SourceOrder(Origin.FOLDER, tumours, Path()))
    assert page.data.task == "similarity"
    page.data.kinds.setCurrentIndex(page.data.kinds.findText("MR"))
    to_a_result(qtbot, page, "Tumours 2026")

    drawn = {curve.name: len(curve.values) for curve in page.run.curves.curves}
    assert drawn == {"loss": 2, "recall@1": 2, "kappa": 0, "map@r": 2}
    assert page.run.map.rows
    said = page.result.sentence.text()
    assert re.match(
        r"For \d+ \(\d+ – \d+\) of 100 cases the nearest case is of the same kind", said
    )
    assert "MAP@R" in page.result.order.text() and "radiology" in page.result.basis.text()
    assert page.result.mistakes.isVisible() != page.result.no_mistakes.isVisible()
    page.result.register.click()
    qtbot.waitUntil(lambda: "Registered" in page.result.registered.text(), timeout=PATIENCE)
    assert services.model_for("MR").ref == before

    qtbot.keyClick(window, Qt.Key.Key_5, CONTROL)
    models = window.models_page

    def trained_here():
        return [m.card for m in models.model.models if m.card.title == "Tumours 2026"]

    qtbot.waitUntil(lambda: len(trained_here()) == 1, timeout=PATIENCE)
    (new,) = trained_here()
    models.table.clearSelection()
    models.table.choose([new.ref.digest])
    qtbot.keyClick(models.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: services.model_for("MR").ref == new.ref, timeout=PATIENCE)
    assert services.model_for(FUNDUS).ref == grader

    dropped(window, next((tumours / "glioma").iterdir()))
    answer = window.read_page
    qtbot.waitUntil(lambda: answer.answer.case is not None, timeout=PATIENCE)
    qtbot.keyClick(window, Qt.Key.Key_M)
    found = answer.neighbours.model
    qtbot.waitUntil(lambda: found.rowCount() == 10, timeout=PATIENCE)
    neighbours = [found.index(i).data(NEIGHBOUR) for i in range(10)]
    assert any(neighbour.in_library for neighbour in neighbours)
    result = services.find_similar(answer.answer.case)
    assert result.model == new.ref and not result.unlike
    digests = {case.id for case in services._library.cases_without_embedding([new.ref.digest])}
    assert not digests  # the library was embedded anew


@pytest.fixture(scope="module")
def scans(shared_data: Path, tmp_path_factory) -> Path:
    """Return a folder for each of two classes, of DICOM files of more than ten patients."""
    source = shared_data / "dicom"
    if not source.exists():
        pytest.skip(f"needs the series of {source}")
    folder = tmp_path_factory.mktemp("scans")
    chest = [*source.glob("ct-followup-pairs-COVID19-NY-SBU/*/*")]
    chest += sorted(source.glob("ct-lung-LIDC-IDRI-0001/*.dcm"))[::10]
    chest += sorted(source.glob("ct-lowdose-NLST/*.dcm"))[::6]
    resonance = sorted(source.glob("mr-prostate-PROSTATEx-0207/*/*"))[::6]
    resonance += [*source.glob("dicomdir/98892003/MR*/*"), *source.glob("transfer-syntaxes/MR*")]
    resonance += [*source.glob("enhanced-multiframe/[!e]*.dcm")]
    for name, files in (("chest", chest), ("resonance", resonance)):
        (folder / name).mkdir()
        for number, file in enumerate(files):
            target = folder / name / f"{number:03}-{file.name}"
            (shutil.copytree if file.is_dir() else shutil.copy)(file, target)
    return folder


@pytest.mark.slow
def test_from_folders_of_dicom_to_a_registered_model(qtbot, session, scans, workers):
    services, window = session.desk.services, session.window
    page = open_page(qtbot, window)
    choose_data(qtbot, page, SourceOrder(Origin.FOLDER, scans, Path()))
    assert page.data.modalities == ("CT", "MR")
    page.show_step(Step.HEALTH)
    qtbot.waitUntil(page.on.isEnabled, timeout=PATIENCE)
    sides = {(c.patient, c.split) for c in page.health.cases}
    assert len(sides) == len({patient for patient, _ in sides}) > 10
    page.show_step(Step.DATA)
    to_a_result(qtbot, page, "CT or MR")
    page.result.register.click()
    qtbot.waitUntil(lambda: "Registered" in page.result.registered.text(), timeout=PATIENCE)
    (new,) = [m for m in services.registry.installed() if m.card.title == "CT or MR"]
    assert new.card.modalities == ("CT", "MR")


def health_of(qtbot, page) -> list[str]:
    """Have the cases looked at; return what was found."""
    page.show_step(Step.HEALTH)
    qtbot.waitUntil(lambda: page.health.health is not None, timeout=PATIENCE)
    return [str(found.kind) for found in page.health.health.findings]


def test_a_table_and_the_library_hold_dicom_to_train_on(qtbot, session, scans, tmp_path):
    services, window = session.desk.services, session.window
    table = tmp_path / "labels.csv"
    files = [path.relative_to(scans) for path in sorted(scans.glob("*/*")) if path.is_file()]
    table.write_text("image,label\n" + "".join(f"{f.as_posix()},{f.parts[0]}\n" for f in files))
    page = open_page(qtbot, window)
    choose_data(qtbot, page, SourceOrder(Origin.TABLE, scans, table))
    assert page.data.classes.classes == ("chest", "resonance")
    assert page.data.modalities == ("CT", "MR")
    listed = {case.patient for case in page.data.cases}
    assert {"A002304", "LIDC-IDRI-0001", "ProstateX-0207"} <= listed
    assert "leak" not in " ".join(health_of(qtbot, page))

    services.import_cases([scans], table, "", JobContext())
    page.show_step(Step.DATA)
    order = SourceOrder(Origin.LABELLED, Path(), Path(), every_image=True)
    choose_data(qtbot, page, order)
    assert {case.patient for case in page.data.cases} == listed
