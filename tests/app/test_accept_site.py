"""Acceptance for a site on the drawn photographs; slow: on real ones."""

import csv

import numpy as np
import pytest

from medview.bootstrap import build_services, home_pseudonyms
from medview.domain.errors import MedViewError, ModelMismatch
from medview.domain.grade import Calibration, Grade
from medview.domain.job import Cancelled, JobContext
from medview.domain.pseudonym import UNSALTED
from medview.domain.site import SiteChoice, Truth
from tests.app.conftest import second_model


@pytest.fixture
def enough(monkeypatch):
    """Let a handful of cases suffice for a fit: the sample has no more."""
    monkeypatch.setattr("medview.learning.acceptance.LEAST", 1)


@pytest.fixture
def site(services, few_eyes, enough):
    services.import_cases([few_eyes], None, "", JobContext())
    return services.site


def test_what_is_accepted_counts_until_it_is_taken_back(services, site, home):
    case = next(c for c in services.library_cases() if c.label == "2")
    digest = services.model_for("FUNDUS").ref.digest
    before = services.grade_eye(case)
    assert before.site == ""
    report = site.measure(SiteChoice(eyes_a_week=50), JobContext())
    assert (report.images, report.patients, report.fitted) == (6, 3, True)
    assert 0 < report.week["referrals"]["value"] <= 50
    assert services.grade_eye(case) == before  # measuring changes nothing
    decision = site.accept(report, "Dr. Adler ")
    after = services.grade_eye(case)
    assert after.site == decision.words and "Dr. Adler" in after.site
    assert after.model == before.model and after.probabilities == before.probabilities
    assert after.referable == pytest.approx(site_probability(services, before, report), abs=1e-6)
    assert after.referable != before.referable
    services.close()
    again = build_services(home)
    assert again.grade_eye(case) == after and again.model_for("FUNDUS").site == decision.words
    assert again.registry.card(digest).site == decision.words
    again.site.take_back(digest, "Dr. Brandt")
    assert again.grade_eye(case) == before
    assert [d.reader for d in again.site.decisions(digest)] == ["Dr. Brandt", "Dr. Adler"]
    assert again._library.verify() == []
    with pytest.raises(MedViewError, match="No calibration"):
        again.site.take_back(digest, "Dr. Brandt")
    again.close()


def site_probability(services, estimate, report):
    """Return P(referable) of the shown probabilities by the accepted numbers, written out."""
    mass = float(np.clip(sum(estimate.probabilities[Grade.MODERATE :]), 1e-4, 1 - 1e-4))
    logit = np.log(mass / (1 - mass))
    return 1 / (1 + np.exp(-(report.numbers["slope"] * logit + report.numbers["intercept"])))


def test_what_was_said_before_is_not_shown_any_more(services, site):
    info = services.worklists.create("clinic", services.library_cases())
    services.worklists.grade(info.id, JobContext())

    def shown():
        return [
            e for row in services.worklists.rows(info.id) for eye in row.eyes for e in eye.estimates
        ]

    assert {estimate.site for estimate in shown()} == {""}
    decision = site.accept(site.measure(SiteChoice(), JobContext()), "Dr. Adler")
    assert shown() == []
    services.worklists.grade(info.id, JobContext())
    assert {estimate.site for estimate in shown() if estimate.probabilities} == {decision.words}


def test_measured_again_it_is_held_against_the_model_as_it_came(services, site):
    first = site.measure(SiteChoice(), JobContext())
    site.accept(first, "Dr. Adler")
    second = site.measure(SiteChoice(), JobContext())
    assert second.numbers == first.numbers and second.figures == first.figures


def test_the_choice_is_kept_to(services, site):
    services.settings.set(reader_name="Dr. Adler")
    case = next(c for c in services.library_cases() if c.label == "2")
    services.sign_grade(case, None, Grade.SEVERE)
    counts = site.sources()
    assert {t: c.total() for t, c in counts.items()} == {
        Truth.SIGNED: 1,
        Truth.LABELLED: 6,
        Truth.BOTH: 6,
    }
    assert site.measure(SiteChoice(Truth.SIGNED), JobContext()).images == 1
    few = site.measure(SiteChoice(most=3), JobContext())
    assert (few.images, few.patients) == (2, 1)
    with pytest.raises(MedViewError, match="no graded photograph"):
        site.measure(SiteChoice(source="elsewhere"), JobContext())


