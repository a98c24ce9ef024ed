"""Reading studies on the drawn sample, with a real library; figures recomputed the slow way."""

from __future__ import annotations

import csv
import itertools
import shutil
from dataclasses import replace

import numpy as np
import pytest

from medview.app.study_picture import Ink, Panel, draw_results
from medview.app.study_results import agreement
from medview.app.study_table import as_record, kappa_words, lines_of, write_csv
from medview.bootstrap import build_services
from medview.domain.errors import StudyError
from medview.domain.grade import Grade
from medview.domain.job import Cancelled, JobContext
from medview.domain.study import Stage, StudyPlan
from medview.domain.study_results import Comparison

PLAN = StudyPlan("Clinic", ("Dr. A", "Dr. B"), repeat_share=0.3, seed=7)
INK = Ink("#ffffff", "#16202a", "#4a5866", "#d3dbe4", "#0b6a94")


@pytest.fixture
def study(services, sample):
    return set_up(services, sample).study


def set_up(services, sample, **changes):
    paths = [sample / "fundus"]
    return services.studies.set_up(replace(PLAN, **changes), "Lead", JobContext(), paths=paths)


def read_all(services, study, reader, grade_of):
    """Read to the end, as `grade_of` (photo, position) says; return the positions."""
    studies, seen = services.studies, []
    place = studies.place(study.id, reader)
    while (step := place.step) is not None:
        seen.append(step.photo)
        grade = grade_of(step.photo, step.position)
        place = studies.confirm(study.id, reader, step, grade, 2.5)
    return seen


def test_photographs_are_taken_once_and_without_names(services, sample, tmp_path):
    shutil.copytree(sample / "fundus", tmp_path / "eyes")
    original = tmp_path / "eyes" / "synthetic-01-OD.jpg"
    shutil.copy(original, tmp_path / "eyes" / "copy.jpg")
    done = services.studies.set_up(PLAN, "Lead", JobContext(), paths=[tmp_path / "eyes"])
    assert len(done.study.photos) == 13
    assert [p.message for p in done.left_out] == [
        "It is a copy of another photograph of the study."
    ]
    assert {(c.title, c.label, c.patient.name) for c in done.study.photos} == {("", "", "")}


def test_a_series_takes_no_part(services, opened, sample):
    with pytest.raises(StudyError, match="None of these"):
        services.studies.set_up(PLAN, "Lead", JobContext(), cases=opened(sample / "ct"))


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"name": "  "}, "no name"),
        ({"readers": (" ", "")}, "no readers"),
        ({"readers": ("Dr. A", "dr.  a")}, "named twice"),
        ({"repeat_share": 0.6}, "half"),
        ({"least_steps": 3}, "no sense"),
    ],
)
def test_a_plan_that_cannot_be_is_told(services, sample, changes, fault):
    with pytest.raises(StudyError, match=fault):
        set_up(services, sample, **changes)
    assert services.studies.all() == []


def test_a_name_is_taken_once(services, sample, study):
    with pytest.raises(StudyError, match="already"):
        set_up(services, sample, name="clinic")


def test_reading_goes_on_after_a_restart(home, sample):
    services = build_services(home)
    study = set_up(services, sample).study
    place = services.studies.place(study.id, "Dr. A")
    for grade in (Grade.MILD, None, Grade.SEVERE):
        assert place.step is not None
        place = services.studies.confirm(study.id, "Dr. A", place.step, grade, 1.0, " why ")
    services.close()

    services = build_services(home)
    try:
        again = services.studies.place(study.id, "Dr. A")
        assert again == place
        assert again.step is not None and again.last is not None
        assert again.step.position == 3 and again.last.grade is Grade.SEVERE
        assert again.last.note == "why"
        assert services.studies.find("Clinic").done == {"Dr. A": 3, "Dr. B": 0}
        assert services.studies.find(study.id).study == study
    finally:
        services.close()


def test_only_the_step_before_can_be_corrected(services, study):
    studies = services.studies
    first = studies.place(study.id, "Dr. A").step
    second = studies.confirm(study.id, "Dr. A", first, Grade.MILD, 1.0).step
    corrected = studies.confirm(study.id, "Dr. A", first, Grade.SEVERE, 1.0)
    assert corrected.step == second and corrected.last.grade is Grade.SEVERE
    studies.confirm(study.id, "Dr. A", second, Grade.MILD, 1.0)
    with pytest.raises(StudyError, match="not the one"):
        studies.confirm(study.id, "Dr. A", first, Grade.NO_DR, 1.0)
    reads = services._library.audit_trail()
    assert sum(event["event"] == "study read" for event in reads) == 3
    assert services._library.verify() == []


