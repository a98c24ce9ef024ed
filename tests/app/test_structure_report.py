"""Structured reports and encapsulated PDFs, read again by pydicom, highdicom and validators."""

from __future__ import annotations

import io
import shutil
import subprocess
import warnings
from dataclasses import replace
from typing import Any

import pydicom
import pytest
from pydicom.uid import OphthalmicPhotography8BitImageStorage

from medview.app.dicom_modules import identity_of, source_of
from medview.app.encapsulate_report import encapsulate_report
from medview.app.structure_report import structure_report
from medview.domain.case import Eye, Patient
from medview.domain.checklist import Finding, Lesion
from medview.domain.choices import CHINESE, ENGLISH
from medview.domain.grade import Grade
from medview.domain.report import DicomIdentity

OD, OS = Eye.OD, Eye.OS
PDF = b"%PDF-1.4 odd"
SOURCE = DicomIdentity(
    patient_name="Wang^XiaoDong=王^小东",
    patient_id="H-4711",
    birth_date="19600229",
    sex="F",
    study_uid="1.2.826.0.1.3680043.8.498.1",
    study_date="20260303",
    study_time="101500",
    study_id="S1",
    accession_number="A77",
    series_uid="1.2.826.0.1.3680043.8.498.2",
    sop_class_uid=OphthalmicPhotography8BitImageStorage,
    sop_uid="1.2.826.0.1.3680043.8.498.3",
)


@pytest.fixture
def reports(make_report):
    """Return reports with and without a DICOM source, signed, in part, and not at all."""
    eyes = (OD, Grade.MODERATE, True), (OS, None, False)
    every = [(OD, grade, True) for grade in Grade]
    return {
        "photographs": make_report(*eyes),
        "DICOM": make_report(*eyes, source=SOURCE),
        "unknown": make_report((None, Grade.MILD, False), patient=Patient("unknown-1")),
        "every grade": make_report(*every, (OS, None, True), source=SOURCE),
        "findings": make_report(*eyes, has_findings=True, source=SOURCE),
    }


def read(data: bytes) -> pydicom.FileDataset:
    return pydicom.dcmread(io.BytesIO(data))


def items(dataset, name):
    """Return every content item of that name, wherever it is."""
    found = []
    for item in dataset.get("ContentSequence", ()):
        concept = item.get("ConceptNameCodeSequence")
        found += [item] if concept and concept[0].CodeMeaning == name else []
        found += items(item, name)
    return found


def test_patient_and_study_are_those_of_the_source_image(reports):
    for data in (
        structure_report(reports["DICOM"]),
        encapsulate_report(reports["DICOM"], PDF, ENGLISH),
    ):
        dataset = read(data)
        assert str(dataset.PatientName) == "Wang^XiaoDong=王^小东"
        assert (dataset.PatientID, dataset.PatientSex) == ("H-4711", "F")
        assert dataset.StudyInstanceUID == SOURCE.study_uid
        assert dataset.AccessionNumber == "A77"
        assert dataset.SeriesInstanceUID != SOURCE.series_uid


def test_photographs_get_one_study_for_every_object(reports):
    report = reports["photographs"]
    structured = read(structure_report(report))
    document = read(encapsulate_report(report, PDF, ENGLISH))
    assert structured.StudyInstanceUID == document.StudyInstanceUID
    assert structured.SOPInstanceUID != document.SOPInstanceUID
    assert structured.PatientID == "H-4711" and "王小东" in str(structured.PatientName)
    assert "CurrentRequestedProcedureEvidenceSequence" not in structured
    assert "SourceInstanceSequence" not in document
    assert read(structure_report(reports["unknown"])).PatientID == ""


def test_the_pdf_comes_out_as_it_went_in(reports):
    dataset = read(encapsulate_report(reports["DICOM"], PDF, CHINESE))
    assert dataset.EncapsulatedDocument[: dataset.EncapsulatedDocumentLength] == PDF + b"\0" * (
        dataset.EncapsulatedDocumentLength - len(PDF)
    )
    assert dataset.MIMETypeOfEncapsulatedDocument == "application/pdf"
    assert dataset.DocumentTitle == "糖尿病视网膜病变报告"
    assert dataset.SourceInstanceSequence[0].ReferencedSOPInstanceUID == SOURCE.sop_uid
    assert dataset.BurnedInAnnotation == "YES"


def test_grades_are_coded_with_side_and_algorithm(reports):
    dataset = read(structure_report(reports["every grade"]))
    values = [item.ConceptCodeSequence[0].CodeValue for item in items(dataset, "Severity")]
    signed = values[1::2]
    assert signed == ["260413007", "312903003", "312904009", "312905005", "59276001", "373068000"]
    sides = {item.ConceptCodeSequence[0].CodeMeaning for item in items(dataset, "Laterality")}
    assert sides == {"Right", "Left"}
    assert {i.TextValue for i in items(dataset, "Algorithm Name")} == {"dr-fundus"}
    assert {i.TextValue for i in items(dataset, "Algorithm Version")} == {"1.0.0"}
    assert items(dataset, "Algorithm Parameters")[0].TextValue.endswith("0123456789abcdef")
    assert items(dataset, "Person Observer Name")[0].PersonName == "Dr. A. Meyer^"
    share = items(dataset, "Probability of ICDR grade 2")[0].MeasuredValueSequence[0]
    assert float(share.NumericValue) == 70.0


