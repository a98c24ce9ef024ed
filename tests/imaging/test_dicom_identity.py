from __future__ import annotations

import warnings

import pydicom
import pytest

from medview.imaging.dicom_identity import read_identity


@pytest.fixture
def header() -> pydicom.Dataset:
    dataset = pydicom.Dataset()
    dataset.PatientName = "Wang^XiaoDong=王^小东"
    dataset.PatientID = "H-4711"
    dataset.PatientBirthDate = "19600229"
    dataset.StudyInstanceUID = "1.2.3"
    dataset.StudyDate = "20260303"
    dataset.StudyTime = "101500.25"
    dataset.PatientSex = "F"
    return dataset


def test_names_keep_their_marks(header: pydicom.Dataset) -> None:
    found = read_identity(header)
    assert found.patient_name == "Wang^XiaoDong=王^小东"
    assert (found.patient_id, found.sex) == ("H-4711", "F")
    assert (found.study_date, found.study_time) == ("20260303", "101500.25")
    assert found.accession_number == ""


@pytest.mark.parametrize(
    ("keyword", "value", "field"),
    [
        ("PatientSex", "X", "sex"),
        ("PatientBirthDate", "1960", "birth_date"),
        ("StudyInstanceUID", "a.b", "study_uid"),
        ("StudyTime", "noon", "study_time"),
    ],
)
def test_what_has_not_its_form_is_left_out(
    header: pydicom.Dataset, keyword: str, value: str, field: str
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pydicom says what is wrong with it
        setattr(header, keyword, value)
    assert getattr(read_identity(header), field) == ""


def test_nothing_known_is_no_error() -> None:
    assert read_identity(pydicom.Dataset()).study_uid == ""