def test_after_the_model_was_shown_the_blind_grade_stays(services, sample):
    study = set_up(services, sample, is_aided=True).study
    studies = services.studies
    blind = studies.place(study.id, "Dr. A").step
    aided = studies.confirm(study.id, "Dr. A", blind, Grade.MILD, 1.0)
    assert aided.step == replace(blind, stage=Stage.AIDED)
    assert aided.before is None
    estimate = services.grade_eye(study.photos[blind.photo])
    place = studies.confirm(study.id, "Dr. A", aided.step, Grade.NO_DR, 1.0, estimate=estimate)
    assert place.before == aided.step
    assert (place.last.estimate_grade, place.last.model) == (estimate.grade, estimate.model)


def test_what_cannot_be_opened_is_passed_over(services, sample):
    study = set_up(services, sample, is_aided=True).study
    first = services.studies.place(study.id, "Dr. A").step
    place = services.studies.pass_over(study.id, "Dr. A", first)
    assert place.step.position == 1 and place.before is None
    figures = services.studies.results(study.id).readers[0]
    assert (figures.read, figures.passed_over, figures.ungradable) == (0, 1, 0)


def test_a_stranger_cannot_read(services, study):
    with pytest.raises(StudyError, match="no reader of this study"):
        services.studies.place(study.id, "Dr. X")


def test_disagreements_wait_until_all_have_finished_with_a_photograph(services, study):
    studies = services.studies
    read_all(services, study, "Dr. A", lambda photo, _: Grade(photo % 5))
    assert studies.disagreements(study.id) == []
    read_all(services, study, "Dr. B", lambda photo, _: Grade((photo + (photo == 3)) % 5))
    (one,) = studies.disagreements(study.id)
    assert one.photo == 3
    assert {name for name, _ in one.grades} == {"A", "B"}
    assert {grade for _, grade in one.grades} == {Grade(3), Grade(4)}

    studies.decide(study.id, 3, Grade(4), "Dr. C", "clear new vessels")
    (one,) = studies.disagreements(study.id)
    assert dict(one.grades) == {"Dr. A": Grade(3), "Dr. B": Grade(4)}
    assert (one.decision.grade, one.decision.decided_by) == (Grade(4), "Dr. C")
    with pytest.raises(StudyError, match="nothing to decide"):
        studies.decide(study.id, 2, Grade(4), "Dr. C")
    with pytest.raises(StudyError, match="needs a name"):
        studies.decide(study.id, 3, Grade(4), " ")


