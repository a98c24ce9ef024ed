"""From photographs to files, with the real library, reader and models."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest

from medview.app.gather_report import by_patient
from medview.domain.choices import CHINESE
from medview.domain.errors import MedViewError
from medview.domain.grade import Grade
from medview.domain.job import Cancelled, JobContext
from medview.domain.report import ReportFormat, ReportOrder
from tests.app.conftest import estimate_of


@pytest.fixture
def eyes(opened, sample):
    return sorted(
        opened(*sorted((sample / "fundus").glob("synthetic-03*"))), key=lambda case: str(case.eye)
    )


@pytest.fixture
def gather(services):
    def of(cases):
        estimates = {case.id: estimate_of(case) for case in cases}
        return services.reports.gather(cases, estimates, JobContext())

    return of


@pytest.fixture
def sign(services):
    services.settings.set(reader_name="Dr. A. Meyer")
    return lambda case, grade: services.sign_grade(case, None, grade)


def test_the_last_signature_and_the_picture_are_gathered(eyes, gather, sign):
    sign(eyes[0], Grade.MILD)
    sign(eyes[0], Grade.SEVERE)
    report = gather(list(reversed(eyes)))
    assert [str(eye.case.eye) for eye in report.eyes] == ["OD", "OS"]
    assert report.eyes[0].grade is Grade.SEVERE and report.eyes[1].signed is None
    assert max(report.eyes[0].pixels.shape) == 1200 or report.eyes[0].pixels.shape[2] == 3
    assert not report.is_signed and report.signers == ("Dr. A. Meyer",)


def test_an_earlier_visit_of_the_same_eye_is_found(eyes, gather, sign):
    right = eyes[0]
    visits = [
        replace(right, id=f"case-{date}", study_date=date)
        for date in ("2024-05-01", "2025-05-01", "2026-05-01")
    ]
    other_eye = replace(eyes[1], id="case-other", study_date="2025-06-01")
    sign(visits[0], Grade.NO_DR)
    sign(visits[1], Grade.MILD)
    sign(other_eye, Grade.PROLIFERATIVE)
    report = gather([*visits, other_eye])
    assert [eye.case.id for eye in report.eyes] == ["case-2026-05-01"]
    assert report.eyes[0].earlier.grade is Grade.MILD
    assert report.eyes[0].earlier_date == "2025-05-01"


def test_an_earlier_visit_in_the_library_is_found(services, eyes, gather, sign):
    before = replace(eyes[0], id="case-before", study_date="2025-05-01")
    stranger = replace(
        before, id="case-stranger", patient=replace(before.patient, key=f"{before.patient.key}0")
    )
    for case in (before, stranger):
        services._library.add_case(case, f"digest of {case.id}")
        sign(case, Grade.MODERATE)
    report = gather(eyes)
    assert report.eyes[0].earlier.case_id == "case-before"
    assert report.eyes[1].earlier is None


def test_a_photograph_that_is_gone_is_told(eyes, gather):
    gone = replace(eyes[0], images=(replace(eyes[0].images[0], path="/nowhere/a.jpg"),))
    report = gather([gone, eyes[1]])
    assert report.eyes[0].pixels is None and report.eyes[0].problem
    assert report.eyes[1].pixels is not None


def test_nothing_to_report_on_is_an_error(opened, sample, gather):
    with pytest.raises(MedViewError, match="no eye photograph"):
        gather(opened(sample / "ct"))


def test_files_are_written_and_named_after_nobody(services, eyes, gather, sign, tmp_path):
    for case in eyes:
        sign(case, Grade.MILD)
    named = [replace(c, patient=replace(c.patient, name="Smith, Jane")) for c in eyes]
    report = gather(named)
    order = ReportOrder(tuple(ReportFormat), tmp_path / "out", CHINESE)
    assert services.reports.existing(report, order) == []
    files = services.reports.write(report, order, JobContext())
    assert len(files) == 5 and all(path.stat().st_size for path in files)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(
        path.name for path in files
    )
    names = " ".join(path.name for path in files)
    assert "smith" not in names.lower() and report.patient.key not in names
    assert services.reports.existing(report, order) == files
    trail = services._library.audit_trail()[-1]
    assert trail["event"] == "report written" and trail["details"]["signed"] is True
    assert "Smith" not in str(trail) and "out" not in trail["details"]


def test_dicom_photographs_keep_their_identity(opened, sample, gather):
    (case,) = opened(sample / "fundus-dicom")
    source = gather([case]).source
    assert source.patient_id == case.patient.key
    assert source.study_uid == case.study_uid
    assert source.sop_uid and source.sop_class_uid


def test_a_folder_that_takes_no_file_is_told(services, eyes, gather, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    order = ReportOrder((ReportFormat.LETTER,), blocked)
    with pytest.raises(MedViewError, match="takes no file"):
        services.reports.write(gather(eyes), order, JobContext())
    with pytest.raises(MedViewError, match="takes no file"):
        services.reports.write_table([], blocked / "grades.csv")


def test_cancel_leaves_whole_files_only(services, eyes, gather, tmp_path):
    context = JobContext(on_progress=lambda progress: context.cancel() if progress.done else None)
    order = ReportOrder((ReportFormat.LETTER, ReportFormat.PDF), tmp_path / "out")
    with pytest.raises(Cancelled):
        services.reports.write(gather(eyes), order, context)
    assert all(not name.startswith(".") for name in os.listdir(tmp_path / "out"))


def test_tables_of_open_and_of_signed_cases(services, eyes, sign):
    sign(eyes[0], Grade.MILD)
    sign(eyes[0], None)
    sign(replace(eyes[0], id="elsewhere"), Grade.SEVERE)
    rows = services.reports.rows(eyes, {})
    assert [row.signed is not None for row in rows] == [True, False]
    assert rows[0].signed.grade is None
    signed = services.reports.signed_rows()
    assert [(row.path, row.signed.grade) for row in signed] == [("", None), ("", Grade.SEVERE)]


def test_patients_are_told_apart(opened, sample):
    patients = by_patient(opened(sample / "fundus", sample / "ct"))
    assert len(patients["synthetic-03"]) == 2
    assert all(case.is_photograph for cases in patients.values() for case in cases)