def test_patients_the_model_learned_from_are_left_out(services, site, monkeypatch):
    model = services._models.for_task("dr-grading")
    ids, vectors = services._library.embeddings(model.card.ref.digest)
    model.gallery.embeddings[0] = vectors[ids.index(services.library_cases()[0].id)]
    report = site.measure(SiteChoice(), JobContext())
    assert report.left_out["known"] == 2 and report.images == 4  # both eyes of the patient


def renamed(services, **patients):
    """Let cases of the model's gallery be of these patients: by the row, as `_12="name"`."""
    model = services._models.for_task("dr-grading")
    names = list(model.gallery.patients)
    for row, name in patients.items():
        names[int(row[1:])] = name
    object.__setattr__(model.gallery, "patients", tuple(names))


def test_patients_of_whom_the_model_has_seen_another_picture_are_left_out(services, site, home):
    keys = sorted({case.patient.key for case in services.library_cases()})
    renamed(services, _0=home_pseudonyms(home).of(keys[0]), _1=UNSALTED.of(keys[1]))
    report = site.measure(SiteChoice(), JobContext())
    assert report.left_out["known"] == 4 and report.images == 2


def test_a_decision_needs_a_name_a_fit_and_the_same_model(services, site, home, monkeypatch):
    report = site.measure(SiteChoice(), JobContext())
    with pytest.raises(MedViewError, match="needs a name"):
        site.accept(report, "  ")
    services.registry.activate(second_model(home), JobContext())
    with pytest.raises(ModelMismatch, match="meanwhile"):
        site.accept(report, "Dr. Adler")
    monkeypatch.setattr("medview.learning.acceptance.LEAST", 100)
    unfitted = site.measure(SiteChoice(), JobContext())
    card = services.model_for("FUNDUS")
    assert unfitted.numbers["threshold"] == Calibration.from_card(card.calibration).threshold
    with pytest.raises(MedViewError, match="too few"):
        site.accept(unfitted, "Dr. Adler")
    assert site.decisions(card.ref.digest) == []


def test_measuring_can_be_cancelled(services, site):
    context = JobContext(on_progress=lambda progress: context.cancel())
    with pytest.raises(Cancelled):
        site.measure(SiteChoice(), context)


def test_the_throughput_is_that_of_the_last_weeks(services, site):
    assert site.eyes_a_week() == 0
    services.grade_many(services.library_cases(), JobContext())
    services.grade_many(services.library_cases()[:2], JobContext())  # again: the same eyes
    assert site.eyes_a_week() == 6 / 4
    services._estimates.forget_model(services.model_for("FUNDUS").ref.digest)
    assert site.eyes_a_week() == 6 / 4  # they were photographed, whatever became of the model


@pytest.mark.slow
def test_on_real_photographs_the_fit_is_worth_what_it_says(services, shared_data, tmp_path):
    folder = shared_data / "fundus" / "deepdrid"
    with (folder / "labels.csv").open(encoding="utf-8-sig", newline="") as table:
        rows = [r for r in csv.DictReader(table) if r["split"] == "val" and r["exclude"] != "1"]
    lines = [f"{folder / r['image']},{r['grade']},{r['patient_id']}" for r in rows[:120]]
    (tmp_path / "labels.csv").write_text("\n".join(["image,grade,patient_id", *lines]))
    services.import_cases([folder], tmp_path / "labels.csv", "clinic", JobContext())
    report = services.site.measure(SiteChoice(eyes_a_week=100), JobContext())
    assert report.images > 80 and report.fitted and report.left_out["known"] == 0
    assert report.figures["kappa"]["value"] > 0.7
    assert report.figures["sensitivity"]["value"] > 0.8
    for figure in report.figures.values():
        assert figure["low"] <= figure["value"] <= figure["high"]
