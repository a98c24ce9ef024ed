"""Public sets as downloaded: recognised by their shape, read as their own tables say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from medview.app.recognise_sets import FoundSet, SetRow, recognise_sets, stem_of
from medview.domain.case import Eye
from medview.domain.job import Cancelled, JobContext
from tests.app import set_layouts as layouts

Make = Callable[[Path, Path], Path]


@pytest.fixture
def eye(sample: Path) -> Path:
    return sample / "fundus" / "synthetic-03-OD.jpg"


def found_in(*paths: Path) -> dict[str, FoundSet]:
    found = recognise_sets(paths, JobContext())
    assert len({one.name for one in found}) == len(found)
    return {one.name: one for one in found}


def rows_of(found: FoundSet) -> dict[str, SetRow]:
    return {stem_of(member or path): row for (path, member), row in found.rows.items()}


def test_idrid_grading_and_segmentation(tmp_path, eye):
    found = found_in(layouts.idrid(tmp_path / "IDRiD", eye))
    assert [one.split(",")[1] for one in found] == [" disease grading"] * 2 + [" segmentation"]
    training, testing, lesions = found.values()
    assert rows_of(training)["idrid_001"] == SetRow(
        "3", "IDRiD_tr_001", None, "macular oedema risk 2 of 2"
    )
    assert len(training.rows) == training.graded == 3
    assert rows_of(testing) == {
        "idrid_001": SetRow("2", "IDRiD_te_001", None, "macular oedema risk 1 of 2")
    }
    assert set(rows_of(lesions)) == {"idrid_01", "idrid_55"} and lesions.graded == 0
    assert not any(one.missing or one.remarks or one.fault for one in found.values())


def test_deepdrid_grades_each_eye_by_its_own_column(tmp_path, eye):
    training, evaluation = found_in(layouts.deepdrid(tmp_path / "DeepDRiD", eye)).values()
    rows = rows_of(training)
    assert (rows["1_l1"].label, rows["1_l1"].eye, rows["1_l1"].patient) == (
        "0", Eye.OS, "deepdrid_1",
    )  # fmt: skip
    assert (rows["1_r1"].label, rows["1_r1"].eye) == ("3", Eye.OD)
    assert (
        rows["1_l2"].facts == "good quality 1 of 1, clarity 8 of 10, field 8 of 10, artefact "
        "0 of 10"
    )
    assert rows["57_l1"].label == "ungradable" and training.graded == 3
    assert training.remarks == (
        "Line 5: the grade is not of the eye that '56_r3' names: left out.",
    )
    assert rows_of(evaluation) == {"347_l2": SetRow("4", "deepdrid_347", Eye.OS)}


def test_aptos_leaves_its_ungraded_test_part(tmp_path, eye):
    (only,) = found_in(layouts.aptos(tmp_path / "aptos2019-blindness-detection", eye)).values()
    assert {stem: row.label for stem, row in rows_of(only).items()} == {
        "000c1434d8d7": "2",
        "001639a390f0": "4",
    }
    assert only.folders == (tmp_path / "aptos2019-blindness-detection" / "train_images",)


def test_eyepacs_with_its_labels_still_packed(tmp_path, eye):
    (only,) = found_in(layouts.eyepacs(tmp_path / "eyepacs", eye)).values()
    assert rows_of(only)["10_right"] == SetRow("0", "EyePACS 10", Eye.OD)
    assert rows_of(only)["13_left"] == SetRow("2", "EyePACS 13", Eye.OS)


def test_eyepacs_in_pieces_says_how_to_join_them(tmp_path):
    for number in (1, 2):
        (tmp_path / f"train.zip.00{number}").write_bytes(b"PK\x03\x04 a piece")
    (only,) = found_in(tmp_path).values()
    assert only.name == "EyePACS" and not only.rows
    assert "not unpacked" in only.fault and "train.zip.0*" in only.hint


@pytest.mark.parametrize(
    ("columns", "images"),
    [
        ("", "IMAGES"),
        (
            "id_code,diagnosis,adjudicated_dme,adjudicated_gradable",
            "messidor-2/messidor-2/preprocess",
        ),
    ],
)
def test_messidor_has_pairs_and_gradability(tmp_path, eye, columns, images):
    (only,) = found_in(layouts.messidor(tmp_path / "m2", eye, columns, images)).values()
    rows = rows_of(only)
    left, right = rows["20051020_43808_0100_pp"], rows["20051020_43832_0100_pp"]
    assert (left.label, left.eye) == ("0", Eye.OS) and (right.label, right.eye) == ("2", Eye.OD)
    assert left.patient == right.patient != rows["im004832"].patient
    assert right.facts == "referable macular oedema 1 of 1"
    assert rows["im004832"].label == "ungradable" and rows["im004832"].eye is Eye.OS


def test_messidor_without_the_grades_still_has_its_pairs(tmp_path, eye):
    folder = layouts.messidor(tmp_path / "m2", eye)
    (folder / "messidor_data.csv").unlink()
    (only,) = found_in(folder).values()
    assert len(only.rows) == 3 and only.graded == 0 and "without grades" in only.title


@pytest.mark.parametrize("make", [layouts.idrid, layouts.deepdrid, layouts.aptos, layouts.messidor])
def test_a_set_is_recognised_in_the_zip_it_came_in(tmp_path, eye, make: Make):
    folder = make(tmp_path / "set", eye)
    unpacked = found_in(folder)
    zipped = found_in(layouts.packed(folder))
    assert {n: rows_of(f) for n, f in zipped.items()} == {
        n: rows_of(f) for n, f in unpacked.items()
    }
    # Beside the folder it was unpacked to, the ZIP is not counted again.
    assert {n: f.place for n, f in found_in(tmp_path).items()} == {
        n: f.place for n, f in unpacked.items()
    }


def test_names_in_other_cases_are_the_same_names(tmp_path, eye):
    folder = layouts.messidor(tmp_path / "m2", eye, images="images")
    (folder / "messidor_data.csv").rename(folder / "MESSIDOR_DATA.CSV")
    assert len(found_in(folder)) == 1


def test_two_sets_side_by_side_and_one_table_broken(tmp_path, eye):
    layouts.aptos(tmp_path / "aptos", eye)
    layouts.eyepacs(tmp_path / "eyepacs", eye)
    layouts.table(tmp_path / "aptos" / "train.csv", "id_code,diagnosis", "000c1434d8d7,seven")
    found = found_in(tmp_path)
    assert found["EyePACS, training"].graded == 3
    broken = found["APTOS 2019, training"]
    assert broken.fault == "train.csv: line 2: 'seven' is no grade from 0 to 4."
    assert "again" in broken.hint and not broken.rows


@pytest.mark.parametrize(
    "content", [b"", b"something,else\n1,2\n", b"\xff\xfe\x00\xd8junk", b'id_code,"diag\n']
)
def test_a_table_that_is_none_is_named(tmp_path, eye, content):
    layouts.aptos(tmp_path, eye)
    (tmp_path / "train.csv").write_bytes(content)
    (only,) = found_in(tmp_path).values()
    assert only.fault and only.hint


def test_a_workbook_that_is_none_is_named(tmp_path, eye):
    layouts.deepdrid(tmp_path, eye)
    next(tmp_path.rglob("Challenge1_labels.xlsx")).write_bytes(b"PK no workbook")
    found = found_in(tmp_path)
    assert "no Excel workbook" in found["DeepDRiD, evaluation"].fault
    assert found["DeepDRiD, training and validation"].graded == 3


def test_missing_photographs_are_each_named(tmp_path, eye):
    layouts.aptos(tmp_path, eye)
    (tmp_path / "train_images" / "000c1434d8d7.png").unlink()
    (only,) = found_in(tmp_path).values()
    assert only.missing == ("Line 2: there is no photograph '000c1434d8d7'.",)
    assert only.graded == 1


def test_a_line_without_a_grade_is_imported_without_one_and_said(tmp_path, eye):
    layouts.aptos(tmp_path, eye)
    layouts.table(tmp_path / "train.csv", "id_code,diagnosis", "000c1434d8d7,", "001639a390f0,4")
    (only,) = found_in(tmp_path).values()
    assert len(only.rows) == 2 and only.graded == 1 and not only.fault
    assert only.remarks == ("Line 2: no grade is given for '000c1434d8d7'.",)


def test_an_ordinary_folder_is_no_set(tmp_path, eye):
    for number, name in enumerate(("train/a.jpg", "train_images/b.png", "Images/c.jpg", "d.jpg")):
        layouts.draw(tmp_path / name, eye, number)
    layouts.table(tmp_path / "train.csv", "id_code,diagnosis", "b,2")
    layouts.table(tmp_path / "trainLabels.csv", "image,level", "a,1")
    layouts.table(tmp_path / "labels.csv", "image,grade", "d.jpg,1")
    layouts.table(tmp_path / "messidor_data.csv", "image_id,adjudicated_dr_grade", "d.jpg,1")
    assert found_in(tmp_path) == {}
    assert found_in(tmp_path / "nowhere", tmp_path / "d.jpg") == {}


def test_the_sample_and_the_real_data_are_no_set(sample, shared_data):
    assert found_in(sample) == {}
    assert found_in(shared_data / "fundus" / "idrid_seg") == {}


def test_looking_can_be_cancelled(tmp_path, eye):
    context = JobContext()
    context.cancel()
    with pytest.raises(Cancelled):
        recognise_sets([tmp_path], context)


def test_one_line_names_licence_and_credit(tmp_path, eye):
    (only,) = found_in(layouts.aptos(tmp_path, eye)).values()
    words = str(only)
    assert words.startswith("APTOS 2019, training: 2 photographs, 2 with a grade.")
    assert "Kaggle" in words and "Aravind" in words
