from __future__ import annotations

import csv

import pytest

from medview.app.export_grades import ROW_COLUMNS, table_rows, write_rows
from medview.domain.case import Eye
from medview.domain.grade import Grade
from medview.domain.report import GradeRow
from tests.app.conftest import known_findings, signed_of


@pytest.fixture
def rows(make_report):
    report = make_report((Eye.OD, Grade.MODERATE, True), (Eye.OS, None, False))
    cases = [eye.case for eye in report.eyes]
    estimates = {eye.case.id: eye.estimate for eye in report.eyes}
    signed = {cases[0].id: signed_of(cases[0], Grade.SEVERE, note="=1+1\x07")}
    return table_rows(cases, estimates, signed, {cases[0].id: known_findings(cases[0])})


def test_csv_holds_estimate_and_signature(rows, tmp_path):
    path = tmp_path / "grades.csv"
    write_rows(path, rows)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        first, second = csv.DictReader(stream)
    assert tuple(first) == ROW_COLUMNS
    assert (first["grade"], first["signed_grade"], first["signed_by"]) == ("2", "3", "Dr. A. Meyer")
    assert first["note"].startswith("'=1+1")
    assert (first["model"], first["model_version"]) == ("dr-fundus", "1.0.0")
    assert (second["signed"], second["signed_grade"]) == ("no", "")
    assert first["lesions_present"] == "haemorrhage, hard exudate"
    assert (
        first["lesions_absent"] == "new vessels" and first["lesions_accepted"] == "hard exudate 1"
    )
    assert first["evidence"] == "accepted by Dr. B. Ono"
    assert (first["oedema"], first["oedema_by"], first["oedema_model_said"]) == (
        "2",
        "Dr. B. Ono",
        "1",
    )
    assert not any(second[name] for name in ROW_COLUMNS if name.startswith(("oedema", "lesions")))
    assert second["reason"] == "The photograph is too dark."
    assert {row["notice"] for row in (first, second)} == {"Decision support, not a diagnosis."}


def test_a_workbook_holds_the_same_and_no_formula(rows, tmp_path):
    from openpyxl import load_workbook

    path = tmp_path / "grades.xlsx"
    write_rows(path, rows)
    sheet = load_workbook(path).active
    names = [cell.value for cell in sheet[1]]
    assert tuple(names) == ROW_COLUMNS
    note = sheet.cell(2, names.index("note") + 1)
    assert (note.value, note.data_type) == ("=1+1", "s")
    assert sheet.cell(2, names.index("grade") + 1).value == 2
    assert sheet.cell(3, names.index("signed") + 1).value == "no"
    assert sheet.freeze_panes == "A2"


def test_a_row_may_know_next_to_nothing(tmp_path):
    row = GradeRow("p", None, "", status="needs human", problem="It is broken.")
    write_rows(tmp_path / "some.csv", [row])
    assert "needs human" in (tmp_path / "some.csv").read_text(encoding="utf-8-sig")
    assert "It is broken." in (tmp_path / "some.csv").read_text(encoding="utf-8-sig")