def test_the_notice_and_what_is_not_signed_are_told(reports):
    dataset = read(structure_report(reports["photographs"]))
    comments = [item.TextValue for item in items(dataset, "Comment")]
    assert comments[0] == "Decision support, not a diagnosis."
    assert any("not every photograph is signed" in text for text in comments)
    assert "The photograph is too dark." in comments
    assert dataset.PreliminaryFlag == "PRELIMINARY"
    assert read(structure_report(reports["every grade"])).PreliminaryFlag == "FINAL"


def test_lesions_evidence_and_oedema_are_coded_and_told(reports):
    dataset = read(structure_report(reports["findings"]))
    seen = {
        item.ConceptNameCodeSequence[0].CodeValue: item.ConceptCodeSequence[0].CodeMeaning
        for name in ("Haemorrhage", "New vessels")
        for item in items(dataset, name)
    }
    assert seen == {"HAEMORRHAGE": "Present", "NEW_VESSELS": "Absent"}
    (count, _) = items(dataset, "Number of lesions accepted: hard exudate")
    assert float(count.MeasuredValueSequence[0].NumericValue) == 1
    risks = items(dataset, "Risk of diabetic macular edema")
    told = [item.ConceptCodeSequence[0].CodeMeaning for item in risks]
    assert told == ["Possible risk", "Referable risk"] * 2  # the model's, then the reader's
    findings = {item.ConceptCodeSequence[0].CodeValue for item in items(dataset, "Finding")}
    assert findings == {"4855003", "312912001"}
    algorithms = {i.TextValue for i in items(dataset, "Algorithm Name")}
    assert algorithms == {"dr-fundus", "lesions"}
    comments = " ".join(item.TextValue for item in items(dataset, "Comment"))
    assert "Accepted by Dr. B. Ono" in comments and "referable risk, by Dr. B. Ono" in comments


def test_accepted_lesions_are_counted_by_the_model_that_found_them(make_report):
    report = make_report((OD, Grade.MODERATE, True), has_findings=True, source=SOURCE)
    (eye,) = report.eyes
    (first,) = eye.known.lesions
    later = replace(first, model=replace(first.model, version="2.0.0"))
    listed = replace(eye.known.checklist, findings={Lesion.IRMA: Finding.PRESENT})
    known = replace(eye.known, lesions=(first, later, later), checklist=listed)
    dataset = read(structure_report(replace(report, eyes=(replace(eye, known=known),))))
    counts = items(dataset, "Number of lesions accepted: hard exudate")
    assert [float(c.MeasuredValueSequence[0].NumericValue) for c in counts] == [1, 2]
    assert {"1.0.0", "2.0.0"} <= {i.TextValue for i in items(dataset, "Algorithm Version")}
    assert items(dataset, "IRMA")


def test_highdicom_reads_its_groups_again(reports):
    from highdicom.sr import srread

    document: Any = srread(io.BytesIO(structure_report(reports["DICOM"])))
    groups = document.content.get_image_measurement_groups()
    assert len(groups) == 3  # two estimates, one signature
    assert groups[0].source_images[0].referenced_sop_instance_uid == SOURCE.sop_uid


@pytest.mark.parametrize(
    "odd",
    [
        {"patient_name": "Bono", "referring_physician": "House"},
        {"patient_name": "", "patient_id": "", "study_date": "", "study_time": ""},
        {"patient_name": "X" * 90, "patient_id": "9" * 80, "study_id": "S" * 30},
        {"patient_name": "Wang\\Li", "patient_id": "a\\b", "accession_number": "A" * 40},
    ],
)
def test_odd_identities_are_carried_on_as_they_are(make_report, odd):
    source = replace(SOURCE, **odd)
    report = make_report((OD, Grade.MILD, True), source=source)
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        files = [structure_report(report), encapsulate_report(report, PDF, ENGLISH)]
        for data in files:
            assert read(data).StudyInstanceUID == SOURCE.study_uid
            assert str(read(data).PatientName) == source.patient_name.replace("\\", "/")
    name = source.patient_name
    assert not name or not [one for one in told if name in str(one.message)]  # not in any log


def test_an_image_nobody_can_refer_to_is_left_out(make_report):
    for broken in ({"sop_uid": ""}, {"series_uid": ""}, {"sop_class_uid": "1.2.3.4"}):
        report = make_report((OD, Grade.MILD, True), source=replace(SOURCE, **broken))
        assert source_of(report.eyes[0]) is None
        assert identity_of(report).patient_id == "H-4711"
        assert structure_report(report) and encapsulate_report(report, PDF, ENGLISH)


@pytest.mark.parametrize("kind", ["photographs", "DICOM", "unknown", "every grade", "findings"])
def test_dciodvfy_finds_no_error(reports, kind, tmp_path):
    if shutil.which("dciodvfy") is None:
        pytest.skip("needs dciodvfy (Debian's dicom3tools)")
    report = reports[kind]
    for data in (structure_report(report), encapsulate_report(report, PDF, CHINESE)):
        path = tmp_path / "report.dcm"
        path.write_bytes(data)
        told = subprocess.run(["dciodvfy", path], capture_output=True, text=True)
        errors = [line for line in told.stderr.splitlines() if line.startswith("Error")]
        assert not errors


def test_dcmtk_reads_the_structured_report(reports, tmp_path):
    if shutil.which("dsrdump") is None:
        pytest.skip("needs dsrdump (DCMTK)")
    path = tmp_path / "report.dcm"
    path.write_bytes(structure_report(reports["DICOM"]))
    told = subprocess.run(["dsrdump", path], capture_output=True, text=True)
    assert told.returncode == 0
    assert "Moderate nonproliferative diabetic retinopathy" in told.stdout
    assert not [line for line in told.stderr.splitlines() if line.startswith("E:")]
