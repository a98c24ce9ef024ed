from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from medview.domain.case import FUNDUS, Case, CaseId, Eye, ImageRef, Patient
from medview.domain.grade import Grade, GradeEstimate, Quality, SignedGrade
from medview.domain.model import ModelRef
from medview.domain.oedema import OedemaDecision, OedemaEstimate, OedemaReading, OedemaRisk
from medview.domain.readers import same_reader
from medview.domain.worklist import (
    EyeRow,
    Need,
    SecondRead,
    Status,
    Task,
    WorklistRow,
    is_hidden,
    next_for,
    rows_of,
    tally,
)

MODEL = ModelRef("dr-fundus", "1.0", "d" * 64)
NOON = datetime(2026, 6, 3, 12, tzinfo=UTC)


def shot(name: str, eye: Eye | None = Eye.OD, patient: str = "p") -> Case:
    return Case(CaseId(name), FUNDUS, (ImageRef(f"/{name}.jpg"),), Patient(patient), eye=eye)


def estimate(name: str, grade: int | None, *, gradable: bool = True, refer: bool | None = None):
    shown = None if grade is None else Grade(grade)
    return GradeEstimate(
        case_id=CaseId(name),
        eye=Eye.OD,
        quality=Quality(0.9, gradable),
        grade=shown,
        probabilities=(0.2,) * 5,
        referable=0.5,
        head_grade=shown,
        neighbour_grade=shown,
        neighbour_shares=(),
        abstained=shown is None,
        reason="" if shown is not None else "doubt",
        neighbours=(),
        model=MODEL,
        refer=(shown is not None and shown.is_referable) if refer is None else refer,
    )


def signed(name: str, grade: int | None, reader: str = "Dr A", minute: int = 0) -> SignedGrade:
    shown = None if grade is None else Grade(grade)
    return SignedGrade(CaseId(name), shown, None, reader, NOON + timedelta(minutes=minute), None)


def eye(*estimates: GradeEstimate, signatures: tuple[SignedGrade, ...] = (), shots: str = "a"):
    return EyeRow(Eye.OD, tuple(shot(name) for name in shots), estimates, signatures)


@pytest.mark.parametrize(
    ("row", "status", "need"),
    [
        (eye(), Status.NEW, None),
        (eye(estimate("a", 1)), Status.GRADED, None),
        (eye(estimate("a", 3)), Status.GRADED, None),
        (eye(estimate("a", None)), Status.NEEDS_HUMAN, Need.ABSTAINED),
        (eye(estimate("a", None, gradable=False)), Status.UNGRADABLE, None),
        (eye(estimate("a", 1, refer=True)), Status.NEEDS_HUMAN, Need.REFER),
        (eye(estimate("a", 1), shots="ab"), Status.NEW, None),
        (
            eye(estimate("a", 1), estimate("b", 2), shots="ab"),
            Status.NEEDS_HUMAN,
            Need.SHOTS_DIFFER,
        ),
        (eye(estimate("a", 0), estimate("b", 1), shots="ab"), Status.GRADED, None),
        (eye(estimate("a", 1), estimate("b", None), shots="ab"), Status.GRADED, None),
        (eye(signatures=(signed("a", 2),)), Status.SIGNED, None),
        (eye(signatures=(signed("a", None),)), Status.SIGNED, None),
        (eye(estimate("a", None), signatures=(signed("a", 2),)), Status.SIGNED, None),
        (
            eye(signatures=(signed("a", 2), signed("a", 3, "Dr B", 1))),
            Status.NEEDS_HUMAN,
            Need.READERS_DISAGREE,
        ),
        (eye(signatures=(signed("a", 2), signed("a", 2, "Dr B", 1))), Status.SIGNED, None),
        (eye(signatures=(signed("a", 2), signed("a", 3, " dr  a", 1))), Status.SIGNED, None),
        (
            eye(signatures=(signed("a", 2), signed("a", 3, "Dr B", 1), signed("a", 3, "Dr C", 2))),
            Status.SIGNED,
            None,
        ),
    ],
)
def test_the_status_of_an_eye_follows_from_what_is_known(row, status, need):
    assert (row.status, row.need) == (status, need)


