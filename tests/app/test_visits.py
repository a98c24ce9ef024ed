"""Earlier visits are found wherever they are, and an alignment is kept as it was accepted."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from medview.domain.case import Eye, Patient
from medview.domain.errors import MedViewError
from medview.domain.grade import Grade
from medview.domain.job import Cancelled, JobContext


@pytest.fixture
def pair(sample, tmp_path, opened):
    """Return one drawn eye of two days: the earlier one turned and moved."""
    rgb = cv2.imread(str(sample / "fundus" / "synthetic-04-OD.jpg"))
    assert rgb is not None
    turned = cv2.getRotationMatrix2D((384, 320), 4, 0.97)
    turned[:, 2] += (25, -12)
    cv2.imwrite(str(tmp_path / "p7-OD-2025-03-01.png"), cv2.warpAffine(rgb, turned, (768, 640)))
    cv2.imwrite(str(tmp_path / "p7-OD-2026-03-01.png"), rgb)
    cases = sorted(opened(tmp_path), key=lambda case: case.study_date)
    same = Patient("p7")
    return [
        replace(case, patient=same, eye=Eye.OD, study_date=day)
        for case, day in zip(cases, ("20250301", "2026-03-01"), strict=True)
    ]


def test_earlier_visits_come_with_grade_and_change(services, pair):
    earlier, today = pair
    services.settings.set(reader_name="Dr. A. Meyer")
    other_eye = replace(earlier, id="other-eye", eye=Eye.OS)
    stranger = replace(earlier, id="stranger", patient=Patient("p8"))
    oldest = replace(earlier, id="oldest", study_date="2024-03-01")
    later = replace(earlier, id="later", study_date="2026-04-01")
    services.sign_grade(earlier, None, Grade.MODERATE)
    services.sign_grade(today, None, Grade.SEVERE)
    found = services.visits.of(today, [earlier, other_eye, stranger, oldest, later, today])
    assert [visit.date for visit in found.earlier] == ["2025-03-01", "2024-03-01"]
    assert [visit.change.steps for visit in found.earlier] == [1, None]
    assert found.earlier[0].said.reader == "Dr. A. Meyer"
    assert found.said.grade is Grade.SEVERE and found.date == "2026-03-01"
    assert services.visits.of(earlier, [today]).earlier == ()


def test_a_second_reader_is_blind_to_every_photograph_of_the_visit(services, pair):
    listed, today = pair[0], pair[1]
    listed = replace(listed, study_date=today.study_date)  # another photograph of the same day
    worklist = services.worklists.create("Monday", [listed])
    services.settings.set(reader_name="Dr. A. Meyer")
    services.sign_grade(today, None, Grade.SEVERE)
    services.settings.set(reader_name="Dr. B. Okoro")
    assert services.visits.of(today).said.grade is Grade.SEVERE
    (row,) = services.worklists.rows(worklist.id)
    services.worklists.want_second_read(worklist.id, [row.key], True)
    assert services.visits.of(today).said.grade is None
    services.settings.set(reader_name="Dr. A. Meyer")
    assert services.visits.of(today).said.grade is Grade.SEVERE


def test_an_earlier_visit_is_found_on_a_worklist(services, pair):
    earlier, today = pair
    services.worklists.create("Last year", [earlier])
    assert [visit.case.id for visit in services.visits.of(today).earlier] == [earlier.id]


def test_a_photograph_without_a_date_counts_as_of_the_day_it_was_signed(services, pair):
    earlier, today = (replace(case, study_date="") for case in pair)
    today = replace(today, study_date="2999-01-01")
    assert services.visits.of(today, [earlier]).earlier == ()
    services.settings.set(reader_name="Dr. A. Meyer")
    services.sign_grade(earlier, None, Grade.MILD)
    (visit,) = services.visits.of(today, [earlier]).earlier
    assert visit.is_signing_day and visit.said.grade is Grade.MILD


def test_an_unknown_patient_has_no_earlier_visits(services, pair):
    nobody = [replace(case, patient=Patient("unknown-folder")) for case in pair]
    assert services.visits.of(nobody[1], nobody).earlier == ()


def test_two_visits_are_laid_over_each_other_and_the_decision_lasts(services, pair):
    earlier, today = pair
    laid = services.visits.lay_over(today, earlier, JobContext())
    assert laid.alignment.fault == "" and laid.decision is None
    assert laid.alignment.after > 0.8 > laid.alignment.before
    assert laid.today.shape == (640, 768, 3) and laid.earlier.shape == (640, 768, 4)
    seen = laid.earlier[..., 3] > 0
    off = np.abs(laid.today[seen].astype(int) - laid.earlier[seen][:, :3]).mean()
    assert seen.mean() > 0.4 and off < 6
    x, y = laid.alignment.earlier_point(384, 320)
    assert (x, y) == pytest.approx((384 + 25, 320 - 12), abs=1.5)
    with pytest.raises(MedViewError, match="needs a name"):
        services.visits.decide(laid.alignment, True)
    services.settings.set(reader_name="Dr. A. Meyer")
    made = services.visits.decide(laid.alignment, True)
    again = services.visits.lay_over(today, earlier, JobContext())
    assert again.decision == made and again.alignment == laid.alignment
    services.visits.decide(laid.alignment, False)
    assert services.visits.lay_over(today, earlier, JobContext()).decision is None
    assert not services.visits.decision(today, earlier).accepted


def test_what_does_not_fit_is_told(services, pair, opened, sample):
    other = opened(sample / "fundus" / "synthetic-02-OS.jpg")[0]
    laid = services.visits.lay_over(pair[1], other, JobContext())
    assert "could not be laid over" in laid.alignment.fault and laid.earlier.size == 0
    services.settings.set(reader_name="Dr. A. Meyer")
    with pytest.raises(MedViewError, match="could not be laid over"):
        services.visits.decide(laid.alignment, True)


def test_laying_over_can_be_cancelled(services, pair):
    context = JobContext()
    context.cancel()
    with pytest.raises(Cancelled):
        services.visits.lay_over(pair[1], pair[0], context)
