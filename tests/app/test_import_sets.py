"""A public set becomes a picture library in one step, on the real services."""

from __future__ import annotations

import pytest

from medview.domain.case import Eye
from medview.domain.errors import LabelsError
from medview.domain.job import JobContext
from tests.app import set_layouts as layouts


@pytest.fixture
def eye(sample):
    return sample / "fundus" / "synthetic-03-OD.jpg"


def held(services):
    return {case.images[0].name: case for case in services.library_cases()}


def test_deepdrid_is_imported_with_labels_patients_and_eyes(services, tmp_path, eye):
    folder = layouts.deepdrid(tmp_path / "DeepDRiD", eye)
    report = services.import_cases([folder], None, "typed name", JobContext())
    assert report.added == 5 and [one.of.name for one in report.sets] == ["DeepDRiD"] * 2
    case = held(services)["1_r1.jpg"]
    assert (case.label, case.patient.key, case.eye) == ("3", "deepdrid_1", Eye.OD)
    assert case.source == "DeepDRiD" and case.modality == "FUNDUS"
    assert "quality" in case.study_description
    assert services.library_cases(text="quality") != []
    told = [problem.message for problem in report.skipped]
    assert any("56_r3" in text for text in told)
    assert "Left out, because no table of the set lists them: 2 pictures." in told


def test_two_sets_side_by_side_one_broken_and_a_photograph_missing(services, tmp_path, eye):
    layouts.aptos(tmp_path / "both" / "aptos", eye)
    layouts.eyepacs(tmp_path / "both" / "eyepacs", eye)
    (tmp_path / "both" / "eyepacs" / "train" / "13_left.jpeg").unlink()
    layouts.table(tmp_path / "both" / "aptos" / "train.csv", "id_code,diagnosis", "x,9")
    layouts.table(tmp_path / "both" / "aptos" / "train.csv", "id_code,diagnosis", "000c1434d8d7,9")
    report = services.import_cases([tmp_path / "both"], None, "", JobContext())
    assert report.added == 2 and {c.source for c in held(services).values()} == {"EyePACS"}
    told = " ".join(f"{p.path} {p.message} {p.hint}" for p in report.skipped)
    assert "train.csv: line 2: '9' is no grade" in told and "no photograph '13_left'" in told


def test_a_set_without_one_whole_table_is_an_error(services, tmp_path, eye):
    layouts.aptos(tmp_path, eye)
    layouts.table(tmp_path / "train.csv", "id_code,diagnosis", "000c1434d8d7,9")
    with pytest.raises(LabelsError, match="no grade"):
        services.import_cases([tmp_path], None, "", JobContext())
    assert services.library_cases() == []


def test_a_zip_is_imported_as_it_was_downloaded(services, tmp_path, eye):
    archive = layouts.packed(layouts.idrid(tmp_path / "IDRiD", eye))
    report = services.import_cases([archive], None, "", JobContext())
    assert report.added == 6
    labels = sorted(case.label for case in services.library_cases())
    assert labels == ["", "", "0", "2", "3", "4"]


def test_a_set_may_be_taken_as_any_folder(services, tmp_path, eye):
    layouts.aptos(tmp_path / "aptos", eye)
    report = services.import_cases(
        [tmp_path / "aptos"], None, "Mine", JobContext(), recognise=False
    )
    assert report.sets == () and report.added == 3
    assert {case.source for case in services.library_cases()} == {"Mine"}


def test_importing_again_adds_nothing(services, tmp_path, eye):
    folder = layouts.messidor(tmp_path / "m2", eye)
    assert services.import_cases([folder], None, "", JobContext()).added == 3
    again = services.import_cases([folder], None, "", JobContext())
    assert (again.added, again.duplicates) == (0, 3)