def test_the_worst_photograph_speaks_for_the_eye():
    both = eye(estimate("a", 3), estimate("b", 4), shots="ab")
    assert both.estimate == estimate("b", 4)
    assert eye(estimate("a", None), estimate("b", 0), shots="ab").estimate.grade is Grade.NO_DR


def pair(**signatures: list[SignedGrade]) -> WorklistRow:
    cases = [shot("od", Eye.OD), shot("os", Eye.OS)]
    (row,) = rows_of(cases, {}, {CaseId(k): v for k, v in signatures.items()}, {})
    return row


def side(row: WorklistRow, which: Eye) -> EyeRow:
    found = row.eye(which)
    assert found is not None
    return found


def test_a_patient_is_signed_when_both_eyes_are():
    assert pair().status is Status.NEW
    assert pair(od=[signed("od", 1)]).status is Status.NEW
    assert pair(od=[signed("od", 1)], os=[signed("os", None)]).status is Status.SIGNED
    ready = pair(od=[signed("od", 1)]).with_estimate(estimate("os", 2))
    assert ready.status is Status.GRADED
    assert ready.with_estimate(estimate("os", None)).status is Status.NEEDS_HUMAN


def test_rows_have_the_right_eye_first_and_unknown_eyes_last():
    cases = [shot("x", None), shot("os", Eye.OS), shot("od", Eye.OD), shot("y", None, "q")]
    first, second = rows_of(cases, {}, {}, {("q", ""): Task("Dr B", True)})
    assert [e.eye for e in first.eyes] == [Eye.OD, Eye.OS, None]
    assert side(first, Eye.OS).cases[0].id == "os"
    assert [e.cases[0].id for e in first.others] == ["x"]
    assert second.task == Task("Dr B", True)
    assert second.eye(Eye.OD) is None


def test_a_row_follows_signatures_that_come_and_go():
    row = pair().with_signatures(CaseId("od"), [signed("od", 2)])
    assert side(row, Eye.OD).signed == signed("od", 2)
    assert side(row, Eye.OS).signed is None
    assert row.with_signatures(CaseId("od"), []) == pair()


def waiting(row: WorklistRow, reader: str) -> list[str]:
    return [str(eye.eye) for eye in row.eyes_for(reader)]


def test_what_waits_for_whom():
    half = pair(od=[signed("od", 1)])
    assert waiting(half, "Dr A") == waiting(half, "Dr B") == ["OS"]
    mine = replace(half, task=Task("dr a"))
    assert (waiting(mine, "Dr A"), waiting(mine, "Dr B")) == (["OS"], [])
    second = replace(half, task=Task("Dr A", second_read=True))
    assert (waiting(second, "Dr A"), waiting(second, "Dr B")) == (["OS"], ["OD"])
    done = pair(od=[signed("od", 1)], os=[signed("os", 1)])
    assert waiting(done, "Dr B") == []


def clinic(*done: str) -> list[WorklistRow]:
    cases = [shot(f"{p}-{eye}", eye, p) for p in "xyz" for eye in (Eye.OD, Eye.OS)]
    return rows_of(cases, {}, {CaseId(name): [signed(name, 1)] for name in done}, {})


