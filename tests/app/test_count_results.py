"""The figures, counted again the slow way."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from medview.app.count_results import Results, count, kappa_interval, month_of
from medview.app.export_statistics import as_record, lines, referrals_csv
from medview.domain.agreement import quadratic_kappa, with_interval
from medview.domain.case import FUNDUS, Case, CaseId, Eye, ImageRef, Patient
from medview.domain.checklist import Lesion
from medview.domain.grade import Grade, SignedGrade
from medview.domain.model import ModelRef
from medview.domain.oedema import OedemaRisk
from medview.domain.statistics import SeenCase, Selection, Share, ShownGrade, TakenBy
from tests.app.conftest import known_findings

MODEL = ModelRef("dr-fundus", "1.0", "d" * 64)
NOON = datetime(2026, 3, 15, 12, tzinfo=UTC)


def signed(case, grade, shown, reader="Dr. A", at=NOON, model=MODEL) -> SignedGrade:
    return SignedGrade(CaseId(case), _grade(grade), _grade(shown), reader, at, model)


def shown(case, grade, *, refer=None, gradable=True, at=NOON) -> ShownGrade:
    is_refer = grade is not None and grade >= 2 if refer is None else refer
    return ShownGrade(CaseId(case), at, _grade(grade), is_refer, gradable, MODEL)


def _grade(number: int | None) -> Grade | None:
    return None if number is None else Grade(number)


def seen(patient, eye=Eye.OD, source="Camera A", **more) -> SeenCase:
    return SeenCase(patient, eye=eye, source=source, **more)


def test_nothing_is_empty():
    figures = count(Results([], [], {}), Selection())
    assert figures.is_empty
    assert figures.agreement.kappa is None and figures.agreement.overrides.rate is None
    assert figures.referrals == () and figures.models == ()


def test_the_newest_signature_of_a_case_counts():
    results = Results(
        [signed("a", 1, 2), signed("a", 3, 2), signed("b", None, 0)],
        [shown("a", 2), shown("b", 0), shown("c", None, gradable=False), shown("d", None)],
        {},
    )
    figures = count(results, Selection())
    assert figures.signed.grades == (0, 0, 0, 1, 0) and figures.signed.ungradable == 1
    assert figures.shown.grades == (1, 0, 1, 0, 0)
    assert (figures.shown.ungradable, figures.shown.abstained) == (1, 1)
    assert figures.signatures == 3
    assert figures.confusion[3][2] == 1 and sum(map(sum, figures.confusion)) == 1
    assert figures.agreement.overrides == Share(2, 2)  # ungradable in place of 0 is an override


def test_kappa_and_its_interval_are_those_of_the_slow_way():
    rng = np.random.default_rng(3)
    truth = rng.integers(0, 5, 300)
    given = np.clip(truth + rng.integers(-1, 2, 300), 0, 4)
    patients = [f"p{i // 2}" for i in range(300)]
    reads = [signed(str(i), int(t), int(g)) for i, (t, g) in enumerate(zip(truth, given))]  # noqa: B905
    known = {CaseId(str(i)): seen(p) for i, p in enumerate(patients)}
    figures = count(Results(reads, [], known), Selection())
    slow = with_interval(lambda rows: quadratic_kappa(truth[rows], given[rows]), patients)
    assert figures.agreement.kappa == pytest.approx(slow["value"], abs=1e-4)
    assert figures.agreement.interval == pytest.approx(slow["ci95"], abs=0.01)
    assert (figures.agreement.pairs, figures.agreement.patients) == (300, 150)
    for row in range(5):
        for column in range(5):
            cell = int(((truth == row) & (given == column)).sum())
            assert figures.confusion[row][column] == cell


def test_few_patients_have_no_interval():
    assert kappa_interval(np.eye(9, 25, dtype=np.int64)) is None


def test_one_grade_alone_has_no_kappa():
    reads = [signed(str(i), 0, 0) for i in range(20)]
    assert count(Results(reads, [], {}), Selection()).agreement.kappa is None


def test_each_reader_is_compared_by_own_signatures():
    reads = [signed("a", 2, 2, "Dr. A"), signed("a", 0, 2, "Dr. B")]
    figures = count(Results(reads, [], {}), Selection())
    assert figures.by_reader["Dr. A"].overrides == Share(0, 1)
    assert figures.by_reader["Dr. B"].overrides == Share(1, 1)
    assert figures.readers == ("Dr. A", "Dr. B")


def test_period_reader_and_source_select():
    later = NOON + timedelta(days=40)
    results = Results(
        [signed("a", 0, 0, "Dr. A"), signed("b", 1, 1, "Dr. B", later)],
        [shown("a", 0), shown("b", 1, at=later), shown("c", 4, at=later)],
        {CaseId("a"): seen("p"), CaseId("b"): seen("q", source="Camera B")},
    )
    march = count(results, Selection(until=date(2026, 3, 31)))
    assert march.signed.total == march.shown.total == 1
    april = count(results, Selection(since=date(2026, 4, 1)))
    assert april.signed.grades[1] == 1 and april.shown.total == 2
    by_reader = count(results, Selection(reader="Dr. B"))
    assert by_reader.signed.total == 1 and by_reader.shown.grades == (0, 1, 0, 0, 0)
    by_source = count(results, Selection(source="Camera A"))
    assert by_source.signed.total == 1 and by_source.sources == ("Camera A", "Camera B")


def test_the_first_and_last_day_are_whole():
    day = month_day = NOON.astimezone().date()
    results = Results([signed("a", 0, 0)], [], {})
    assert count(results, Selection(since=day, until=month_day)).signed.total == 1
    assert count(results, Selection(since=day + timedelta(days=1))).is_empty


def test_ungradable_is_counted_by_camera_and_month():
    results = Results(
        [signed("a", None, None), signed("b", 0, 0)],
        [
            shown("a", 1),
            shown("b", None, gradable=False),  # the reader could grade it
            shown("c", None, gradable=False),
            shown("ct", None, gradable=False),
        ],
        {
            **{CaseId(c): seen("p") for c in "ab"},
            CaseId("c"): seen("p", camera="Topcon NW400"),
            CaseId("ct"): seen("p", modality="CT"),
        },
    )
    figures = count(results, Selection())
    month = month_of(NOON)  # where the file names no camera, its source stands for it
    assert figures.ungradable == {
        (TakenBy(source="Camera A"), month): Share(1, 2),
        (TakenBy(camera="Topcon NW400"), month): Share(1, 1),
    }
    places = [(one["camera"], one["source"]) for one in as_record(figures)["ungradable"]]
    assert places == [(None, "Camera A"), ("Topcon NW400", None)]
    assert figures.shown.total == 3


def test_a_case_counts_once_per_reader_and_month():
    later = NOON + timedelta(days=40)
    reads = [signed("a", 0, 0), signed("a", 1, 0), signed("a", 1, 0, at=later), signed("b", 1, 0)]
    figures = count(Results(reads, [], {}), Selection())
    assert figures.signed_by_month == {
        ("Dr. A", month_of(NOON)): 2,
        ("Dr. A", month_of(later)): 1,
    }


def test_referrals_are_signed_before_shown_and_worst_first():
    results = Results(
        [signed("a", 2, 3), signed("b", 0, 4), signed("e", None, 2)],
        [
            shown("a", 3),
            shown("a2", 4),  # a second shot of the eye that was signed
            shown("b", 4),  # signed as no DR
            shown("c", 1, refer=True),
            shown("d", 3),
            shown("f", None, refer=True),  # no grade was shown
        ],
        {
            CaseId("a"): seen("p"),
            CaseId("a2"): seen("p"),
            CaseId("d"): seen("p", Eye.OS),
        },
    )
    found = count(results, Selection()).referrals
    told = [(r.patient, r.eye, r.grade, r.is_signed, r.reader) for r in found]
    assert told == [
        ("p", Eye.OS, 3, False, ""),
        ("p", Eye.OD, 2, True, "Dr. A"),
        ("unknown-c", None, 1, False, ""),
    ]
    assert found[1].model == f"dr-fundus 1.0 ({'d' * 12})"


def test_the_models_are_named():
    other = ModelRef("dr-fundus", "2.0", "e" * 64)
    results = Results([signed("a", 0, 0, model=other)], [shown("b", 0)], {})
    assert count(results, Selection()).models == (
        f"dr-fundus 1.0 ({'d' * 12})",
        f"dr-fundus 2.0 ({'e' * 12})",
    )


def test_findings_are_counted_by_photograph_and_suspected_oedema_is_referred():
    cases = {name: Case(CaseId(name), FUNDUS, (ImageRef(name),), Patient("p")) for name in "abc"}
    known = {cases[name].id: known_findings(cases[name]) for name in "ab"}
    alone = replace(known[CaseId("b")], checklist=None, lesions=())
    known[CaseId("b")] = replace(alone, oedema=replace(alone.oedema, decision=None))
    people = {CaseId(name): seen(name) for name in "abc"}
    signatures = [signed("a", 1, 1), signed("b", 1, 1), signed("c", 0, 0)]
    figures = count(Results(signatures, [], people, known), Selection())
    found = figures.found
    assert found.looked_at == 1 and found.evidence == 2
    assert found.lesions == {Lesion.HAEMORRHAGE: 1, Lesion.HARD_EXUDATE: 1}
    assert found.oedema == {OedemaRisk.REFERABLE: 1}
    assert found.by_model == {OedemaRisk.POSSIBLE: 2}
    assert [r.case_id for r in figures.referrals] == ["a"]  # of the reader's word, not the model's
    (row,) = csv.DictReader(io.StringIO(referrals_csv(figures.referrals)))
    assert row["lesions_present"] == "haemorrhage, hard exudate"
    assert (row["oedema"], row["oedema_by"]) == ("2", "Dr. B. Ono")
    record = as_record(figures)["findings"]
    assert record["oedema_by_reader"] == {"referable risk": 1} and record["looked_at"] == 1
    told = list(lines(figures))
    assert "macular oedema, by reader\treferable risk 1" in told
    assert "lesions, on 1 looked at\thaemorrhage 1, hard exudate 1" in told


def test_a_readers_word_on_oedema_refers_an_eye_that_nobody_graded():
    cases = {name: Case(CaseId(name), FUNDUS, (ImageRef(name),), Patient("p")) for name in "abcd"}
    known = {case.id: replace(known_findings(case), checklist=None) for case in cases.values()}
    models = replace(known[CaseId("d")].oedema, decision=None)
    known[CaseId("d")] = replace(known[CaseId("d")], oedema=models)
    people = {CaseId(name): seen(name) for name in "abcd"}
    unsigned = [shown("a", 0), shown("b", None), shown("d", 0)]
    figures = count(Results([signed("c", None, None)], unsigned, people, known), Selection())
    told = {r.case_id: (r.grade, r.is_signed) for r in figures.referrals}
    assert told == {"a": (0, False), "b": (None, False), "c": (None, True)}
    rows = csv.DictReader(io.StringIO(referrals_csv(figures.referrals)))
    words = {row["patient"]: (row["grade"], row["grade_words"]) for row in rows}
    assert words == {"a": ("0", "No DR"), "b": ("", "No grade"), "c": ("", "Ungradable")}