def test_small_differences_are_left_alone_where_the_plan_says_so(services, sample):
    study = set_up(services, sample, least_steps=2).study
    read_all(services, study, "Dr. A", lambda photo, _: Grade(2))
    read_all(services, study, "Dr. B", lambda photo, _: [Grade(3), Grade(4), None][photo % 3])
    found = services.studies.disagreements(study.id)
    assert [one.photo % 3 for one in found] == [1, 2] * (len(found) // 2)


def test_results_agree_with_scikit_learn(services, study):
    from sklearn.metrics import cohen_kappa_score, confusion_matrix

    def grades_of(offset):
        return lambda photo, position: (
            None if photo == 5 + offset else Grade((photo + (position * offset) % 2) % 5)
        )

    for offset, reader in enumerate(study.plan.readers):
        read_all(services, study, reader, grades_of(offset))
    results = services.studies.results(study.id)
    (between,) = [a for a in results.agreements if a.comparison is Comparison.READERS]
    first = {name: first_by_hand(study, name, grades_of(i)) for i, name in enumerate(PLAN.readers)}
    both = [
        (first["Dr. A"][p], first["Dr. B"][p])
        for p in range(13)
        if first["Dr. A"][p] is not None and first["Dr. B"][p] is not None
    ]
    expected = cohen_kappa_score(*zip(*both, strict=True), weights="quadratic")
    assert between.kappa == pytest.approx(expected)
    table = confusion_matrix(*zip(*both, strict=True), labels=range(5))
    assert np.array_equal(np.array(between.table)[:5, :5], table)
    assert (between.graded, between.photos) == (11, 13)
    assert between.interval[0] <= between.kappa <= between.interval[1]
    assert between.equal == pytest.approx(np.mean([a == b for a, b in both]))
    (own,) = [
        a for a in results.agreements if (a.comparison, a.first) == (Comparison.SELF, "Dr. A")
    ]
    assert own.kappa == pytest.approx(1.0) and own.photos == 4
    assert [reader.ungradable for reader in results.readers] == [1, 1]
    assert results.readers[0].seconds == 2.5


def first_by_hand(study, reader, grade_of):
    found = {}
    for position, photo in enumerate(study.orders[reader]):
        if photo not in found:
            found[photo] = grade_of(photo, position)
    return found


def test_kappa_is_not_stated_where_it_is_not_defined(services, study):
    same = dict.fromkeys(range(13), Grade.NO_DR)
    one = agreement(study, Comparison.READERS, ("a", "b"), same, same)
    assert (one.kappa, one.interval, one.equal) == (None, None, 1.0)
    assert kappa_words(one) == "-"


def test_the_interval_takes_whole_patients(services, study):
    """Resample by hand, patient by patient, and compare the quantiles."""
    rng = np.random.default_rng(3)
    a = {p: Grade(int(rng.integers(0, 5))) for p in range(13)}
    b = {p: Grade(int(np.clip(a[p] + rng.integers(-1, 2), 0, 4))) for p in range(13)}
    one = agreement(study, Comparison.READERS, ("a", "b"), a, b)
    by_patient = {}
    for p, case in enumerate(study.photos):
        by_patient.setdefault(case.patient.key, []).append(p)
    groups, values = list(by_patient.values()), []
    for _ in range(4000):
        picked = [p for i in rng.integers(0, len(groups), len(groups)) for p in groups[i]]
        pairs = [(int(a[p]), int(b[p])) for p in picked]
        apart = np.mean([(x - y) ** 2 for x, y in pairs])
        chance = np.mean([(x - y) ** 2 for x in a_side(pairs) for y in b_side(pairs)])
        if chance:
            values.append(1 - apart / chance)
    low, high = np.quantile(values, [0.025, 0.975])
    assert one.interval == pytest.approx((low, high), abs=0.04)
    assert one.patients == len(groups) == 7


def a_side(pairs):
    return [x for x, _ in pairs]


def b_side(pairs):
    return [y for _, y in pairs]


def test_the_model_is_asked_once_and_goes_on_after_cancel(services, study):
    read_all(services, study, "Dr. A", lambda photo, _: Grade(photo % 5))
    assert services.studies.results(study.id).unasked == 13

    def stop(progress):
        if progress.done:
            context.cancel()

    context = JobContext(stop)
    with pytest.raises(Cancelled):
        services.studies.ask_model(study.id, context)
    left = services.studies.results(study.id).unasked
    assert 0 < left < 13
    assert services.studies.ask_model(study.id, JobContext()) == left
    assert services.studies.ask_model(study.id, JobContext()) == 0
    results = services.studies.results(study.id)
    (with_model,) = [a for a in results.agreements if a.comparison is Comparison.MODEL]
    assert (results.unasked, results.model.id, with_model.photos) == (0, "dr-fundus", 13)
    said = services.grade_eye(study.photos[0]).grade
    assert with_model.table[0][5 if said is None else int(said)] >= 1


def test_results_can_be_taken_along(services, study, tmp_path):
    for reader, shift in zip(study.plan.readers, (0, 1), strict=True):
        read_all(services, study, reader, lambda p, _, s=shift: Grade((p + s) % 5))
    results = services.studies.results(study.id)
    path = write_csv(tmp_path / "kappa.csv", results)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["row"] for row in rows[:3]] == ["reader", "reader", "between readers"]
    assert float(rows[2]["kappa"]) == results.agreements[0].kappa
    cells = [int(rows[2][f"{a}/{b}"]) for a, b in itertools.product("01234U", repeat=2)]
    assert sum(cells) == 13
    assert as_record(results)["agreements"][0]["photos"] == 13
    assert any("Dr. A - Dr. B" in line for line in lines_of(results))
    panels = [Panel(a.comparison, "Dr. A", "Dr. B", a) for a in results.agreements]
    assert draw_results(panels, "Clinic", "kappa", "foot", INK).startswith(b"\x89PNG")