@pytest.mark.parametrize(
    ("current", "done", "then"),
    [
        (None, [], "x-OD"),
        (None, ["x-OD"], "x-OS"),
        ("gone", [], "x-OD"),
        ("x-OD", [], "x-OS"),
        ("x-OS", [], "y-OD"),  # both eyes skipped
        ("x-OS", ["x-OS"], "x-OD"),  # the first eye was left out: back to it
        ("x-OS", ["x-OD", "x-OS", "y-OD"], "y-OS"),
        ("z-OS", [], "x-OD"),
        ("z-OS", ["x-OD", "x-OS", "y-OD", "y-OS", "z-OD", "z-OS"], None),
        ("x-OD", ["x-OS", "y-OD", "y-OS", "z-OD", "z-OS"], None),
        ("x-OS", ["y-OD", "y-OS", "z-OD", "z-OS"], "x-OD"),
    ],
)
def test_the_next_eye_that_waits(current, done, then):
    found = next_for(clinic(*done), "Dr A", current)
    assert (found[1].cases[0].id if found else None) == then


def test_a_second_read_is_done_when_two_have_signed_every_eye():
    first = {"od": [signed("od", 1)], "os": [signed("os", 1)]}
    assert pair(**first).second_read is SecondRead.NONE
    assert replace(pair(**first), task=Task("", True)).second_read is SecondRead.WANTED
    both = {name: [*own, signed(name, 1, "Dr B", 1)] for name, own in first.items()}
    assert pair(**both).second_read is SecondRead.DONE


def test_a_second_reader_is_blind_to_the_first_and_to_nobody_else():
    first, second = signed("a", 2), signed("a", 1, "Dr B", 5)
    assert is_hidden([first], "Dr B", is_read_twice=True)
    assert not is_hidden([first], "Dr B", is_read_twice=False)
    assert not is_hidden([first], " dr  a", is_read_twice=True)
    assert not is_hidden([], "Dr B", is_read_twice=True)
    assert not is_hidden([first, second], "Dr B", is_read_twice=True)
    assert not is_hidden([first, second], "Dr C", is_read_twice=True)  # who decides between the two
    row = WorklistRow(("p", ""), Patient("p"), (eye(signatures=(first,)),))
    assert row.as_seen_by("Dr B").eyes[0].shown_signature == first
    asked = replace(row, is_read_twice=True).as_seen_by("Dr B").eyes[0]
    assert asked.shown_signature is None and asked.signed == first
    assert asked.status is Status.SIGNED


def test_readers_are_told_apart_by_name_alone():
    assert same_reader("Dr. A. Meyer", " dr. a.  meyer ")
    assert not same_reader("Dr. A. Meyer", "Dr. B. Meyer")


def test_a_tally_counts_patients_and_what_is_left_to_grade():
    rows = [pair(), pair(od=[signed("od", 1)], os=[signed("os", 1)])]
    counted = tally(rows)
    assert counted.patients == 2
    assert counted.by_status[Status.NEW] == counted.by_status[Status.SIGNED] == 1
    assert counted.ungraded == 4
    assert counted.signed_share == 0.5
    assert tally([]).signed_share == 0.0


def test_a_readers_word_on_oedema_is_hidden_as_the_signature_is():
    estimate = OedemaEstimate(CaseId("c"), OedemaRisk.POSSIBLE, 0.1, "", MODEL)
    word = OedemaDecision(CaseId("c"), OedemaRisk.NONE, OedemaRisk.POSSIBLE, "Dr A", NOON, MODEL)
    both = {CaseId("c"): OedemaReading(estimate, word)}
    shown = EyeRow(None, (), signatures=(signed("c", 2),), oedema=both)
    row = WorklistRow(("p", ""), Patient("p"), (shown,), is_read_twice=True)
    told = {who: row.as_seen_by(who).eyes[0].oedema_reading for who in ("Dr A", "Dr B")}
    assert told["Dr A"] is not None and told["Dr A"].risk is OedemaRisk.NONE
    assert told["Dr B"] is not None and told["Dr B"].risk is OedemaRisk.POSSIBLE
    own = replace(word, reader=" dr  b", risk=OedemaRisk.REFERABLE)
    mine = replace(shown, oedema={CaseId("c"): OedemaReading(estimate, own)})
    seen = replace(row, eyes=(mine,)).as_seen_by("Dr B").eyes[0].oedema_reading
    assert seen is not None and seen.is_readers  # one's own word is never hidden
