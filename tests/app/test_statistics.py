"""From a graded and signed photograph to the figures, on the real services."""

from __future__ import annotations

import csv

from medview.app.charts import Look, Matrix
from medview.app.export_statistics import lines, referral_record
from medview.domain.grade import Grade
from medview.domain.job import JobContext
from medview.domain.statistics import Selection

LOOK = Look("#ffffff", "#000000", "#444444", "#cccccc", ("#0072b2",))


def test_what_was_signed_is_counted_with_its_patient(services, opened, sample, tmp_path):
    eye = opened(sample / "fundus" / "synthetic-05-OD.jpg")[0]
    services.settings.set(reader_name="Dr. Adler")
    estimate = services.grade_eye(eye)
    services.sign_grade(eye, estimate, Grade.PROLIFERATIVE)
    figures = services.statistics.figures(Selection())
    assert figures.signed.grades == (0, 0, 0, 0, 1) and figures.shown.total == 1
    (referral,) = figures.referrals
    assert (referral.patient, referral.eye, referral.is_signed) == ("synthetic-05", "OD", True)
    assert figures.models == (estimate.model.short,)
    written = services.statistics.export_referrals(tmp_path / "r.csv", figures.referrals)
    with written.open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["patient"] == "synthetic-05" and row["status"] == "signed"
    assert row["notice"] == "Decision support, not a diagnosis."
    assert row["grade"] == "4" and row["reader"] == "Dr. Adler"
    assert any("Dr. Adler" in line for line in lines(figures))


def test_a_formula_in_a_name_is_no_formula_in_the_table(services, opened, sample, tmp_path):
    bad = tmp_path / "=1+1_left.jpg"
    bad.write_bytes((sample / "fundus" / "synthetic-05-OD.jpg").read_bytes())
    services.settings.set(reader_name="@Dr")
    services.sign_grade(opened(bad)[0], None, Grade.SEVERE)
    (referral,) = services.statistics.figures(Selection()).referrals
    assert referral_record(referral)["patient"] == "=1+1"
    written = services.statistics.export_referrals(tmp_path / "r.csv", [referral])
    assert "'=1+1" in written.read_text("utf-8-sig") and "'@Dr" in written.read_text("utf-8-sig")


def test_a_picture_is_saved(services, tmp_path):
    chart = Matrix("T", ("a",), ("b",), ((0.5,),), (("1",),), "", "")
    pixels = services.statistics.picture(chart, LOOK, (200, 150), 1.5, JobContext())
    assert pixels.shape == (225, 300, 4)
    path = services.statistics.save_picture(chart, LOOK, tmp_path / "t.svg")
    assert path.read_bytes().startswith(b"<?xml")
